"""The application: settings in, a Faust app with our parts in their places out."""

import ssl
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import faust
from yarl import URL

from streams.agents.deduplicate import DeduplicateAgent
from streams.delivery.dying import Dying
from streams.delivery.recovery import TableManager
from streams.delivery.staleness import Staleness
from streams.delivery.table import Table
from streams.delivery.transport import Transport
from streams.metrics import Metrics
from streams.settings import Settings
from streams.topology import declare

# Bundles that may wait in a stream's queue; the watermark keeps it to two a partition, so this is never reached.
QUEUE = 1024
BATCH_BYTES = 256 * 1024
FETCH_BYTES = 4 * 1024 * 1024  # a partition's share of a fetch; a larger record comes alone
RECORDS_A_POLL = 1000
# Worked on, acknowledged and committed together: what a crash repeats, and what must go well for progress.
ITEMS_A_BUNDLE = 400
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Worker:
    """An application and what ends it when in doubt."""

    app: Any
    dying: Dying
    staleness: Staleness
    deduplicate: DeduplicateAgent


def create_app(settings: Settings, metrics: Metrics, tell: Callable[[str, BaseException | None], None]) -> Worker:
    """A Faust app wired as `topology` says. `tell` logs why a worker ends."""
    broker = [URL(f"kafka://{address}") for address in settings.broker.split(",")]
    app = faust.App(
        settings.app_id,
        broker=broker,
        broker_credentials=credentials(settings),
        datadir=settings.state_dir,
        store="rocksdb://",
        Table=Table,
        TableManager=TableManager,
        table_standby_replicas=0,
        topic_allow_declare=False,
        topic_disable_leader=True,
        web_enabled=False,
        stream_buffer_maxsize=QUEUE,
        stream_recovery_delay=0.0,
        broker_session_timeout=settings.session_timeout,
        broker_heartbeat_interval=settings.session_timeout / 5,
        broker_commit_interval=settings.commit_interval,
        broker_max_poll_records=RECORDS_A_POLL,
        consumer_max_fetch_size=FETCH_BYTES,
        consumer_auto_offset_reset="earliest",
        consumer_group_instance_id=settings.instance_id or None,
        producer_linger=0,  # batches are whole when they are sent
        producer_max_batch_size=BATCH_BYTES,
        producer_max_request_size=settings.max_dead_letter_bytes + MIB,
        producer_compression_type=None if settings.compression == "none" else settings.compression,
        producer_request_timeout=settings.send_deadline,
    )
    app.transport = app.producer_transport = Transport(broker, app, bundles(settings))
    dying = Dying(lambda: app.consumer.commit(), tell)  # noqa: PLW0108 - the consumer is made later
    staleness = Staleness(settings.session_timeout, dying.at_once)
    return Worker(app, dying, staleness, declare(app, settings, metrics, dying, staleness))


def bundles(settings: Settings) -> dict[str, int]:
    """How many records of each topic are worked on, acknowledged and committed together."""
    blocks = max(1, ITEMS_A_BUNDLE // settings.block_items)
    sizes = {"wire-raw": ITEMS_A_BUNDLE, "wire-prepared": blocks, "wire-unique": blocks}
    return {settings.prefix + name: size for name, size in sizes.items()}


def credentials(settings: Settings) -> Any:  # noqa: ANN401 - Faust's classes are Any here
    """TLS and SASL as Faust takes them; None for plain text.

    Raises:
        OSError: a certificate cannot be read; `ssl.SSLError` is one.
    """
    secure = settings.security_protocol.endswith("SSL")
    context = tls(settings) if secure else None
    if settings.security_protocol.startswith("SASL"):
        return faust.SASLCredentials(
            username=settings.sasl_username,
            password=settings.sasl_password.get_secret_value(),
            mechanism=settings.sasl_mechanism,
            ssl_context=context,
        )
    return faust.SSLCredentials(context) if context else None


def tls(settings: Settings) -> ssl.SSLContext:
    """The context for brokers that are spoken to over TLS: certificates and host names are checked."""
    context = ssl.create_default_context(cafile=settings.tls_ca)
    if settings.tls_certificate:
        password = settings.tls_key_password.get_secret_value() or None
        context.load_cert_chain(settings.tls_certificate, settings.tls_key, password)
    return context

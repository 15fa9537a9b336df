"""How the cluster is reached: the one place that turns settings into kafka-python's arguments, for all of `ops`."""

import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self, TypeVar

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.errors import KafkaError, KafkaTimeoutError

from streams.settings import Settings

PATIENCE = 10.0  # seconds for a first answer: a command is waited for by a person
MIB = 1024 * 1024
# The largest raw document of the contract is 32 MiB and a dead letter 33; a batch adds its header.
LARGEST_REQUEST = 34 * MIB
# A consumer's answer holds one record at least, however large, and this much where records are small.
FETCH = 8 * MIB
PAUSE = 0.1  # seconds between tries


Result = TypeVar("Result")


class ClusterError(Exception):
    """The cluster cannot be reached, or refused; the message is one clear line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Connection:
    """Where the cluster is and how to speak to it; secrets stay out of its repr.

    `servers` is `host:port[,host:port]`, `protocol` one of PLAINTEXT, SSL, SASL_PLAINTEXT and SASL_SSL, the TLS files
    are PEM, and `patience` is how many seconds to wait for a first answer.
    """

    servers: str
    protocol: str = "PLAINTEXT"
    tls_ca: Path | None = None
    tls_certificate: Path | None = None
    tls_key: Path | None = None
    tls_key_password: str = field(default="", repr=False)
    sasl_mechanism: str = ""
    sasl_username: str = ""
    sasl_password: str = field(default="", repr=False)
    patience: float = PATIENCE

    @classmethod
    def of(cls, settings: Settings) -> Self:
        """What the settings say of the cluster; they have checked that it fits together."""
        return cls(
            servers=settings.broker,
            protocol=settings.security_protocol,
            tls_ca=settings.tls_ca,
            tls_certificate=settings.tls_certificate,
            tls_key=settings.tls_key,
            tls_key_password=settings.tls_key_password.get_secret_value(),
            sasl_mechanism=settings.sasl_mechanism,
            sasl_username=settings.sasl_username,
            sasl_password=settings.sasl_password.get_secret_value(),
        )

    def arguments(self) -> dict[str, Any]:
        """Keyword arguments that every kafka-python client takes."""
        secure = {
            "ssl_cafile": _text(self.tls_ca),
            "ssl_certfile": _text(self.tls_certificate),
            "ssl_keyfile": _text(self.tls_key),
            "ssl_password": self.tls_key_password or None,
        }
        known = {
            "sasl_mechanism": self.sasl_mechanism,
            "sasl_plain_username": self.sasl_username,
            "sasl_plain_password": self.sasl_password,
        }
        return {
            "bootstrap_servers": self.servers.split(","),
            "security_protocol": self.protocol,
            "bootstrap_timeout_ms": int(self.patience * 1000),
            "client_id": "wiredesk",
            **(secure if self.protocol.endswith("SSL") else {}),
            **(known if self.protocol.startswith("SASL") else {}),
        }

    @contextmanager
    def admin(self) -> Iterator[KafkaAdminClient]:
        """A client for topics and groups.

        Raises:
            ClusterError: instead of any of Kafka's errors, also from within.
        """
        with _clearly(self.servers), self._reached(KafkaAdminClient, {}) as client:
            yield client

    def require(self, topics: Sequence[str]) -> None:
        """See that topics are there before anything is read or written, for a client would wait a minute for each.

        Raises:
            ClusterError: one is not there, or the cluster does not answer.
        """
        with self.admin() as admin:
            there = {topic["name"] for topic in admin.describe_topics(list(topics)) if topic["error_code"] == 0}
        missing = [topic for topic in topics if topic not in there]
        if missing:
            raise ClusterError(f"Kafka at {self.servers} has no topic {', '.join(missing)}: see `wiredesk topics`")

    @contextmanager
    def producer(self, **more: Any) -> Iterator[KafkaProducer]:  # noqa: ANN401 - kafka-python's own arguments
        """A client that writes: idempotent, acknowledged by all replicas in sync; `more` goes to kafka-python.

        Raises:
            ClusterError: instead of any of Kafka's errors, also from within.
        """
        sure = {
            "acks": "all",
            "enable_idempotence": True,
            "max_request_size": LARGEST_REQUEST,
            "allow_auto_create_topics": False,
        }
        with _clearly(self.servers), self._reached(KafkaProducer, sure | more) as client:
            yield client

    @contextmanager
    def consumer(self, **more: Any) -> Iterator[KafkaConsumer]:  # noqa: ANN401 - kafka-python's own arguments
        """A client that reads without a group: the caller assigns partitions; `more` goes to kafka-python.

        Raises:
            ClusterError: instead of any of Kafka's errors, also from within.
        """
        plain = {
            "enable_auto_commit": False,
            "max_partition_fetch_bytes": FETCH,
            "allow_auto_create_topics": False,
        }
        with _clearly(self.servers), self._reached(KafkaConsumer, plain | more) as client:
            yield client

    def _reached(self, client: Callable[..., Any], more: dict[str, Any]) -> Any:  # noqa: ANN401 - kafka-python has no types
        """All its clients look for the cluster when they are made."""
        try:
            return client(**self.arguments(), **more)
        except KafkaTimeoutError as error:
            raise ClusterError(f"no Kafka answers at {self.servers} within {self.patience:g} s") from error


@contextmanager
def _clearly(servers: str) -> Iterator[None]:
    """Kafka's errors as one line that says where, and what."""
    try:
        yield
    except (KafkaError, OSError) as error:
        said = " ".join(str(error).split()) or type(error).__name__
        raise ClusterError(f"Kafka at {servers}: {said}") from error


def patiently(call: Callable[[], Result], seconds: float = PATIENCE) -> Result:
    """Try again while Kafka says that it is not ready: a new cluster has no coordinator, a moving partition no leader.

    Raises:
        KafkaError: it was still not ready after `seconds`, or the fault is one that does not pass.
    """
    deadline = time.monotonic() + seconds
    while True:
        try:
            return call()
        except KafkaError as error:
            if not error.retriable or time.monotonic() > deadline:
                raise
        time.sleep(PAUSE)


def _text(path: Path | None) -> str | None:
    return None if path is None else str(path)

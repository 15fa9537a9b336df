import asyncio
import os

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import MessageSizeTooLargeError

from schemas.headers import dead_letter_headers
from schemas.topic import MIB
from schemas.topics import FRAMING, declared
from streams.ops import topics
from streams.ops.broker import Broker
from streams.ops.cluster import Connection
from streams.ops.topics import Declared
from streams.settings import Settings

pytestmark = pytest.mark.kafka
PREFIX = "declared-"
WHEN = "2026-05-18T09:42:03Z"


@pytest.fixture(scope="module")
def settings(broker: Broker) -> Settings:
    return Settings.load({"WIREDESK_BROKER": broker.address, "WIREDESK_PREFIX": PREFIX})


@pytest.fixture(scope="module")
def wanted(settings: Settings) -> list[Declared]:
    made = declared(
        prefix=settings.prefix,
        partitions=1,
        retention=settings.retentions,
        sizes=settings.sizes,
        desks=["sport"],
        app_id=f"{PREFIX}app",
    )
    return [Declared(*topic) for topic in made]


@pytest.fixture(scope="module", autouse=True)
def _created(settings: Settings, wanted: list[Declared]) -> None:
    assert topics.apply(Connection.of(settings), wanted) == []


def send(settings: Settings, topic: str, value: bytes, headers: list[tuple[str, bytes]]) -> int:
    """The offset the broker gave the record."""

    async def sending() -> int:
        async with AIOKafkaProducer(bootstrap_servers=settings.broker, max_request_size=64 * MIB) as producer:
            sent = await producer.send_and_wait(PREFIX + topic, value, key=b"k" * 100, headers=headers)
            return int(sent.offset)

    return asyncio.run(sending())


def test_a_cluster_takes_the_declarations(settings: Settings, wanted: list[Declared]) -> None:
    """A real Kafka accepts every setting we declare and shows it back."""
    assert topics.compare(Connection.of(settings), wanted) == []


@pytest.mark.parametrize(("topic", "mebibytes"), [("wire-raw", 32), ("wire-stories", 8)])
def test_the_largest_value_fits_and_more_does_not(settings: Settings, topic: str, mebibytes: int) -> None:
    """The broker takes a value of the contract's size with its key and headers, and refuses what is clearly beyond."""
    value = os.urandom(mebibytes * MIB)
    headers = [("feed", b"x" * 1000)]

    assert send(settings, topic, value, headers) == 0
    with pytest.raises(MessageSizeTooLargeError):
        send(settings, topic, value + os.urandom(FRAMING), headers)


def test_the_largest_document_fits_among_the_dead_letters(settings: Settings) -> None:
    """What is refused as a document is kept whole, with its headers."""
    headers = dead_letter_headers(
        origin="wire-raw/0/0", feed="coast", received=WHEN, content_type="text/plain", reason="too-large",
        detail="It is too large.", stage="decode", first_failed=WHEN,
    )  # fmt: skip

    assert send(settings, "wire-dead-letters", os.urandom(32 * MIB), headers) == 0

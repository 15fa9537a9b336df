"""Documents reach the raw topic untouched, with key and headers, all acknowledged; those too large are refused."""

import io
import random
from dataclasses import replace

import pytest

from streams.ops import ingest as ingest_module
from streams.ops.broker import Broker
from streams.ops.cluster import MIB, ClusterError, Connection
from streams.ops.ingest import LARGEST, Counts, headers, ingest, put
from streams.ops.tail import Record, snapshot
from streams.ops.topics import Declared, apply
from streams.sources.files import Claims, Sourced, documents

CONFIG = {"max.message.bytes": str(33 * MIB)}


def document(value: bytes, feed: str = "quay", content_type: str = "", received: str = "") -> Sourced:
    return Sourced(
        value=value,
        size=len(value),
        feed=feed,
        content_type=content_type,
        received=received,
        arrived="",
        path="quay.txt",
    )


def nobody(_refused: Sourced, why: str) -> None:
    raise AssertionError(why)


def test_headers_say_only_what_is_known() -> None:
    """An empty claim is no header, so that sniffing and the Kafka timestamp stand in."""
    full = document(b"", "quay", "text/plain", "2025-01-01T00:00:00Z")

    assert headers(full) == [
        ("content-type", b"text/plain"),
        ("feed", b"quay"),
        ("received", b"2025-01-01T00:00:00Z"),
    ]
    assert headers(document(b"", "")) == []


class Slow:
    """A producer that counts what is on its way at once."""

    def __init__(self) -> None:
        self.flying = self.most = 0

    def send(self, *_: object, **__: object) -> "Slow":
        self.flying += 1
        self.most = max(self.most, self.flying)
        return self

    def get(self) -> None:
        self.flying -= 1


def test_no_more_is_on_its_way_than_memory_allows(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long input is not heaped up before the cluster: it waits for acknowledgements, and at the end for all."""
    monkeypatch.setattr(ingest_module, "IN_FLIGHT_BYTES", 100)
    producer = Slow()

    counts = put((document(b"x" * 10) for _ in range(500)), producer, "raw", nobody)

    assert counts == Counts(500, 0, 5000)
    assert producer.most == 11
    assert producer.flying == 0


def test_too_large_is_refused_and_the_rest_goes_on() -> None:
    """A document beyond the limit is told with its size; its neighbours are put."""
    refused: list[tuple[str, str]] = []
    unread = replace(document(b""), size=9)
    inputs = [document(b"a"), document(b"b" * 11), document(b"c" * 10), unread]

    counts = put(inputs, Slow(), "raw", lambda one, why: refused.append((one.path, why)), largest=10)

    assert counts == Counts(2, 2, 11)
    assert refused[0] == ("quay.txt", "11 bytes, and no document may have more than 10")


@pytest.mark.kafka
def test_documents_arrive_untouched_in_order(broker: Broker) -> None:
    """Bytes, key and headers are those of the document; one feed is one partition and stays in order."""
    connection = Connection(servers=broker.address)
    apply(connection, [Declared("ingest-raw", 4, 1, CONFIG)])
    lines = b"".join(b'{"n":%d}\n' % number for number in range(2000))
    claims = Claims(feed="quay", content_type="application/jsonl", received="2025-01-01T00:00:00Z")

    counts = ingest(documents(["-"], claims, stdin=io.BytesIO(lines)), connection, "ingest-raw", nobody)
    found = list(snapshot(connection, "ingest-raw"))

    assert counts == Counts(2000, 0, len(lines) - 2000)
    assert [one.value for one in found] == lines.splitlines()
    assert len({one.partition for one in found}) == 1
    assert {one.key for one in found} == {b"quay"}
    assert found[0].headers == {
        "content-type": "application/json",
        "feed": "quay",
        "received": "2025-01-01T00:00:00Z",
    }


@pytest.mark.kafka
def test_largest_document_passes(broker: Broker) -> None:
    """32 MiB that do not compress go in and come out; one byte more is refused."""
    connection = Connection(servers=broker.address)
    apply(connection, [Declared("ingest-large", 1, 1, CONFIG)])
    noise = random.Random(5).randbytes(LARGEST)
    refused: list[str] = []

    counts = ingest(
        [document(noise, received="2025-01-01T00:00:00Z"), document(noise + b"!")],
        connection,
        "ingest-large",
        lambda _, why: refused.append(why),
    )
    (found,) = snapshot(connection, "ingest-large")

    assert counts == Counts(1, 1, LARGEST)
    assert refused == ["33,554,433 bytes, and no document may have more than 33,554,432"]
    assert isinstance(found, Record)
    assert found.value == noise


@pytest.mark.kafka
def test_missing_topic_is_told_at_once(broker: Broker) -> None:
    """Nothing is sent to a topic that is not there."""
    with pytest.raises(ClusterError, match="has no topic ingest-none"):
        ingest([document(b"x")], Connection(servers=broker.address), "ingest-none", nobody)

"""Puts documents on the raw topic, and returns only when the cluster has acknowledged every one of them."""

from collections import deque
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from kafka import KafkaProducer

from streams.ops.cluster import MIB, Connection
from streams.sources.files import Sourced

LARGEST = 32 * MIB  # of a document, as the contract has it
ROOM = 2 * MIB  # for key, headers and the batch around it
# kafka-python's own buffer has no bound, so ours has: enough for full batches, little beside the largest document.
IN_FLIGHT_BYTES = 64 * MIB
IN_FLIGHT_RECORDS = 10_000
# Documents at hand go together; a single one waits 10 ms for company.
BATCHING = {"batch_size": MIB, "linger_ms": 10, "compression_type": "lz4"}
# The key of documents that nobody named: what the contract calls their feed.
NAMELESS = "unknown"


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the documents: put on the topic and acknowledged, refused as too large, and bytes put."""

    put: int
    refused: int
    size: int


@dataclass(slots=True)
class Flight:
    """Records sent and not yet acknowledged, oldest first."""

    waiting: deque[tuple[Any, int]] = field(default_factory=deque)
    size: int = 0

    def add(self, future: Any, size: int) -> None:  # noqa: ANN401 - kafka-python has no types
        """Enter what `send` of a producer returned, and the record's bytes."""
        self.waiting.append((future, size))
        self.size += size

    def land(self, records: int, size: int) -> None:
        """Wait until no more than so many are on their way; raises what a send failed with."""
        while self.waiting and (len(self.waiting) > records or self.size > size):
            future, its_size = self.waiting.popleft()
            future.get()
            self.size -= its_size


def ingest(
    documents: Iterable[Sourced],
    connection: Connection,
    topic: str,
    refuse: Callable[[Sourced, str], None],
    largest: int = LARGEST,
) -> Counts:
    """Put all documents on `topic`; `refuse(document, why)` hears of each that is too large, and the rest goes on.

    `largest` is in bytes; whoever reads with a limit gives the same here.

    Raises:
        ClusterError: there is no such topic, or a document was not acknowledged: then ask what of the input is there
            before it is put again, though doing so only costs time (the same text gives the same stories).
    """
    connection.require([topic])
    with connection.producer(**BATCHING, max_request_size=largest + ROOM) as producer:
        return put(documents, producer, topic, refuse, largest)


def put(
    documents: Iterable[Sourced],
    producer: KafkaProducer,
    topic: str,
    refuse: Callable[[Sourced, str], None],
    largest: int = LARGEST,
) -> Counts:
    """The same over a producer of the caller's. A document whose bytes were not all read is refused as well."""
    flight = Flight()
    done = refused = size = 0
    for document in documents:
        if document.size > largest or len(document.value) != document.size:
            refuse(document, f"{document.size:,} bytes, and no document may have more than {largest:,}")
            refused += 1
            continue
        flight.add(_send(producer, topic, document), document.size)
        flight.land(IN_FLIGHT_RECORDS, IN_FLIGHT_BYTES)
        done += 1
        size += document.size
    flight.land(0, 0)
    return Counts(done, refused, size)


def headers(document: Sourced) -> list[tuple[str, bytes]]:
    """What the contract's headers can say of it; one that would be empty is left out."""
    said = {"content-type": document.content_type, "feed": document.feed, "received": document.received}
    return [(name, text.encode()) for name, text in said.items() if text]


def _send(producer: KafkaProducer, topic: str, document: Sourced) -> Any:  # noqa: ANN401 - kafka-python has no types
    key = (document.feed or NAMELESS).encode()
    return producer.send(topic, value=document.value, key=key, headers=headers(document))

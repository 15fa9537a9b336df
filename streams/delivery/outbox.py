"""The way out: records go to the broker in batches by partition, and are acknowledged before anyone moves on.

`topic.send` costs some 150 µs a record, most of it futures and tasks; a batch costs it once. Partitions are chosen by
the key as Kafka's own clients do (murmur2), so that other producers of the same keys agree.
"""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, Protocol

from aiokafka.partitioner import murmur2
from faust.transport.drivers import aiokafka as driver

# Keys whose partition is remembered: aiokafka's murmur2 takes 7 µs a key, and a story's key is asked for twice.
KEYS_REMEMBERED = 10_000


class Record(NamedTuple):
    """One record to send. `partition` None: by the key."""

    topic: str
    key: bytes | None
    value: bytes | None
    headers: Sequence[tuple[str, bytes]] = ()
    partition: int | None = None


class Producer(driver.Producer):
    """Faust's producer, idempotent: a retried batch is appended once and in order."""

    def _settings_extra(self) -> Mapping[str, Any]:
        return {**super()._settings_extra(), "enable_idempotence": True}

    @property
    def client(self) -> Any:  # noqa: ANN401 - aiokafka has no types
        """The aiokafka producer underneath.

        Raises:
            NotReady: the worker has not started yet.
        """
        return self._ensure_producer()


class Source(Protocol):
    """Where the outbox finds the producer: an application that may start it later."""

    producer: Any


@lru_cache(KEYS_REMEMBERED)
def partition_of(key: bytes, partitions: int) -> int:
    """The partition of a key, as Kafka's default partitioner has it."""
    return int((murmur2(key) & 0x7FFFFFFF) % partitions)


class Outbox:
    """Sends and waits."""

    def __init__(self, app: Source, deadline_s: float) -> None:
        """`deadline_s`: a send that is not acknowledged by then failed; it must outlast a broker that hangs (120 s)."""
        self._app = app
        self._deadline_s = deadline_s
        self._partitions: dict[str, int] = {}

    async def send(self, records: Iterable[Record]) -> dict[tuple[str, int], tuple[int, ...]]:
        """Send all and return when the broker has all: (topic, partition) → offsets, in the order given.

        Raises:
            TimeoutError, KafkaError: not acknowledged; nothing may be taken as sent.
        """
        grouped: dict[tuple[str, int], list[Record]] = {}
        async with asyncio.timeout(self._deadline_s):
            for record in records:
                grouped.setdefault((record.topic, await self._partition(record)), []).append(record)
            sent = await asyncio.gather(*(self._send_partition(*place, rows) for place, rows in grouped.items()))
        return dict(zip(grouped, sent, strict=True))

    async def partitions(self, topic: str) -> int:
        """How many partitions a topic has (asked once)."""
        if topic not in self._partitions:
            self._partitions[topic] = len(await self._app.producer.client.partitions_for(topic))
        return self._partitions[topic]

    async def _partition(self, record: Record) -> int:
        if record.partition is not None:
            return record.partition
        return partition_of(record.key or b"", await self.partitions(record.topic))

    async def _send_partition(self, topic: str, partition: int, records: list[Record]) -> tuple[int, ...]:
        client, waiting = self._app.producer.client, []
        for batch, size in _batches(client, records):
            waiting.append((await client.send_batch(batch, topic, partition=partition), size))
        offsets: list[int] = []
        for future, size in waiting:
            first = (await future).offset
            offsets.extend(range(first, first + size))
        return tuple(offsets)


def _batches(client: Any, records: list[Record]) -> Iterable[tuple[Any, int]]:  # noqa: ANN401 - aiokafka has no types
    batch, size = client.create_batch(), 0
    for record in records:
        fields = {"key": record.key, "value": record.value, "timestamp": None, "headers": list(record.headers)}
        if batch.append(**fields) is None:
            yield _closed(batch), size
            batch, size = client.create_batch(), 0
            batch.append(**fields)  # an empty batch takes one record of any size
        size += 1
    yield _closed(batch), size


def _closed(batch: Any) -> Any:  # noqa: ANN401 - aiokafka has no types
    batch.close()
    return batch

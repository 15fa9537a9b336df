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


# Topic and partition.
Place = tuple[str, int]
Offsets = tuple[int, ...]


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
        self._counts: dict[str, int] = {}
        self._writers: dict[Place, _Writer] = {}

    async def send(self, records: Iterable[Record]) -> dict[Place, Offsets]:
        """Send all and return when the broker has all: (topic, partition) → offsets, in the order given.

        Raises:
            TimeoutError, KafkaError: not acknowledged; nothing may be taken as sent.
        """
        grouped: dict[Place, list[Record]] = {}
        async with asyncio.timeout(self._deadline_s):
            for record in records:
                grouped.setdefault((record.topic, await self._partition(record)), []).append(record)
            sent = [self._writer(place).put(rows) for place, rows in grouped.items()]
            return dict(zip(grouped, await asyncio.gather(*sent), strict=True))

    async def partitions(self, topic: str) -> int:
        """How many partitions a topic has (asked once)."""
        if topic not in self._counts:
            self._counts[topic] = len(await self._app.producer.client.partitions_for(topic))
        return self._counts[topic]

    async def _partition(self, record: Record) -> int:
        if record.partition is not None:
            return record.partition
        return partition_of(record.key or b"", await self.partitions(record.topic))

    def _writer(self, place: Place) -> "_Writer":
        if place not in self._writers:
            self._writers[place] = _Writer(self._app, place)
        return self._writers[place]


class _Writer:
    """One partition's way out: what comes while a request is on its way goes together with the next.

    The producer has one batch of a partition on its way at a time. Without this, the outputs of every lane would be a
    batch of their own and wait for all before it.
    """

    def __init__(self, app: Source, place: Place) -> None:
        self._app = app
        self._place = place
        self._waiting: list[tuple[list[Record], asyncio.Future[Offsets]]] = []
        self._task: asyncio.Task[None] | None = None

    def put(self, records: list[Record]) -> "asyncio.Future[Offsets]":
        """Their offsets, once the broker has them."""
        future: asyncio.Future[Offsets] = asyncio.get_running_loop().create_future()
        self._waiting.append((records, future))
        if self._task is None:
            self._task = asyncio.create_task(self._run())
        return future

    async def _run(self) -> None:
        while self._waiting:
            together, self._waiting = self._waiting, []
            try:
                offsets = await self._append([record for records, _ in together for record in records])
            except Exception as fault:  # noqa: BLE001 - it is theirs who wait
                _fail([future for _, future in together], fault)
            else:
                _tell(together, offsets)
        self._task = None

    async def _append(self, records: list[Record]) -> Offsets:
        client, waiting = self._app.producer.client, []
        topic, partition = self._place
        for batch, size in _batches(client, records):
            waiting.append((await client.send_batch(batch, topic, partition=partition), size))
        offsets: list[int] = []
        for future, size in waiting:
            first = (await future).offset
            offsets.extend(range(first, first + size))
        return tuple(offsets)


def _tell(together: Sequence[tuple[Sequence[Record], "asyncio.Future[Offsets]"]], offsets: Offsets) -> None:
    start = 0
    for records, future in together:
        if not future.done():  # whoever gave up waits no more
            future.set_result(offsets[start : start + len(records)])
        start += len(records)


def _fail(futures: Iterable["asyncio.Future[Offsets]"], fault: Exception) -> None:
    for future in futures:
        if not future.done():
            future.set_exception(fault)


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

"""The consumer: fetches in bundles, delivers each once, and commits only what is finished.

A message of Faust's carries a whole bundle of records here, because Faust's price is per message. Bundles wait in the
fetcher, not in queues: a partition with enough work outstanding is simply not asked for more.
"""

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping, Sequence
from time import monotonic
from typing import Any, ClassVar

from aiokafka.errors import CommitFailedError, IllegalStateError, KafkaError
from aiokafka.structs import OffsetAndMetadata, TopicPartition
from faust.transport.drivers import aiokafka as driver
from faust.types import TP, ConsumerMessage

from streams.delivery.watermark import Bundle, Partition, Watermark

# One bundle in an agent's hands and one ready for it; more would only be more to repeat after a crash.
OUTSTANDING = 2
# How long a fetch may wait: for anything at all, and while a partition is left out because it has enough outstanding.
FETCH_WAIT_S = 0.25
FULL_WAIT_S = 0.02
# Between looks whether the agents have let go, in a rebalance or a stop, should nobody say so.
IN_HAND_S = 0.05
# How long the broker may hold a fetch back. Meanwhile no other fetch goes to that broker, so it bounds the latency of a
# partition that was being emptied when the fetch went out (the driver's own value is 1.5 s).
BROKER_WAIT_MS = 100


class ConsumerThread(driver.AIOKafkaConsumerThread):
    """The thread that talks to the broker. Runs begin and end here, in the loop that fetches, so tags are exact."""

    consumer: "Consumer"

    def _create_worker_consumer(self, transport: Any) -> Any:  # noqa: ANN401 - Faust's signature
        consumer = super()._create_worker_consumer(transport)
        consumer._fetch_max_wait_ms = BROKER_WAIT_MS  # noqa: SLF001 - the driver fixes it at 1.5 s
        return consumer

    async def on_partitions_assigned(self, assigned: set[TP], generation_id: int = 0) -> None:
        """Begin a run of each partition before anyone hears of it."""
        for tp in assigned:
            self.consumer.watermark.begin_run(Partition(*tp))
        await super().on_partitions_assigned(assigned, generation_id)

    async def on_partitions_revoked(self, revoked: set[TP]) -> None:
        """End the runs once the streams have let go and the last commit is made."""
        await super().on_partitions_revoked(revoked)
        for tp in revoked:
            self.consumer.watermark.end_run(Partition(*tp))

    async def _fetch_records(
        self,
        consumer: Any,  # noqa: ANN401 - Faust's signature
        active_partitions: set[TP],
        timeout: float | None = None,  # noqa: ASYNC109 - Faust's signature
        max_records: int | None = None,
    ) -> list[Bundle]:
        records = await super()._fetch_records(consumer, active_partitions, timeout, max_records)
        return [bundle for tp, found in records.items() for bundle in self._bundles(Partition(*tp), found)]

    def _bundles(self, partition: Partition, records: Sequence[Any]) -> Iterator[Bundle]:
        largest = self.transport.bundles.get(partition.topic)
        start = 0
        while start < len(records):
            size = self.consumer.watermark.bundle_size(partition, largest) if largest else len(records)
            if bundle := self.consumer.watermark.fetched(partition, tuple(records[start : start + size])):
                yield bundle
            start += size

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Seek the streams' partitions to what is committed, or to their start where nothing is."""
        return await self.call_thread(self._seek_to_committed)  # type: ignore[no-any-return]

    async def _seek_to_committed(self) -> Mapping[TP, int]:
        consumer = self._ensure_consumer()
        mine = [TopicPartition(*tp) for tp in self.assignment() if not self.consumer.is_changelog(tp)]
        known = await consumer._coordinator.fetch_committed_offsets(mine) if mine else {}  # noqa: SLF001 - all at once
        offsets = {tp: found.offset for tp, found in known.items() if found.offset >= 0}
        for tp, offset in offsets.items():
            consumer.seek(tp, offset)
        if unknown := [tp for tp in mine if tp not in offsets]:
            await consumer.seek_to_beginning(*unknown)
        for tp in mine:
            self.consumer.watermark.begin_run(Partition(*tp))
        return offsets

    def seek(self, partition: TP, offset: int) -> None:
        """Seek, which begins a run."""
        super().seek(partition, offset)
        self.consumer.watermark.begin_run(Partition(*partition))

    async def _seek_wait(self, consumer: Any, partitions: Mapping[TP, int]) -> None:  # noqa: ANN401 - Faust's signature
        await super()._seek_wait(consumer, partitions)
        for tp in partitions:
            self.consumer.watermark.begin_run(Partition(*tp))

    async def _commit(self, offsets: Mapping[TP, tuple[int, int]]) -> bool:
        watermark, mine = self.consumer.watermark, self.assignment()
        current = {tp: offset for tp, offset in watermark.current(dict(offsets)).items() if tp in mine}
        if not current:
            return False
        try:
            await self._ensure_consumer().commit(
                {TopicPartition(*tp): OffsetAndMetadata(offset, "") for tp, offset in current.items()}
            )
        except (CommitFailedError, IllegalStateError) as exc:  # rebalanced meanwhile: the new owner starts further back
            self.log.info("commit refused, the records come again: %s", exc)
            return False
        except KafkaError as exc:  # the broker is away: what is not committed is only repeated
            self.log.warning("commit failed, will be tried again: %r", exc)
            return False
        watermark.committed({tp: offsets[tp] for tp in current})
        return True


class Consumer(driver.Consumer):
    """Faust's consumer with our books."""

    consumer_stopped_errors: ClassVar[Any] = driver.Consumer.consumer_stopped_errors
    watermark: Watermark
    committed_at: float

    def __init__(self, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - Faust's signature
        """The books must exist before the thread does."""
        self.watermark = Watermark()
        self.drain_idle = asyncio.Event()
        self.drain_idle.set()
        self.committed_at = monotonic()
        self._in_hand = 0
        self._freed = asyncio.Event()
        self._committing = asyncio.Lock()
        super().__init__(*args, **kwargs)

    def _new_consumer_thread(self) -> ConsumerThread:
        return ConsumerThread(self, loop=self.loop, beacon=self.beacon)

    def is_changelog(self, tp: TP) -> bool:
        """Whether the partition is of a table's changelog, which is read at recovery only and never committed."""
        return tp.topic in self.app.tables.changelog_topics

    # -- working ---------------------------------------------------------------------------------------------------

    def begin(self, bundle: Bundle) -> bool:
        """Whether an agent may work on the bundle: its run goes on, and no rebalance or stop is waiting.

        Raises:
            Skipped: it is not the oldest unfinished one of its partition.
        """
        begun = self.flow_active and self.watermark.begin(bundle)
        self._in_hand += begun
        return begun

    def finish(self, bundle: Bundle) -> None:
        """All that the bundle caused is acknowledged and settled."""
        self.watermark.finish(bundle)
        self._in_hand -= 1
        self._freed.set()

    async def wait_empty(self) -> None:
        """Wait until no agent has a bundle in hand, and commit. Those that wait are dropped and come again."""
        while self._in_hand and not self.should_stop:
            self._freed.clear()
            await self.wait_first(self._freed.wait(), timeout=IN_HAND_S)
        await super().wait_empty()

    # -- committing ------------------------------------------------------------------------------------------------

    async def commit(self, topics: Any = None, start_new_transaction: bool = True) -> bool:  # noqa: ANN401, ARG002 - Faust's signature
        """Commit what the watermark says is finished; Faust's own acks are only thrown away."""
        self._acked.clear()
        self._acked_index.clear()
        async with self._committing:
            offsets = self.watermark.committable()
            done = bool(offsets) and await self._thread.commit(offsets)
        if done or (not offsets and self.watermark.idle()):
            self.committed_at = monotonic()
        return done

    force_commit = commit

    async def perform_seek(self) -> None:
        """Seek to what is committed. Faust's memory of it is not kept: the books are the truth."""
        await self.seek_to_committed()

    async def seek_to_committed(self) -> Mapping[TP, int]:
        """Seek every stream partition to its committed offset, in the consumer's thread."""
        offsets: Mapping[TP, int] = await self._thread.seek_to_committed()
        return offsets

    async def verify_all_partitions_active(self) -> None:
        """Faust's livelock detector reads the books we do not keep; `streams.health` watches instead."""

    # -- fetching ----------------------------------------------------------------------------------------------------

    async def wait_for_stopped_flow(self) -> None:
        """Wait until nothing is on its way from the broker to a stream's queue (call `stop_flow` first)."""
        await self.drain_idle.wait()

    async def _drain_messages(self, fetcher: Any) -> None:  # noqa: ANN401 - Faust's signature
        try:
            while not (self._stopped.is_set() or fetcher._stopped.is_set()):  # noqa: SLF001 - no public way to ask
                if not self.flow_active:
                    self.drain_idle.set()
                    await self.wait_first(self.can_resume_flow.wait(), timeout=FETCH_WAIT_S)
                    continue
                self.drain_idle.clear()
                async for bundle in self._bundles():
                    await self._deliver(bundle)
        except self.consumer_stopped_errors:
            if not self.app.should_stop:
                raise
        finally:
            self.drain_idle.set()

    async def _bundles(self) -> AsyncIterator[Bundle]:
        active = self._get_active_partitions()
        wanted = {tp for tp in active if self._wants(tp)}
        self._freed.clear()
        if not wanted:
            await self.wait_first(self._freed.wait(), timeout=FETCH_WAIT_S)
            return
        wait = FETCH_WAIT_S if len(wanted) == len(active) else FULL_WAIT_S
        for bundle in await self._thread.getmany(wanted, wait):
            yield bundle

    def _wants(self, tp: TP) -> bool:
        return self.is_changelog(tp) or self.watermark.outstanding(Partition(*tp)) < OUTSTANDING

    async def _deliver(self, bundle: Bundle) -> None:
        if not self.flow_active:  # its run ends with the seek that comes before the flow is resumed
            return
        await self.wait_first(self.callback(self._message(bundle)), self.suspend_flow.wait())

    def _message(self, bundle: Bundle) -> ConsumerMessage:
        last = bundle.records[-1]
        tp = TP(*bundle.partition)
        return ConsumerMessage(
            tp.topic, tp.partition, last.offset, last.timestamp / 1000, last.timestamp_type, last.headers,
            None, bundle, None, None, None, tp, generation_id=self.app.consumer_generation_id,
        )  # fmt: skip

"""Which input is finished: per partition, the oldest record fetched and not yet finished is what may be committed.

Faust books a message as done when its iterator moves on or when an agent raises, and forgets what it skipped. This
keeps its own books instead. A *run* is an unbroken stretch of fetching from a partition: each assignment and each seek
begins a new one, and what an older run fetched counts for nothing any more. Two threads write here (the consumer's
fetches, the loop's agents finish), so every method takes the lock.
"""

from collections import deque
from dataclasses import dataclass, field
from threading import Lock
from typing import Any, NamedTuple

# A run's first bundle is small, and each further one up to twice as large, so that a worker that dies of every n-th
# record (a bug, an infrastructure that fails often) still finishes something before it does.
DOUBLINGS = 6


class Skipped(Exception):  # noqa: N818 - it says what happened
    """A bundle came up although an older one of its partition is unfinished: something in between was lost."""


class Partition(NamedTuple):
    """Topic and partition; equal to and hashed like the tuples that Faust and aiokafka use."""

    topic: str
    partition: int


@dataclass(frozen=True, slots=True)
class Bundle:
    """Records of one partition fetched together: the unit in which agents work and the watermark counts.

    `offset` is the first record's, `following` the one after the last.
    """

    partition: Partition
    run: int
    offset: int
    following: int
    records: tuple[Any, ...] = field(repr=False)


@dataclass(slots=True)
class _Run:
    number: int
    bundles: int = 0
    unfinished: deque[tuple[int, int]] = field(default_factory=deque)
    finished_to: int | None = None
    committed: int | None = None


class Watermark:
    """The books of one consumer."""

    def __init__(self) -> None:
        """Nothing is assigned yet."""
        self._lock = Lock()
        self._runs: dict[Partition, _Run] = {}
        self._last_run = 0

    def begin_run(self, partition: Partition) -> None:
        """A new assignment or a seek: what was fetched before is void and comes again."""
        with self._lock:
            self._last_run += 1
            self._runs[partition] = _Run(self._last_run)

    def end_run(self, partition: Partition) -> None:
        """The partition is no longer ours."""
        with self._lock:
            self._runs.pop(partition, None)

    def bundle_size(self, partition: Partition, largest: int) -> int:
        """How many records the next bundle of a partition may have: few at first, then twice as many each time."""
        run = self._runs.get(partition)
        return max(1, largest >> max(0, DOUBLINGS - run.bundles)) if run else largest

    def fetched(self, partition: Partition, records: tuple[Any, ...]) -> Bundle | None:
        """Enter records just fetched, in order; None where the partition is not ours (they come again elsewhere)."""
        with self._lock:
            run = self._runs.get(partition)
            if run is None:
                return None
            offset, following = records[0].offset, records[-1].offset + 1
            run.unfinished.append((offset, following))
            run.bundles += 1
            return Bundle(partition, run.number, offset, following, records)

    def begin(self, bundle: Bundle) -> bool:
        """Whether the bundle may be worked on; False where its run has ended, so that it is dropped and comes again.

        Raises:
            Skipped: it is not the oldest unfinished one of its partition.
        """
        with self._lock:
            run = self._runs.get(bundle.partition)
            if run is None or run.number != bundle.run:
                return False
            if not run.unfinished or run.unfinished[0][0] != bundle.offset:
                oldest = run.unfinished[0][0] if run.unfinished else None
                raise Skipped(f"{bundle.partition} came to offset {bundle.offset}, unfinished from {oldest}")
            return True

    def finish(self, bundle: Bundle) -> None:
        """All that the bundle caused is acknowledged and settled."""
        with self._lock:
            run = self._runs.get(bundle.partition)
            if run is not None and run.number == bundle.run:
                run.unfinished.popleft()
                run.finished_to = bundle.following

    def outstanding(self, partition: Partition) -> int:
        """How many bundles of the partition are fetched and not finished."""
        run = self._runs.get(partition)
        return len(run.unfinished) if run else 0

    def idle(self) -> bool:
        """Whether everything that was fetched is finished."""
        with self._lock:
            return not any(run.unfinished for run in self._runs.values())

    def committable(self) -> dict[Partition, tuple[int, int]]:
        """Partition → (run, offset) of what is finished and not yet committed."""
        with self._lock:
            return {
                partition: (run.number, run.finished_to)
                for partition, run in self._runs.items()
                if run.finished_to is not None and run.finished_to != run.committed
            }

    def current(self, offsets: dict[Partition, tuple[int, int]]) -> dict[Partition, int]:
        """Of those, the ones whose run still goes on."""
        with self._lock:
            return {
                partition: offset
                for partition, (number, offset) in offsets.items()
                if (run := self._runs.get(partition)) and run.number == number
            }

    def committed(self, offsets: dict[Partition, tuple[int, int]]) -> None:
        """The broker has taken these offsets."""
        with self._lock:
            for partition, (number, offset) in offsets.items():
                run = self._runs.get(partition)
                if run and run.number == number:
                    run.committed = offset

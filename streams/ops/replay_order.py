"""The order of a replay: items of the raw range as they were decided the first time, among the rows of all others.

The prepared topic has that order, one list a partition; after a crash it holds items twice, and the first time counts.
What is not reprocessed (the window before the range, other feeds) is not decided again: its rows are in the changelog,
and each takes its place in the order.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import merge
from typing import NamedTuple

from schemas import codec, row
from schemas import origin as origins
from schemas.prepared import Prepared
from schemas.row import Row
from streams.ops.tail import Record

Mark = tuple[int, int]  # offset of the raw record, number of the item in it
NEVER: Mark = (-1, -1)


class Fresh(NamedTuple):
    """An item of the range as it is prepared now; `timestamp` is the raw record's, milliseconds since 1970."""

    timestamp: int
    partition: int
    mark: Mark
    item: Prepared


class Named(NamedTuple):
    """An item of the range as the prepared topic names it; `at` is the order of decision."""

    at: int
    partition: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Range:
    """What of the raw topic is replayed: offsets `[start, end)` of each partition, of one feed or (None) of all."""

    topic: str
    offsets: Mapping[int, tuple[int, int]]
    feed: str | None = None

    def place(self, item_origin: str) -> tuple[int, Mark]:
        """Partition and mark of an item of the raw topic; partition -1 for any other, and for what is no origin."""
        try:
            origin = origins.parse(item_origin)
        except ValueError:
            return -1, NEVER
        topic, _, partition = origin.place.rpartition("/")
        is_ours = topic == self.topic and partition.isdecimal()
        return (int(partition) if is_ours else -1), (origin.offset, origin.number)

    def holds(self, item_origin: str, feed: str) -> bool:
        """Whether an item is replayed."""
        partition, (offset, _) = self.place(item_origin)
        start, end = self.offsets.get(partition, (0, 0))
        return start <= offset < end and self.feed in {None, feed}

    def came_before_the_end(self, item_origin: str) -> bool:
        """Whether an item lies in the range or before it."""
        partition, (offset, _) = self.place(item_origin)
        return offset < self.offsets.get(partition, (0, 0))[1]


def named(records: Iterable[Record], replayed: Range) -> Iterator[Named]:
    """The items of the range in the order of one partition of the prepared topic, each the first time it is there.

    Of a block only origins and feeds are read, so that blocks of other versions of the code serve as well.
    """
    seen: dict[int, Mark] = {}
    for record in records:
        for index, item in enumerate(codec.loads(record.value or b"")["items"]):
            partition, mark = replayed.place(item["origin"])
            if mark <= seen.get(partition, NEVER):
                continue
            seen[partition] = mark
            if replayed.holds(item["origin"], item["feed"]):
                yield Named(row.order(record.offset, index), partition, mark)


@dataclass(slots=True)
class Survey:
    """What a partition of the prepared topic names of the range: per raw partition the first mark, and both ends."""

    first: dict[int, Mark] = field(default_factory=dict)
    first_at: int | None = None
    last_at: int | None = None

    @classmethod
    def of(cls, entries: Iterable[Named]) -> "Survey":
        """Go through all."""
        survey = cls()
        for entry in entries:
            survey.first.setdefault(entry.partition, entry.mark)
            survey.first_at = entry.at if survey.first_at is None else survey.first_at
            survey.last_at = entry.at
        return survey


class Rows(NamedTuple):
    """Rows of the changelog: of items that are replayed, and of all others that are needed, in order of decision."""

    replayed: list[Row]
    others: list[Row]


def rows(records: Iterable[Record], replayed: Range, survey: Survey) -> Rows:
    """The rows of a changelog's partition, read from its start.

    Those decided after the last item of the range are left out; where no order is known, those of raw records behind
    the range.

    Raises:
        ValueError, TypeError: a row is of a version this code does not know.
    """
    found: dict[bytes | None, Row] = {}
    for record in records:
        if record.value is None:
            found.pop(record.key, None)
        elif _is_needed(known := row.decode(record.value), replayed, survey):
            found[record.key] = known
    parted = Rows([], [])
    for known in found.values():
        (parted.replayed if replayed.holds(known.origin, known.feed) else parted.others).append(known)
    parted.others.sort(key=lambda known: known.at)
    return parted


def _is_needed(known: Row, replayed: Range, survey: Survey) -> bool:
    if survey.last_at is None or replayed.holds(known.origin, known.feed):
        return replayed.came_before_the_end(known.origin)
    return known.at < survey.last_at


class Raws:
    """The items of one raw partition in its order, of which the next can be looked at."""

    def __init__(self, items: Iterator[Fresh]) -> None:
        """Reads up to the first."""
        self._items = items
        self.next = next(items, None)

    def take_while(self, wanted: Callable[[Fresh], bool]) -> Iterator[Fresh]:
        """Take items as long as they are wanted."""
        while self.next is not None and wanted(self.next):
            taken, self.next = self.next, next(self._items, None)
            yield taken


@dataclass(slots=True)
class Order:
    """Merges rows, named items and raw partitions; memory holds the rows and one item a partition.

    `oldest_ms` is the time of the oldest record that the prepared topic still has: an older item may have been named
    before that. `unordered` counts items that nothing names, which are put by the raw records' timestamps.
    """

    survey: Survey
    raws: Mapping[int, Raws]
    oldest_ms: int
    unordered: int = 0

    def events(self, others: Iterable[Row], entries: Iterable[Named]) -> Iterator[Row | Fresh]:
        """Rows to be learnt and items to be decided, in turn."""
        waiting = deque(others)
        yield from _before(waiting, self.survey.first_at)
        yield from self._by_time(self._is_older)
        for entry in entries:
            yield from _before(waiting, entry.at)
            yield from self._counted(self._up_to(entry))
            yield from self.raws[entry.partition].take_while(_is(entry.mark))
        yield from self._by_time(lambda _: True)

    def _is_older(self, fresh: Fresh) -> bool:
        """Whether its place was before all that is named."""
        first = self.survey.first.get(fresh.partition)
        return fresh.mark < first if first else fresh.timestamp < self.oldest_ms

    def _up_to(self, entry: Named) -> Iterator[Fresh]:
        """What is found now and was not then, such as a story cut out of a page: beside its neighbour."""
        return self.raws[entry.partition].take_while(lambda fresh: fresh.mark < entry.mark)

    def _by_time(self, wanted: Callable[[Fresh], bool]) -> Iterator[Fresh]:
        parts = (raws.take_while(wanted) for raws in self.raws.values())
        return self._counted(merge(*parts, key=lambda fresh: fresh[:3]))

    def _counted(self, items: Iterable[Fresh]) -> Iterator[Fresh]:
        for fresh in items:
            self.unordered += 1
            yield fresh


def _is(mark: Mark) -> Callable[[Fresh], bool]:
    return lambda fresh: fresh.mark == mark


def _before(waiting: deque[Row], at: int | None) -> Iterator[Row]:
    while waiting and (at is None or waiting[0].at < at):
        yield waiting.popleft()

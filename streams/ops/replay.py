"""Replay: a range of the raw topic through today's code and settings, and what that would change in what was published.

Everything runs in this process, over the steps of the desk. Results go to topics of their own, whose prefix ends in
`shadow-`; the service and its state are not touched.
"""

import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from kafka import KafkaProducer
from kafka.partitioner.default import murmur2

from schemas import times
from schemas.output import Output
from schemas.raw_record import raw_of
from schemas.row import Row
from schemas.topics import changelog_name
from streams.desk import Deduplicate, Intake, Publish, Reader, Result
from streams.ops import topics
from streams.ops.cluster import Connection
from streams.ops.difference import URN, Difference, Stories
from streams.ops.ingest import BATCHING, ROOM, Flight
from streams.ops.replay_order import Fresh, Order, Range, Raws, Survey, named, rows
from streams.ops.republish import republish, send
from streams.ops.shadow import SHADOW, empty_shadow
from streams.ops.spans import Span, between, read
from streams.outcomes import Outcome
from streams.settings import Settings
from streams.state import MemoryState

# A worker's clock may be so far behind that of whoever stamped the raw record.
SKEW_MS = 3_600_000
# The origin of a row that is learnt: the mark it leaves tells repeats after a crash, and the order has none.
LEARNT = "learnt/0/0#0"
EXPIRED_AN_EVENT = 2  # rows: more than an event adds

Watch = Callable[[Iterator[Any]], Iterator[Any]]


@dataclass(slots=True)
class Report:
    """What a replay found. Times are RFC 3339; `raw` and `items` count what was reprocessed, `outcomes` its items.

    `window_rows` are decisions on other items that were taken over; `unordered` items had no place in the prepared
    topic and went by the raw records' timestamps. `applied` is None in a dry run.
    """

    start: str
    end: str
    feed: str | None
    shadow: str
    raw: int = 0
    items: int = 0
    outcomes: Counter[str] = field(default_factory=Counter)
    window_rows: int = 0
    unordered: int = 0
    difference: Difference = field(default_factory=Difference)
    applied: int | None = None


def replay(
    settings: Settings, shadow: Sequence[topics.Declared], start_ms: int, end_ms: int, feed: str | None = None,
    *, apply: bool = False, watch: Watch = iter,
) -> Report:  # fmt: skip
    """Reprocess the raw records of `[start_ms, end_ms)`, by their timestamps, of one feed or all.

    `shadow` are the topics for the results, which are emptied first; `watch` may show what goes by.

    Raises:
        ClusterError: a topic is not there or the shadow's is somebody else's; the cluster does not answer.
        ValueError: the changelog has rows of a version that this code does not know.
    """
    start, end = times.of_milliseconds(start_ms), times.of_milliseconds(end_ms)
    connection, report = Connection.of(settings), Report(start, end, feed, settings.prefix + SHADOW)
    spans = between(connection, settings.prefix + "wire-raw", start_ms, end_ms)
    empty_shadow(connection, report.shadow, shadow)
    with (
        tempfile.TemporaryDirectory(prefix="wiredesk-replay-") as folder,
        Stories(Path(folder) / "stories") as stories,
    ):
        with connection.producer(**BATCHING, max_request_size=settings.max_dead_letter_bytes + ROOM) as producer:
            run = Replay(settings, connection, spans, report, stories, producer)
            run.run(start_ms, watch)
        topic = settings.prefix + "wire-stories"
        for record in (one for span in between(connection, topic) for one in read(connection, span)):
            stories.published(record, run.replayed.holds)
        report.difference = stories.difference()
        if apply:
            report.applied = republish(connection, topic, stories)
    return report


class Replay:
    """One run: the steps of the desk over the range, partition by partition of the prepared topic."""

    def __init__(
        self, settings: Settings, connection: Connection, spans: Sequence[Span], report: Report, stories: Stories,
        producer: KafkaProducer,
    ) -> None:  # fmt: skip
        """`spans` of the raw topic; `stories` takes what is made, `producer` writes the shadow's topics."""
        self._settings = settings
        self._connection = connection
        self._spans = [span for span in spans if span.start < span.end]
        self._report = report
        self._stories = stories
        self._producer = producer
        self._flight = Flight()
        # Desks' topics follow the stories' by `wiredesk route --apply`.
        self._intake = Intake(settings)
        reader = Reader(settings) if settings.reading else None
        self._publish = Publish(settings.model_copy(update={"desks": {}}), reader)
        offsets = {span.partition: (span.start, span.end) for span in spans}
        self.replayed = Range(settings.prefix + "wire-raw", offsets, report.feed)

    def run(self, start_ms: int, watch: Watch) -> None:
        """Reprocess all and fill in the report's counts; returns when the shadow has everything."""
        topic = self._settings.prefix + "wire-prepared"
        since = between(self._connection, topic, max(start_ms - SKEW_MS, 0))
        scopes = {self._settings.feed(feed).scope for feed in ("", *self._settings.feeds)}
        used = sorted({partition_of(scope, len(since)) for scope in scopes})
        for partition in used:
            # What ends at intake is the same in every pass.
            self._run_partition(since[partition], len(since), watch, first=partition == used[0])
        self._flight.land(0, 0)

    def _run_partition(self, since: Span, partitions: int, watch: Watch, *, first: bool) -> None:
        """One desk over the items of the scopes that share a partition of the prepared topic."""

        def fresh(span: Span) -> Iterator[Fresh]:
            return self._fresh(span, lambda scope: partition_of(scope, partitions) == since.partition, count=first)

        raws = {span.partition: Raws(fresh(span)) for span in self._spans}
        if all(one.next is None for one in raws.values()):
            return
        survey = Survey.of(named(read(self._connection, since), self.replayed))
        kept = rows(read(self._connection, self._changelog(since.partition)), self.replayed, survey)
        for known in kept.replayed:
            if known.verdict == Outcome.STORY:
                self._stories.decided(URN + known.uri, known.version)
        order = Order(survey, raws, self._oldest_ms(since))
        entries = named(read(self._connection, since), self.replayed)
        self._decide(watch(order.events(kept.others, entries)))
        self._report.unordered += order.unordered

    def _fresh(self, span: Span, is_ours: Callable[[str], bool], *, count: bool) -> Iterator[Fresh]:
        """The items of a raw partition as they are prepared now."""
        for record in read(self._connection, span):
            place = (span.topic, span.partition, record.offset)
            result = self._intake.take(raw_of(place, record.key, record.value, record.headers, record.timestamp))
            if self.replayed.feed not in {None, result.feed}:
                continue
            if count:
                self._report.raw += 1
                self._report.items += result.found
                self._enter(result)
            for scope, item in result.prepared:
                if is_ours(scope):
                    partition, mark = self.replayed.place(item.origin)
                    yield Fresh(record.timestamp, partition, mark, item)

    def _decide(self, events: Iterator[Row | Fresh]) -> None:
        state = MemoryState()
        desk = Deduplicate(self._settings, state)
        for at, event in enumerate(events):
            if isinstance(event, Row):
                known = replace(event, origin=LEARNT, at=at)
                state.put(known)
                desk.learn(known)
                self._report.window_rows += 1
            else:
                self._enter_decision(desk, event, at)
            desk.expire(EXPIRED_AN_EVENT)

    def _enter_decision(self, desk: Deduplicate, fresh: Fresh, at: int) -> None:
        made = desk.decide(fresh.item, at)
        ended = [made.ended] if made.ended else []
        self._enter(Result(outputs=[made.output] if made.output else [], ended=ended))
        if made.verdict:
            self._enter(self._publish.publish(made.verdict))

    def _enter(self, result: Result) -> None:
        for output in result.outputs:
            if output.topic == "wire-stories" and output.value:
                self._stories.made(output.value, list(output.headers))
            self._put(output)
        for ended in result.ended:
            self._report.outcomes[ended.outcome.value] += 1

    def _put(self, output: Output) -> None:
        topic = self._report.shadow + output.topic
        send(self._producer, self._flight, topic, output.key.encode(), output.value or b"", list(output.headers))

    def _changelog(self, partition: int) -> Span:
        return between(self._connection, changelog_name(self._settings.app_id))[partition]

    def _oldest_ms(self, since: Span) -> int:
        """The time of the oldest record the prepared topic still has; 0 where it never lost one."""
        whole = between(self._connection, since.topic)[since.partition]
        if whole.start == 0:
            return 0
        oldest = next(read(self._connection, whole), None)
        return oldest.timestamp if oldest else int(1e15)


def partition_of(scope: str, partitions: int) -> int:
    """The partition of a scope on the prepared topic, as intake has it: that of Kafka's default partitioner."""
    return int((murmur2(scope.encode()) & 0x7FFFFFFF) % partitions)

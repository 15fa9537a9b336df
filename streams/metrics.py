"""Every metric, named once. Base units, bounded labels, a method an event; cheap enough to be called for every item.

Counting belongs to the event loop's thread alone; `render` may be called from any.
"""

import platform
import time
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version

from prometheus_client import (
    CONTENT_TYPE_PLAIN_0_0_4,
    CollectorRegistry,
    Counter,
    Gauge,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from prometheus_client.core import HistogramMetricFamily
from prometheus_client.registry import Collector

from streams.errors import Reason
from streams.outcomes import Outcome

CONTENT_TYPE = CONTENT_TYPE_PLAIN_0_0_4
# Feeds with a label of their own; names come from outside, and each label costs nine series.
FEEDS = 200
OTHER = "other"
# Longer names are nobody's feed.
_LONGEST_FEED = 100
# An item takes tens of microseconds in the light stages, milliseconds in the heavy ones, seconds where it is hostile.
STAGE_SECONDS = (
    1e-5, 2.5e-5, 5e-5, 1e-4, 2.5e-4, 5e-4, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5,
    1.0, 2.5, 5.0, 10.0,
)  # fmt: skip
# One when the wire is quiet, `block_items` (100) when it is not; a row can number 4096.
BLOCK_ITEMS = (1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1000.0, 2000.0, 4096.0)
# Dense around the 0.1 to 0.5 s of a healthy day, then what a restart, an outage and a replay make.
LATENCY_SECONDS = (
    0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 2.0, 5.0, 10.0,
    30.0, 60.0, 300.0, 3600.0, 86_400.0,
)  # fmt: skip

# Each counter would otherwise have a twin that tells when it was made.
disable_created_metrics()  # type: ignore[no-untyped-call]


class Histogram(Collector):
    """A histogram with one label that takes many equal observations at once; prometheus_client's takes them singly."""

    def __init__(self, name: str, documentation: str, label: str, bounds: Sequence[float]) -> None:
        """`bounds` are the upper ends of the buckets, ascending, without infinity."""
        self._name, self._documentation, self._label = name, documentation, label
        self._bounds = list(bounds)
        self._ends = [*map(str, bounds), "+Inf"]
        self._counts: dict[str, list[int]] = {}
        self._sums: dict[str, float] = {}

    def observe(self, label: str, value: float, count: int = 1) -> None:
        """Count `value` so many times."""
        counts = self._counts.get(label)
        if counts is None:
            self._sums[label] = 0.0
            counts = self._counts[label] = [0] * len(self._ends)
        counts[bisect_left(self._bounds, value)] += count
        self._sums[label] += value * count

    def collect(self) -> Iterator[HistogramMetricFamily]:
        """What there is, cumulated as Prometheus wants it."""
        family = HistogramMetricFamily(self._name, self._documentation, labels=[self._label])
        for label, counts in list(self._counts.items()):
            total, buckets = 0, []
            for end, count in zip(self._ends, counts, strict=True):
                total += count
                buckets.append((end, float(total)))
            family.add_metric([label], buckets, self._sums[label])
        yield family


class _Feed:
    """The counters of one feed, found once."""

    __slots__ = ("decoded", "name", "outcomes", "raw", "released")

    def __init__(self, name: str, raw: Counter, decoded: Counter, released: Counter, items: Counter) -> None:
        self.name = name
        self.raw, self.decoded, self.released = raw.labels(name), decoded.labels(name), released.labels(name)
        self.outcomes: dict[str, Counter] = {outcome: items.labels(name, outcome) for outcome in Outcome}


class Metrics:
    """All metrics of one process, in a registry of its own."""

    def __init__(
        self, feeds: Iterable[str] = (), models: str = "", clock: Callable[[], float] = time.monotonic
    ) -> None:
        """`feeds` have labels of their own whatever else comes; `models` names what touches the stories.

        `clock` gives seconds and never goes back.
        """
        registry = self._registry = CollectorRegistry()
        self._clock = clock

        # The contract's. Raw records taken in; items found in them (a record that ends as a whole counts as one); how
        # each item ended first, so that over all workers items = decoded when idle; held items released later.
        self._raw = Counter("wiredesk_raw_total", "Raw records taken in", ["feed"], registry=registry)
        self._decoded = Counter("wiredesk_decoded_total", "Items found in raw records", ["feed"], registry=registry)
        self._items = Counter("wiredesk_items_total", "First outcomes of items", ["feed", "outcome"], registry=registry)
        self._released = Counter("wiredesk_released_total", "Held items released", ["feed"], registry=registry)
        self._duplicates = Counter("wiredesk_duplicates_total", "Duplicates found", ["method"], registry=registry)
        self._dead = Counter("wiredesk_dead_letters_total", "Dead letters written", ["reason"], registry=registry)
        self._stage = Histogram("wiredesk_stage_seconds", "Time in a stage an item", "stage", STAGE_SECONDS)
        self._block = Histogram("wiredesk_block_items", "Items a block", "topic", BLOCK_ITEMS)
        self._latency = Histogram(
            "wiredesk_latency_seconds", "Time until the publish acknowledgement", "since", LATENCY_SECONDS
        )
        for histogram in (self._stage, self._block, self._latency):
            registry.register(histogram)
        self._rows = Gauge("wiredesk_state_rows", "Rows in a table", ["table"], registry=registry)
        self._bytes = Gauge("wiredesk_state_bytes", "Bytes a table takes", ["table"], registry=registry)
        self._window = Gauge("wiredesk_window_seconds", "Event time a table spans", ["table"], registry=registry)
        self._build_info(models)

        # A worker's inside. An age that grows says that work is not getting done, a delay that the loop is held up.
        self._committed = clock()
        age = Gauge("wiredesk_commit_age_seconds", "Since all work was last known committed", registry=registry)
        age.set_function(lambda: self._clock() - self._committed)
        self._delay = Gauge("wiredesk_loop_delay_seconds", "How late the loop's last tick was", registry=registry)
        self._ready = Gauge("wiredesk_ready", "Whether the worker takes part", registry=registry)
        self._partitions = Gauge("wiredesk_partitions", "Partitions assigned", registry=registry)
        self._rebalances = Counter("wiredesk_rebalances_total", "Assignments received", registry=registry)
        self._recovery = Gauge("wiredesk_recovery_seconds", "What the last recovery of state took", registry=registry)
        self._repeats = Counter("wiredesk_repeats_total", "Repeated passages removed from items", registry=registry)
        self._unstable = Gauge(
            "wiredesk_unstable_ids", "Feeds whose ids are not trusted, known by content", ["feed"], registry=registry
        )
        self._distrusted: set[str] = set()
        ProcessCollector(registry=registry)  # memory, CPU, open files

        self._other = _Feed(OTHER, self._raw, self._decoded, self._released, self._items)
        self._feeds: dict[str, _Feed] = {}
        for name in feeds:
            self._feed(name)
        for reason in Reason:
            self._dead.labels(reason)  # so that the first one shows as a rise

    def raw(self, feed: str) -> None:
        """A raw record was taken in."""
        self._feed(feed).raw.inc()

    def decoded(self, feed: str, count: int = 1) -> None:
        """So many items were found in a raw record."""
        self._feed(feed).decoded.inc(count)

    def outcome(self, feed: str, outcome: str) -> None:
        """An item ended, for the first time."""
        self._feed(feed).outcomes[outcome].inc()

    def released(self, feed: str) -> None:
        """A held item was released."""
        self._feed(feed).released.inc()

    def duplicate(self, method: str) -> None:
        """A duplicate was found by `method`."""
        self._duplicates.labels(method).inc()

    def dead_letter(self, reason: str) -> None:
        """A dead letter was written; `reason` is one of `streams.errors.Reason`."""
        self._dead.labels(reason).inc()

    def repeats(self, count: int) -> None:
        """So many repeated passages were removed from an item."""
        self._repeats.inc(count)

    def unstable_ids(self, feed: str, *, unstable: bool) -> None:
        """A feed's ids are not trusted any more, or are again."""
        self.distrusted(self._distrusted | {feed} if unstable else self._distrusted - {feed})

    def distrusted(self, feeds: Iterable[str]) -> None:
        """These are all the feeds of this worker whose ids are not trusted."""
        before, self._distrusted = self._distrusted, set(feeds)
        for feed in before | self._distrusted:
            label = self._feed(feed).name
            self._unstable.labels(label).set(sum(self._feed(name).name == label for name in self._distrusted))

    def stage(self, name: str, seconds: float, items: int = 1) -> None:
        """So many items took `seconds` together; each is counted with its share."""
        if items:
            self._stage.observe(name, seconds / items, items)

    def block(self, topic: str, items: int) -> None:
        """A block of so many items was made for `topic` (without prefix)."""
        self._block.observe(topic, items)

    def latency(self, since: str, seconds: float) -> None:
        """A story was acknowledged so long after it was `received`, or put on the `raw` topic."""
        self._latency.observe(since, max(seconds, 0.0))

    def state(self, table: str, rows: int, size: int, window: float) -> None:
        """A table's rows, its bytes, and the seconds of event time between its oldest and newest row."""
        self._rows.labels(table).set(rows)
        self._bytes.labels(table).set(size)
        self._window.labels(table).set(window)

    def committed(self) -> None:
        """All finished work was committed, or there was none."""
        self._committed = self._clock()

    def loop_delay(self, seconds: float) -> None:
        """The loop's tick came so late."""
        self._delay.set(seconds)

    def assigned(self, partitions: int) -> None:
        """The group gave this worker so many partitions."""
        self._rebalances.inc()
        self._partitions.set(partitions)

    def recovered(self, seconds: float) -> None:
        """State was read back in so long."""
        self._recovery.set(seconds)

    def ready(self, ready: bool) -> None:
        """Whether the worker takes part, as `/health/ready` says."""
        self._ready.set(ready)

    def render(self) -> bytes:
        """All of it in Prometheus's text format, to be served as `CONTENT_TYPE`."""
        return generate_latest(self._registry)

    def _feed(self, name: str) -> _Feed:
        known = self._feeds.get(name)
        if known is None:
            if len(self._feeds) >= FEEDS or len(name) > _LONGEST_FEED or not name.isprintable():
                return self._other
            known = self._feeds[name] = _Feed(name, self._raw, self._decoded, self._released, self._items)
        return known

    def _build_info(self, models: str) -> None:
        labels = {
            "version": version("wiredesk"),
            "python": platform.python_version(),
            "faust": version("faust-streaming"),
            "models": models,
        }
        Gauge("wiredesk_build_info", "What runs here", list(labels), registry=self._registry).labels(**labels).set(1)

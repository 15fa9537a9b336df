"""Where a feed's thresholds stand: the scores of its copies, its near misses, and what other thresholds would do.

Copies are counted as they were decided; near misses are found again among the stories that were published.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from heapq import heappush, heappushpop
from typing import Generic, TypeVar

from schemas import origin as origins
from schemas.prepared import Prepared
from streams.desk.comparison import from_story
from streams.desk.near_misses import NearMiss, Why, at, is_copy, measures, near_misses, thresholds, trials
from streams.ops.duplicates import is_duplicate, items_of
from streams.ops.published import Published, Value, Watch
from streams.settings import Settings

BIN = 0.05  # of scores
ROUNDING = 1e-9  # a score on a bin's border belongs to the upper one
SAMPLES = 3  # of each kind, unless more are asked for
JUDGED_AGAIN = 200  # copies of a feed: each is a document to be fetched
KEPT = 500  # characters of a story's text: more than those by which a text is short, or a correction known
NEAR_TEXT, CONTAINED = "near-text", "contained"
MEASURES = {NEAR_TEXT: "near_threshold", CONTAINED: "containment_threshold"}

T = TypeVar("T")
Bins = Counter[tuple[str, int]]  # by method and bin of the score


class Best(Generic[T]):
    """The few with the highest rank, of those of one rank the first."""

    def __init__(self, room: int) -> None:
        """`room`: how many."""
        self._room = room
        self._heap: list[tuple[float, int, T]] = []
        self._count = 0

    def add(self, rank: float, one: T) -> None:
        """Enter one."""
        self._count += 1
        (heappush if len(self._heap) < self._room else heappushpop)(self._heap, (rank, -self._count, one))

    def __iter__(self) -> Iterator[T]:
        """The best first."""
        return (one for _, _, one in sorted(self._heap, key=lambda entry: entry[:2], reverse=True))


class Calibration:
    """One feed's figures.

    `limits` are the thresholds of today by method. `same` counts copies word for word, `copies` the others and `misses`
    the near misses, both by method and bin (`BIN` wide, numbered from 0), `apart` pairs that share enough and are two
    stories all the same. `lowest` are the copies with the least to spare, `nearest` the near misses that lack the
    least, `likest` the pairs kept apart that are likest. `more` and `fewer` count by (method, threshold) how many more
    or fewer copies another threshold would make, `unsure` those `in_doubt` of which only their texts can tell.
    """

    def __init__(self, feed: str, settings: Settings, samples: int = SAMPLES) -> None:
        """Nothing is counted yet; `samples` of each kind are kept."""
        self._limits = limits = thresholds(settings, feed)
        self.feed = feed
        self.limits = measures(limits)
        self.same = 0
        self.copies: Bins = Counter()
        self.misses: Bins = Counter()
        self.apart: Counter[Why] = Counter()
        self.lowest = Best[Value](samples)
        self.nearest, self.likest = Best[NearMiss](samples), Best[NearMiss](samples)
        self.more: Counter[tuple[str, float]] = Counter(dict.fromkeys(trials(limits, -1), 0))
        self.in_doubt: list[Value] = []
        self.unsure: Counter[tuple[str, float]] = Counter()
        self.fewer: Counter[tuple[str, float]] = Counter(dict.fromkeys(trials(limits, +1), 0))

    @property
    def total(self) -> int:
        """Copies of all methods."""
        return self.same + self.copies.total()

    def add_copy(self, record: Value) -> None:
        """Count a duplicate's record."""
        method, score = record["method"], float(record["score"])
        if method not in MEASURES:
            self.same += 1
            return
        self.copies[method, bin_of(score)] += 1
        self.lowest.add(record["threshold"] - score, record)
        refused = [trial for trial in self.fewer if trial[0] == method and score < trial[1]]
        if refused and not self._stays(record):
            self.unsure.update(refused)
            self.in_doubt.append(record)

    def _stays(self, record: Value) -> bool:
        """Whether a near text is a copy as a contained one too: so much at least is contained, if lengths are equal."""
        score, is_long = float(record["score"]), int(record["shared"]) >= self._limits.fuller
        return record["method"] == NEAR_TEXT and is_long and 2 * score / (1 + score) >= self.limits[CONTAINED]

    def judge_again(self, record: Value, copy: Prepared, original: Prepared) -> None:
        """Settle what raised thresholds would make of a copy `in_doubt`."""
        for method, value in self.fewer:
            if method == record["method"] and float(record["score"]) < value:
                self.unsure[method, value] -= 1
                self.fewer[method, value] += not is_copy(copy, original, at(self._limits, method, value))

    def add_miss(self, miss: NearMiss) -> None:
        """Count a near miss."""
        if miss.why is Why.BELOW:
            self.misses[miss.method, bin_of(miss.score)] += 1
            self.nearest.add(miss.score - miss.threshold, miss)
        else:
            self.apart[miss.why] += 1
            self.likest.add(miss.score - miss.threshold, miss)
        self.more.update(miss.lower)


@dataclass(frozen=True, slots=True)
class Calibrated:
    """Feeds by their number of copies, the most first; the beginnings of the stories that were looked at, by uri."""

    feeds: list[Calibration]
    stories: dict[str, Prepared] = field(default_factory=dict)


def bin_of(score: float) -> int:
    """The bin of a score; 1 falls into the last below it."""
    return min(int(score / BIN + ROUNDING), round(1 / BIN) - 1)


def calibrate(
    published: Published,
    settings: Settings,
    *,
    feed: str | None = None,
    since_ms: int = 0,
    samples: int = SAMPLES,
    watch: Watch = iter,
) -> Calibrated:
    """Count the copies of a feed, or of all; and its near misses among stories that came out since `since_ms`.

    A near miss belongs to the feed of the later story. `watch` may show the stories that are compared.

    Raises:
        ClusterError, SourceError: nothing can be read.
    """
    feeds: dict[str, Calibration] = {}

    def of(name: str) -> Calibration:
        return feeds.setdefault(name, Calibration(name, settings, samples))

    seen: set[str] = set()  # a worker that was killed writes a record again
    for record in filter(is_duplicate, published.duplicates()):
        if feed in {None, record["feed"]} and record["origin"] not in seen:
            seen.add(record["origin"])
            of(record["feed"]).add_copy(record)
    stories = _newest(published, since_ms)
    for miss in near_misses(watch(iter(sorted(stories.values(), key=_order))), settings):
        if feed in {None, miss.later.feed}:
            of(miss.later.feed).add_miss(miss)
    for one in feeds.values():
        _judge_again(published, settings, one, stories)
    return Calibrated(sorted(feeds.values(), key=lambda one: (-one.total, one.feed)), stories)


def _judge_again(published: Published, settings: Settings, one: Calibration, stories: Mapping[str, Prepared]) -> None:
    doubtful = [record for record in one.in_doubt if record["duplicateOf"]["uri"] in stories]
    for record, copy in items_of(published, settings, doubtful[:JUDGED_AGAIN]):
        one.judge_again(record, copy, stories[record["duplicateOf"]["uri"]])


def _newest(published: Published, since_ms: int) -> dict[str, Prepared]:
    """The newest version of every story that stands, with the beginning of its text only."""
    found: dict[str, Prepared] = {}
    for story in published.stories(since_ms=since_ms):
        item = from_story(story) if story.get("pubStatus") == "usable" else None
        if item:
            found[str(story["uri"])] = replace(item, text=item.text[:KEPT])
        else:
            found.pop(str(story.get("uri")), None)
    return found


def _order(item: Prepared) -> tuple[str, str, int, int]:
    try:
        return item.received, *origins.parse(item.origin)
    except ValueError:
        return item.received, item.origin, 0, 0

"""Near misses: pairs of stories that almost were copies, found again with the index that decides, at lower thresholds.

They stand on no topic, as nothing was decided of them but that each is a story. So they are looked for among the
stories themselves, in the order in which they were received.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from enum import StrEnum

from schemas import times
from schemas.prepared import Prepared
from schemas.sketch import Likeness, likeness, unpack
from streams.desk.originals import Originals, is_corrected
from streams.settings import Settings
from streams.stages.compare import CONTAINED, NEAR_TEXT, Copies, Match, Thresholds, copy_of
from streams.stages.copies.titles import are_siblings, is_short
from streams.stages.headline import headline
from streams.state import MemoryState

REACH = 0.2  # below a threshold: what shares less is another story
STEPS = (0.05, 0.1)  # by which it is tried what a lower threshold would take
DAY_S = 86_400


class Why(StrEnum):
    """Why two stories stand beside each other."""

    BELOW = "they share less than the threshold"
    FIGURES = "their figures differ"
    SUBJECT = "their subjects differ"
    CORRECTION = "the later one is a correction"
    TITLE = "they are short, under two headlines of one template"
    LENGTH = "one is too short to stand for the other"
    TODAY = "with the settings of today, or in this order, the later one would be a copy"


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A story and the known one it is likest to; `score` and `threshold` are of the measure that came nearest.

    `lower` are the thresholds tried, by method, at which the later one would be a copy.
    """

    later: Prepared
    earlier: Prepared
    method: str
    score: float
    threshold: float
    why: Why
    lower: tuple[tuple[str, float], ...] = ()


def thresholds(settings: Settings, feed: str) -> Thresholds:
    """What makes a copy in a feed."""
    return Originals(settings, MemoryState()).limits(feed)


def measures(limits: Thresholds) -> dict[str, float]:
    """The threshold of each method that has one."""
    return {NEAR_TEXT: limits.resemblance, CONTAINED: limits.containment}


def at(limits: Thresholds, method: str, value: float) -> Thresholds:
    """The same with another threshold for one method."""
    return replace(limits, resemblance=value) if method == NEAR_TEXT else replace(limits, containment=value)


def trials(limits: Thresholds, sign: int) -> list[tuple[str, float]]:
    """The thresholds to be tried, by method: higher than today's, or with `sign` -1 lower."""
    values = [(method, round(limit + sign * step, 4)) for method, limit in measures(limits).items() for step in STEPS]
    return [(method, value) for method, value in values if 0 < value <= 1]


def is_copy(later: Prepared, earlier: Prepared, limits: Thresholds) -> bool:
    """Whether one text is a copy of the other within those thresholds."""
    return copy_of(later.fingerprint, earlier.fingerprint, limits) is not None


def near_misses(stories: Iterable[Prepared], settings: Settings) -> Iterator[NearMiss]:
    """For each story the known one that it is likest to, if that is near a copy; stories in the order of receipt.

    Feeds of which no copies are looked for take no part; scopes and the window for copies hold as in the service.
    """
    seeker = _Seeker(settings)
    for key, story in enumerate(stories):
        if settings.feed(story.feed).copies and (found := seeker.seek(key, story)):
            yield found


def measured(later: Prepared, earlier: Prepared, limits: Thresholds) -> NearMiss:
    """Two stories by the measure that comes nearest to its threshold."""
    alike = likeness(unpack(later.fingerprint.sketch), unpack(earlier.fingerprint.sketch))
    scores = {NEAR_TEXT: alike.resemblance, CONTAINED: alike.containment}
    method, threshold = max(measures(limits).items(), key=lambda limit: scores[limit[0]] - limit[1])
    return NearMiss(
        later,
        earlier,
        method,
        round(scores[method], 4),
        threshold,
        _apart(later, earlier) or _why(alike, scores[method], threshold, limits),
    )


class _Seeker:
    """The index of each scope, and the stories behind its keys."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._originals = Originals(settings, MemoryState())
        self._copies: defaultdict[str, Copies] = defaultdict(Copies)
        self._known: dict[int, Prepared] = {}
        self._window_s = int(settings.near_window_days * DAY_S)
        self._now = 0

    def seek(self, key: int, story: Prepared) -> NearMiss | None:
        feed = self._settings.feed(story.feed)
        copies = self._copies[feed.scope]
        self._now = max(self._now, int((times.parse(story.received) or times.EPOCH).timestamp()))
        copies.expire(self._now - self._window_s)
        near = self._likest(copies, story, self._originals.limits(story.feed))
        copies.add(key, story.fingerprint, self._now)
        self._known[key] = story
        return near

    def _likest(self, copies: Copies, story: Prepared, limits: Thresholds) -> NearMiss | None:
        near = self._others(copies, story, _lowered(limits))
        if not near:
            return None
        judged = [measured(story, self._known[match.key], limits) for match in near]
        best = max(judged, key=lambda miss: miss.score - miss.threshold)
        if self._copied(copies, story, limits):
            return replace(best, why=Why.TODAY)
        return replace(best, lower=tuple(self._lower(copies, story, limits)))

    def _others(self, copies: Copies, story: Prepared, limits: Thresholds) -> list[Match]:
        """What matches, apart from the story's own older versions."""
        return [match for match in copies.matches(story.fingerprint, limits) if self._known[match.key].uri != story.uri]

    def _copied(self, copies: Copies, story: Prepared, limits: Thresholds) -> bool:
        found = self._others(copies, story, limits)
        return any(_apart(story, self._known[match.key]) is None for match in found)

    def _lower(self, copies: Copies, story: Prepared, limits: Thresholds) -> Iterator[tuple[str, float]]:
        for method, value in trials(limits, -1):
            if self._copied(copies, story, at(limits, method, value)):
                yield method, value


def _lowered(limits: Thresholds) -> Thresholds:
    """Wide enough to see what is near, whatever figures and subjects say."""
    return replace(
        limits,
        resemblance=max(limits.resemblance - REACH, REACH),
        containment=max(limits.containment - REACH, REACH),
        figures=0.0,
        all_figures=0.0,
        short=0,
        alike=0.0,
        within=0.0,
        wholly=0.0,
    )


def _apart(later: Prepared, earlier: Prepared) -> Why | None:
    """Why the later one is no copy, however much it shares."""
    if is_corrected(later):
        return Why.CORRECTION
    siblings = is_short(earlier.text) and are_siblings(_own_title(later), _own_title(earlier))
    return Why.TITLE if siblings else None


def _own_title(story: Prepared) -> str:
    """The headline, unless it was made for an item that came without."""
    return "" if story.title == headline(story.text) else story.title


def _why(alike: Likeness, score: float, threshold: float, limits: Thresholds) -> Why:
    if score < threshold:
        return Why.BELOW
    if alike.figures < limits.figures:
        return Why.FIGURES
    return Why.SUBJECT if alike.strangers else Why.LENGTH

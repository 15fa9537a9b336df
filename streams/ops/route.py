"""How stories would be routed: counts and samples a desk, and what no desk takes. Nothing is written."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from streams.desk.routing import Desks

# Headlines shown of a desk, the newest ones.
SAMPLES = 3

Value = Mapping[str, Any]


@dataclass(slots=True)
class Share:
    """What a desk gets: how many stories, and `uri` and `headline` of the newest."""

    stories: int = 0
    samples: list[dict[str, str]] = field(default_factory=list)

    def add(self, uri: str, headline: str) -> None:
        """Enter one; the newest come first."""
        self.stories += 1
        if len(self.samples) < SAMPLES:
            self.samples.append({"uri": uri, "headline": headline})


@dataclass(slots=True)
class Routed:
    """How all stories went: a share a desk, that of no desk, and how many went to so many desks."""

    stories: int
    desks: dict[str, Share]
    none: Share
    takers: Counter[int]


class _Newest(NamedTuple):
    """What is kept in memory of a story."""

    created: str
    uri: str
    headline: str
    takers: tuple[str, ...]


def routed(stories: Iterable[Value], desks: Desks) -> Routed:
    """Route the newest version of each story; `stories` are versions, one story's in their order."""
    newest = {str(story["uri"]): _newest(story, desks) for story in stories if isinstance(story.get("uri"), str)}
    result = Routed(len(newest), {name: Share() for name in desks}, Share(), Counter())
    for story in sorted(newest.values(), reverse=True):
        result.takers[len(story.takers)] += 1
        for share in [result.desks[name] for name in story.takers] or [result.none]:
            share.add(story.uri, story.headline)
    return result


def _newest(story: Value, desks: Desks) -> _Newest:
    listed = story.get("headlines")
    first = listed[0] if isinstance(listed, list) and listed else {}
    headline = str(first.get("value", "")) if isinstance(first, Mapping) else ""
    return _Newest(str(story.get("versionCreated", "")), story["uri"], headline, tuple(desks.of(story)))

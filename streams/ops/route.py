"""How stories would be routed: counts and samples a desk, and what no desk takes. Nothing is written."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from streams.desk.routing import Desks

# Headlines shown of a desk, the newest ones.
SAMPLES = 3

Value = Mapping[str, Any]


@dataclass(slots=True)
class Share:
    """What a desk gets: how many stories, and `uri` and `headline` of the newest."""

    stories: int = 0
    samples: list[dict[str, str]] = field(default_factory=list)

    def add(self, story: Value) -> None:
        """Enter one; the newest come first."""
        self.stories += 1
        if len(self.samples) < SAMPLES:
            self.samples.append({"uri": story["uri"], "headline": headline(story)})


@dataclass(slots=True)
class Routed:
    """How all stories went: a share a desk, that of no desk, and how many went to so many desks."""

    stories: int
    desks: dict[str, Share]
    none: Share
    takers: Counter[int]


def routed(stories: Iterable[Value], desks: Desks) -> Routed:
    """Route the newest version of each story; `stories` are versions, one story's in their order."""
    newest = {str(story["uri"]): story for story in stories if isinstance(story.get("uri"), str)}
    result = Routed(len(newest), {name: Share() for name in desks}, Share(), Counter())
    for story in sorted(newest.values(), key=lambda one: str(one.get("versionCreated", "")), reverse=True):
        takers = desks.of(story)
        result.takers[len(takers)] += 1
        for name in takers:
            result.desks[name].add(story)
        if not takers:
            result.none.add(story)
    return result


def headline(story: Value) -> str:
    """A story's first headline, or nothing."""
    listed = story.get("headlines")
    first = listed[0] if isinstance(listed, list) and listed else {}
    return str(first.get("value", "")) if isinstance(first, Mapping) else ""

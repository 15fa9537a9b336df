"""Puts stories on the desks' topics, so that none keeps a version that is no longer true.

Nothing is remembered of earlier versions. So whatever could be out of date on a desk is put right there: a kill or a
withdrawal goes to every desk, and where another later version does not match a desk's rule any more, its topic gets a
record without a value, which takes the story off.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from schemas.headers import Headers, Kind, headers
from schemas.output import Output
from schemas.topics import desk
from schemas.verdict import Verdict
from streams.settings import Settings, SettingsError
from streams.stages.route import Desks, mistakes

# Versions that every desk must see, whatever they say.
FINAL = frozenset({"kill", "withdrawal"})


class Routing:
    """The desks of the settings."""

    def __init__(self, settings: Settings) -> None:
        """Reads the rules.

        Raises:
            SettingsError: with every rule that cannot be read.
        """
        rules = {name: table.rule for name, table in settings.desks.items()}
        if found := mistakes(rules):
            raise SettingsError(found)
        self._desks = Desks(rules)
        self._topics = {name: desk(name).name for name in rules}

    def outputs(self, story: Mapping[str, Any], verdict: Verdict, published: Output) -> Iterator[Output]:
        """What a story that is `published` on wire-stories puts on the desks' topics."""
        if not self._topics:
            return
        takers = set(self._desks.of(story))
        for name, topic in self._topics.items():
            if name in takers or verdict.kind in FINAL or story["pubStatus"] != "usable":
                yield published._replace(topic=topic)
            elif verdict.version > 1:
                yield Output(topic, published.key, None, _left(verdict))


def _left(verdict: Verdict) -> Headers:
    item = verdict.item
    return headers(Kind.LEFT, f"{item.uri}/{verdict.version}", item.feed, item.received, item.origin)

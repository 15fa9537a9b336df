"""Puts stories on the desks' topics, so that none keeps a version that is no longer true.

Nothing is remembered of earlier versions. So whatever could be out of date on a desk is put right there: a kill or a
withdrawal goes to every desk, and where another later version does not match a desk's rule any more, its topic gets a
record without a value, which takes the story off.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from schemas.headers import Headers, Kind
from schemas.output import Output
from schemas.topics import desk
from schemas.verdict import TAKING_BACK, Verdict
from streams.settings import Settings, SettingsError
from streams.stages.route import Desks, mistakes

__all__ = ["Desks", "Routing", "desks_of", "is_final", "left"]

_LEFT = f"wiredesk.{Kind.LEFT}".encode()


class Routing:
    """The desks of the settings."""

    def __init__(self, settings: Settings) -> None:
        """Reads the rules.

        Raises:
            SettingsError: with every rule that cannot be read.
        """
        self._desks = desks_of({name: table.rule for name, table in settings.desks.items()})
        self._topics = {name: desk(name).name for name in settings.desks}

    def outputs(self, story: Mapping[str, Any], verdict: Verdict, published: Output) -> Iterator[Output]:
        """What a story that is `published` on wire-stories puts on the desks' topics."""
        if not self._topics:
            return
        takers = set(self._desks.of(story))
        for name, topic in self._topics.items():
            if name in takers or is_final(story):
                yield published._replace(topic=topic)
            elif verdict.version > 1:
                yield Output(topic, published.key, None, left(list(published.headers)))


def desks_of(rules: Mapping[str, str]) -> Desks:
    """The desks of `rules`.

    Raises:
        SettingsError: with every rule that cannot be read.
    """
    if found := mistakes(rules):
        raise SettingsError(found)
    return Desks(rules)


def is_final(story: Mapping[str, Any]) -> bool:
    """Whether a version takes the story back, so that every desk must see it."""
    return story["wiredesk"]["revision"]["kind"] in TAKING_BACK.values() or story["pubStatus"] != "usable"


def left(published: Headers) -> Headers:
    """The headers of the record that takes a story off a desk: those of the version that does, but for their type."""
    return [(name, _LEFT if name == "ce_type" else value) for name, value in published]

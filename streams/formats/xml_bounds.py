"""XML held to bounds before a parser that builds something of it: one pass with expat that keeps only counts.

feedparser needs 16 to 40 microseconds an element, more the deeper it stands, and time in the square of some fields'
lengths and numbers. Real documents stay far below these bounds; what does not is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto
from xml.parsers import expat

from streams.errors import ContentError, Reason

MAX_ELEMENTS = 150_000
"""2 to 6 s of feedparser's time, or 10,000 entries with 15 elements each."""
MAX_BREAKS = 1_000_000
"""References and line ends: a parser hands text over in pieces that end there."""
MAX_DEPTH = 100
"""Feeds are 5 deep, and marked-up content in them 20."""
MAX_ATTRIBUTES = 100
"""Of one element. Vector graphics in content have some twenty."""
MAX_PREFIXES = 100
"""Of a document. The richest feeds have some forty namespaces."""


class Finding(Enum):
    """What a document is: within all limits, beyond those of fields, or not well-formed with its namespaces."""

    SOUND = auto()
    HEAVY = auto()
    MALFORMED = auto()


@dataclass(frozen=True, slots=True)
class Limits:
    """By local name: the characters an element may hold (`text`), how often it may stand in an entry (`repeated`)."""

    text: Mapping[str, int]
    repeated: Mapping[str, int]
    entries: frozenset[str]


def examine(document: str, limits: Limits) -> Finding:
    """Look through a document without building anything.

    Raises:
        ContentError: TOO_LARGE, where it has more elements, depth, attributes, prefixes, references or lines than any
            feed.
    """
    if document.count("&") + document.count("\n") > MAX_BREAKS:
        raise _too_large("references and line ends", MAX_BREAKS)
    counts = _Counts(limits)
    parser = expat.ParserCreate("utf-8", " ")
    parser.buffer_text = True
    parser.StartNamespaceDeclHandler = counts.prefix
    parser.StartElementHandler = counts.starts
    parser.EndElementHandler = counts.ends
    parser.CharacterDataHandler = counts.text
    try:
        parser.Parse(document.encode("utf-8", "replace"), True)
    except expat.ExpatError:
        return Finding.MALFORMED
    return Finding.HEAVY if counts.heavy else Finding.SOUND


@dataclass(slots=True)
class _Counts:
    limits: Limits
    elements: int = 0
    heavy: bool = False
    room: list[int | None] = field(default_factory=list)
    prefixes: set[str] = field(default_factory=set)
    repeated: dict[str, int] = field(default_factory=dict)

    def prefix(self, prefix: str | None, _: str) -> None:
        self.prefixes.add(prefix or "")
        if len(self.prefixes) > MAX_PREFIXES:
            raise _too_large("namespace prefixes", MAX_PREFIXES)

    def starts(self, name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(" ")[2].lower()
        self.elements += 1
        self.room.append(self.limits.text.get(local))
        if self.elements > MAX_ELEMENTS:
            raise _too_large("elements", MAX_ELEMENTS)
        if len(self.room) > MAX_DEPTH:
            raise _too_large("levels of nesting", MAX_DEPTH)
        if len(attributes) > MAX_ATTRIBUTES:
            raise _too_large("attributes of one element", MAX_ATTRIBUTES)
        if local in self.limits.entries:
            self.repeated.clear()
        elif limit := self.limits.repeated.get(local):
            self.repeated[local] = self.repeated.get(local, 0) + 1
            self.heavy |= self.repeated[local] > limit

    def ends(self, _: str) -> None:
        self.room.pop()

    def text(self, data: str) -> None:
        room = self.room[-1]
        if room is not None:
            self.room[-1] = room - len(data)
            self.heavy |= room < len(data)


def _too_large(what: str, limit: int) -> ContentError:
    return ContentError(Reason.TOO_LARGE, f"The XML document has more {what} than {limit}.")

"""Decisions on copies, looked up: which duplicate an id means, and the two texts that were compared.

Everything read here was written by others long ago, so any of it may be gone; what is gone is said, and the rest given.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from schemas.prepared import Prepared
from schemas.raw import Raw
from streams.desk import Intake
from streams.desk.comparison import from_story
from streams.desk.near_misses import measured, thresholds
from streams.ops.published import GoneError, Published, Value
from streams.settings import Settings

URN = "urn:wiredesk:"


class UnknownError(Exception):
    """No text of an item is there; the message is one clear line."""


@dataclass(frozen=True, slots=True)
class Found:
    """What an id means, at most one of: `duplicates` with that id, or `copies` of the story with that id.

    `is_story`: a story has that id, even where it has no copies. `ended`: how an item with that id ended, if it is
    neither.
    """

    duplicates: list[Value] = field(default_factory=list)
    copies: list[Value] = field(default_factory=list)
    is_story: bool = False
    ended: str = ""


@dataclass(frozen=True, slots=True)
class Pair:
    """A duplicate's record with the two texts, None where one is gone; `notes` say what is not as it was."""

    record: Value
    duplicate: Prepared | None
    original: Prepared | None
    version: str = ""
    notes: list[str] = field(default_factory=list)


def look_up(published: Published, name: str) -> Found:
    """What `name` means: a uri, a provider's id, or the origin of an item or of its document.

    Raises:
        ClusterError, SourceError: nothing can be read.
    """
    duplicates: dict[str, Value] = {}
    copies: dict[str, Value] = {}
    for value in filter(is_duplicate, published.duplicates()):
        if name in _names(value):
            duplicates[value["origin"]] = value  # a worker that was killed writes a record again
        elif name in _names(value["duplicateOf"]):
            copies[value["origin"]] = value
    if duplicates:
        return Found(duplicates=list(duplicates.values()))
    if copies:
        return Found(copies=list(copies.values()), is_story=True)
    return _story(published, name) or Found(ended=_ended(published, name))


def is_duplicate(value: Value) -> bool:
    """Whether a value has what a duplicate's must have."""
    original, texts = value.get("duplicateOf"), ("uri", "source", "feed", "received")
    return (
        isinstance(original, dict)
        and all(isinstance(side.get(text), str) for side in (value, original) for text in texts)
        and all(isinstance(value.get(text), str) for text in ("method", "origin"))
        and all(isinstance(value.get(number), int | float) for number in ("score", "threshold", "shared"))
    )


def pair(published: Published, settings: Settings, record: Value) -> Pair:
    """The texts of a duplicate and of its original.

    Raises:
        ClusterError, SourceError: nothing can be read.
    """
    notes: list[str] = []
    original, version = _original(published, record, notes)
    return Pair(record, _duplicate(published, settings, record, notes), original, version, notes)


def two(published: Published, settings: Settings, one: str, other: str) -> Pair:
    """Two items by any of their names, the later one as the duplicate; the record says how near to a copy that is.

    It has `why` they are two stories beside what a duplicate's record has, where nothing was decided of the two.

    Raises:
        UnknownError: an item is not there.
        ClusterError, SourceError: nothing can be read.
    """
    named = [_named(published, settings, name) for name in (one, other)]
    earlier, later = sorted(named, key=lambda item: item.received)
    miss = measured(later, earlier, thresholds(settings, later.feed))
    record = {
        **_said(later), "duplicateOf": _said(earlier), "method": miss.method, "score": miss.score,
        "threshold": miss.threshold, "origin": later.origin, "why": miss.why.value,
    }  # fmt: skip
    return Pair(record, later, earlier)


def _named(published: Published, settings: Settings, name: str) -> Prepared:
    records = [value for value in published.duplicates() if is_duplicate(value) and name in _names(value)]
    items = [item for _, item in items_of(published, settings, records)]
    if not items:
        uri = _uri(name)
        stories = published.stories(uri) if uri else published.stories()
        items = [item for story in stories if name in _names_of_story(story) and (item := from_story(story))]
    if not items:
        raise UnknownError(f"there is no text of {name}")
    return items[-1]


def _said(item: Prepared) -> Value:
    return {"uri": URN + item.uri, "source": item.source, "feed": item.feed, "received": item.received}


def items_of(published: Published, settings: Settings, records: Iterable[Value]) -> Iterator[tuple[Value, Prepared]]:
    """Each record with its item, as far as the documents are still there.

    Raises:
        ClusterError: nothing can be read.
    """
    intake = Intake(settings)
    for record, raw in published.raws(records):
        if item := _item(intake, raw, record):
            yield record, item


def _item(intake: Intake, raw: Raw, record: Value) -> Prepared | None:
    """From its raw document: intake makes the same of the same bytes."""
    return next((item for _, item in intake.take(raw).prepared if item.origin == record["origin"]), None)


def _duplicate(published: Published, settings: Settings, record: Value, notes: list[str]) -> Prepared | None:
    try:
        raw = published.raw(record)
    except GoneError as gone:
        notes.append(f"the duplicate's text is gone: {gone}")
        return None
    found = _item(Intake(settings), raw, record)
    if found is None:
        notes.append("the duplicate's text is gone: today its document is read without an item in that place")
    elif not _is_same(found, record):
        notes.append("where the duplicate came from another item stands today, which is what is shown")
    return found


def _is_same(item: Prepared, record: Value) -> bool:
    """By the provider's id, which stands where the uri is another as a feed's ids were not trusted; else by the uri."""
    return item.source == record["source"] and bool(item.source or URN + item.uri == record["uri"])


def _original(published: Published, record: Value, notes: list[str]) -> tuple[Prepared | None, str]:
    """The version that was compared: of those that were received then, the newest."""
    original = record["duplicateOf"]
    versions = [story for story in published.stories(original["uri"]) if from_story(story)]
    if not versions:
        notes.append("the original's text is gone: the story is not there any more")
        return None, ""
    compared = [story for story in versions if story["wiredesk"].get("received") == original["received"]]
    story = (compared or versions)[-1]
    version = str(story.get("version", ""))
    if not compared:
        notes.append(f"the version that was compared is not kept; shown is version {version} of the original")
    return from_story(story), version


def _story(published: Published, name: str) -> Found | None:
    uri = _uri(name)
    stories = published.stories(uri) if uri else published.stories()
    return Found(is_story=True) if any(name in _names_of_story(story) for story in stories) else None


def _ended(published: Published, name: str) -> str:
    ended = [line for line in published.outcomes() if name in _names(line)]
    return ", ".join(filter(None, (str(ended[-1].get(part, "")) for part in ("outcome", "detail")))) if ended else ""


def _uri(name: str) -> str:
    """A uri in full, if the name is one."""
    bare = name.removeprefix(URN)
    return URN + bare if len(bare) == 32 and all(char in "0123456789abcdef" for char in bare) else ""  # noqa: PLR2004


def _names(value: Value) -> set[Any]:
    """What an item is known by; an empty id names nothing."""
    uri = value.get("uri")
    bare = uri.removeprefix(URN) if isinstance(uri, str) else None
    origin = str(value.get("origin") or "")
    return {uri, bare, value.get("source"), origin, origin.rpartition("#")[0]} - {None, ""}


def _names_of_story(story: Value) -> set[Any]:
    ours = story.get("wiredesk")
    ids = story.get("altIds")
    sources = _sources(ids) if isinstance(ids, list) else ()
    origin = ours.get("origin") if isinstance(ours, dict) else None
    return {*_names({"uri": story.get("uri"), "origin": origin}), *sources} - {""}


def _sources(ids: Iterable[Any]) -> Iterator[str]:
    return (str(one.get("value", "")) for one in ids if isinstance(one, dict) and one.get("role") == "source")

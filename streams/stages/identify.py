"""Who an item is: its uri from its family and key, and whether what comes now is older, the same, or newer than it."""

from dataclasses import dataclass
from enum import Enum, StrEnum, auto
from hashlib import blake2b

from schemas import times
from schemas.prepared import Prepared
from schemas.row import Row

URI_BYTES = 16
HALF_BYTES = 8
HALF = 2 * HALF_BYTES  # hex digits
DIGITS = 18  # a version of more is no number but a name


class Key(StrEnum):
    """By what an item of a feed is known again; the value of the setting `identity`."""

    ID = "id"
    URL = "url"
    TITLE_TIME = "title-time"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Marks:
    """What an item may be known by: empty where it has none, but for the hash of its text.

    `source` is the provider's id, `address` the item's in canonical form, `title` the hash of the normalised title,
    `created` the provider's time of it.
    """

    text_hash: str
    source: str = ""
    address: str = ""
    title: str = ""
    created: str = ""

    def name(self, key: Key) -> str:
        """What `key` says of the item; empty where something is missing for it."""
        names = {
            Key.ID: self.source,
            Key.URL: self.address,
            Key.TITLE_TIME: self.title and self.created and f"{self.title} {self.created}",
            Key.TEXT: self.text_hash,
        }
        return names[key]


def uri(family: str, marks: Marks, key: Key = Key.ID) -> str:
    """32 hex digits: a hash of the family and what the item is known by, its normalised text where that is missing.

    The family is part of it, so no feed can touch another's stories. Fixed for ever: consumers keep these ids.
    """
    name = marks.name(key)
    kind, name = (key, name) if name else (Key.TEXT, marks.text_hash)
    return blake2b(f"{family}\0{kind}\0{name}".encode(), digest_size=URI_BYTES).hexdigest()


def content(title: str, text: str) -> str:
    """32 hex digits, half of them of the title and half of the text: a version is the same if these are."""
    return _half(title) + _half(text)


def _half(text: str) -> str:
    return blake2b(text.encode(), digest_size=HALF_BYTES).hexdigest()


class Relation(Enum):
    """What an item is to the newest known version of it."""

    OLDER = auto()
    SAME = auto()
    NEWER = auto()


def relation(item: Prepared, known: Row) -> Relation:
    """Compare an item with the newest known version of the same identity.

    The provider's version decides where both have one. Otherwise it is the same version only if title and text are the
    same; other text is newer, unless the provider itself dates it before the version we have.
    """
    if item.version and known.provider_version:
        return _by_version(item, known)
    return Relation.SAME if item.content == known.content else by_date(item, known)


def _by_version(item: Prepared, known: Row) -> Relation:
    if item.version == known.provider_version:
        return Relation.SAME
    new, old = _number(item.version), _number(known.provider_version)
    if new is None or old is None:
        return by_date(item, known)
    return Relation.NEWER if new > old else Relation.SAME if new == old else Relation.OLDER


def is_another_version(item: Prepared, known: Row) -> bool:
    """Whether the provider itself numbers the two as versions of one item."""
    new, old = _number(item.version), _number(known.provider_version)
    return new is not None and old is not None and new != old


def by_date(item: Prepared, known: Row) -> Relation:
    """Older or newer by the provider's dates.

    A dead letter that is put back, without one, is as old as when it was first received.
    """
    new, old = times.parse(item.created), times.parse(known.created)
    if item.attempts > 1 and not (new and old):
        new, old = times.parse(item.received), times.parse(known.received)
    return Relation.OLDER if new and old and new < old else Relation.NEWER


def _number(version: str) -> int | None:
    return int(version) if version.isascii() and version.isdigit() and len(version) <= DIGITS else None


def changed(content: str, known: Row) -> list[str]:
    """The ninjs properties in which a version with such `content` differs from the one before."""
    differs = {
        "headlines": content[:HALF] != known.content[:HALF],
        "bodies": content[HALF:] != known.content[HALF:],
    }
    return [name for name, does in differs.items() if does]

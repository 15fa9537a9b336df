"""The row of state: one for each version of an item that was decided, written once and never changed."""

from base64 import b64decode
from collections.abc import Callable
from dataclasses import MISSING, dataclass, field, fields
from operator import attrgetter
from typing import Any

from schemas import codec
from schemas.fingerprint import Fingerprint

SCHEMA_VERSION = 2


@dataclass(slots=True, kw_only=True)
class Row:
    """What must be known of an item's version when it, its next version or a copy of it comes by.

    `uri` 32 hex digits, `version` counted by us from 1. `origin` is the raw record's and tells a replay from a copy.
    `at` is the order of decision, unique in its partition: (offset of the prepared record, index in its block) as one
    number (see `order`). `seconds` is the event time by which windows end. `verdict` is the outcome it was given;
    `supersedes` the published version before it, if any. `seen` are marks (scope, place, offset, number) of items that
    were decided since the row before and left none. `duplicate` holds the duplicate's particulars, `copies` the
    source ids of copies known at the time. `text_hash` and `sketch` are the fingerprint of what may be an original.

    `named` is the uri that the item's own key gives where the row stands under another. What tells whether a feed's ids
    can be trusted: `doubt` counts how often by then the id had come with a text that is no version of the one before,
    0 where this one is; `renamed` says that the feed had this text under another id; `distrust` is why ids were not
    trusted when the row was decided, empty where they were. `title` is the headline where the text is so short that it
    does not say by itself of what it is.
    """

    uri: str
    version: int
    origin: str
    at: int
    seconds: int
    verdict: str
    feed: str
    source: str
    received: str
    content: str
    text_hash: str
    sketch: str = ""
    provider_version: str = ""
    created: str = ""
    first_created: str = ""
    kind: str = "new"
    supersedes: int | None = None
    changed: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)
    duplicate: dict[str, Any] | None = None
    seen: list[tuple[str, str, int, int]] = field(default_factory=list)
    named: str = ""
    doubt: int = 0
    renamed: bool = False
    distrust: str = ""
    title: str = ""
    v: int = SCHEMA_VERSION


# Items a prepared block may hold at the most, as a power of two: the place of the index in `Row.at`.
INDEX_BITS = 12


def order(offset: int, index: int) -> int:
    """The order of decision of the item at `index` of the prepared record at `offset`."""
    return offset << INDEX_BITS | index


_EMPTY = Row(
    uri="", version=0, origin="", at=0, seconds=0, verdict="", feed="", source="", received="", content="", text_hash=""
)  # fmt: skip
_NAMES = tuple(one.name for one in fields(Row))
_values: Callable[[Row], tuple[Any, ...]] = attrgetter(*_NAMES)
# A field that must be said has no default that its value could equal.
_MUST = object()
_DEFAULTS = tuple(
    _MUST if one.name == "v" or (one.default is MISSING and one.default_factory is MISSING) else value
    for one, value in zip(fields(Row), _values(_EMPTY), strict=True)
)
# A row's schema version → what makes its fields those of the next. A row of a version without one stops the worker
# loudly: it is from a newer one, or its table is to be rebuilt by a replay.
MIGRATIONS: dict[int, Callable[[dict[str, Any]], dict[str, Any]]] = {
    1: lambda named: named,  # 2 adds `named`, `doubt`, `renamed`, `distrust` and `title`, empty in all rows before
}


def encode(row: Row) -> bytes:
    """A row as it stands in the table and its changelog; defaults are left out, as there are millions of rows."""
    told = zip(_NAMES, _values(row), _DEFAULTS, strict=True)
    return codec.dumps({name: value for name, value, default in told if value != default})


def decode(value: bytes) -> Row:
    """The row of a table's value.

    Raises:
        ValueError, TypeError: it is no row of a version this worker knows.
    """
    named = codec.loads(value)
    while (version := named.get("v")) != SCHEMA_VERSION:
        if version not in MIGRATIONS:
            raise ValueError(f"a row of schema version {version}, this worker reads {SCHEMA_VERSION}")
        named = {**MIGRATIONS[version](named), "v": version + 1}
    return Row(**named)


def key(uri: str, version: int) -> bytes:
    """The row's key: the uri's 16 bytes and the version, so that versions of an item stand together in order."""
    return bytes.fromhex(uri) + version.to_bytes(4, "big")


def fingerprint(row: Row) -> Fingerprint:
    """The fingerprint of the row's text, unpacked."""
    return Fingerprint(row.text_hash, b64decode(row.sketch))

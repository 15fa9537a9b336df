"""What a wire format is: which documents it claims and how it reads them into items."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from schemas.item import BadItem, Item
from streams.errors import ContentError, Reason

MAX_ITEMS = 10_000
"""Items one document may hold. The largest feeds in the wild have some thousands; beyond it a record is an attack or an
archive, and an archive is fed item by item."""
MAX_PARAGRAPHS = 50_000
"""Paragraphs one item may hold: a page of the largest news sites has some hundreds, a whole book 10,000."""


class Shape(StrEnum):
    """How a document is written, whatever it says."""

    JSON = "json"
    XML = "xml"
    HTML = "html"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Content:
    """A document ready for a format.

    `value` is the parsed value of JSON, else the text, decoded and without a byte order mark. `root` is an XML
    document's root element as written, with its prefix (`rdf:RDF`), and empty otherwise.
    """

    shape: Shape
    value: Any
    root: str = ""


@dataclass(frozen=True, slots=True)
class Format:
    """One wire format. `read` is only called with content that `claims` said yes to.

    `read` returns the items in the document's order, an empty list for a valid document without items, and raises
    ContentError for a document that cannot be read as a whole.
    """

    name: str
    shape: Shape
    claims: Callable[[Content], bool]
    read: Callable[[Content], list[Item | BadItem]]


def read_each(read: Callable[[Any], Item], entries: Sequence[Any]) -> list[Item | BadItem]:
    """Read a document's entries one by one; one that cannot be read becomes a BadItem in its place.

    Raises:
        ContentError: there are more than MAX_ITEMS.
    """
    check_count(len(entries))
    return [_read_one(read, entry) for entry in entries]


def check_count(count: int) -> None:
    """Raise ContentError(TOO_MANY_ITEMS) for more than MAX_ITEMS."""
    if count > MAX_ITEMS:
        raise ContentError(Reason.TOO_MANY_ITEMS, f"The document holds {count} items; {MAX_ITEMS} is the limit.")


def check_paragraphs(count: int) -> None:
    """Raise ContentError(TOO_LARGE) for more than MAX_PARAGRAPHS."""
    if count > MAX_PARAGRAPHS:
        raise ContentError(Reason.TOO_LARGE, f"The text has {count} paragraphs; {MAX_PARAGRAPHS} is the limit.")


def _read_one(read: Callable[[Any], Item], entry: Any) -> Item | BadItem:  # noqa: ANN401 - each format has its own
    try:
        return read(entry)
    except ContentError as error:
        return BadItem(reason=str(error.reason), detail=error.detail)

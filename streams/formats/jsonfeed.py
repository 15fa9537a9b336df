"""JSON Feed 1 and 1.1 (jsonfeed.org): one item an entry."""

from collections.abc import Mapping
from typing import Any

from schemas.item import BadItem, Item
from schemas.times import normal
from streams.errors import ContentError, Reason
from streams.formats.format import Content, Format, Shape, read_each
from streams.formats.html_text import html_paragraphs
from streams.formats.paragraphs import paragraphs
from streams.formats.properties import text, valid


def read(content: Content) -> list[Item | BadItem]:
    """One item an entry, in the document's order: `content_html`, else `content_text`, else `summary` is the body.

    Raises:
        ContentError: INVALID_ITEM, where `items` is no list; TOO_MANY_ITEMS.
    """
    feed = content.value
    if not isinstance(feed.get("items"), list):
        raise ContentError(Reason.INVALID_ITEM, "The JSON Feed has no list of items.")
    return read_each(lambda entry: _item(entry, feed), feed["items"])


def claims(content: Content) -> bool:
    """Whether the version says JSON Feed."""
    value = content.value
    return isinstance(value, dict) and "jsonfeed.org/version/" in text(value.get("version"))


def _item(entry: Any, feed: Mapping[str, Any]) -> Item:  # noqa: ANN401 - any entry of an array
    if not isinstance(entry, Mapping):
        raise ContentError(Reason.INVALID_ITEM, "The entry is no object.")
    published, modified = (normal(text(entry.get(name))) for name in ("date_published", "date_modified"))
    item = Item(
        paragraphs=_body(entry),
        title=text(entry.get("title")),
        id=text(entry.get("id")),
        url=text(entry.get("url")),
        created=modified or published,
        ninjs=valid(
            {
                "language": entry.get("language") or feed.get("language"),
                "firstCreated": published,
                "by": _authors(entry) or _authors(feed),
                "subjects": [{"name": tag} for tag in _list(entry.get("tags")) if isinstance(tag, str)],
            }
        ),
    )
    if not item.title and not item.paragraphs:
        raise ContentError(Reason.NO_TEXT, "The entry has neither a title nor text.")
    return item


def _body(entry: Mapping[str, Any]) -> list[str]:
    return (
        html_paragraphs(text(entry.get("content_html")))
        or paragraphs(text(entry.get("content_text")))
        or paragraphs(text(entry.get("summary")))
    )


def _authors(found: Mapping[str, Any]) -> str:
    authors = _list(found.get("authors")) or [found.get("author")]  # version 1 has one `author`
    names = [text(author.get("name")) for author in authors if isinstance(author, Mapping)]
    return ", ".join(name for name in names if name)


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


FORMAT = Format(name="jsonfeed", shape=Shape.JSON, claims=claims, read=read)

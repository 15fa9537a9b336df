"""RSS 0.9x, 1.0 (RDF) and 2.0, and Atom 0.3 and 1.0, through feedparser: one item an entry."""

import re
from calendar import timegm
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from time import struct_time
from typing import Any

from schemas.item import BadItem, Item
from schemas.times import normal, rfc3339
from streams.errors import ContentError, Reason
from streams.formats.feed_xml import parsed
from streams.formats.format import Content, Format, Shape, read_each
from streams.formats.html_text import blocks, html_paragraphs
from streams.formats.properties import text, valid

_ROOTS = frozenset({"rss", "feed", "rdf", "channel", "entry"})
_MARKUP = frozenset({"text/html", "application/xhtml+xml"})
_YEARS = (1970, 2100)
_LONG_YEAR = re.compile(r"\d{5,}-")


def read(content: Content) -> list[Item | BadItem]:
    """One item an entry, in the document's order.

    `id` is the guid, `atom:id` or `rdf:about`; where an entry has none, its link stands in, provided that no other
    entry of the document has the same. `created` is the time of the last update, else of publication. The body is the
    content, else the summary. An entry marked as a draft (RFC 5023) is `withheld`. An entry that the document ends in
    is a BadItem: half a story is none.

    Raises:
        ContentError: what `feed_xml.parsed` raises; INVALID_XML, where no entry can be read of a document that is not
            well-formed; UNKNOWN_FORMAT, where it is no feed after all.
    """
    found, cut_short = parsed(content.value)
    items = read_each(_Reader(found).item, found["entries"])
    if not items:
        _require_feed(found)
    if items and cut_short:
        items[-1] = BadItem(reason=str(Reason.INVALID_XML), detail="The document ends within this entry.")
    return items


def claims(content: Content) -> bool:
    """Whether the root is that of a feed."""
    return content.root.rpartition(":")[2].lower() in _ROOTS


def _require_feed(parsed: Mapping[str, Any]) -> None:
    if parsed["bozo"]:
        raise ContentError(Reason.INVALID_XML, "The feed is not well-formed XML, and no entry can be read.")
    if not parsed.get("version"):
        raise ContentError(Reason.UNKNOWN_FORMAT, "The XML document is no RSS and no Atom.")


class _Reader:
    """Reads entries in the light of their feed."""

    def __init__(self, parsed: Mapping[str, Any]) -> None:
        self._language = dict.get(parsed["feed"], "language", "")
        self._links = Counter(_link(entry) for entry in parsed["entries"])

    def item(self, entry: dict[str, Any]) -> Item:
        link = _link(entry)
        published = _time(entry, "published", "created")
        item = Item(
            paragraphs=_body(entry),
            title=_title(entry),
            id=text(dict.get(entry, "id")) or (link if self._links[link] == 1 else ""),
            url=link,
            created=_time(entry, "updated") or published,
            status="withheld" if _is_draft(entry) else "usable",
            ninjs=valid(
                {
                    "language": _language(entry) or self._language,
                    "firstCreated": published,
                    "by": _authors(entry),
                    "subjects": [_subject(tag) for tag in _mappings(entry, "tags")],
                    "infoSources": _source(entry),
                }
            ),
        )
        if not item.title and not item.paragraphs:
            raise ContentError(Reason.NO_TEXT, "The entry has neither a title nor text.")
        return item


# FeedParserDict guesses (a missing `updated` is the `published`); its parent's `get` does not. And an element of any
# name can put text or attributes where feedparser itself puts something else.


def _mapping(entry: dict[str, Any], name: str) -> Mapping[str, Any]:
    found = dict.get(entry, name)
    return found if isinstance(found, Mapping) else {}


def _mappings(entry: dict[str, Any], name: str) -> list[Mapping[str, Any]]:
    found = dict.get(entry, name)
    return [part for part in found if isinstance(part, Mapping)] if isinstance(found, list) else []


def _link(entry: dict[str, Any]) -> str:
    """The entry's address; feedparser takes an id for one where there is no link."""
    found = text(dict.get(entry, "link"))
    return found if found.startswith(("http://", "https://")) else ""


def _title(entry: dict[str, Any]) -> str:
    detail = _mapping(entry, "title_detail") or {"value": dict.get(entry, "title")}
    kind = detail.get("type") if detail.get("type") in _MARKUP else ""  # a title is short text, whatever else it claims
    return " ".join(_paragraphs({"type": kind, "value": detail.get("value")}))


def _body(entry: dict[str, Any]) -> list[str]:
    contents = sorted((_paragraphs(found) for found in _mappings(entry, "content")), key=_length, reverse=True)
    return next((found for found in contents if found), None) or _paragraphs(_summary(entry))


def _summary(entry: dict[str, Any]) -> Mapping[str, Any]:
    return _mapping(entry, "summary_detail") or {"value": dict.get(entry, "summary"), "type": "text/html"}


def _paragraphs(found: Mapping[str, Any]) -> list[str]:
    kind, value = text(found.get("type")), found.get("value")
    if not isinstance(value, str):
        return []
    if kind in _MARKUP:
        return html_paragraphs(value)
    return blocks(value) if kind in {"", "text/plain"} else []


def _length(paragraphs: list[str]) -> int:
    return sum(len(paragraph) for paragraph in paragraphs)


def _time(entry: dict[str, Any], *names: str) -> str:
    return next((found for name in names if (found := _moment(entry, name))), "")


def _moment(entry: dict[str, Any], name: str) -> str:
    """A date by ISO 8601, else as feedparser reads it, which is lenient: it makes the year 9999 of a year 99999."""
    stated, parts = text(dict.get(entry, name)), dict.get(entry, f"{name}_parsed")
    if not isinstance(parts, struct_time) or not _YEARS[0] <= parts[0] <= _YEARS[1] or _LONG_YEAR.match(stated):
        return ""
    try:
        return normal(stated) or rfc3339(datetime.fromtimestamp(timegm(parts), UTC))
    except (ValueError, OverflowError, OSError):
        return ""  # no time that the calendar has


def _language(entry: dict[str, Any]) -> str:
    stated = [dict.get(entry, "language"), *(found.get("language") for found in _mappings(entry, "content"))]
    return next((text(found) for found in stated if found), "")


def _authors(entry: dict[str, Any]) -> str:
    names = [text(author.get("name")) for author in _mappings(entry, "authors")]
    return ", ".join(name for name in names if name)


def _subject(tag: Mapping[str, Any]) -> dict[str, Any]:
    term, label, scheme = (text(tag.get(name)) for name in ("term", "label", "scheme"))
    return {"name": label or term, "scheme": scheme, "code": term if label or scheme else ""}


def _source(entry: dict[str, Any]) -> dict[str, Any]:
    source = _mapping(entry, "source")
    return {"name": text(source.get("title")), "uri": text(source.get("href")) or text(source.get("link"))}


def _is_draft(entry: dict[str, Any]) -> bool:
    return any(name.endswith("_draft") and found == "yes" for name, found in entry.items())


FORMAT = Format(name="feed", shape=Shape.XML, claims=claims, read=read)

"""RSS 0.9x, 1.0 (RDF) and 2.0, and Atom 0.3 and 1.0, through feedparser: one item an entry."""

import re
from binascii import Error as Base64Error
from calendar import timegm
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime
from html.entities import html5
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import feedparser

from schemas.item import BadItem, Item
from schemas.times import rfc3339
from streams.errors import ContentError, Reason
from streams.formats.format import Content, Format, Shape, check_count, read_each
from streams.formats.html_text import blocks, html_paragraphs
from streams.formats.properties import text, valid
from streams.formats.xml_bounds import Limits, is_well_formed

_ROOTS = frozenset({"rss", "feed", "rdf", "channel", "entry"})
_ENTRIES = frozenset({"item", "entry"})
_OPENS = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_CLOSES = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DECLARATION = re.compile(r"(?:\s*<\?xml\b[^>]*>)*\s*")
_CDATA_OR_REFERENCE = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:#?\w{1,32};)?", re.DOTALL)
_XML_REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});")
_MARKUP = frozenset({"text/html", "application/xhtml+xml"})
_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_FEEDPARSER_RAISES = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, Base64Error)
"""What feedparser lets out on hostile input: its handlers index, convert and decode what they find."""

_NAMES = ("author", "creator", "publisher", "managingeditor", "webmaster", "contributor", "owner", "name", "email")
_DATES = (
    "pubdate",
    "published",
    "updated",
    "date",
    "modified",
    "issued",
    "created",
    "lastbuilddate",
    "expirationdate",
    "valid",
)
_TAGS = ("category", "keywords", "subject", "tags")
LIMITS = Limits(
    text={
        **dict.fromkeys(_NAMES, 300),  # searched for addresses in the square of its length
        **dict.fromkeys(_DATES, 200),
        **dict.fromkeys(_TAGS, 2_000),  # split at commas, then each part compared with all others
    },
    repeated=dict.fromkeys(_TAGS, 500),
    entries=_ENTRIES,
)
MAX_LOOSE = 1_000_000
"""Characters of a feed that is not well-formed: feedparser's loose parser needs up to 4 s for as many."""
_UNSAFE_WHEN_LOOSE = re.compile(rf"(</?)(?:[\w.-]+:)?(?={'|'.join((*_NAMES, *_TAGS))})", re.IGNORECASE)


def read(content: Content) -> list[Item | BadItem]:
    """One item an entry, in the document's order.

    `id` is the guid, `atom:id` or `rdf:about`; where an entry has none, its link stands in, provided that no other
    entry of the document has the same. `created` is the time of the last update, else of publication. The body is the
    content, else the summary. An entry marked as a draft (RFC 5023) is `withheld`. A feed that is not well-formed is
    mended where that is plain (bare ampersands, HTML's named characters), else read by feedparser's loose parser,
    without its names and categories; an entry that the document ends in is a BadItem then: half a story is none.

    Raises:
        ContentError: TOO_MANY_ITEMS; TOO_LARGE, where it is beyond the bounds of `xml_bounds`; INVALID_XML, where
            nothing can be read; UNKNOWN_FORMAT, where it is no feed after all.
    """
    document = _NOT_XML.sub("", content.value)
    document = document[_DECLARATION.match(document).end() :]  # type: ignore[union-attr]  # it matches always
    check_count(sum(1 for _ in _OPENS.finditer(document)))
    document, well_formed = _mended(document)
    parsed = _parsed(document)
    items = read_each(_Reader(parsed).item, parsed["entries"])
    if not items:
        _require_feed(parsed)
    if items and not well_formed and _ends_within_entry(document):
        items[-1] = BadItem(reason=str(Reason.INVALID_XML), detail="The document ends within this entry.")
    return items


def claims(content: Content) -> bool:
    """Whether the root is that of a feed."""
    return content.root.rpartition(":")[2].lower() in _ROOTS


def _mended(document: str) -> tuple[str, bool]:
    """The document fit for feedparser, and whether it is well-formed."""
    for attempt in (document, _CDATA_OR_REFERENCE.sub(_reference, document)):
        if is_well_formed(attempt, LIMITS):
            return attempt, True
    if len(document) > MAX_LOOSE:
        raise ContentError(
            Reason.INVALID_XML, "The feed is not well-formed XML, and too large to be read all the same."
        )
    return _UNSAFE_WHEN_LOOSE.sub(r"\1x-", document), False


def _reference(match: re.Match[str]) -> str:
    found = match[0]
    if found.startswith("<") or _XML_REFERENCE.fullmatch(found):
        return found
    character = html5.get(found[1:])
    return escape(character) if character else "&amp;" + found[1:]


def _parsed(document: str) -> Any:  # noqa: ANN401 - feedparser is untyped
    # A stream, since feedparser takes text and bytes for addresses and file names.
    try:
        return feedparser.parse(
            BytesIO(document.encode("utf-8", "replace")),
            response_headers=_HEADERS,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except _FEEDPARSER_RAISES as error:
        raise ContentError(Reason.INVALID_XML, f"The feed cannot be read ({type(error).__name__}).") from error


def _require_feed(parsed: Mapping[str, Any]) -> None:
    if parsed["bozo"]:
        raise ContentError(Reason.INVALID_XML, "The feed is not well-formed XML, and no entry can be read.")
    if not parsed.get("version"):
        raise ContentError(Reason.UNKNOWN_FORMAT, "The XML document is no RSS and no Atom.")


def _ends_within_entry(document: str) -> bool:
    opened = max((match.start() for match in _OPENS.finditer(document)), default=-1)
    return _CLOSES.search(document, opened) is None


class _Reader:
    """Reads entries in the light of their feed."""

    def __init__(self, parsed: Mapping[str, Any]) -> None:
        self._language = dict.get(parsed["feed"], "language", "")
        self._links = Counter(text(dict.get(entry, "link")) for entry in parsed["entries"])

    def item(self, entry: dict[str, Any]) -> Item:
        link = text(dict.get(entry, "link"))
        published = _time(entry, "published_parsed", "created_parsed")
        item = Item(
            paragraphs=_body(entry),
            title=_title(entry),
            id=text(dict.get(entry, "id")) or (link if self._links[link] == 1 else ""),
            url=link,
            created=_time(entry, "updated_parsed") or published,
            status="withheld" if _is_draft(entry) else "usable",
            ninjs=valid(
                {
                    "language": _language(entry) or self._language,
                    "firstCreated": published,
                    "by": _authors(entry),
                    "subjects": [_subject(tag) for tag in dict.get(entry, "tags", [])],
                    "infoSources": _source(entry),
                }
            ),
        )
        if not item.title and not item.paragraphs:
            raise ContentError(Reason.NO_TEXT, "The entry has neither a title nor text.")
        return item


# FeedParserDict guesses (a missing `updated` is the `published`); its parent's `get` does not.


def _title(entry: dict[str, Any]) -> str:
    detail = dict.get(entry, "title_detail") or {"value": dict.get(entry, "title", "")}
    kind = detail.get("type") if detail.get("type") in _MARKUP else ""  # a title is short text, whatever else it claims
    return " ".join(_paragraphs({"type": kind, "value": detail.get("value")}))


def _body(entry: dict[str, Any]) -> list[str]:
    contents = sorted((_paragraphs(found) for found in dict.get(entry, "content", [])), key=_length, reverse=True)
    return next((found for found in contents if found), None) or _paragraphs(_summary(entry))


def _summary(entry: dict[str, Any]) -> Mapping[str, Any]:
    return dict.get(entry, "summary_detail") or {"value": dict.get(entry, "summary", ""), "type": "text/html"}


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
    for parts in filter(None, (dict.get(entry, name) for name in names)):
        try:
            return rfc3339(datetime.fromtimestamp(timegm(parts), UTC))
        except (TypeError, ValueError, OverflowError, OSError):
            continue  # no time that the calendar has
    return ""


def _language(entry: dict[str, Any]) -> str:
    stated = [dict.get(entry, "language"), *(found.get("language") for found in dict.get(entry, "content", []))]
    return next((text(found) for found in stated if found), "")


def _authors(entry: dict[str, Any]) -> str:
    names = [text(author.get("name")) for author in dict.get(entry, "authors", []) if isinstance(author, Mapping)]
    return ", ".join(name for name in names if name)


def _subject(tag: Mapping[str, Any]) -> dict[str, Any]:
    term = text(tag.get("term"))
    return {"name": text(tag.get("label")) or term, "scheme": text(tag.get("scheme")), "code": term}


def _source(entry: dict[str, Any]) -> dict[str, Any]:
    source = dict.get(entry, "source")
    if not isinstance(source, Mapping):
        return {}
    return {"name": text(source.get("title")), "uri": text(source.get("href")) or text(source.get("link"))}


def _is_draft(entry: dict[str, Any]) -> bool:
    return any(name.endswith("_draft") and found == "yes" for name, found in entry.items())


FORMAT = Format(name="feed", shape=Shape.XML, claims=claims, read=read)

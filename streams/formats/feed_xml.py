"""A feed's XML made fit for feedparser, and through it: mended where that is plain, held to bounds always."""

import re
from binascii import Error as Base64Error
from html.entities import html5
from io import BytesIO
from typing import Any
from xml.sax.saxutils import escape

import feedparser

from streams.errors import ContentError, Reason
from streams.formats.format import check_count
from streams.formats.xml_bounds import Finding, Limits, examine

MAX_LOOSE = 1_000_000
"""Characters of a feed that is not well-formed: feedparser's loose parser needs up to 4 s for as many."""

_ENTRIES = frozenset({"item", "entry"})
_OPENS = re.compile(r"<(?:[\w.-]+:)?(?:item|entry)(?=[\s/>])", re.IGNORECASE)
_CLOSES = re.compile(r"</(?:[\w.-]+:)?(?:item|entry)\s*>", re.IGNORECASE)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_DECLARATION = re.compile(r"<\?xml\s[^>]*>")
_CDATA_OR_REFERENCE = re.compile(r"<!\[CDATA\[.*?(?:\]\]>|\Z)|&(?:#?\w{1,32};)?", re.DOTALL)
_XML_REFERENCE = re.compile(r"&(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-fA-F]{1,6});")

_NAMES = ("author", "creator", "publisher", "managingeditor", "webmaster", "owner", "name", "email")
_TAGS = ("category", "keywords", "subject", "tags")
LIMITS = Limits(
    text={
        **dict.fromkeys(_NAMES, 300),  # feedparser searches them for addresses, in the square of the length
        **dict.fromkeys(_TAGS, 2_000),  # and splits these at commas, then compares each part with all others
    },
    repeated=dict.fromkeys(_TAGS, 500),
    entries=_ENTRIES,
)
_LABELS = re.compile(rf"(</?)(?:[\w.-]+:)?(?={'|'.join((*_NAMES, *_TAGS))})", re.IGNORECASE)

_HEADERS = {"content-type": "application/xml; charset=utf-8"}
_FEEDPARSER_RAISES = (ValueError, TypeError, LookupError, AttributeError, ArithmeticError, AssertionError, Base64Error)
"""What feedparser lets out on hostile input: its handlers index, convert and decode what they find."""


def parsed(text: str) -> tuple[Any, bool]:
    """What feedparser makes of a feed, and whether its last entry is cut short by the end of the document.

    What is not well-formed is mended where that is plain: characters that XML forbids, bare ampersands, HTML's named
    characters, a declaration that is not at the start. The rest is left to feedparser's loose parser. That one is
    unbounded in names and categories, and so is the strict one beyond LIMITS: in both cases they are left out.

    Raises:
        ContentError: TOO_MANY_ITEMS; TOO_LARGE, beyond the bounds of `xml_bounds`; INVALID_XML, where the document is
            not well-formed and beyond MAX_LOOSE, or where feedparser fails.
    """
    document = _DECLARATION.sub("", _NOT_XML.sub("", text), count=1).strip()
    check_count(sum(1 for _ in _OPENS.finditer(document)))
    finding = examine(document, LIMITS)
    if finding is Finding.MALFORMED:
        document = _CDATA_OR_REFERENCE.sub(_reference, document)
        finding = examine(document, LIMITS)
    if finding is Finding.MALFORMED and len(document) > MAX_LOOSE:
        detail = "The feed is not well-formed XML, and too large to be read all the same."
        raise ContentError(Reason.INVALID_XML, detail)
    if finding is not Finding.SOUND:
        document = _LABELS.sub(r"\1left-out-", document)
    return _feedparser(document), finding is Finding.MALFORMED and _ends_within_entry(document)


def _reference(match: re.Match[str]) -> str:
    found = match[0]
    if found.startswith("<") or _XML_REFERENCE.fullmatch(found):
        return found
    character = html5.get(found[1:])
    return escape(character) if character else "&amp;" + found[1:]


def _feedparser(document: str) -> Any:  # noqa: ANN401 - it is untyped
    # A stream, since it takes text and bytes for addresses and file names.
    try:
        return feedparser.parse(
            BytesIO(document.encode("utf-8", "replace")),
            response_headers=_HEADERS,
            resolve_relative_uris=False,
            sanitize_html=False,
        )
    except _FEEDPARSER_RAISES as error:
        raise ContentError(Reason.INVALID_XML, f"The feed cannot be read ({type(error).__name__}).") from error


def _ends_within_entry(document: str) -> bool:
    opened = max((match.start() for match in _OPENS.finditer(document)), default=-1)
    return opened >= 0 and _CLOSES.search(document, opened) is None

"""What a document is, from its content type and its first characters: JSON, XML, HTML or plain text."""

import codecs
import re

import schemas.codec
from streams.errors import ContentError, Reason
from streams.formats.encoding import decoded, is_wide
from streams.formats.format import Content, Shape

_JSON_BYTES = re.compile(rb"(?:\xef\xbb\xbf)?[ \t\r\n\f\v]*[\[{]")
_BRACKETED_NOTE = re.compile(r"\[\s*(?!true|false|null)[^\W\d_]")
_PROLOG = re.compile(
    r"""
    \s+
    | <\?.*?(?:\?>|\Z)
    | <!--.*?(?:-->|\Z)
    | <!(?P<doctype>DOCTYPE)[^>\[]*(?:\[.*?\]\s*)?(?:>|\Z)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
_ROOT = re.compile(r"<([A-Za-z_][\w.:-]*)")
_XML_DECLARATION = re.compile(r"\s*<\?xml\b")
_XML_PROLOG = re.compile(r"\s*<[?!]")
_DOCTYPE_HTML = re.compile(r"\s*<!DOCTYPE\s+html", re.IGNORECASE)
_CHARSET = re.compile(r"""charset\s*=\s*["']?([\w:.-]+)""", re.IGNORECASE)
_ENCODING = re.compile(
    rb"""(?:<\?xml[^>]{0,200}?\bencoding\s*=|<meta\b[^>]{0,200}?\bcharset\s*=)\s*["']?([\w:.-]+)""", re.IGNORECASE
)
_DECLARATION_WITHIN = 1024
"""Bytes in which a document has to declare its encoding (WHATWG HTML says so)."""
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
MAX_CONTROL_SHARE = 0.1
"""Control characters in text: old wire formats frame a message with a handful; binary data is full of them."""

_FEED_ROOTS = frozenset({"rss", "feed", "rdf:rdf", "rdf", "newsitem", "newsmessage", "newsml", "nitf"})
_HTML_TAGS = frozenset({
    "html", "head", "body", "title", "meta", "link", "script", "style", "div", "p", "h1", "h2", "h3", "h4",
    "article", "section", "main", "header", "span", "a", "b", "strong", "em", "i", "ul", "ol", "table", "br",
    "img", "blockquote", "figure", "nav",
})  # fmt: skip

_MAGIC = (
    (b"%PDF", "a PDF document"),
    (b"{\\rtf", "an RTF document"),
    (b"PK\x03\x04", "a ZIP archive or office document"),
    (b"\x1f\x8b", "gzip data"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF89a", "a GIF image"),
    (b"\x7fELF", "a program"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
    (b"\xfd7zXZ", "xz data"),
    (b"7z\xbc\xaf", "a 7z archive"),
    (b"\x28\xb5\x2f\xfd", "zstd data"),
)


def content_of(data: bytes, content_type: str = "") -> Content:
    """Bytes as content for a format.

    How far a claimed content type is trusted: what starts as JSON is JSON whatever the claim says, and is never tried
    again as text (but `text/plain` may begin with a note in brackets, `[Corrects ...`); a claim of JSON holds unless
    the document starts with `<`; a claim of XML or HTML holds unless the first tag says otherwise; `text/plain` holds
    unless an XML declaration or the first tag of a page or feed stands at the start, for feeds are often served so.
    Any other claim is passed over. A character set named in the content type goes before one named in the document.

    Raises:
        ContentError: EMPTY, UNKNOWN_FORMAT for binary data, BAD_ENCODING, INVALID_JSON, INVALID_XML.
    """
    if _JSON_BYTES.match(data):
        try:
            return Content(Shape.JSON, schemas.codec.loads(data.removeprefix(codecs.BOM_UTF8)))
        except ValueError:
            pass  # not in UTF-8, or not JSON: told apart below, where it is decoded
    _refuse_binary(data)
    text = decoded(data, _declared(data, content_type))
    if _CONTROLS.search(text) and len(_CONTROLS.findall(text)) > MAX_CONTROL_SHARE * len(text):
        raise ContentError(Reason.UNKNOWN_FORMAT, "The document is binary data of unknown type.")
    return content_of_text(text, content_type)


def content_of_text(text: str, content_type: str = "") -> Content:
    """The same for text already decoded, as an envelope holds it.

    Raises:
        ContentError: EMPTY, INVALID_JSON, INVALID_XML.
    """
    text = text.removeprefix("\ufeff")
    start = len(text) - len(text.lstrip())
    if start == len(text):
        raise ContentError(Reason.EMPTY, "The document is empty.")
    claim = _claim(content_type)
    if text[start] in "[{" and not (claim is Shape.TEXT and _BRACKETED_NOTE.match(text, start)):
        return Content(Shape.JSON, _parsed(text))
    if text[start] == "<":
        return _marked_up(text, claim)
    if claim is Shape.JSON:
        return Content(Shape.JSON, _parsed(text))
    if claim is Shape.XML:
        raise ContentError(Reason.INVALID_XML, "The document claims to be XML and is not.")
    return Content(Shape.HTML if claim is Shape.HTML else Shape.TEXT, text)


def _marked_up(text: str, claim: Shape | None) -> Content:
    root = root_element(text)
    name = root.lower()
    is_xml = name in _FEED_ROOTS or bool(_XML_DECLARATION.match(text))
    if name == "html" or (not is_xml and (name in _HTML_TAGS or claim is Shape.HTML)):
        return Content(Shape.HTML, text)
    if claim is Shape.TEXT and not is_xml:
        return Content(Shape.TEXT, text)
    return Content(Shape.XML, text, root) if root else _unrooted(text, claim)


def _unrooted(text: str, claim: Shape | None) -> Content:
    if _DOCTYPE_HTML.match(text):
        return Content(Shape.HTML, text)
    if claim is Shape.XML or _XML_PROLOG.match(text):
        raise ContentError(Reason.INVALID_XML, "The XML document has no root element.")
    return Content(Shape.TEXT, text)


def root_element(text: str) -> str:
    """The name of an XML document's first element as written, empty where there is none.

    Raises:
        ContentError: INVALID_XML, where the document type declares entities: they are never expanded, nor fetched.
    """
    at = 0
    while (step := _PROLOG.match(text, at)) and step.end() > at:
        if step["doctype"] is not None and "<!ENTITY" in step[0].upper():
            raise ContentError(Reason.INVALID_XML, "The XML document declares entities, which are not accepted.")
        at = step.end()
    found = _ROOT.match(text, at)
    return found[1] if found else ""


def _refuse_binary(data: bytes) -> None:
    name = next((name for mark, name in _MAGIC if data.startswith(mark)), "")
    if not name and b"\x00" in data and not is_wide(data):
        name = "binary data of unknown type"
    if name:
        raise ContentError(Reason.UNKNOWN_FORMAT, f"The document is {name}.")


def _parsed(text: str) -> object:
    try:
        return schemas.codec.loads(text)
    except ValueError as error:
        detail = "The document starts as JSON or claims to be, and is not valid JSON."
        raise ContentError(Reason.INVALID_JSON, detail) from error


def _declared(data: bytes, content_type: str) -> str:
    found = _CHARSET.search(content_type)
    if found:
        return found[1]
    inside = _ENCODING.search(data[:_DECLARATION_WITHIN])
    return inside[1].decode("ascii") if inside else ""


def _claim(content_type: str) -> Shape | None:
    kind = content_type.partition(";")[0].strip().lower()
    if kind.endswith(("/json", "+json")):
        return Shape.JSON
    if kind in {"text/html", "application/xhtml+xml"}:
        return Shape.HTML
    if kind.endswith(("/xml", "+xml")):
        return Shape.XML
    return Shape.TEXT if kind == "text/plain" else None

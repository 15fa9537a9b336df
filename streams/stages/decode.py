"""Decode: a raw record's bytes become a document of items, whatever format it came in."""

from schemas.item import BadItem, Document, Item
from schemas.raw import Raw
from streams.errors import ContentError, Reason
from streams.formats.envelope import Envelope, is_envelope, opened
from streams.formats.format import Content, Shape
from streams.formats.registry import FORMATS
from streams.formats.sniff import content_of, content_of_text

_KNOWN_ROOTS = {
    # XML that newsrooms receive and that no format reads yet.
    "newsitem": "NewsML-G2",
    "newsmessage": "NewsML-G2",
    "packageitem": "NewsML-G2",
    "conceptitem": "NewsML-G2",
    "knowledgeitem": "NewsML-G2",
    "planningitem": "NewsML-G2",
    "newsml": "NewsML 1",
    "nitf": "NITF",
    "opml": "OPML",
    "urlset": "a site map",
    "sitemapindex": "a site map",
}


def decode(raw: Raw) -> Document:
    """Take a raw record apart.

    An envelope is opened first, one level only, and what it says goes before what the carrier says: its content type
    speaks of its content, and the carrier's of the envelope. A document without items, such as a feed without entries,
    is a document with an empty list.

    Raises:
        ContentError: the record cannot be read as a whole, for one of the reasons the formats and `sniff` give.
    """
    content = content_of(raw.value, raw.content_type)
    if content.shape is Shape.JSON and is_envelope(content.value):
        envelope = opened(content.value)
        items = _items(_inside(envelope))
        return Document(items=items, feed=envelope.feed, received=envelope.received, id=envelope.id)
    return Document(items=_items(content))


def _inside(envelope: Envelope) -> Content:
    if not isinstance(envelope.content, str):
        return Content(Shape.JSON, envelope.content)
    content = content_of_text(envelope.content, envelope.content_type)
    if content.shape is Shape.JSON and is_envelope(content.value):
        raise ContentError(Reason.INVALID_ENVELOPE, "The envelope holds another envelope.")
    return content


def _items(content: Content) -> list[Item | BadItem]:
    for known in FORMATS:
        if known.shape is content.shape and known.claims(content):
            return known.read(content)
    raise ContentError(Reason.UNKNOWN_FORMAT, _unknown(content))


def _unknown(content: Content) -> str:
    if content.shape is not Shape.XML:
        return "The JSON document is of no kind that is read here."
    local = content.root.rpartition(":")[2].lower()
    name = _KNOWN_ROOTS.get(local)
    return (
        f"The XML document is {name}, which is not read yet."
        if name
        else "The XML document is of no kind that is read here."
    )

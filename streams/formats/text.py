"""Plain text: a page of one story or of many, whatever page it was scraped from."""

from schemas.item import BadItem, Item
from streams.errors import ContentError, Reason
from streams.formats.format import Content, Format, Shape
from streams.formats.paragraphs import paragraphs


def read(content: Content) -> list[Item | BadItem]:
    """The whole text as one item of unknown extent.

    Raises:
        ContentError: EMPTY, where there is nothing but space.
    """
    found = paragraphs(content.value)
    if not found:
        raise ContentError(Reason.EMPTY, "The text holds nothing but white space.")
    return [Item(paragraphs=found, page=True)]


FORMAT = Format(name="text", shape=Shape.TEXT, claims=lambda _: True, read=read)

"""An HTML page as it was scraped: its title and the paragraphs of its main part, of one story or of many."""

import re

from schemas.item import BadItem, Item
from streams.errors import ContentError, Reason
from streams.formats.format import Content, Format, Shape
from streams.formats.html_text import PAGE_FURNITURE, html_paragraphs


def read(content: Content) -> list[Item | BadItem]:
    """The page as one item of unknown extent.

    Its text is that of `main`, or of the only `article`, or of the whole body, without navigation, asides, footers and
    forms. Its title is the heading (`h1`) where there is exactly one, which then is no paragraph, else the page's
    `title`.

    Raises:
        ContentError: NO_TEXT, where nothing is left to read.
    """
    text = _main_part(content.value)
    headings = _elements(text, "h1")
    titles = headings if len(headings) == 1 else _elements(content.value, "title")
    title = " ".join(html_paragraphs(titles[0])) if titles else ""
    found = html_paragraphs(text, PAGE_FURNITURE)
    if titles is headings and title in found:
        found.remove(title)
    if not found:
        raise ContentError(Reason.NO_TEXT, "The page holds no text beside its title.")
    return [Item(paragraphs=found, title=title, page=True)]


def _main_part(page: str) -> str:
    for name in ("main", "article", "body"):
        found = _elements(page, name)
        if len(found) == 1:
            return found[0]
    return page


def _elements(page: str, name: str) -> list[str]:
    """The insides of the elements of that name, at most two: one is enough to know that there are several."""
    found: list[str] = []
    opening = re.compile(rf"<{name}(?:\s[^<>]*)?>", re.IGNORECASE)
    closing = re.compile(rf"</{name}(?=[\s>])", re.IGNORECASE)
    at = 0
    while len(found) < 2 and (start := opening.search(page, at)):  # noqa: PLR2004 - as the docstring says
        end = closing.search(page, start.end())
        at = end.end() if end else len(page)
        found.append(page[start.end() : end.start() if end else at])
    return found


FORMAT = Format(name="html", shape=Shape.HTML, claims=lambda _: True, read=read)

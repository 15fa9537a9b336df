"""A scraped HTML page is an item of unknown extent."""

from pathlib import Path

import pytest

from schemas.item import Item
from streams.errors import ContentError, Reason
from streams.formats import html
from streams.formats.format import Content, Shape

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def read(page: str) -> Item:
    """As the registry would."""
    (item,) = html.FORMAT.read(Content(Shape.HTML, page))
    assert isinstance(item, Item)
    return item


def test_the_main_part_is_read_without_furniture() -> None:
    """The only heading is the title, and no paragraph; a table's row is one."""
    assert read((SAMPLES / "page.html").read_text(encoding="utf-8")) == Item(
        paragraphs=[
            "A ferry with 214 passengers struck the pier early on Monday.",
            "Nine people were hurt, the harbour authority said.",
            "None is in danger.",
            "Ship Built",
            "Lady Verena 1994",
        ],
        title="Ferry hits pier in Port Amsel",
        page=True,
    )


@pytest.mark.parametrize(
    ("page", "title", "paragraphs"),
    [
        ("<title>Page</title><body><h1>One</h1><p>A</p><h1>Two</h1><p>B</p></body>", "Page", ["One", "A", "Two", "B"]),
        ("<title>Page</title><body><p>No</p><article><p>A</p></article></body>", "Page", ["A"]),
        ("<body><article><p>A</p></article><article><p>B</p></article></body>", "", ["A", "B"]),
        ("<p>A</p><main><p>unclosed", "", ["unclosed"]),
        ("Just <i>some</i> text", "", ["Just some text"]),
    ],
)
def test_pages_without_a_main_part(page: str, title: str, paragraphs: list[str]) -> None:
    """The only article, else the body, else all."""
    item = read(page)
    assert (item.title, item.paragraphs) == (title, paragraphs)


@pytest.mark.parametrize(
    "page", ["<html><body></body></html>", "<h1>Title</h1>", "<script>x</script>", "<main>" * 10_000]
)
def test_a_page_without_text_is_refused(page: str) -> None:
    """A title alone is the name of the page."""
    with pytest.raises(ContentError) as caught:
        read(page)
    assert caught.value.reason is Reason.NO_TEXT

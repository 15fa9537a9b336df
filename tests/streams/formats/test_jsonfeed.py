"""JSON Feed becomes items, one an entry."""

from pathlib import Path

import pytest

from schemas import codec
from schemas.item import BadItem, Item
from streams.errors import ContentError, Reason
from streams.formats import jsonfeed
from streams.formats.format import Content, Shape

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def test_entries() -> None:
    """HTML before text, the update's time, the entry's authors and language before the feed's, ids of any type."""
    content = Content(Shape.JSON, codec.loads((SAMPLES / "jsonfeed-1.json").read_bytes()))
    assert jsonfeed.FORMAT.claims(content)
    assert jsonfeed.FORMAT.read(content) == [
        Item(
            paragraphs=["The tool library of Dorn has lent out 1,900 tools.", "Eleven were not returned."],
            title="Tool library grows",
            id="l-1",
            url="https://lantern.example/1",
            created="2025-11-24T09:00:00Z",
            ninjs={
                "firstCreated": "2025-11-24T08:00:00Z",
                "by": "The Desk",
                "language": "en",
                "subjects": [{"name": "culture"}],
            },
        ),
        Item(
            paragraphs=["A flash without a title.", "Second line."],
            id="2",
            ninjs={"by": "Anne, Bo", "language": "fr"},
        ),
        BadItem(reason="no-text", detail="The entry has neither a title nor text."),
        BadItem(reason="invalid-item", detail="The entry is no object."),
    ]


def test_version_1_has_one_author() -> None:
    """Under another name."""
    entry = {"title": "t", "author": {"name": "Anne"}}
    (item,) = jsonfeed.FORMAT.read(Content(Shape.JSON, {"version": "https://jsonfeed.org/version/1", "items": [entry]}))
    assert isinstance(item, Item)
    assert item.ninjs == {"by": "Anne"}


def test_a_feed_has_a_list_of_items() -> None:
    """It may be empty, and nothing else will do."""
    version = "https://jsonfeed.org/version/1.1"
    assert jsonfeed.FORMAT.read(Content(Shape.JSON, {"version": version, "items": []})) == []
    with pytest.raises(ContentError) as caught:
        jsonfeed.FORMAT.read(Content(Shape.JSON, {"version": version, "items": {}}))
    assert caught.value.reason is Reason.INVALID_ITEM
    assert not jsonfeed.FORMAT.claims(Content(Shape.JSON, {"version": 1, "items": []}))

"""Real feeds and real ninjs decode as their collections say they should: floors that are only ever raised."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from schemas import codec
from schemas.item import BadItem, Item
from schemas.raw import Raw
from schemas.validate import NINJS, problems
from streams.errors import ContentError
from streams.formats.encoding import decoded
from streams.formats.html_text import html_paragraphs
from streams.stages.clean import clean
from streams.stages.decode import decode

pytestmark = pytest.mark.quality

# (folder, where its expectations stand): files of which the number of entries is right, titles that are.
FLOORS = {
    "gofeed": (533, 533, 47),
    "rss-parser": (29, 29, 1227),
    "fastfeedparser": (13, 12, 160),
    "feedsmith": (13, 13, 31),
}


def items_of(path: Path) -> list[Item | BadItem]:
    """The items of a file; none where it cannot be read."""
    try:
        return decode(Raw(value=path.read_bytes(), origin="file/0/0")).items
    except ContentError:
        return []


def expectations(folder: Path) -> Iterator[tuple[Path, list[dict[str, Any]]]]:
    """Each feed of a collection with the entries that it should give."""
    for path in sorted(found for found in folder.rglob("*") if found.suffix in {".xml", ".rss", ".atom"}):
        beside = path.with_suffix(".json")
        expected = beside if beside.exists() else path.parents[1] / "output" / beside.name
        if expected.exists():
            value = codec.loads(decoded(expected.read_bytes()))
            holders = [value, value.get("feed") or {}]
            yield (
                path,
                next((found for holder in holders if (found := holder.get("items") or holder.get("entries"))), []),
            )


def plain(title: object) -> str:
    """A title as these collections give it, as text."""
    value = title.get("value") if isinstance(title, dict) else title
    return clean(" ".join(html_paragraphs(str(value or ""))))


@pytest.mark.parametrize("name", FLOORS)
def test_entries_and_titles(shared_data: Path, name: str) -> None:
    """As text: three of gofeed's titles are markup in base64, eleven of rss-parser's are broken in its expectations."""
    files = counts = titles = 0
    for path, expected in expectations(shared_data / "feeds" / name):
        items = items_of(path)
        files += 1
        counts += len(items) == len(expected)
        titles += sum(
            clean(item.title) == plain(entry["title"]) != ""
            for item, entry in zip(items, expected, strict=False)
            if isinstance(item, Item) and "title" in entry
        )
    assert files == FLOORS[name][0]
    assert (counts, titles) >= FLOORS[name][1:]


def test_text_objects_of_every_ninjs_version(shared_data: Path) -> None:
    """Those that are text have some, and all properties are valid."""
    examples = shared_data / "feeds" / "iptc_ninjs"
    read = 0
    for path in sorted(path for path in examples.rglob("*.json") if "specification" not in path.parts):
        for item in items_of(path):
            if isinstance(item, BadItem):
                assert "not text" in item.detail
                continue
            assert item.paragraphs
            assert problems({"uri": "urn:x:1", **item.ninjs}, NINJS) == []
            read += 1
    assert read >= 30


def test_the_scraped_page_is_one_item(shared_data: Path) -> None:
    """Of 82 paragraphs, its emoji as they are in the source."""
    data = (shared_data / "wire_page.txt").read_bytes()
    (item,) = decode(Raw(value=data, origin="file/0/0")).items
    assert isinstance(item, Item)
    assert (len(item.paragraphs), item.page) == (82, True)
    assert [clean(paragraph) for paragraph in item.paragraphs] == [
        " ".join(line.split()) for line in data.decode().splitlines()
    ]

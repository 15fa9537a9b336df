"""What came out is read again, and so is what it came from, or it is said plainly that this is gone."""

from pathlib import Path

import pytest

from streams.ops.published import FolderPublished, GoneError
from streams.sources.files import SourceError


def record(origin: object) -> dict:
    return {"origin": origin, "feed": "coast", "received": "2026-05-18T09:00:00Z"}


@pytest.fixture
def inputs(tmp_path: Path) -> Path:
    """A file of three lines, the second blank, and one page."""
    (tmp_path / "wire.jsonl").write_text('{"one": 1}\n\n{"three": 3}\n', "utf-8")
    (tmp_path / "page.txt").write_text("The ferry sailed.", "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("origin", "value"), [("wire.jsonl/0/2#0", b'{"three": 3}'), ("page.txt/0/0#4", b"The ferry sailed.")]
)
def test_a_document_is_found_by_its_origin(origin: str, value: bytes, inputs: Path) -> None:
    """A line of a file, or all of it; feed and time are those of the record."""
    raw = FolderPublished(inputs).raw(record(f"{inputs}/{origin}"))
    assert (raw.value, raw.feed, raw.received) == (value, "coast", "2026-05-18T09:00:00Z")
    assert raw.origin == f"{inputs}/{origin}".rpartition("#")[0]


@pytest.mark.parametrize(
    ("origin", "said"),
    [
        ("{}/wire.jsonl/0/1#0", "has no line 2 any more"),
        ("{}/wire.jsonl/0/9#0", "has no line 10 any more"),
        ("{}/gone.txt/0/0#0", "cannot read"),
        ("-/0/0#0", "standard input"),
        ("nonsense", "is no origin"),
        ("", "is no origin"),
    ],
)
def test_what_is_gone_is_said_in_one_line(origin: str, said: str, inputs: Path) -> None:
    """Each in its own words."""
    with pytest.raises(GoneError, match=said) as gone:
        FolderPublished(inputs).raw(record(origin.format(inputs)))
    assert "\n" not in str(gone.value)


def test_many_documents_are_found_in_one_reading(inputs: Path) -> None:
    """Those that are there, each with its record; several items may come from one document."""
    origins = ["wire.jsonl/0/2#0", "wire.jsonl/0/2#1", "wire.jsonl/0/0#0", "wire.jsonl/0/7#0", "gone.txt/0/0#0"]
    records = [record(f"{inputs}/{origin}") for origin in origins] + [record("-/0/0#0"), record("nonsense")]
    found = {one["origin"].removeprefix(f"{inputs}/"): raw.value for one, raw in FolderPublished(inputs).raws(records)}
    assert found == dict.fromkeys(origins[:2], b'{"three": 3}') | {origins[2]: b'{"one": 1}'}


def test_lines_that_are_no_objects_are_passed_over(tmp_path: Path) -> None:
    """Whoever wrote them; a file that is not there is a fault."""
    (tmp_path / "stories.jsonl").write_text('{"uri": "a"}\nnonsense\n[1]\n\n{"uri": "b"}\n', "utf-8")
    published = FolderPublished(tmp_path)
    assert [story["uri"] for story in published.stories()] == ["a", "b"]
    assert list(published.stories("b")) == [{"uri": "b"}]
    with pytest.raises(SourceError, match=r"duplicates\.jsonl"):
        list(published.duplicates())

"""A duplicate is found by any of its names, and what is not as it was when it was decided is said."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from streams.cli import root
from streams.ops.duplicates import UnknownError, is_duplicate, look_up, pair, two
from streams.ops.published import FolderPublished
from streams.settings import Settings

SETTINGS = Settings.load({})
TEXT = (
    "The evening ferry to Little Skerry sailed on time on Tuesday for the first time since March, with 214 passengers. "
    "Harbour master Ida Holm said the new ramp, which cost 3.4 million crowns, had made the difference at last."
)
GOOD: dict[str, Any] = {
    "uri": "urn:wiredesk:1", "source": "b", "feed": "gull", "received": "2026-05-18T09:00:00Z",
    "duplicateOf": {"uri": "urn:wiredesk:2", "source": "a", "feed": "coast", "received": "2026-05-18T08:00:00Z"},
    "method": "near-text", "score": 0.9, "threshold": 0.5, "shared": 30, "origin": "wire-raw/0/1#0",
}  # fmt: skip


def message(feed: str, source: str, minute: int, text: str) -> str:
    content = {"uri": source, "type": "text", "body_text": text}
    return json.dumps({"feed": feed, "received": f"2026-05-18T09:{minute}:00Z", "content": content})


@pytest.fixture
def process(tmp_path: Path) -> Callable[..., FolderPublished]:
    """What comes of messages, one a line."""

    def run(*messages: str) -> FolderPublished:
        (tmp_path / "wire.jsonl").write_text("\n".join(messages), "utf-8")
        command = ["process", str(tmp_path / "wire.jsonl"), "--out", str(tmp_path / "out")]
        assert CliRunner().invoke(root, command, env={"WIREDESK_READING": "false"}).exit_code == 0
        return FolderPublished(tmp_path / "out")

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., FolderPublished]:
    """A folder with those duplicates, and no story."""

    def write(*records: object) -> FolderPublished:
        (tmp_path / "duplicates.jsonl").write_text("\n".join(map(json.dumps, records)), "utf-8")
        for name in ("stories", "outcomes"):
            (tmp_path / f"{name}.jsonl").touch()
        return FolderPublished(tmp_path)

    return write


@pytest.mark.parametrize(
    "change",
    [
        {"uri": 1},
        {"duplicateOf": None},
        {"duplicateOf": {"uri": "x"}},
        {"score": "high"},
        {"origin": None},
        {"method": 3},
    ],
)
def test_what_is_no_duplicate_is_passed_over(change: dict[str, Any], folder: Callable[..., FolderPublished]) -> None:
    """Whoever wrote it on the topic."""
    assert is_duplicate(GOOD)
    assert not is_duplicate(GOOD | change)
    assert look_up(folder(GOOD | change), "b").duplicates == []


def test_a_record_that_came_twice_is_one(folder: Callable[..., FolderPublished]) -> None:
    """A worker that was killed writes it again; another origin is another decision."""
    published = folder(GOOD, GOOD, GOOD | {"origin": "wire-raw/0/9#0"})
    assert [one["origin"] for one in look_up(published, "b").duplicates] == ["wire-raw/0/1#0", "wire-raw/0/9#0"]
    assert len(look_up(published, "wire-raw/0/9").duplicates) == 1
    assert len(look_up(published, "a").copies) == 2


def test_an_empty_id_names_nothing(folder: Callable[..., FolderPublished]) -> None:
    """Items of a page have none."""
    found = look_up(folder(GOOD | {"source": ""}), "")
    assert (found.duplicates, found.copies, found.is_story) == ([], [], False)


def test_the_version_that_was_compared_is_shown(process: Callable[..., FolderPublished], tmp_path: Path) -> None:
    """Not a later one; where it is gone the newest is, and a note says so."""
    published = process(
        message("coast", "a", 10, TEXT),
        message("gull", "b", 11, f"{TEXT} More at noon."),
        message("coast", "a", 12, f"{TEXT} He left."),
    )
    (record,) = look_up(published, "b").duplicates
    found = pair(published, SETTINGS, record)
    assert found.original
    assert (found.original.text, found.version, found.notes) == (TEXT, "1", [])

    stories = tmp_path / "out" / "stories.jsonl"
    stories.write_bytes(stories.read_bytes().splitlines()[1])
    found = pair(published, SETTINGS, record)
    assert found.original
    assert (found.original.text, found.version) == (f"{TEXT} He left.", "2")
    assert found.notes == ["the version that was compared is not kept; shown is version 2 of the original"]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        (message("gull", "z", 11, "Quite another text about a lighthouse keeper."), "another item stands today"),
        ("{broken", "read without an item in that place"),
        ("", "has no line 2 any more"),
    ],
)
def test_an_input_that_has_changed_is_noticed(
    line: str, said: str, process: Callable[..., FolderPublished], tmp_path: Path
) -> None:
    """What is shown then is not what was decided."""
    first = message("coast", "a", 10, TEXT)
    published = process(first, message("gull", "b", 11, f"{TEXT} More at noon."))
    (record,) = look_up(published, "b").duplicates
    (tmp_path / "wire.jsonl").write_text(f"{first}\n{line}", "utf-8")
    (note,) = pair(published, SETTINGS, record).notes
    assert said in note


def test_a_feed_whose_ids_were_not_trusted_is_no_change(process: Callable[..., FolderPublished]) -> None:
    """Its items stand under uris of their texts."""
    published = process(message("coast", "a", 10, TEXT), message("gull", "b", 11, TEXT))
    (record,) = look_up(published, "b").duplicates
    assert pair(published, SETTINGS, record | {"uri": "urn:wiredesk:" + "0" * 32}).notes == []


def test_two_items_are_compared_by_any_names(process: Callable[..., FolderPublished]) -> None:
    """A duplicate and a story, or two stories; the later one as the duplicate."""
    published = process(
        message("coast", "a", 10, TEXT), message("gull", "b", 11, TEXT), message("tern", "c", 12, "A calm day at sea.")
    )
    found = two(published, SETTINGS, "c", "b")
    assert found.duplicate
    assert found.original
    assert (found.duplicate.source, found.original.source) == ("c", "b")
    assert found.record["score"] == 0
    with pytest.raises(UnknownError, match="there is no text of nobody"):
        two(published, SETTINGS, "a", "nobody")

"""What a replay made is compared with what was published, version by version and field by field."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from schemas import codec
from streams.ops.difference import URN, Stories, differing, read_story
from streams.ops.tail import Record
from streams.stages import compose

HEADERS = [("origin", b"raw/0/1#0"), ("ce_id", "Kø".encode())]


@pytest.fixture
def stories(tmp_path: Path) -> Iterator[Stories]:
    with Stories(tmp_path / "stories") as opened:
        yield opened


def story(name: str, version: int = 1, origin: str = "raw/0/1#0", **more: object) -> bytes:
    own = {"origin": origin, "feed": "gull"}
    return codec.dumps({"uri": URN + name, "version": str(version), "wiredesk": own, **more})


def record(name: str, value: bytes | None) -> Record:
    return Record((URN + name).encode(), value)


def is_replayed(origin: str, feed: str) -> bool:
    return origin.startswith("raw/0/") and feed == "gull"


def test_each_kind_is_counted(stories: Stories) -> None:
    """The same, changed, added, removed; what is outside the range counts only where it was made."""
    for name in ("same", "changed", "added", "outside"):
        stories.made(story(name, text="new"), HEADERS)
    for name, text in (("same", "new"), ("changed", "old"), ("removed", "old")):
        stories.published(record(name, story(name, text=text)), is_replayed)
    for name in ("outside", "elsewhere"):
        stories.published(record(name, story(name, origin="raw/7/1#0", text="new")), is_replayed)

    found = stories.difference()

    assert (found.unchanged, found.changed, found.added, found.removed, found.gone) == (1, 2, 1, 1, 0)
    assert found.fields == {"text": 1, "wiredesk.origin": 1}
    assert found.examples["text"] == [{"uri": URN + "changed", "version": 1, "old": '"old"', "new": '"new"'}]
    assert found.examples["removed"] == [{"uri": URN + "removed", "version": 1}]


def test_the_last_record_of_a_version_counts(stories: Stories) -> None:
    """A worker that was killed wrote it twice, or a replay put it right."""
    stories.made(story("a", text="new"), HEADERS)
    stories.published(record("a", story("a", text="old")), is_replayed)
    stories.published(record("a", story("a", text="new")), is_replayed)
    assert stories.difference().unchanged == 1


def test_what_was_compacted_away_is_not_added(stories: Stories) -> None:
    """Its row says that it was published; only its newest version is still there."""
    for version in (1, 2):
        stories.decided(URN + "a", version)
        stories.made(story("a", version), HEADERS)
    stories.published(record("a", story("a", 2)), is_replayed)

    found = stories.difference()

    assert (found.gone, found.unchanged, found.added) == (1, 1, 0)
    assert list(stories.to_apply()) == []


def test_what_was_deleted_is_not_brought_back(stories: Stories) -> None:
    """A story whose key has no value any more stays away, unless somebody published it again."""
    stories.made(story("a", text="new"), HEADERS)
    stories.made(story("b", text="new"), HEADERS)
    for name in ("a", "b"):
        stories.published(record(name, story(name, text="old")), is_replayed)
        stories.published(record(name, None), is_replayed)
    stories.published(record("b", story("b", 2)), is_replayed)

    assert stories.difference().gone == 1
    assert [codec.loads(value)["uri"] for value, _ in stories.to_apply()] == [URN + "b"]


def test_what_is_to_be_applied_has_its_value_and_headers(stories: Stories) -> None:
    """Versions of a story in their order."""
    for version in (10, 9):
        stories.made(story("a", version), HEADERS)
    assert list(stories.to_apply()) == [(story("a", 9), HEADERS), (story("a", 10), HEADERS)]


@pytest.mark.parametrize(
    ("old", "new", "paths"),
    [
        ({"a": 1}, {"a": 1}, []),
        ({"a": {"b": 1}}, {"a": {"b": 2}, "c": 3}, ["a.b", "c"]),
        ({"a": [{"b": 1}, {"b": 2}]}, {"a": [{"b": 1}, {"b": 3}]}, ["a[].b"]),
        ({"a": [1]}, {"a": [1, 2]}, ["a"]),
        ({"a": 1}, {}, ["a"]),
        ([1], {"a": 1}, [""]),
    ],
)
def test_fields_that_differ_have_a_path(old: Any, new: Any, paths: list[str]) -> None:
    """Lists of one length item by item, others as a whole."""
    assert [path for path, _, _ in differing(old, new)] == paths


@pytest.mark.parametrize(
    "value", [b"", b"{", b"[]", b"{}", story("a", 0), story("a", 2**70), story("a").replace(b'"1"', b"[]")]
)
def test_what_is_no_story_is_passed_over(value: bytes, stories: Stories) -> None:
    """Somebody else may write to the topic."""
    assert read_story(value) is None
    stories.published(Record(b"a", value), is_replayed)
    assert stories.difference().added == 0


def test_ids_are_those_of_stories() -> None:
    """A row holds the digits alone."""
    assert compose.URN == URN

"""Records as lines: people see what matters, programs get what `process` writes, and no terminal is steered."""

import base64
import json
import unicodedata
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from streams.cli.lines import for_people, for_programs, plain
from streams.ops.tail import Record

MORNING = 1_763_978_400_000  # 2025-11-24T10:00:00Z
STORY = {
    "uri": "urn:wiredesk:00",
    "version": "2",
    "versionCreated": "2025-11-24T09:59:00Z",
    "headlines": [{"value": "Ferry runs aground off Torvik"}],
    "wiredesk": {"feed": "coast", "revision": {"kind": "update"}},
}
DUPLICATE = {
    "uri": "urn:wiredesk:01",
    "source": "b7",
    "feed": "inland",
    "duplicateOf": {"uri": "urn:wiredesk:00", "source": "a1", "feed": "coast"},
    "method": "near-text",
    "score": 0.93,
    "threshold": 0.8,
}
DEAD = {"reason": "invalid-json", "detail": "It ends in the middle.", "stage": "decode", "origin": "wire-raw/0/7"}


def record(value: Any, **headers: str) -> Record:
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    return Record(b"key", data, {name.replace("_", "-"): text for name, text in headers.items()}, 1, 7, MORNING)


def steers(text: str) -> bool:
    """Whether a character of it is a control or changes the direction of text."""
    bidi = {"LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
    return any(unicodedata.category(one) == "Cc" or unicodedata.bidirectional(one) in bidi for one in text)


def test_story_shows_version_time_and_headline() -> None:
    """A story is one line with what an editor looks for."""
    line = for_people(record(STORY)).plain

    assert line == "10:00:00  update     v2  2025-11-24T09:59:00Z  Ferry runs aground off Torvik  coast"


def test_duplicate_says_of_what_and_why() -> None:
    """A duplicate names both items, the method and how near they are."""
    line = for_people(record(DUPLICATE)).plain

    assert "inland b7 says what coast a1 had said" in line
    assert "near-text, 0.93 of 0.8 needed" in line


def test_dead_letter_says_its_reason_and_shows_no_content() -> None:
    """The reason comes from the headers, even where the bytes are themselves a story."""
    line = for_people(record(STORY, **DEAD)).plain

    assert "dead letter  invalid-json  It ends in the middle.  decode, wire-raw/0/7" in line
    assert "Ferry" not in line


def test_other_records_are_named_by_key_and_size() -> None:
    """What is neither is still a line; a deleted key says so."""
    assert "key  3 bytes  1/7" in for_people(record(b"abc")).plain
    assert "deleted" in for_people(Record(b"key", None)).plain


def test_programs_get_the_value() -> None:
    """A story's line is its value."""
    assert json.loads(for_programs(record(STORY))) == STORY


def test_programs_get_a_dead_letter_as_process_writes_it() -> None:
    """Headers as properties, the bytes in base64."""
    line = json.loads(for_programs(record(b"\xff{", **DEAD)))

    assert line == {"key": "key", **DEAD, "valueBase64": base64.b64encode(b"\xff{").decode()}


def test_programs_are_told_of_a_deleted_key() -> None:
    """A deletion is null."""
    assert json.loads(for_programs(Record(b"key", None))) == {"key": "key", "value": None}


def test_markup_of_the_console_stays_text() -> None:
    """Square brackets of a headline are no colours."""
    line = for_people(record(STORY | {"headlines": [{"value": "[red]Flood[/red] [link=x]"}]})).plain

    assert "[red]Flood[/red] [link=x]" in line


def test_long_text_is_cut() -> None:
    """A headline of a megabyte takes no more than a few lines."""
    assert len(for_people(record(STORY | {"headlines": [{"value": "x" * 1_000_000}]})).plain) < 500


@given(st.text(st.characters(exclude_categories=()), max_size=50))
def test_plain_text_steers_nothing(text: str) -> None:
    """Whatever a provider wrote, nothing of it is a command, and all of it can be written."""
    calm = plain(text)

    assert not steers(calm)
    calm.encode()


JSON = st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*STORY, *DUPLICATE, "value"]), inner),
    max_leaves=8,
)


@given(JSON | st.binary(), st.dictionaries(st.sampled_from([*DEAD, "feed"]), st.text(max_size=8)), st.integers())
def test_any_record_is_one_calm_line(value: Any, headers: dict[str, str], timestamp: int) -> None:
    """Whatever stands on a topic, both forms are one line that steers nothing, and the second is JSON."""
    data = value if isinstance(value, bytes) else json.dumps(value).encode()
    odd = Record(None, data, headers, 0, 0, timestamp)

    assert not steers(for_people(odd).plain)
    assert not steers(for_programs(odd))
    json.loads(for_programs(odd))


def test_escaped_for_programs_is_the_same_text() -> None:
    """What is escaped is read back as it was."""
    hostile = STORY | {"headlines": [{"value": "\x1b]0;x\x07 \x9b31m \u202e\u2028"}]}

    assert json.loads(for_programs(record(hostile))) == hostile

"""`wiredesk process`, as a user runs it."""

import json
from base64 import b64decode
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.cli import root

RECEIVED = "2025-11-25T09:00:00Z"
STORY = "The ferry sailed on time for once. Nobody aboard could remember when it last had, not even the cook."
FILES = {"stories", "duplicates", "advisories", "dead-letters", "outcomes"}


def run(*arguments: object, stdin: bytes | None = None) -> Result:
    return CliRunner().invoke(root, ["process", *map(str, arguments)], input=stdin)


def lines(folder: Path, name: str) -> list[dict]:
    return [json.loads(line) for line in (folder / f"{name}.jsonl").read_bytes().splitlines()]


@pytest.fixture
def messages(tmp_path: Path) -> Path:
    """An item, its copy, its repeat, an update, poison, a blank line, a feed without entries: a raw message a line."""
    content = {"uri": "urn:f:1", "type": "text", "body_text": STORY}
    rows = [
        {"feed": "ferry", "content": content},
        {"feed": "gull", "content": {**content, "uri": "urn:g:1"}},
        {"feed": "ferry", "content": content},
        {"feed": "ferry", "content": {**content, "body_text": STORY.replace("cook", "captain") + " He smiled."}},
    ]
    empty = '<rss version="2.0"><channel><title>Quiet</title><link>http://example.org/</link></channel></rss>'
    text = [*map(json.dumps, rows), '{"broken', "", json.dumps({"feed": "quiet", "content": empty})]
    path = tmp_path / "messages.jsonl"
    path.write_text("\n".join(text) + "\n", "utf-8")
    return path


def test_every_item_ends_in_the_file_it_belongs_to(messages: Path, tmp_path: Path) -> None:
    """And in one line of the outcomes, named by where it came from."""
    out = tmp_path / "out"
    result = run(messages, "--out", out, "--received", RECEIVED)
    assert result.exit_code == 0, result.output
    assert {path.stem for path in out.iterdir()} == FILES
    assert [story["version"] for story in lines(out, "stories")] == ["1", "2"]
    assert [line["method"] for line in lines(out, "duplicates")] == ["same-text"]
    ended = [(line["origin"].rpartition("/")[2], line["outcome"]) for line in lines(out, "outcomes")]
    assert ended == [
        ("0#0", "story"), ("1#0", "duplicate"), ("2#0", "ignored"), ("3#0", "story"), ("4", "dead-letter"),
        ("6", "ignored"),
    ]  # fmt: skip
    assert lines(out, "outcomes")[-1]["uri"] is None


def test_a_dead_letter_holds_its_bytes(messages: Path, tmp_path: Path) -> None:
    """With the headers it would have on the topic."""
    run(messages, "--out", tmp_path / "out", "--received", RECEIVED)
    (letter,) = lines(tmp_path / "out", "dead-letters")
    assert b64decode(letter["valueBase64"]) == b'{"broken'
    assert letter["reason"] == "invalid-json"
    assert letter["stage"] == "intake"
    assert letter["attempts"] == 1
    assert letter["first-failed"] == RECEIVED
    assert letter["feed"] == "messages"


def test_the_same_input_gives_the_same_bytes(messages: Path, tmp_path: Path) -> None:
    """In every file."""
    for name in ("one", "two"):
        run(messages, "--out", tmp_path / name, "--received", RECEIVED)
    for name in FILES:
        one, two = ((tmp_path / folder / f"{name}.jsonl").read_bytes() for folder in ("one", "two"))
        assert one == two


def test_without_out_stories_go_to_standard_output() -> None:
    """Words go to standard error; standard input is `-`."""
    result = run("-", "--feed", "ferry", "--received", RECEIVED, stdin=STORY.encode())
    assert result.exit_code == 0
    (story,) = map(json.loads, result.stdout.splitlines())
    assert story["wiredesk"]["origin"] == "-/0/0#0"
    assert story["wiredesk"]["feed"] == "ferry"


def test_an_input_named_twice_is_read_once(tmp_path: Path) -> None:
    """It would be the same arrival twice."""
    path = tmp_path / "page.txt"
    path.write_text(STORY, "utf-8")
    result = run(path, path, "--out", tmp_path / "out")
    assert result.exit_code == 0
    assert len(lines(tmp_path / "out", "outcomes")) == 1


@pytest.mark.parametrize(
    ("arguments", "code"),
    [((), 2), (("page.txt", "--received", "yesterday"), 2), (("no-such-file.txt",), 1), (("--no-such-option",), 2)],
)
def test_exit_codes(arguments: tuple[str, ...], code: int) -> None:
    """1 could not do it, with one clear line; 2 wrong usage."""
    result = run(*arguments)
    assert result.exit_code == code
    assert "Traceback" not in result.output
    assert result.stderr


def test_too_many_dead_letters_in_a_row_stop_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bad deployment must not look like bad content."""
    monkeypatch.setenv("WIREDESK_DEAD_LETTERS_IN_A_ROW", "3")
    path = tmp_path / "bad.jsonl"
    path.write_text('{"broken\n' * 5, "utf-8")
    result = run(path, "--out", tmp_path / "out")
    assert result.exit_code == 1
    assert "3 dead letters in a row" in result.stderr


def test_a_mistake_in_the_settings_is_told_and_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    """Before anything is read."""
    monkeypatch.setenv("WIREDESK_PARTITIONS", "none")
    result = run("page.txt")
    assert result.exit_code == 2
    assert "WIREDESK_PARTITIONS" in result.stderr

"""`wiredesk duplicates explain`, as a user runs it on what `wiredesk process` wrote."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.cli import root
from streams.cli.lines import CONTROLS

PARAGRAPHS = [
    "The evening ferry to Little Skerry sailed on time on Tuesday for the first time since March, with 214 passengers.",
    "Harbour master Ida Holm said the new ramp, which cost 3.4 million crowns, had made the difference.",
    "The company expects 1,200 passengers a week from now on, up from 900 last year.",
]
OTHER_FIGURE = [PARAGRAPHS[0].replace("214", "241"), *PARAGRAPHS[1:], "More from us at noon.\x1b[J"]
ROUND_UP = [
    "In other news, the quay was closed by a storm on Monday night and reopened in the morning after long checks.",
    *PARAGRAPHS,
    "The library of Great Skerry will lend tools as well as books, its board said, beginning with drills and saws.",
    "A choir from the mainland sang in the old net loft for two hours, and the whole village came to hear it sing.",
    "Bread will cost more from June on, both bakers said, as flour, firewood and wages have all become dearer.",
]


def message(feed: str, source: str, minute: int, paragraphs: list[str]) -> str:
    content = {"uri": source, "type": "text", "headlines": [{"value": f"From {feed}"}]}
    said = {**content, "body_text": "\n".join(paragraphs)}
    return json.dumps({"feed": feed, "received": f"2026-05-18T09:{minute}:00Z", "content": said})


@pytest.fixture
def explain(tmp_path: Path) -> Callable[..., Result]:
    """The command over a day's wire: a story, three copies of it, a story alone, and a repeat that is ignored."""
    messages = [
        message("coast", "coast-1", 10, PARAGRAPHS),
        message("fjord", "fjord-1", 12, OTHER_FIGURE),
        message("gull", "gull-1", 15, PARAGRAPHS),
        message("tern", "tern-1", 17, ROUND_UP),
        message("coast", "coast-2", 20, ["Nothing at all happened at the lighthouse, its keeper wrote in the log."]),
        message("coast", "coast-1", 30, PARAGRAPHS),
    ]
    (tmp_path / "wire.jsonl").write_text("\n".join(messages), "utf-8")
    done = run("process", tmp_path / "wire.jsonl", "--out", tmp_path / "out")
    assert done.exit_code == 0, done.output
    return lambda *words, **env: run("duplicates", "explain", *words, "--from", tmp_path / "out", **env)


def run(*words: object, **env: str) -> Result:
    return CliRunner().invoke(root, [*map(str, words)], env={"COLUMNS": "120", "WIREDESK_READING": "false", **env})


def records(folder: Path) -> dict[str, dict]:
    lines = (folder / "out" / "duplicates.jsonl").read_bytes().splitlines()
    return {record["source"]: record for record in map(json.loads, lines)}


def test_a_decision_is_shown_with_both_texts(explain: Callable[..., Result], tmp_path: Path) -> None:
    """Score, threshold, reason, the figure that differs, and marks around what is shared."""
    record = records(tmp_path)["fjord-1"]
    shown = explain("fjord-1").stdout
    assert f"near-text, score {record['score']:g}, threshold 0.5" in shown
    assert "of the 5-word shingles of either text stand in both, threshold 50 %" in shown
    assert "only in the duplicate 241; only in the original 214; of the text with fewer" in " ".join(shown.split())
    assert "agree, threshold 55 %" in " ".join(shown.split())
    assert "2 min earlier" in shown
    assert "code and settings of today: the same" in shown
    assert "<241>" in shown
    assert "<214>" in shown
    assert "had made the difference.}" in shown.replace("\n", "")
    assert "More from us at noon." in shown
    assert not CONTROLS.search(shown.replace("\n", ""))
    assert max(map(len, shown.splitlines())) <= 120


def test_lines_are_as_wide_as_the_terminal(explain: Callable[..., Result]) -> None:
    """Text is wrapped, never cut."""
    shown = explain("fjord-1", COLUMNS="60").stdout
    assert max(map(len, shown.splitlines())) <= 60
    assert "difference" in shown


@pytest.mark.parametrize("name", ["source", "uri", "bare uri", "origin", "document"])
def test_a_duplicate_has_many_names(name: str, explain: Callable[..., Result], tmp_path: Path) -> None:
    """All of them find it."""
    record = records(tmp_path)["gull-1"]
    names = {
        "source": "gull-1",
        "uri": record["uri"],
        "bare uri": record["uri"].removeprefix("urn:wiredesk:"),
        "origin": record["origin"],
        "document": record["origin"].removesuffix("#0"),
    }
    found = json.loads(explain(names[name], "--json").stdout)
    assert found["record"] == record
    assert found["reason"].startswith("both have the same words")


@pytest.mark.parametrize("source", ["fjord-1", "gull-1", "tern-1"])
def test_programs_get_spans_and_the_same_score(source: str, explain: Callable[..., Result], tmp_path: Path) -> None:
    """What is judged again from the texts is what was decided; spans are those of the texts."""
    record = records(tmp_path)[source]
    found = json.loads(explain(source, "--json").stdout)
    assert found["today"] == {name: record[name] for name in ("method", "score", "threshold", "shared")}
    assert found["originalVersion"] == "1"
    assert found["notes"] == []
    sides = [
        [found[side]["text"][start:end] for start, end in found["shared"][side]["passages"]]
        for side in ("duplicate", "original")
    ]
    assert all(len(passage.split()) >= 4 for passage in sides[0])
    assert " ".join(sides[0]).split() == " ".join(sides[1]).split()


def test_a_contained_text_says_what_stands_where(explain: Callable[..., Result]) -> None:
    """Its own shingles in the other, or the other's in it."""
    assert "of the original's 5-word shingles stand in it, threshold 80 %" in explain("tern-1").stdout


def test_a_story_lists_its_copies(explain: Callable[..., Result]) -> None:
    """Also one that has none."""
    listed = explain("coast-1")
    assert [line.split()[3] for line in listed.stdout.splitlines()[1:]] == ["fjord-1", "gull-1", "tern-1"]
    assert [json.loads(line)["feed"] for line in explain("coast-1", "--json").stdout.splitlines()] == [
        "fjord", "gull", "tern",
    ]  # fmt: skip
    alone = explain("coast-2")
    assert (alone.exit_code, alone.stdout) == (0, "")
    assert "0 known copies" in alone.stderr


def test_what_is_no_duplicate_is_told_in_one_line(explain: Callable[..., Result], tmp_path: Path) -> None:
    """How it ended, where that is known."""
    ignored = explain(f"{tmp_path / 'wire.jsonl'}/0/5#0")
    assert ignored.exit_code == 1
    assert "it ended as ignored, the same version" in ignored.stderr
    unknown = explain("nobody")
    assert unknown.exit_code == 1
    assert unknown.stderr == "Error: nobody is neither a duplicate nor a story\n"


def test_a_text_that_is_gone_is_said_to_be(explain: Callable[..., Result], tmp_path: Path) -> None:
    """And what is known is shown."""
    (tmp_path / "wire.jsonl").unlink()
    shown = explain("fjord-1")
    assert shown.exit_code == 0
    assert "the duplicate's text is gone: cannot read" in " ".join(shown.stdout.split())
    assert "near-text" in shown.stdout
    assert "Harbour master" in shown.stdout
    (tmp_path / "out" / "stories.jsonl").write_bytes(b"")
    assert "the original's text is gone" in explain("fjord-1").stdout


def test_a_folder_without_results_is_told(tmp_path: Path) -> None:
    """Exit 1 where files are missing, 2 where the folder is."""
    empty = run("duplicates", "explain", "x", "--from", tmp_path)
    assert empty.exit_code == 1
    assert "duplicates.jsonl" in empty.stderr
    assert run("duplicates", "explain", "x", "--from", tmp_path / "none").exit_code == 2


NEARLY = [
    *PARAGRAPHS[:2],
    "Nobody at the harbour office wished to say how long that would last, nor who had paid for all of it in the end.",
]


@pytest.fixture
def calibrate(tmp_path: Path, explain: Callable[..., Result]) -> Callable[..., Result]:
    """The command over the same wire with a story that shares a paragraph with one before it."""
    del explain
    with (tmp_path / "wire.jsonl").open("a", encoding="utf-8") as wire:
        wire.write("\n" + message("tern", "tern-2", 40, [*NEARLY, "\u202eThe end."]) + "\n")
    assert run("process", tmp_path / "wire.jsonl", "--out", tmp_path / "out").exit_code == 0
    return lambda *words: run("duplicates", "calibrate", *words, "--from", tmp_path / "out")


def test_scores_are_shown_around_the_thresholds(calibrate: Callable[..., Result]) -> None:
    """A section a feed; no text unless it is asked for, as this is no terminal."""
    done = calibrate()
    assert done.exit_code == 0, done.output
    assert "feed fjord: copies 1" in done.stdout
    assert "---- threshold 0.5" in done.stdout
    assert "near_threshold at 0.4:" in done.stdout
    assert "0.5: as it is" in done.stdout
    assert "Harbour master" not in done.stdout
    assert "The evening ferry" not in done.stdout
    texts = calibrate("--texts").stdout
    assert "The evening ferry" in texts
    assert not CONTROLS.search(texts.replace("\n", ""))


def test_near_misses_are_told_beside_copies(calibrate: Callable[..., Result]) -> None:
    """Of the feed of the later story."""
    (line,) = calibrate("--feed", "tern", "--json").stdout.splitlines()
    tern = json.loads(line)
    (miss,) = tern["nearest"]
    assert (miss["later"]["source"], miss["earlier"]["source"]) == ("tern-2", "coast-1")
    assert miss["score"] < miss["threshold"]
    assert sum(tern["methods"][miss["method"]]["nearMisses"].values()) == 1
    assert "stories that lack the least" in calibrate("--feed", "tern").stdout
    assert "The evening" not in line


def test_a_feed_without_copies_is_told_in_one_line(calibrate: Callable[..., Result]) -> None:
    """Exit 1; wrong usage is 2."""
    done = calibrate("--feed", "nobody")
    assert done.exit_code == 1
    assert done.stderr == "Error: there are no copies and no near misses of feed nobody\n"
    assert calibrate("--samples", "-1").exit_code == 2


def test_any_two_items_are_compared_on_request(calibrate: Callable[..., Result], tmp_path: Path) -> None:
    """Such as a near miss: how much they share, and why both stand; the later one first, whichever was named first."""
    del calibrate
    for pair in (("tern-2", "coast-1"), ("coast-1", "tern-2")):
        shown = run("duplicates", "explain", pair[0], "--with", pair[1], "--from", tmp_path / "out").stdout
        shown = " ".join(shown.split())
        assert shown.startswith("later")
        assert shown.index("tern-2") < shown.index("coast-1")
        assert "nothing was decided of these two" in shown
        assert "end as story: they share less than the threshold" in shown
        assert "the earlier" in shown
    done = run("duplicates", "explain", "gull-1", "--with", "nobody", "--from", tmp_path / "out")
    assert (done.exit_code, done.stderr) == (1, "Error: there is no text of nobody\n")

"""`wiredesk classify explain`, as a user runs it."""

import json
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.cli import root

MEDTOP = "http://cv.iptc.org/newscodes/mediatopic/"
EARNINGS = (
    "Norlund Foods said net profit fell to $48 million in the third quarter as sales slowed. Earnings per share missed "
    "analysts' forecasts and the shares fell in early trading."
)


def run(*arguments: object, stdin: str = "") -> Result:
    return CliRunner().invoke(root, ["classify", "explain", *map(str, arguments)], input=stdin)


def explained(*arguments: object, stdin: str = "") -> list[dict]:
    result = run(*arguments, "--json", stdin=stdin)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_a_text_is_explained_by_evidence_and_by_words() -> None:
    """The phrases that spoke for a topic, and the words without which it would be less sure."""
    (story,) = explained("-", stdin=EARNINGS)
    assert story["language"] == "en"
    topics = {topic["uri"].removeprefix(MEDTOP): topic for topic in story["topics"]}
    profit = topics["20000178"]
    assert {"phrase": "net profit", "strength": 3.0} in profit["phrases"]
    assert profit["confidence"] > 0
    assert profit["creator"] == "wiredesk"
    words = {one["word"]: one["points"] for one in profit["words"]}
    assert words["profit"] > 0


def test_people_read_what_spoke_for_and_against() -> None:
    """In lines, without what a provider wrote steering the terminal."""
    result = run("-", stdin=f"\x1b[2J{EARNINGS}")
    assert result.exit_code == 0
    assert "corporate earnings" in result.stdout
    assert "evidence for" in result.stdout
    assert "net profit 3.0" in result.stdout
    assert "surer by words" in result.stdout
    assert "\x1b" not in result.stdout


def test_a_providers_topics_stand_there_with_their_creator() -> None:
    """As they would in the story."""
    with resources.as_file(resources.files("streams") / "samples" / "agency-ninjs.json") as sample:
        (story,) = explained(sample)
    assert "Kestria Press" in {topic["creator"] for topic in story["topics"]}


def test_every_story_of_a_page_is_explained() -> None:
    """A page is cut as intake cuts it."""
    with resources.as_file(resources.files("streams") / "samples" / "harbour-page.txt") as sample:
        assert len(explained(sample)) == 7


def test_no_topic_is_an_answer() -> None:
    """It is said in so many words."""
    result = run("-", stdin="Tämä on lyhyt suomenkielinen uutinen satamasta, josta kukaan ei tiedä mitään tarkempaa.")
    assert result.exit_code == 0
    assert "no topic is likely enough" in result.stdout


def test_what_is_not_there_is_told_in_one_line() -> None:
    """Exit code 1."""
    result = run("nowhere.txt")
    assert result.exit_code == 1
    assert "nowhere.txt" in result.stderr


def test_bad_content_is_named(tmp_path: Path) -> None:
    """With its reason, on standard error."""
    bad = tmp_path / "bad.json"
    bad.write_text("{broken", "utf-8")
    assert "dead-letter" in run(bad).stderr


def test_own_evidence_is_explained_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A newsroom sees its own phrases at work."""
    own = tmp_path / "own.txt"
    own.write_text("20000965 ice hockey: Harwick Herons!, heron derby!\n", "utf-8")
    monkeypatch.setenv("WIREDESK_TOPICS_EVIDENCE", str(own))
    (story,) = explained("-", stdin="The Harwick Herons won the heron derby again on Sunday.")
    hockey = next(topic for topic in story["topics"] if topic["uri"].endswith("20000965"))
    assert {one["phrase"] for one in hockey["phrases"]} >= {"harwick herons", "heron derby"}

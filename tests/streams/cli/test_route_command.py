"""Desks' rules, as a newsroom writes and tries them."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.cli import root

RECEIVED = "2025-11-25T09:00:00Z"
FERRY = "The ferry sailed on time for once. Nobody aboard could remember when it last had, not even the cook."
STRIKE = "Nurses will strike over pay: their trade union called the walkout after a ballot on wages and working hours."
TOML = """
[desks.sea]
rule = '"ferry" and language:en'

[desks.work]
rule = 'topic:labour >= 20'
"""


def run(*arguments: object) -> Result:
    return CliRunner().invoke(root, list(map(str, arguments)))


@pytest.fixture
def newsroom(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings with two desks, and three messages: a story, its update that leaves the desk, and another story."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "wiredesk.toml").write_text(TOML, "utf-8")
    rows = [
        {"feed": "ferry", "id": "1", "content": FERRY},
        {"feed": "ferry", "id": "1", "content": FERRY.replace("ferry", "train") + " It rained."},
        {"feed": "union", "id": "2", "content": STRIKE},
        {
            "feed": "bakery",
            "id": "3",
            "content": "The bakery on the square has a new oven, and its bread is talked of.",
        },
    ]
    (tmp_path / "in.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return tmp_path


def lines(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_bytes().splitlines()]


def test_process_writes_a_file_a_desk(newsroom: Path) -> None:
    """The values of its topic; what takes a story off stands there as its headers, without a value."""
    assert run("process", "in.jsonl", "--out", "out", "--received", RECEIVED).exit_code == 0
    first, second, *rest = lines(newsroom / "out" / "desk-sea.jsonl")
    assert first == lines(newsroom / "out" / "stories.jsonl")[0]
    assert (second["key"], second["value"], second["ce_type"]) == (first["uri"], None, "wiredesk.story-left")
    assert not rest
    off, strike = lines(newsroom / "out" / "desk-work.jsonl")
    assert off["value"] is None
    assert strike["bodies"][0]["value"] == STRIKE


def dry(*arguments: object) -> dict:
    result = run("route", "--dry-run", "--json", *arguments)
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


def test_a_dry_run_shows_where_stories_would_go(newsroom: Path) -> None:
    """From a folder, a file of stories, or any input: the newest version of each, and what no desk takes."""
    run("process", "in.jsonl", "--out", "out", "--received", RECEIVED)
    for source in ("out", "out/stories.jsonl", "in.jsonl"):
        told = dry("--from", source)
        assert told["stories"] == 3
        assert {name: desk["stories"] for name, desk in told["desks"].items()} == {"sea": 0, "work": 1}
        assert told["none"]["stories"] == 2
        assert told["takers"] == {"0": 2, "1": 1}
    assert sorted(path.name for path in newsroom.iterdir()) == ["in.jsonl", "out", "wiredesk.toml"]


@pytest.mark.usefixtures("newsroom")
def test_a_rule_is_tried_before_it_is_written_down() -> None:
    """For a new desk beside the others, or in place of one's rule; `--desk` alone shows that desk alone."""
    told = dry("--from", "in.jsonl", "--desk", "bread", "--rule", '"bakery" or "bread"')
    assert list(told["desks"]) == ["sea", "work", "bread"]
    assert told["desks"]["bread"]["samples"][0]["headline"].startswith("The bakery")
    assert dry("--from", "in.jsonl", "--desk", "sea", "--rule", '"train"')["desks"]["sea"]["stories"] == 1
    assert list(dry("--from", "in.jsonl", "--desk", "work")["desks"]) == ["work"]


@pytest.mark.usefixtures("newsroom")
def test_a_dry_run_is_a_table_for_people() -> None:
    """Desks, counts, headlines, and what is left."""
    result = run("route", "--dry-run", "--from", "in.jsonl")
    assert result.exit_code == 0
    assert "no desk" in result.stdout
    assert "Nurses will strike" in result.stdout


@pytest.mark.usefixtures("newsroom")
@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        ((), 2, "--dry-run"),
        (("--dry-run", "--apply"), 2, "--dry-run"),
        (("--apply", "--desk", "sea", "--rule", '"x"'), 2, "--apply takes the rules of the settings"),
        (("--apply", "--from", "in.jsonl"), 2, "--apply takes the rules of the settings"),
        (("--dry-run", "--rule", '"x"'), 2, "--desk"),
        (("--dry-run", "--desk", "air"), 1, "there is no desk air"),
        (("--dry-run", "--desk", "air", "--rule", "topic:footbal"), 1, 'did you mean "football"'),
        (("--dry-run", "--from", "nowhere"), 1, "nowhere"),
    ],
)
def test_mistakes_are_told_in_one_line(arguments: tuple[str, ...], code: int, said: str) -> None:
    """1 could not do it, 2 wrong usage."""
    result = run("route", *arguments)
    assert result.exit_code == code
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_without_desks_there_is_nothing_to_try(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And it is said how to make some."""
    monkeypatch.chdir(tmp_path)
    result = run("route", "--dry-run")
    assert result.exit_code == 1
    assert "[desks.NAME]" in result.stderr


def test_any_command_refuses_rules_that_cannot_be_read(newsroom: Path) -> None:
    """At start, each with its desk and its place, together with other mistakes."""
    (newsroom / "wiredesk.toml").write_text(
        "partitions = 0\n[desks.one]\nrule = 'topic:footbal'\n[desks.two]\nrule = 'urgency'\n[desks.three]\n", "utf-8"
    )
    result = run("tail", "wire-stories")
    assert result.exit_code == 2
    for said in (
        "4 mistakes",
        "partitions in",
        "desks.three.rule in",
        "desks.one.rule: at character 7: ",
        "desks.two.rule: at character 8: ",
    ):
        assert said in result.stderr


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("[desks.'top stories']\nrule = '\"x\"'", "cannot be a desk"),
        ("[desks.one]\nrul = 'x'", "did you mean rule?"),
        ("[desks.one]", "Field required"),
        ("topics_evidence = 'own.txt'", "own.txt: No such file"),
        ("topics_model = 'bad.json'", "topics_model: bad.json: the refinement cannot be read"),
        ("topics_model = 'none.json'", "topics_model"),
        ("topics_evidence = 'bad.txt'", "topics_evidence: bad.txt: line 2 of bad.txt is not"),
        ("topics_evidence = 'retired.txt'", "20000406 is retired: 20000405 (college and university) took its place"),
        ("topics_evidence = 'unknown.txt'", "29999999 is no Media Topic"),
    ],
)
def test_settings_of_desks_and_topics_are_checked_at_start(newsroom: Path, toml: str, said: str) -> None:
    """Names, keys, and what stands in the files they name."""
    (newsroom / "wiredesk.toml").write_text(toml, "utf-8")
    (newsroom / "bad.json").write_text("{}", "utf-8")
    (newsroom / "bad.txt").write_text("# ours\nferries\n", "utf-8")
    (newsroom / "retired.txt").write_text("20000406 college: campus\n", "utf-8")
    (newsroom / "unknown.txt").write_text("29999999 nothing: nothing\n", "utf-8")
    result = run("tail", "wire-stories")
    assert result.exit_code == 2
    assert said in result.stderr

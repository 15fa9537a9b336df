"""`wiredesk pages`, as a user runs it."""

import json
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from schemas.cut import Piece
from streams.cli import root
from streams.cli.pages import shown
from streams.ops.broker import Broker
from streams.ops.cluster import Connection
from streams.ops.topics import Declared, apply
from streams.stages.segment import Explanation, Gap


def run(*arguments: object) -> Result:
    return CliRunner().invoke(root, ["pages", "explain", *map(str, arguments)])


def learn(*arguments: object, **settings: str) -> Result:
    return CliRunner().invoke(root, ["pages", "learn", *map(str, arguments)], env=settings)


def story(number: int) -> str:
    """A story of a feed that closes every story with the same line."""
    return "\n".join([*(f"Town {number} has its news of day {day}, and it is long." for day in range(7)), CLOSING])


CLOSING = "Sign up for the Gazette's morning newsletter."


@pytest.fixture
def stories(tmp_path: Path) -> Path:
    """Six of them, and a line that is no document."""
    path = tmp_path / "coast.jsonl"
    lines = [json.dumps({"feed": "coast", "content": story(number)}) for number in range(6)]
    path.write_text("\n".join([*lines, "{broken"]), "utf-8")
    return path


def test_what_closes_a_feed_s_stories_is_learnt_and_then_struck_out(stories: Path, tmp_path: Path) -> None:
    """Into a file that the setting names; what could not be read is told."""
    learnt = tmp_path / "boilerplate.tsv"
    result = learn(stories, "--out", learnt)
    assert result.exit_code == 0, result.output
    assert result.stderr == "feeds 1, stories 6, phrases 1, unreadable documents 1\n"
    assert learnt.read_text("utf-8").endswith(f"\n6\tcoast\t{CLOSING}\n")
    (tmp_path / "desk.toml").write_text(f'[feeds.coast]\nboilerplate = "{learnt}"\n', "utf-8")
    (tmp_path / "page.txt").write_text(story(9), "utf-8")
    arguments = ["pages", "explain", str(tmp_path / "page.txt"), "--feed", "coast"]
    shown = CliRunner().invoke(root, arguments, env={"WIREDESK_CONFIG": str(tmp_path / "desk.toml")})
    assert shown.exit_code == 0, shown.output
    assert f"{CLOSING}  boilerplate" in shown.stdout
    assert "boilerplate" not in CliRunner().invoke(root, arguments).stdout


def test_learning_needs_enough_stories_and_counts_them_by_feed(stories: Path) -> None:
    """Seven of six do not do; `--feed` names them all."""
    assert learn(stories, "--least", 7).stdout.splitlines()[-1].startswith("#")
    assert f"6\tother\t{CLOSING}" in learn(stories, "--feed", "other").stdout
    assert learn("no-such-file").exit_code == 1


@pytest.mark.kafka
def test_learning_reads_the_raw_topic(broker: Broker) -> None:
    """Where no file is named."""
    connection = Connection(servers=broker.address)
    apply(connection, [Declared("learnt-wire-raw", 2, 1)])
    with connection.producer() as producer:
        for number in range(6):
            producer.send("learnt-wire-raw", story(number).encode(), key=b"coast").get(30)
    result = learn(WIREDESK_BROKER=broker.address, WIREDESK_PREFIX="learnt-")
    assert result.exit_code == 0, result.output
    assert f"6\tcoast\t{CLOSING}" in result.stdout


def test_a_page_left_whole_says_why() -> None:
    """After how sure the cutter was."""
    seen = Explanation([Piece((0, 1))], 40, left_whole="that is less than the minimum")
    assert str(list(shown(["One.", "Two."], seen))[1]) == "left whole: that is less than the minimum"


def test_long_paragraphs_are_shown_whole(tmp_path: Path) -> None:
    """What is cut short cannot be judged."""
    page = tmp_path / "page.txt"
    page.write_text("word " * 400 + "end.", "utf-8")
    assert run(page).stdout.count("word") == 400


def test_a_page_is_shown_with_cuts_and_repeats() -> None:
    """Every line with its number, a rule before each story, and what is said twice."""
    with resources.as_file(resources.files("streams") / "samples" / "harbour-page.txt") as page:
        result = run(page)
        lines = [line for line in page.read_text("utf-8").splitlines() if line.strip()]
    assert result.exit_code == 0, result.output
    assert result.stdout.count("story ") >= 6
    assert "repeats 1" in result.stdout or "repeats 2" in result.stdout
    assert f"{len(lines):>4}  " in result.stdout


class Doubtful(Explanation):
    """One gap that was not cut."""

    def gaps(self) -> Iterator[Gap]:
        yield Gap(1, 0.3, {"a name": 1.5, "cohesion": -2.0})


def test_a_doubtful_border_is_shown_though_it_was_not_cut() -> None:
    """With what spoke for and against it."""
    seen = Doubtful([Piece((0, 1))], 40)
    lines = [str(line) for line in shown(["One.", "Two."], seen)]
    assert lines[0].startswith("40 %")
    assert "not cut here: 30%  (cohesion -2.0, a name +1.5)" in lines[3]


def test_what_is_no_page_is_told_in_one_line(tmp_path: Path) -> None:
    """Exit code 1."""
    bad = tmp_path / "bad.json"
    bad.write_text("{broken", "utf-8")
    result = run(bad)
    assert result.exit_code == 1
    assert "invalid-json" in result.stderr
    assert run(tmp_path / "none.txt").exit_code == 1


def test_nothing_in_a_page_steers_the_terminal(tmp_path: Path) -> None:
    """Escape sequences are taken out."""
    page = tmp_path / "page.txt"
    page.write_bytes(
        b"One \x1b]0;title\x07 paragraph of some length about the ferry.\n\x1b[2JAnother paragraph about it.\n"
    )
    assert "\x1b" not in run(page).stdout

"""`wiredesk pages explain`, as a user runs it."""

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

from click.testing import CliRunner, Result

from schemas.cut import Piece
from streams.cli import root
from streams.cli.pages import shown
from streams.stages.segment import Explanation, Gap


def run(*arguments: object) -> Result:
    return CliRunner().invoke(root, ["pages", "explain", *map(str, arguments)])


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

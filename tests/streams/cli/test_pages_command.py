"""`wiredesk pages explain`, as a user runs it."""

from importlib import resources
from pathlib import Path

from click.testing import CliRunner, Result

from streams.cli import root


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


def test_a_page_left_whole_shows_where_it_might_have_been_cut() -> None:
    """With a confidence that nothing reaches."""
    with resources.as_file(resources.files("streams") / "samples" / "harbour-page.txt") as page:
        result = run(page, "--minimum", "100")
    assert result.exit_code == 0
    assert "not cut here" in result.stdout


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

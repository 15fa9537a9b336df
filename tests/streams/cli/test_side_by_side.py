"""Two texts side by side: colours where they are seen, marks where not, nothing that steers a terminal."""

import io

import pytest
from rich.console import Console

from schemas.prepared import Prepared, packed_sketch
from streams.cli.lines import CONTROLS
from streams.cli.side_by_side import LONGEST, in_colour, legend, texts
from streams.desk.comparison import compare
from streams.ops.duplicates import Pair
from streams.settings import Settings
from streams.stages.fingerprint import fingerprint

ONE = "The ferry to the outer islands sailed on time with 21 aboard.\nNobody could say why."
OTHER = "By our own reporter.\nThe ferry to the outer islands sailed on time with 12 aboard.\nIt was sunny."
HOSTILE = "\x1b[2J\u202eThe ferry\x9b to the outer islands sailed on time."
RECORD = {"duplicateOf": {}, "method": "near-text"}


def item(text: str) -> Prepared:
    made = fingerprint("", text)
    return Prepared(
        origin="wire-raw/0/1#0", feed="coast", family="coast", uri=f"{len(text)}", source="",
        received="2026-05-18T09:00:00Z", title="\x1bFerry", text=text, content="",
        text_hash=made.text_hash, sketch=packed_sketch(made.sketch),
    )  # fmt: skip


def printed(one: str, other: str | None, *, coloured: bool, width: int = 100) -> str:
    left, right = item(one), item(other) if other is not None else None
    seen = compare(left, right, Settings.load({})) if right else None
    console = Console(
        file=io.StringIO(), width=width, force_terminal=coloured, color_system="standard" if coloured else None,
        legacy_windows=False,
    )  # fmt: skip
    console.print(texts(Pair(RECORD, left, right), seen, coloured=coloured))
    return console.file.getvalue()  # type: ignore[attr-defined]


def test_marks_stand_around_what_is_shared_and_figures_that_differ() -> None:
    """In each paragraph by itself; paragraphs that share stand in one row."""
    shown = printed(ONE, OTHER, coloured=False)
    row = next(line for line in shown.splitlines() if "outer islands" in line)
    assert row.count("{The ferry to the outer islands sailed on") == 2
    assert "<21>" in shown
    assert "<12>" in shown
    assert "By our own reporter." in shown


def test_colours_stand_in_place_of_marks() -> None:
    """Green for what is shared, red for figures."""
    shown = printed(ONE, OTHER, coloured=True)
    assert "\x1b[32mThe ferry to the outer islands sailed on" in shown
    assert "\x1b[1;31m21\x1b[0m" in shown
    assert "{" not in shown


@pytest.mark.parametrize("coloured", [True, False])
def test_no_text_steers_the_terminal(coloured: bool) -> None:
    """Only the colours of ours are left."""
    shown = printed(HOSTILE, f"{HOSTILE}\nMore.", coloured=coloured)
    ours = ("\x1b[32m", "\x1b[0m", "\x1b[1m", "\x1b[1;2m", "\x1b[1;31m", "\x1b[2m", "\n")
    for code in ours:
        shown = shown.replace(code, "")
    assert not CONTROLS.search(shown)


def test_a_text_alone_has_the_whole_width() -> None:
    """Where the other is gone."""
    shown = printed(ONE, None, coloured=False, width=70)
    assert "The ferry to the outer islands sailed on time with 21 aboard." in shown
    assert "the original" not in shown


def test_what_is_too_long_to_read_is_cut_and_says_so() -> None:
    """Programs get all of it."""
    shown = printed("storm " * (LONGEST // 5), "calm", coloured=False)
    assert "characters more: see --json" in shown


@pytest.mark.parametrize(
    ("terminal", "environment", "seen"),
    [(True, {}, True), (False, {}, False), (True, {"NO_COLOR": "1"}, False), (True, {"TERM": "dumb"}, False)],
)
def test_colours_are_seen_on_a_terminal_that_has_them(terminal: bool, environment: dict, seen: bool) -> None:
    """NO_COLOR and dumb terminals have none."""
    console = Console(file=io.StringIO(), force_terminal=terminal, _environ={"TERM": "xterm-256color", **environment})
    assert in_colour(console) is seen
    assert ("{" in legend(coloured=seen).plain) is not seen

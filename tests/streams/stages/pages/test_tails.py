"""Repeated tails and routine lines are taken out and marked."""

from collections.abc import Sequence

from streams.stages.pages.lines import Line, line
from streams.stages.pages.tails import shown, tails

A = "The first snow of the year fell on the pass on Tuesday night and closed the road."
B = "Lorries wait in the valley until the ploughs come through in the morning."
C = "Drivers were given soup by the fire brigade of the village below the pass."
D = "A museum in the capital has bought a painting that was lost for sixty years."
E = "The painting shows the market of the old town before it burned down."


def lines(*texts: str) -> list[Line]:
    """The texts as lines."""
    return [line(index, text) for index, text in enumerate(texts)]


def indexes(found: Sequence[Line]) -> list[int]:
    """Where the lines stood."""
    return [one.index for one in found]


def test_a_run_of_the_last_paragraphs_is_a_tail() -> None:
    """Each repeat is mapped to its original."""
    assert tails(lines(A, B, C, B, C, D)) == {3: 1, 4: 2}


def test_a_run_that_does_not_reach_the_end_is_no_tail() -> None:
    """It may be a quotation that is answered."""
    assert tails(lines(A, B, C, A, B, D)) == {}


def test_a_tail_that_is_run_off_three_times_goes_twice() -> None:
    """Each time it repeats the kept lines."""
    assert tails(lines(A, B, B, B)) == {2: 1, 3: 1}


def test_short_lines_go_with_a_long_one_of_their_run() -> None:
    """Two signs in a post are repeated with the post."""
    assert tails(lines(A, B, "🦕 🦕", B, "🦕 🦕")) == {3: 1, 4: 2}
    assert tails(lines("🦕 🦕", "🦕 🦕")) == {}


def test_short_lines_go_where_tails_are_the_habit() -> None:
    """After three tails a fourth of four words is one too, but not one of a word."""
    page = (A, A, B, B, C, C, "It will snow again.", "It will snow again.", "Snow", "Snow")
    assert tails(lines(*page)) == {1: 0, 3: 2, 5: 4, 7: 6}
    assert tails(lines(*page[6:])) == {}


def test_marks_say_where_a_tail_ended_and_what_it_holds_together() -> None:
    """The gap after the tail is marked; the tail opens with its first paragraph and goes on in the others."""
    seen = shown(lines(A, B, C, B, C, D, E))
    assert indexes(seen.lines) == [0, 1, 2, 5, 6]
    assert list(seen.marks.ended) == [False, False, False, True, False]
    assert list(seen.marks.opens) == [False, True, False, False, False]
    assert list(seen.marks.inside) == [False, False, True, False, False]


def test_routine_lines_are_out_of_sight_and_marked() -> None:
    """A separator between different lines again and again tells borders, and belongs to no story."""
    seen = shown(lines(A, "* * *", B, "* * *", C, "* * *", D))
    assert indexes(seen.lines) == [0, 2, 4, 6]
    assert list(seen.marks.routine) == [False, True, True, True]


def test_labels_and_the_page_s_first_line_stay_in_sight() -> None:
    """They may open stories."""
    assert len(shown(lines(A, "In brief", B, "In brief", C, "In brief", D)).lines) == 7
    assert len(shown(lines(E, A, E, B, E, C, E, D)).lines) == 8

"""Lines are compared without their typography."""

import pytest

from streams.stages.pages.lines import KEY_CHARACTERS, key, line

SAID = "The dam at Alva held through the night, but the lower road is under water."


@pytest.mark.parametrize(
    "other",
    [
        "The dam at Alva held through the night \u2014 but the lower road is under water!",
        SAID.upper(),
        SAID.replace(" ", "\u2009"),
    ],
)
def test_typography_does_not_count(other: str) -> None:
    """Dashes, capitals and kinds of space are not what is said."""
    assert key(other) == key(SAID)


def test_lines_without_letters_are_told_apart_by_their_signs() -> None:
    """Two separators of one kind are equal, of two kinds are not."""
    assert key(" * * * ") == key("* * *") != key("---")


def test_a_very_long_line_is_compared_as_it_is() -> None:
    """Normalising it would cost more than it gives."""
    text = "A" * (KEY_CHARACTERS + 1)
    assert key(text) == text


def test_a_cut_line_is_said_again_and_a_longer_one_is_not() -> None:
    """No word may be lost with what is removed."""
    cut, whole = line(1, SAID.removesuffix(" is under water.")), line(0, SAID)
    assert cut.says_again(whole)
    assert not whole.says_again(cut)


@pytest.mark.parametrize(
    ("text", "heading", "row", "label"),
    [
        ("Storm over the coast", True, True, False),
        ("Lindvik 3 4 1 9 points from the last ten of its games", True, True, False),
        ("Work on the bridge will begin again in spring whatever happens to it", True, False, False),
        ("It rained.", False, False, True),
        (SAID, False, False, False),
        ("* * *", True, True, False),
    ],
)
def test_short_lines_have_kinds(text: str, *, heading: bool, row: bool, label: bool) -> None:
    """Headings have no full stop, rows are short or have numbers, labels are a few words."""
    found = line(0, text)
    assert (found.is_heading(), found.is_row(), found.is_label()) == (heading, row, label)

"""The file of phrases is read as it is written, and says what is wrong with it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.boilerplate import Phrase, parsed, written

TEXT = st.text(st.characters(categories=["L", "N", "P"]), min_size=4).filter(
    lambda text: sum(map(str.isalnum, text)) >= 4
)
PHRASES = st.lists(st.builds(Phrase, TEXT.filter(lambda feed: feed[0] != "#"), st.integers(0, 10**6), TEXT))


@given(PHRASES)
def test_what_is_written_is_read(phrases: list[Phrase]) -> None:
    """Feed by feed, the commonest first."""
    assert sorted(parsed(written(phrases))) == sorted(phrases)


def test_a_desk_may_edit_it() -> None:
    """Comments, blank lines and blanks around do not count; an asterisk is any feed."""
    text = "# struck: 9\tcoast\tSee you\n\n0\t*\t Good night. \r\n"
    assert parsed(text) == (Phrase("*", 0, "Good night."),)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("5 coast Good night.", "line 2: not a count"),
        ("five\tcoast\tGood night.", "line 2: not a count"),
        ("5\t\tGood night.", "line 2: not a count"),
        ("5\tcoast\t*", "line 2: a phrase of fewer than 4 letters"),
        ("5\tcoast", "line 2: a phrase of fewer than 4 letters"),
    ],
)
def test_a_wrong_line_is_told(row: str, said: str) -> None:
    """By its number and what is wrong."""
    with pytest.raises(ValueError, match=said):
        parsed(f"# head\n{row}\n")

"""Numbers as they are written."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.figures.numbers import MOST, numbers
from streams.stages.figures.openings import openings
from streams.stages.figures.spelled import Number


def read(text: str) -> list[Number]:
    return numbers(text, openings(text))


CASES = [
    ("12", 12),
    ("3,799", 3_799),
    ("12,34,567", 1_234_567),
    ("1\u00a0234\u00a0567", 1_234_567),
    ("0.37", 0.37),
    ("1.5 million", 1_500_000),
    ("2-billion", 2_000_000_000),
    ("100 thousand million", 100_000_000_000),
    ("7 3/4", 7.75),
    ("½", 0.5),
    ("2½", 2.5),
    ("1/4", 0.25),
    ("five", 5),
    ("twenty-six", 26),
    ("one hundred and sixteen", 116),
    ("two thousand five hundred", 2_500),
    ("three million two hundred thousand", 3_200_000),
    ("a hundred thousand", 100_000),
    ("two and a half million", 2_500_000),
    ("half a million", 500_000),
    ("a quarter million", 250_000),
    ("a quarter of a million", 250_000),
    ("three quarters of a million", 750_000),
    ("3 million and a half", 3_500_000),
    ("two point five million", 2_500_000),
    ("three lakh crore", 3_000_000_000_000),
    ("5 000 000", 5_000_000),
    (".5", 0.5),
    ("⅖", 0.4),
    ("two dozen", 24),
    ("Nineteen", 19),
]


@pytest.mark.parametrize(("text", "value"), CASES)
def test_a_number_is_read_whole(text: str, value: float) -> None:
    """In digits, in words, with scales and fractions."""
    (found,) = read(text)
    assert (found.start, found.end, found.value, found.code) == (0, len(text), value, False)


CODES = ["GPT-5.1", "A14", "3rd", "10:30", "9/11", "v2.0.1", "#4", "4x4", "1" * 40]


@pytest.mark.parametrize("text", CODES)
def test_a_name_a_time_or_an_ordinal_is_no_figure(text: str) -> None:
    """They are marked, so that no unit is given to them."""
    assert all(found.code for found in read(text)[:1])


def test_neighbours_stay_apart() -> None:
    """Two numbers in a row are two."""
    assert [found.value for found in read("five six, 3-2, and 12, 13")] == [5, 6, 3, 2, 12, 13]


@given(st.text(alphabet="0123456789.,-/ $%½ on‘”", max_size=60))
def test_numbers_never_overlap_and_stay_inside(text: str) -> None:
    """Whatever the text."""
    found = read(text)
    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))


def test_a_text_of_numbers_alone_is_not_read_to_its_end() -> None:
    """It is a table or an attack."""
    assert len(read("1 " * (MOST + 10))) == MOST

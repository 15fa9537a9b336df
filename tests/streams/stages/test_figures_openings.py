"""What opens a figure is found in one pass, and leaving out what cannot open one loses no date."""

import re
from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from streams.stages.figures import phrases, spelled
from streams.stages.figures.grammar import FOLLOWED
from streams.stages.figures.numbers import FRACTIONS
from streams.stages.figures.openings import openings

TODAY = date(2025, 11, 24)
FRACTION_SIGNS = "".join(FRACTIONS)
TOKEN = re.compile(f"[A-Za-z]+|[0-9]+|[{FRACTION_SIGNS}]")
WORDS = spelled.FIRSTS | phrases.FIRSTS

PIECES = [
    *FOLLOWED, "an", "the", "two", "3", "12", "May", "march", "Monday", "week", "weeks", "months", "years", "ago",
    "before", "after", "yesterday", "tomorrow", "time", "next", "last", "couple", "of", "end", "to", "date", "Eve",
    "day", "Year's", "year's", "Friday", "Christmas", "summer", "from", "now", "will",
]  # fmt: skip


def every(text: str) -> list[tuple[int, str]]:
    """Each word and number of a text that a figure can begin with, whatever is behind it."""
    tokens = [(match.start(), match[0].lower()) for match in TOKEN.finditer(text)]
    return [(at, token) for at, token in tokens if not token.isascii() or token.isdigit() or token in WORDS]


@settings(max_examples=600)
@given(st.lists(st.tuples(st.sampled_from(PIECES), st.sampled_from(" -\n\u00a0")), min_size=1, max_size=8))
def test_words_that_need_another_behind_them_open_no_date_without_it(pieces: list[tuple[str, str]]) -> None:
    """Dates are the same as when every word is tried (but for a bare unit behind "by")."""
    text = "".join(word + gap for word, gap in pieces)
    assert list(phrases.spans(text, TODAY, openings(text))) == list(phrases.spans(text, TODAY, every(text)))


def test_digits_words_and_fractions_are_found_in_order() -> None:
    """With their places, also behind letters that grow when made small, and next to one another."""
    found = openings("\u0130 Two-thirds, 1½5 MAY3")
    assert found == [(2, "two"), (14, "1"), (15, "½"), (16, "5"), (18, "may"), (21, "3")]


def test_a_bare_unit_behind_by_is_no_date() -> None:
    """Growing year by year, fishing by day."""
    assert not list(phrases.spans("year by year, by day", TODAY, openings("year by year, by day")))

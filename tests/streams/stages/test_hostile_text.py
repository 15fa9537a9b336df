"""Whatever stands in a text, figures and speech are read in linear time, and their offsets hold."""

from collections.abc import Callable
from datetime import date
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.stages.date import dates
from streams.stages.keywords import keywords
from streams.stages.money import money
from streams.stages.quantify import quantities
from streams.stages.quote import quotes
from streams.stages.source import sources
from streams.stages.summarise import summary

TODAY = date(2025, 11, 24)
READERS: dict[str, Callable[[str], object]] = {
    "money": money,
    "quantities": lambda text: quantities(text, today=TODAY),
    "dates": lambda text: dates(text, today=TODAY),
    "quotes": lambda text: quotes(text, []),
    "sources": lambda text: sources(text, []),
    "keywords": lambda text: keywords("", text),
    "summary": lambda text: summary("", text),
}
# Seconds of one reader; what grows with the square of the length takes many times that.
LIMIT = 2.0
LENGTH = 30_000
HOSTILE = [
    "7", "11,", "1.", "$1-", "$1 to ", '"', "“", "“a ", "he said ", "X said, ", "a", "Abc ", "the man, ", "million ",
    "in the last ", "1 % by ", "(", "\n", "5 of the ", " ", "one hundred and ", "’", "€", "May 3-", "2014-", "and “x” ",
]  # fmt: skip


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_text_of_one_piece_over_and_over_is_read_in_time(piece: str) -> None:
    """Nothing looks back or ahead without bound."""
    text = piece * (LENGTH // len(piece))
    for read in READERS.values():
        begun = process_time()
        read(text)
        assert process_time() - begun < LIMIT


FIGURES = {name: READERS[name] for name in ("money", "quantities", "dates")}
# Characters of a text that is digits, commas or signs alone.
LONG = 100_000


@pytest.mark.parametrize(
    "piece",
    [
        "7",
        ",",
        "$",
        "1,",
        "1 000 ",
        "½",
        "-",
        "$1,000,",
        "5% ",
        "a ",
        "By 2030 ",
        "in 3 ",
        "that may ",
        "0.5 ",
        "to ",
        "Rs ",
    ],
)
def test_a_long_text_of_one_piece_is_read_for_figures_in_time(piece: str) -> None:
    """Digits, commas and signs without end."""
    text = piece * (LONG // len(piece))
    for read in FIGURES.values():
        begun = process_time()
        read(text)
        assert process_time() - begun < LIMIT


WORDS = (
    "“ ” \" '' said Vale he who , . : $5 1.5-2 million % up by 2030 May 3 last week the end of according to report"
    " from that and - — ( ) 🦕 ’s I’ve per £ pounds one hundred a between them Monday says Citing 12/31/2024 Q4"
)
PIECES = st.sampled_from([*WORDS.split(), "\n", "of them", "by the end of"])


@settings(max_examples=200, deadline=None)
@given(st.lists(PIECES, max_size=40))
def test_offsets_hold_their_text_whatever_it_is(pieces: list[str]) -> None:
    """And nothing but what was found is raised."""
    text = " ".join(pieces)
    for found in (*money(text), *quantities(text, today=TODAY), *dates(text, today=TODAY), *quotes(text, [])):
        assert 0 <= found.start < found.end <= len(text)
        assert text[found.start : found.end] == found.text
    for source in sources(text, []):
        assert 0 <= source.start < source.end <= len(text)
    assert all(one.from_ <= one.to for one in dates(text, today=TODAY))
    keywords(text, text)
    summary(text, text)

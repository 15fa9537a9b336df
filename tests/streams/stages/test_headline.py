"""The headline made from the first sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.headline import ELLIPSIS, LONGEST, first_sentence, headline


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The council voted on Monday. Nobody spoke.", "The council voted on Monday."),
        ("Dr. Ada Moor of the U.S. team won. She smiled.", "Dr. Ada Moor of the U.S. team won."),
        ("“We won!” she said. It rained.", "“We won!” she said."),
        ("Shares fell 3.5 percent. Bonds rose.", "Shares fell 3.5 percent."),
        ("Will it hold? Nobody knows.", "Will it hold?"),
        ("No stop here\nSecond paragraph.", "No stop here"),
        ("J. Smith met K. Brown. They talked.", "J. Smith met K. Brown."),
    ],
)
def test_first_sentence(text: str, expected: str) -> None:
    """Abbreviations and initials end no sentence; quotes belong to it."""
    assert first_sentence(text) == expected


def test_a_long_sentence_is_cut_at_its_last_clause_boundary() -> None:
    """The mark itself goes."""
    sentence = "The harbour board said, after a long night, that it would " + "dredge the channel " * 5 + "next year."
    assert headline(sentence) == "The harbour board said, after a long night"


def test_a_long_clause_is_cut_at_a_word() -> None:
    """Within 119 characters, and the ellipsis makes 120 at the most."""
    made = headline("word " * 40 + "end.")
    assert made == " ".join(["word"] * 24) + ELLIPSIS
    assert len(made) <= LONGEST


def test_one_endless_word_is_cut_anywhere() -> None:
    """There is no better place."""
    assert headline("x" * 500) == "x" * 119 + ELLIPSIS


@given(st.text(max_size=400))
def test_never_longer_than_120(text: str) -> None:
    """Whatever comes in."""
    assert len(headline(text)) <= LONGEST

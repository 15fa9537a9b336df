"""Quotations that nobody is said to speak."""

import pytest

from streams.stages.speech.marks import regions
from streams.stages.speech.unattributed import beside, is_speech

SPEECH = [
    ("It was “all boats must wait until it is light”.", True),
    ("He felt “a bit unwell” then.", True),
    ("She was known as “the mayor of the docks”.", False),
    ("Vale (“the boss of us all”) left.", False),
    ("They sang “Why Boats Matter More Than Ever Today, Friend”.", False),
    ("It was a “success”.", False),
    ("「船はもう来ないと思いますよ」", True),
]


@pytest.mark.parametrize(("text", "expected"), SPEECH)
def test_speech_is_told_from_titles_and_names(text: str, *, expected: bool) -> None:
    """By its length, its capitals, and the word before it."""
    (region,) = regions(text)
    assert is_speech(text, region) is expected


BESIDE = [
    ("„Ja“, sagte Vale.", (12, "sagte")),
    ("„Ja.“ Sagte Vale.", None),
    ("Vale sagte: „Ja.“", (0, "sagte")),
    ("„Boot“ von Vale.", None),
    ("“Ja”, sagte Vale.", None),
]


@pytest.mark.parametrize(("text", "expected"), BESIDE)
def test_a_name_stands_beside_foreign_marks(text: str, expected: tuple[int, str] | None) -> None:
    """A few small words between, and a comma, full stop or colon."""
    start = text.index("Vale")
    (region,) = regions(text)
    assert beside(text, region, {start: start + len("Vale")}) == expected

"""What the tagger sees."""

import numpy as np
import pytest

from streams.stages.names.features import Reader, candidates, shape
from streams.stages.names.tokens import mode, tokens


@pytest.mark.parametrize(
    ("word", "pattern"), [("Nvidia", "Xx"), ("NATO", "XX"), ("U.S.", "X.X."), ("iPhone", "xXx"), ("2026", "d")]
)
def test_shapes(word: str, pattern: str) -> None:
    """Runs are shortened, but one capital is told from several."""
    assert shape(word) == pattern


def test_names_may_hold_small_words_between_capitals() -> None:
    """Candidates are capitals, small words between them and particles before them; all else is never looked at."""
    words = tokens("He met the Bank of England and Osama bin Laden near al-Qaim today").words
    found = [" ".join(words[start:end]) for start, end in candidates(words)]
    assert found == ["He", "Bank of England and Osama bin Laden", "al - Qaim"]


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Shares fell after Kivu Bank said so", "N"),
        ("Kivu Bank Shares Fall After Profit Warning", "T"),
        ("KIVU BANK SHARES FALL", "U"),
        ("Kivu Bank", "N"),
    ],
)
def test_headings_are_told_from_sentences(text: str, written: str) -> None:
    """Title case and capitals say little about names."""
    assert mode(text.split()) == written


def test_a_word_is_worked_out_once_and_alike() -> None:
    """The same text gives the same evidence, before and after others."""
    reader = Reader({})
    first = reader.read(tokens("Ann Lee met Bo Roe."))
    size = len(reader.kinds)
    again = reader.read(tokens("Ann Lee met Bo Roe."))
    assert len(reader.kinds) == size
    assert np.array_equal(first.joint, again.joint)

"""A pattern for many words matches what a list of them does."""

import re

from hypothesis import given
from hypothesis import strategies as st

from streams.stages.figures.alternation import any_of

WORDS = st.lists(st.text(alphabet="abc$. °", min_size=1, max_size=4), min_size=1, max_size=12)


@given(WORDS, st.text(alphabet="abc$. °", max_size=6))
def test_the_longest_word_that_begins_a_text_is_matched(words: list[str], text: str) -> None:
    """As a list does that has the longest first."""
    found = re.match(any_of(words), text)
    fitting = sorted((word for word in words if text.startswith(word)), key=len)
    assert (found[0] if found else None) == (fitting[-1] if fitting else None)


def test_of_no_words_nothing_is_matched() -> None:
    """Not even an empty text."""
    assert not re.match(any_of([]), "")

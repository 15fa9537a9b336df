"""Tokens and sentences."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.names.tokens import TOKEN, marks_of, tokens


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Nvidia’s chips", ["Nvidia", "’s", "chips"]),
        ("the U.S. Senate", ["the", "U.S.", "Senate"]),
        ("AT&T and O'Neill", ["AT&T", "and", "O'Neill"]),
        ("an Apple-style plan", ["an", "Apple", "-", "style", "plan"]),
        ("I’ve met Mr. Roe.", ["I", "’ve", "met", "Mr.", "Roe", "."]),
        ("Amazon.com (AMZN)", ["Amazon.com", "(", "AMZN", ")"]),
    ],
)
def test_words(text: str, words: list[str]) -> None:
    """Hyphens and possessives stand alone, abbreviations keep their stop."""
    assert tokens(text).words == words


def test_sentences_end_at_stops_and_line_breaks_but_not_after_titles_or_initials() -> None:
    """A capital after a stop begins a sentence unless the stop belongs to the word before it."""
    found = tokens("Mr. Roe met J . Doe. They spoke.\nNothing came of it")
    firsts = [found.words[start] for start, _ in found.sentences]
    assert firsts == ["Mr.", "They", "Nothing"]


@given(st.text(max_size=200))
def test_offsets_hold_their_words(text: str) -> None:
    """Whatever the text, each token stands at its offsets, in order, and sentences cover all of them."""
    found = tokens(text)
    assert [text[a:b] for a, b in zip(found.starts, found.ends, strict=True)] == found.words
    assert found.starts == sorted(found.starts)
    assert [index for a, b in found.sentences for index in range(a, b)] == list(range(len(found.words)))


@given(st.lists(st.sampled_from(["J.", "É.", "A", "b", "Inc.", "U.S.", "...", "’s", "O'Neill", "AT&T", "1.5", "http://k",
                                 "-", "(", ".", "\n", " ", "  ", "\t", "\x1c", "\u00a0"])).map("".join))  # fmt: skip
def test_pieces_are_split_as_the_whole_text_is(text: str) -> None:
    """What is remembered of the pieces between blanks gives the tokens that one search over all of the text gives."""
    found = tokens(text)
    assert [(match[0], match.start()) for match in TOKEN.finditer(text)] == list(
        zip(found.words, found.starts, strict=True)
    )
    assert found.marks == [marks_of(word) for word in found.words]

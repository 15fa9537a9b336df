"""Names are told from words, and sentences are counted."""

from streams.stages.pages.lines import line
from streams.stages.pages.words import Paragraph, read


def paragraph(text: str) -> Paragraph:
    """The text, read."""
    return read(line(0, text))


def test_names_of_several_words_and_bare_ones() -> None:
    """The honorific is no part of the name, and a sentence's first common word is no name."""
    found = paragraph("The mayor, Greta Solheim, spoke. Mr Dahl was silent, and so was Solheim.")
    assert found.full == {("greta", "solhei")}
    assert found.bare == {"dahl", "solhei"}
    assert "mayor" in found.words


def test_a_name_that_begins_a_sentence_is_one_if_it_is_no_common_word() -> None:
    """Solheim is in no list of common words, Fishing is."""
    assert "solhei" in paragraph("Solheim left.").names
    assert "fishin" not in paragraph("Fishing boats left.").names


def test_sentences_are_counted_without_abbreviations() -> None:
    """Mr. ends no sentence."""
    found = paragraph("Mr. Dahl left at noon. He took the ferry. It was late!")
    assert found.sentences == 3
    assert found.lead == 5


def test_nothing_is_read_of_signs() -> None:
    """A separator has neither words nor names."""
    found = paragraph("* * *")
    assert (found.tokens, found.words, found.names, found.sentences, found.lead) == ((), frozenset(), frozenset(), 0, 0)

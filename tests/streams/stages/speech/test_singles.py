"""Single marks and apostrophes, told apart."""

import re

import pytest

from streams.stages.speech.singles import OPENING, closing

QUOTED = [
    ("‘It’s over,’ she said.", "It’s over,"),
    ("'It's over,' she said.", "It's over,"),
    ("‘The pilots’ boats are here,’ she said.", "The pilots’ boats are here,"),
    ("‘All boats’ she said.", "All boats"),
    ("‚Ja‘, sagte sie.", "Ja"),
]


@pytest.mark.parametrize(("text", "inside"), QUOTED)
def test_a_quotation_ends_where_no_plural_owns_the_mark(text: str, inside: str) -> None:
    """Contractions and plurals go on; only the last mark of a paragraph may be a plural's."""
    assert text[1 : closing(text, 0)] == inside


@pytest.mark.parametrize("text", ["‘nothing ends this\nnor’ this", "'", "‘it’s"])
def test_what_nothing_ends_is_an_apostrophe(text: str) -> None:
    """Within its paragraph."""
    assert closing(text, 0) == -1


@pytest.mark.parametrize("text", ["rock 'n' roll", "the '90s", "give 'em", "it's", "the pilots' boats", "5' 2\""])
def test_an_apostrophe_opens_nothing(text: str) -> None:
    """Neither in a word, nor behind it, nor where it shortens one."""
    assert re.search(OPENING, text) is None

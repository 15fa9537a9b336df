"""Short forms in capitals."""

import pytest

from streams.stages.names.acronyms import defined, initials, is_acronym, settled
from streams.stages.names.fixed import Name
from streams.stages.names.tokens import tokens


@pytest.mark.parametrize(("word", "so"), [("KMB", True), ("U.N.", True), ("K", False), ("Kivu", False), ("A14", False)])
def test_what_is_written_as_a_short_form(word: str, so: bool) -> None:
    """Capitals alone, two at least."""
    assert is_acronym(word) == so


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("Kivu Mines Board", "KMB"),
        ("Ministry of Works", "MW"),
        ("Panel on Lake Levels", "PLL"),
        ("Bank of Kivu", "BOK"),
    ],
)
def test_initials_with_and_without_small_words(name: str, letters: str) -> None:
    """Both ways of shortening are known."""
    assert letters in initials(tuple(name.split()))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("The Kivu Mines Board (KMB) met.", ["Kivu Mines Board"]),
        ("The Panel on Lake and River Levels (PLRL) met.", ["Panel on Lake and River Levels"]),
        ("Lake levels fell (KMB).", []),
        ("(KMB)", []),
        ("Kivu Mines Board (KMB met.", []),
    ],
)
def test_a_text_gives_a_name_its_short_form(text: str, names: list[str]) -> None:
    """The words before the brackets whose initials stand in them."""
    found = tokens(text)
    assert [found.written(first, end) for first, end in defined(found)] == names


def test_a_name_is_as_wide_as_its_short_form_says() -> None:
    """If the tagger saw an organisation in it, name and short form become organisations."""
    found = tokens("The Kivu Mines Board (KMB) met.")
    seen = [Name(2, 4, "organisation", 2.0), Name(5, 6, "person", 1.0)]
    assert settled(seen, found) == [Name(1, 4, "organisation", 2.0), Name(5, 6, "organisation", 2.0)]
    assert settled([Name(1, 4, "place", 2.0)], found) == [Name(1, 4, "place", 2.0)]

"""The country a story is sent from."""

import pytest

from streams.stages.locate import locate
from streams.vocabularies.places import Places


@pytest.fixture(scope="module")
def places() -> Places:
    """The vocabulary as it comes."""
    return Places()


DATELINES = [
    ("SYDNEY (AP) — The port paid.", "AU"),
    ("SYDNEY, Nov 24 (Northgate) - The port paid.", "AU"),
    ("Sydney, 24 November (Northgate) -- The port paid.", "AU"),
    ("By Ann Hull\nTORONTO - The port paid.", "CA"),
    ("LONDON, Ontario - The port paid.", "CA"),
    ("VANCOUVER, British Columbia (Northgate) - The port paid.", "CA"),
    ("HONG KONG: The port paid.", "HK"),
    ("MEXICO CITY – The port paid.", "MX"),
    ("SYDNEY/LONDON, Nov 24 - The port paid.", "AU"),
    ("Wellington (Northgate) - The port paid.", "NZ"),
    ("RIO DE JANEIRO, Nov. 3, 2025 - The port paid.", "BR"),
    ("MELBOURNE, Australia, Nov. 24, 2025 /Northgate/ -- The port paid.", "AU"),
    ("MELBOURNE, Australia--(NORTHGATE WIRE)--The port paid.", "AU"),
    ("Calgary, Alberta--(Northgate Corp. - November 24, 2025) - The port paid.", "CA"),
]


@pytest.mark.parametrize(("text", "country"), DATELINES)
def test_a_dateline_says_where_from(text: str, country: str, places: Places) -> None:
    """City in capitals, or with agency or date; what stands after its comma decides."""
    assert locate("", text, places) == country


NONE = [
    "Sydney - the city of bridges - paid.",
    "The port in Sydney paid.",
    "BREAKING: Sydney paid.",
    "NOBODYVILLE (Northgate) - The port paid.",
    "A (very) long word - in Sydney.",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_other_beginnings_say_nothing(text: str, places: Places) -> None:
    """Text that begins with a place, cries, and places that no list has."""
    assert locate("", text, places) == ""


@pytest.mark.parametrize(("located", "country"), [("Sydney", "AU"), ("Perth, Australia", "AU"), ("Nowhereton", "")])
def test_what_the_provider_says_comes_first(located: str, country: str, places: Places) -> None:
    """Even where it is not known, the text is not asked."""
    assert locate(located, "TORONTO - The port paid.", places) == country

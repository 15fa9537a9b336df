"""Figures in other languages than English: digits, signs, abbreviations."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.date import dates
from streams.stages.figures.marking import mark
from streams.stages.money import money
from streams.stages.quantify import quantities

TODAY = date(2025, 11, 24)

MONEY = [
    ("de", "Der Hafen zahlt 1.500.000 Euro.", 1_500_000, "EUR"),
    ("de", "Der Umsatz stieg auf 1,2 Milliarden Euro.", 1_200_000_000, "EUR"),
    ("de", "Es kostet 2,50 €.", 2.5, "EUR"),
    ("fr", "à 12,5 milliards d’euros", 12_500_000_000, "EUR"),
    ("pt", "US$ 2,5 bilhões", 2_500_000_000, "USD"),
    ("nb", "12,4 milliarder kroner", 12_400_000_000, "NOK"),
    ("ja", "$1,200.50", 1_200.5, "USD"),
    ("sv", "5 000 kr", 5_000, "SEK"),
]


@pytest.mark.parametrize(("language", "text", "value", "currency"), MONEY)
def test_an_amount_is_read_as_the_language_writes_it(language: str, text: str, value: float, currency: str) -> None:
    """Commas and points change places, and words scale."""
    found = money(text, marked=mark(text, language=language))
    assert [(one.low, one.currency) for one in found] == [(value, currency)]


QUANTITIES = [
    ("de", "Er stieg um 3,5 Prozent.", [(3.5, 3.5, "percent")]),
    ("de", "5-7 Prozent", [(5, 7, "percent")]),
    ("fr", "augmenté de 4,2 %", [(4.2, 4.2, "percent")]),
    ("es", "un 3,1% más", [(3.1, 3.1, "percent")]),
    ("de", "100 km/h und 12,5 km", [(100, 100, "kilometre per hour"), (12.5, 12.5, "kilometre")]),
    ("de", "200 Autos, iPhone 15, 3:2", []),
    ("fr", "3 500 personnes", []),
]


@pytest.mark.parametrize(("language", "text", "wanted"), QUANTITIES)
def test_a_quantity_is_read_by_its_sign(language: str, text: str, wanted: list[tuple[float, float, str]]) -> None:
    """What would need the language's grammar is left out."""
    found = quantities(text, today=TODAY, marked=mark(text, language=language))
    assert [(one.low, one.high, one.unit) for one in found] == wanted
    assert all(one.change is None and one.by is None for one in found)


def test_a_date_is_read_in_digits() -> None:
    """Day first; names of months are not known."""
    text = "am 12.05.2025 und 2025-06-01, am 3. Mai, in 2026"
    found = dates(text, today=TODAY, marked=mark(text, language="de"))
    assert [str(one.from_) for one in found] == ["2025-05-12", "2025-06-01"]


@given(st.text(alphabet="0123456789.,-/ $%½ on‘”’ €kmMio\u00a0", max_size=60), st.sampled_from(["de", "ja", "fr-CA"]))
def test_offsets_hold_their_text(text: str, language: str) -> None:
    """Whatever the text."""
    marked = mark(text, language=language)
    assert all(text[one.start : one.end] == one.text for one in money(text, marked=marked))
    assert all(text[one.start : one.end] == one.text for one in quantities(text, today=TODAY, marked=marked))

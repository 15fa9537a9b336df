"""The wire page, read by hand: every amount, quantity, date, quote and source in it, none invented."""

import json
import re
from dataclasses import astuple
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from streams.stages.date import dates
from streams.stages.money import money
from streams.stages.quantify import quantities
from streams.stages.quote import quotes
from streams.stages.source import sources
from streams.stages.speech.cast import Mention

pytestmark = pytest.mark.quality

GOLDEN = json.loads((Path(__file__).parents[1] / "golden" / "wire_page_facts.json").read_text("utf-8"))
TODAY = date.fromisoformat(GOLDEN["today"])


@pytest.fixture(scope="module")
def page(shared_data: Path) -> str:
    """Its paragraphs, each once."""
    lines = (shared_data / "wire_page.txt").read_text("utf-8").split("\n")
    return "\n".join(dict.fromkeys(line for line in lines if line.strip()))


def mentions(page: str) -> list[Mention]:
    """The names of the golden file where they stand."""
    names = GOLDEN["names"]
    found = re.finditer(rf"\b(?:{'|'.join(map(re.escape, sorted(names, key=len, reverse=True)))})\b", page)
    return [(names[one[0]][0], one.start(), one.end(), names[one[0]][1]) for one in found]


def without_text(found: Any) -> list[Any]:
    """The fields of a finding, its text left out: nobody's news is in the repository."""
    return [str(value) if isinstance(value, date) else value for value in astuple(found)[1:]]


def test_every_amount_is_read(page: str) -> None:
    """Start, end, low, high, currency, approximate, per."""
    assert [without_text(found) for found in money(page)] == GOLDEN["money"]


def test_every_quantity_is_read(page: str) -> None:
    """Start, end, low, high, unit, change, by."""
    assert [without_text(found) for found in quantities(page, today=TODAY)] == GOLDEN["quantities"]


def test_every_date_is_read(page: str) -> None:
    """Start, end, from, to, forecast."""
    assert [without_text(found) for found in dates(page, today=TODAY)] == GOLDEN["dates"]


def test_every_quote_has_its_speaker(page: str) -> None:
    """Start, end, direct, speaker, where the speaker stands, cue."""
    assert [without_text(found) for found in quotes(page, mentions(page))] == GOLDEN["quotes"]


def test_every_source_is_named(page: str) -> None:
    """Name, start, end, named."""
    assert [list(astuple(found)) for found in sources(page, mentions(page))] == GOLDEN["sources"]

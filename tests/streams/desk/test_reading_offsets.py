"""Whatever the text: all that is read stands where its offsets say, in code points."""

from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.prepared import Prepared
from streams.desk.reading import Reader
from streams.settings import Settings

# News, and what shifts offsets: emoji of several code points, combining marks, right-to-left, line ends, odd blanks.
PIECES = [
    "Ann Hull, the mayor of Toronto, said on Monday that sales fell 3.5% to $1.5-2 billion by 2030.",
    "“We sold 1,200 ferries,” Hull told Reuters. “Nobody minded.”",
    '"It cost about €5 million," two people with knowledge of the matter said.',
    "Northgate Shipping (NASDAQ: NGSH) expects 220 million subscribers next year, according to Ben Okri.",
    "SYDNEY (AP) — Apple paid A$2m ($1.3m) for 10½ miles of cable in Berlin.",
    "👩\u200d👩\u200d👧", "🇨🇦", "🤷🏽", "e\u0301e\u0308", "Mu\u0308ller", "ﬁne",
    "İstanbul", "ß", "שלום", "\u202eabc\u202c", "مرحبا 5٪",
    "\r\n", "\n", "\n\n", "\r", "\u2028", "\u00a0", "\u200b", "\ufeff", "\t", "\x85", " ",
    "…", "”", "“", '"', "’", "$", "%", "½",
]  # fmt: skip
TEXTS = st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=6)), max_size=14).map("".join)
SPANNED = ("mentions", "money", "quantities", "dates", "quotes")


@pytest.fixture(scope="module")
def reader() -> Reader:
    """Built once, since it loads models."""
    return Reader(Settings())


def read(reader: Reader, text: str) -> Mapping[str, Any]:
    reading = reader.read(
        Prepared(
            origin="wire-raw/0/0#0", feed="northgate", family="northgate", uri="0" * 32, source="urn:n:1",
            received="2025-11-24T09:00:00Z", title="", text=text, content="", text_hash="", sketch="",
        )
    )  # fmt: skip
    assert reading.fault == ""
    return reading.wiredesk


def holds(text: str, facts: Mapping[str, Any]) -> None:
    for kind in SPANNED:
        for fact in facts[kind]:
            assert (text[fact["start"] : fact["end"]], fact["start"] < fact["end"]) == (fact["text"], True), kind
    for quote in facts["quotes"]:
        if "speakerStart" in quote:
            assert 0 <= quote["speakerStart"] < quote["speakerEnd"] <= len(text)
            assert text[quote["speakerStart"] : quote["speakerEnd"]].strip()
    for source in facts["sources"]:
        assert text[source["start"] : source["end"]].strip()
    assert all(sentence in text for sentence in facts["summary"])


@settings(max_examples=150)
@given(text=TEXTS)
def test_offsets_hold_their_text(reader: Reader, text: str) -> None:
    """Names, money, quantities, dates, quotes and their speakers, sources."""
    holds(text, read(reader, text))


def test_the_pieces_hold_facts_of_every_kind(reader: Reader) -> None:
    """So that the property above looks at something."""
    text = "\n".join(PIECES)
    facts = read(reader, text)
    assert all(facts[kind] for kind in (*SPANNED, "sources"))
    holds(text, facts)

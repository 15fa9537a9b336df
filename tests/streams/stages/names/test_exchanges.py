"""Tickers."""

import pytest

from streams.stages.names.exchanges import tickers
from streams.stages.names.tokens import tokens
from streams.vocabularies.companies import Companies
from streams.vocabularies.names import load_marks


@pytest.fixture(scope="module")
def companies() -> Companies:
    """The project's list."""
    return Companies()


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("Tesla (NASDAQ: TSLA) rose.", ["TSLA.XNAS"]),
        ("Kivu Mines (TSX: KVU) rose.", ["KVU.XTSE"]),
        ("$GME to the moon", ["GME.XNYS"]),
        ("It cost $40 and US$5m.", []),
        ("TSLA.O rose", ["TSLA.XNAS"]),
        ("I sold 20 MSFT calls", ["MSFT.XNAS"]),
        ("Nebius (NBIS) fell", ["NBIS.XNAS"]),
        ("The CEO of the AI firm met the SEC and bought shares.", []),
        ("U.N. aid and N.Y. shares", []),
        ("NATO and the IMF met.", []),
        ("OPEN the door", []),
        ("OPEN calls printed", ["OPEN.XNAS"]),
        ("BUY SHARES OF NOTHING NOW AND SELL ALL", []),
    ],
)
def test_tickers_of_a_text(text: str, symbols: list[str], companies: Companies) -> None:
    """With sign or exchange always, bare ones where the text trades."""
    found = tickers(text, tokens(text), companies, load_marks())
    assert [f"{ticker.company.symbol}.{ticker.company.mic}" for ticker in found] == symbols
    assert all(text[ticker.start : ticker.end].startswith(ticker.company.symbol[:2]) for ticker in found)

"""Posts on message boards."""

import pytest

from streams.stages.names.boards import is_post, written_small
from streams.stages.names.exchanges import tickers
from streams.stages.names.tokens import tokens
from streams.vocabularies.companies import Companies
from streams.vocabularies.names import load_marks


@pytest.fixture(scope="module")
def companies() -> Companies:
    """The project's list."""
    return Companies()


@pytest.mark.parametrize(
    ("text", "post"),
    [
        ("Sold my $GME calls, bought puts.", True),
        ("20 shares MSFT, long calls, holding.", True),
        ("$GME to the moon", False),
        ("Shares of Kivu Mines (TSX: KVU) rose; holders sold stock and bought options.", False),
        ("Shares and stocks and bonds were sold.", False),
    ],
)
def test_posts_trade_in_tickers_without_an_exchange(text: str, post: bool, companies: Companies) -> None:
    """Words of trading alone make no post, nor does a lone ticker."""
    found = tokens(text)
    assert is_post(text, found, tickers(text, found, companies, load_marks())) == post


@pytest.mark.parametrize(
    ("text", "symbols"),
    [
        ("picked up nvda and Msft", ["NVDA", "MSFT"]),
        ("all of reddit knows", ["RDDT"]),
        ("it is not just an oracle of the all, open or not", []),
        ("the whole american market, lol, imho", []),
    ],
)
def test_well_known_companies_in_small_letters(text: str, symbols: list[str], companies: Companies) -> None:
    """Only where what is written is no word of English."""
    small = list(written_small(tokens(text), companies, load_marks()))
    assert [sign.company.symbol for sign in small] == symbols
    assert all(text[sign.start : sign.end].islower() or text[sign.start].isupper() for sign in small)

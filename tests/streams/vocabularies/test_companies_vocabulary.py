"""The list of companies, and how names are looked up in it."""

from pathlib import Path

import pytest

from streams.vocabularies.companies import HERE, Companies
from streams.vocabularies.companies.keys import base, key
from streams.vocabularies.table import rows


@pytest.fixture(scope="module")
def companies() -> Companies:
    """The project's list."""
    return Companies()


@pytest.mark.parametrize(
    ("name", "symbol", "owner"),
    [
        ("Apple Inc.", "AAPL", False),
        ("Eli Lilly & Co", "LLY", False),
        ("Berkshire Hathaway", "BRK.B", False),
        ("McDonald’s", "MCD", False),
        ("YouTube", "GOOGL", True),
        ("Nestlé", "NESN", False),
    ],
)
def test_names_mean_companies(name: str, symbol: str, owner: bool, companies: Companies) -> None:
    """Legal form, accents and apostrophes do not matter; brands give their owner."""
    named = companies.named(name)
    assert named is not None
    assert (named.company.symbol, named.owner) == (symbol, owner)


def test_keys() -> None:
    """Keys are what names share however they are written."""
    assert key("Procter & Gamble") == key("procter and gamble")
    assert base("Alibaba Group Holding Ltd") == "alibaba"
    assert base("Holding") == "holding"


@pytest.mark.parametrize("table", ["aliases.tsv", "brands.tsv"])
def test_every_entry_names_a_listing(table: str, companies: Companies) -> None:
    """Symbols of our own tables stand in the list, but for the few listings that it lacks."""
    entries = list(rows(HERE / table, 4))
    unlisted = {(row[1], row[2]) for row in entries if companies.listing(row[1], row[2]) is None}
    assert all(row[0] and row[1] and len(row[2]) == len("XNAS") for row in entries)
    assert len(unlisted) <= 12


def test_each_name_means_one_company() -> None:
    """No key is given twice."""
    lines = (HERE / "listed.tsv").read_text("utf-8").splitlines()
    names = [name for line in lines for name in line.split("\t")[4].split("|") if name]
    assert len(names) == len(set(names))


def test_a_table_with_too_many_columns_is_refused(tmp_path: Path) -> None:
    """The message names file and line."""
    (tmp_path / "own.tsv").write_text("a\tb\tc\td\te\n", "utf-8")
    with pytest.raises(ValueError, match=r"own.tsv:1"):
        Companies([tmp_path / "own.tsv"])

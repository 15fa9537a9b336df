"""Builds streams/vocabularies/companies/listed.tsv: a line a listed company or fund, with names that mean it alone.

Sources (in ../shared/data/vocab): the SEC's list of tickers (US government work), NASDAQ, NYSE and other US listings
and the S&P 500's members (ODC-PDDL), pytickersymbols' index members and FinanceDatabase's listings at home (MIT).
"""

import csv
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from streams.vocabularies.companies.keys import base, key

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "streams/vocabularies/companies/listed.tsv"
US = {"Nasdaq": "XNAS", "NYSE": "XNYS", "CBOE": "BATS", "OTC": "OTCM"}
CODES = {"N": "XNYS", "A": "XASE", "P": "ARCX", "Z": "BATS", "V": "IEXG"}
# Yahoo's suffix of the exchange where a country's companies are at home, and the exchange's MIC.
HOME = {
    "Japan": [(".T", "XTKS")], "South Korea": [(".KS", "XKRX"), (".KQ", "XKOS")], "India": [(".NS", "XNSE")],
    "Hong Kong": [(".HK", "XHKG")], "China": [(".HK", "XHKG"), (".SS", "XSHG"), (".SZ", "XSHE")],
    "Taiwan": [(".TW", "XTAI")], "Australia": [(".AX", "XASX")], "Canada": [(".TO", "XTSE")],
    "United Kingdom": [(".L", "XLON")], "Germany": [(".DE", "XETR")], "France": [(".PA", "XPAR")],
    "Italy": [(".MI", "XMIL")], "Spain": [(".MC", "XMAD")], "Netherlands": [(".AS", "XAMS")],
    "Belgium": [(".BR", "XBRU")], "Switzerland": [(".SW", "XSWX")], "Austria": [(".VI", "XWBO")],
    "Sweden": [(".ST", "XSTO")], "Norway": [(".OL", "XOSL")], "Denmark": [(".CO", "XCSE")],
    "Finland": [(".HE", "XHEL")], "Portugal": [(".LS", "XLIS")], "Ireland": [(".IR", "XDUB")],
    "Brazil": [(".SA", "BVMF")], "Mexico": [(".MX", "XMEX")], "South Africa": [(".JO", "XJSE")],
    "Israel": [(".TA", "XTAE")], "Turkey": [(".IS", "XIST")], "Singapore": [(".SI", "XSES")],
    "Malaysia": [(".KL", "XKLS")], "Indonesia": [(".JK", "XIDX")], "Thailand": [(".BK", "XBKK")],
    "Saudi Arabia": [(".SR", "XSAU")], "Qatar": [(".QA", "DSMD")], "New Zealand": [(".NZ", "XNZE")],
    "Russia": [(".ME", "MISX")], "Greece": [(".AT", "ASEX")], "Chile": [(".SN", "XSGO")],
}  # fmt: skip
INDEX_SUFFIX = {"DAX": ".DE", "MDAX": ".DE", "SDAX": ".DE", "TECDAX": ".DE", "CAC 40": ".PA", "CAC Mid 60": ".PA",
                "FTSE 100": ".L", "AEX": ".AS", "BEL 20": ".BR", "IBEX 35": ".MC", "OMX Stockholm 30": ".ST",
                "OMX Helsinki 25": ".HE", "Switzerland 20": ".SW", "MOEX": ".ME"}  # fmt: skip
SECURITY = re.compile(
    r"\s*(?:[-–]\s*)?(?:\(Class [A-Z]\)|\b(?:Class [A-Z]\b|Common|Ordinary|American Depositary|ADS|Depositary|Sponsored"
    r"|Subordinate|Units?\b|Warrants?|Rights?|Preferred|Shares?\b|Series [A-Z]|\(The\)|Beneficial|Capital Stock"
    r"|each representing|Limited Partnership|GDR|New York Registry)).*$"
)
STATE = re.compile(r"\s*\\?/(?:[A-Z]{2,4}|NEW|ADR|UK|FI)\\?/?\s*$|\s*\(The\)$")
INVERTED = re.compile(r"^(.*) \(([A-Z][a-z]+)\)$")  # Lilly (Eli)
# Not the company but a paper of it.
PAPERS = re.compile(
    r"\b(?:Warrants?|Units?|Rights?|Preferred|Notes?|Debentures?|Bonds?|ETN"
    r"|Depositary Shares,? each representing a \d)\b"
)
# Words that a well-known company's name is used without ("Meta Platforms": meta).
DESCRIBING = frozenset(
    "technologies technology platforms motors motor pharmaceuticals pharmaceutical pharma systems"
    " electronics industries international brands entertainment communications stores foods com online"
    " worldwide global financial software semiconductor solutions therapeutics labs media networks"
    " wholesale markets holdings group petroleum laboratories companies scientific biotechnology energy"
    " resorts cruises controls research devices automotive digital interactive bancorp".split()
)
WELL_KNOWN = 1_200  # of the SEC's list, which is in the order of market value
SHORTEST = 3


@dataclass(slots=True)
class Company:
    """One line of the list; rank orders claims to the same short name, kind is c (company) or f (fund)."""

    mic: str
    symbol: str
    name: str
    rank: int
    kind: str = "c"
    known: bool = False
    names: set[str] = field(default_factory=set)


def lines(path: Path) -> Iterator[Any]:
    """The records of a JSON Lines file."""
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def rows(path: Path) -> Iterator[dict[str, str]]:
    """The records of a CSV file."""
    with path.open(encoding="utf-8", newline="") as file:
        yield from csv.DictReader(file)


def cleaned(name: str) -> str:
    """A security's title as its company's name."""
    name = STATE.sub("", SECURITY.sub("", name)).strip(" ,-")
    return INVERTED.sub(r"\2 \1", name)


def american(vocab: Path) -> dict[str, Company]:
    """US listings by symbol: companies in the SEC's order, then funds and what else is listed."""
    made: dict[str, Company] = {}
    proper: dict[str, tuple[str, str, str]] = {}
    for row in rows(vocab / "other-listed.csv"):
        proper[row["ACT Symbol"]] = (row["Security Name"], CODES.get(row["Exchange"], ""), row["ETF"])
    for row in rows(vocab / "nasdaq-listed-symbols.csv"):
        proper[row["Symbol"]] = (row["Security Name"], "XNAS", row["ETF"])
    members = {row["Symbol"].replace(".", "-"): row["Security"] for row in rows(vocab / "sp500_constituents.csv")}
    seen: dict[str, str] = {}
    for rank, row in enumerate(lines(vocab / "sec_company_tickers_edgartools_5.62.1.jsonl")):
        symbol, mic = row["ticker"], US.get(row["exchange"] or "", "")
        if not mic or PAPERS.search(proper.get(symbol, ("", "", ""))[0]):
            continue
        first = seen.setdefault(row["cik"], symbol)
        title = proper.get(symbol, (row["name"], mic, ""))
        company = Company(title[1] or mic, symbol.replace("-", "."), cleaned(members.get(symbol) or title[0]), rank)
        company.known = first == symbol and (symbol in members or (rank < WELL_KNOWN and mic != "OTCM"))
        if first == symbol:
            company.names = {
                key(company.name),
                base(company.name),
                base(cleaned(title[0])),
                base(STATE.sub("", row["name"])),
            }
        made[company.symbol] = company
    for symbol, (title, mic, fund) in proper.items():
        if symbol not in made and mic and not PAPERS.search(title) and symbol.isalpha():
            name = title if fund == "Y" else cleaned(title)
            made[symbol] = Company(
                mic, symbol, name, 50_000, "f" if fund == "Y" else "c", names={key(name), base(name)}
            )
    return made


def index_members(vocab: Path) -> Iterator[tuple[str, str, list[str]]]:
    """Yahoo symbol, name and other names of the members of European indices."""
    for row in lines(vocab / "pytickersymbols_companies.jsonl"):
        suffix = next((INDEX_SUFFIX[index] for index in row.get("indices") or [] if index in INDEX_SUFFIX), None)
        if suffix and row["symbol"]:
            yield row["symbol"].rstrip(".") + suffix, row["name"], [row["name"], *(row.get("akas") or [])]


def abroad(vocab: Path, taken: set[str]) -> list[Company]:
    """Companies listed where they are at home, but for those whose names are listed in the US."""
    mics = {suffix: mic for homes in HOME.values() for suffix, mic in homes}
    made: dict[str, Company] = {}
    for symbol, name, names in index_members(vocab):
        ticker, _, end = symbol.rpartition(".")
        keys = {found for title in names for found in (key(title), base(title))}
        if not keys & taken:
            made[symbol] = Company(mics["." + end], ticker, name, 2_000 + len(made), known=True, names=keys)
    for row in lines(vocab / "financedatabase_equities_slim.jsonl"):
        symbol = row.get("symbol") or ""
        suffix = "." + symbol.rpartition(".")[2]
        if symbol in made or not row.get("website") or not row.get("name"):
            continue
        if suffix not in [home for home, _ in HOME.get(row.get("country") or "", [])]:
            continue
        name = cleaned(row["name"])
        keys = {key(name), base(name)}
        if not keys & taken and len(base(name)) >= SHORTEST:
            made[symbol] = Company(mics[suffix], symbol.rpartition(".")[0], name, 10_000 + len(made), names=keys)
            taken |= keys
    return list(made.values())


def short(company: Company) -> set[str]:
    """The names by which a well-known company goes: without describing words at the end."""
    found = set()
    for name in company.names:
        words = name.split()
        while len(words) > 1 and (words[-1] in DESCRIBING or base(" ".join(words)) != " ".join(words)):
            words = base(" ".join(words)).split() if base(" ".join(words)) != " ".join(words) else words[:-1]
            found.add(" ".join(words))
    return {name for name in found if len(name) >= SHORTEST}


def settled(companies: list[Company]) -> None:
    """Leave each name to one company: the best known, else to none."""
    claims: dict[str, list[Company]] = defaultdict(list)
    for company in companies:
        company.names |= short(company) if company.known else set()
        company.names.discard("")
        for name in company.names:
            claims[name].append(company)
    for name, claimants in claims.items():
        best = min(claimants, key=lambda company: (not company.known, company.rank, company.symbol))
        for other in claimants:
            if other is not best:
                other.names.discard(name)


def main(data: Path) -> None:
    """Write the list."""
    vocab = data / "vocab"
    us = american(vocab)
    taken = {name for company in us.values() if company.mic != "OTCM" and company.kind == "c" for name in company.names}
    foreign = abroad(vocab, taken)
    homes = {name for company in foreign for name in company.names}
    companies = [c for c in us.values() if c.mic != "OTCM" or not c.names & homes] + foreign
    settled(companies)
    companies.sort(key=lambda company: (company.rank, company.symbol, company.mic))
    with TARGET.open("w", encoding="utf-8", newline="\n") as file:
        for c in (company for company in companies if company.names or company.mic != "OTCM"):
            kind = "k" if c.known else c.kind
            file.write("\t".join([c.symbol, c.mic, kind, c.name.replace("\t", " "), "|".join(sorted(c.names))]) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

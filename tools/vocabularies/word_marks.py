"""Builds streams/vocabularies/names/marks.tsv: what is known of a word before any context, one letter a fact.

Needs the packages `faker` 40.54.0 and `names` 0.3.0 (both MIT; the latter holds the US census's names, public domain)
beside the project's own; `names_corpus` (tools/models) reads the news text in which words are counted.
"""

import importlib
import json
import pkgutil
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import faker.providers.person
import names
import names_corpus

from streams.stages.names.tokens import tokens

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "streams/vocabularies/names/marks.tsv"
HEADER = """# Word, then its marks. First how often it stands in lower case: 0 (under 2 %), 1 (20 %), 2 (60 %),
# 3 (95 %), 4 (more), ? (too rare); then f first name, l family name, c city or part of one's name, C city of 100,000 or
# more, N country, o word of company names, O common word of company names. Built by tools/vocabularies/word_marks.py.
"""
BORDERS = ((0.02, "0"), (0.2, "1"), (0.6, "2"), (0.95, "3"), (1.01, "4"))
RARE = 3
FAMILY_NAMES = 20_000  # of the census's list, which is in the order of frequency
FIRST_NAMES = 3_000
LARGE_CITY = 100_000
COMPANY_WORD, COMMON_COMPANY_WORD = 2, 20
SHORTEST_CITY_WORD = 3


def counted(texts: Iterable[names_corpus.Text]) -> tuple[Counter[str], Counter[str]]:
    """How often words stand in lower case, and capitalised though no sentence begins with them."""
    lower: Counter[str] = Counter()
    capital: Counter[str] = Counter()
    for text in texts:
        found = tokens(text.text)
        for start, end in found.sentences:
            for index, word in enumerate(found.words[start:end]):
                if word[0].islower():
                    lower[word] += 1
                elif word[0].isupper() and index:
                    capital[word.lower()] += 1
    return lower, capital


def commonness(lower: int, capital: int) -> str:
    """The first mark of a word."""
    if lower + capital < RARE:
        return "?"
    share = lower / (lower + capital)
    return next(mark for border, mark in BORDERS if share < border)


def fake_names(prefixes: tuple[str, ...]) -> Iterator[str]:
    """Names in Latin script out of Faker's lists of all countries."""
    for module in pkgutil.iter_modules(faker.providers.person.__path__):
        if "_" not in module.name:
            continue
        provider = importlib.import_module(f"faker.providers.person.{module.name}").Provider
        for attribute in sorted(vars(provider) | vars(faker.providers.person.Provider)):
            listed = getattr(provider, attribute)
            if attribute.startswith(prefixes) and not callable(listed) and not isinstance(listed, property):
                yield from (name for name in listed if isinstance(name, str) and _latin(name))


def _latin(name: str) -> bool:
    return bool(name) and name[0].isupper() and unicodedata.name(name[0], "").startswith("LATIN")


def census(*files: str, most: int) -> Iterator[str]:
    """The commonest names of the US census of 1990."""
    for file in files:
        lines = (Path(names.__file__).parent / file).read_text(encoding="ascii").splitlines()
        yield from (line.split()[0] for line in lines[:most])


def cities(vocab: Path) -> dict[str, int]:
    """Words of cities' names, with the largest population of a city that is called so in one word (else 1)."""
    found: dict[str, int] = {}
    for line in (vocab / "geonames_cities15000_slim.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        words = record["name"].split()
        for word in words:
            if len(word) >= SHORTEST_CITY_WORD:
                size = (record["population"] or 0) if len(words) == 1 else 1
                found[word.lower()] = max(found.get(word.lower(), 0), size)
    return found


def company_words(vocab: Path) -> Counter[str]:
    """In how many company names of the SEC's list a word stands."""
    lines = (vocab / "sec_company_tickers_edgartools_5.62.1.jsonl").read_text(encoding="utf-8").splitlines()
    titles = (json.loads(line)["name"].lower().replace(",", "").split() for line in lines)
    return Counter(word for title in titles for word in set(title))


def main(data: Path) -> None:
    """Write the table."""
    vocab = data / "vocab"
    lower, capital = counted(names_corpus.silver(data))
    first = {name.lower() for name in fake_names(("first_names", "first_romanized"))}
    first |= {name.lower() for name in census("dist.male.first", "dist.female.first", most=FIRST_NAMES)}
    family = {name.lower() for name in fake_names(("last_names", "last_romanized"))}
    family |= {name.lower() for name in census("dist.all.last", most=FAMILY_NAMES)}
    towns, company = cities(vocab), company_words(vocab)
    records = (vocab / "geonames_countries.jsonl").read_text(encoding="utf-8").splitlines()
    countries = {word.lower() for record in records for word in json.loads(record)["name"].split()}
    business = {word for word, count in company.items() if count >= COMPANY_WORD}
    lines = []
    for word in sorted({*lower, *capital, *first, *family, *towns, *countries, *business}):
        marks = commonness(lower[word], capital[word])
        marks += "f" * (word in first) + "l" * (word in family)
        marks += ("C" if towns[word] >= LARGE_CITY else "c") if word in towns else ""
        marks += "N" * (word in countries)
        marks += ("O" if company[word] >= COMMON_COMPANY_WORD else "o") if word in business else ""
        if marks != "?":
            lines.append(f"{word}\t{marks}\n")
    TARGET.write_text(HEADER + "".join(lines), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

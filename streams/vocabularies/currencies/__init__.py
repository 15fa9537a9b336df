"""Currencies by the names, signs and codes that news writes them with; README.md says what each table holds."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from streams.vocabularies.table import listed, rows, words

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Name:
    """What a currency word can mean: its code, or its generic name where several share it, and its part of a whole."""

    code: str
    generic: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Currencies:
    """`names` and `signs` by their text (names in lower case), `generics` by code, `countries` by ISO 3166 code."""

    names: dict[str, Name]
    signs: dict[str, tuple[str, frozenset[str]]]
    codes: frozenset[str]
    generics: dict[str, str]
    countries: dict[str, str]
    ordinary: frozenset[str]

    def of_country(self, default: str, generics: frozenset[str], country: str) -> str:
        """The country's own currency if it goes by one of the generic names, else `default`."""
        own = self.countries.get(country, "")
        return own if self.generics.get(own) in generics else default


def load(*extra: Path) -> Currencies:
    """The vocabulary, with further tables in the columns of `currencies.tsv`; the last entry of a name holds.

    Raises:
        ValueError: a table has more columns than are known.
    """
    table = [row for path in (HERE / "currencies.tsv", *extra) for row in rows(path, 5)]
    names: dict[str, Name] = {}
    signs: dict[str, tuple[str, frozenset[str]]] = {}
    for code, generic, adjectives, symbols, forms in table:
        plain = {generic, f"{generic}s", *listed(forms)}
        names |= {form.lower(): Name(code, generic) for form in plain if form.lower() not in names}
        names |= {f"{adjective} {form}".lower(): Name(code) for adjective in listed(adjectives) for form in plain}
        signs |= {symbol: (code, frozenset()) for symbol in listed(symbols)}
    return Currencies(
        names=names | _shared(names) | _minor(),
        signs=signs | {sign: (code, frozenset(listed(generic))) for sign, generic, code in rows(HERE / "signs.tsv", 3)},
        codes=frozenset(row[0] for row in table),
        generics={row[0]: row[1] for row in table},
        countries={country: code for country, code in rows(HERE / "countries.tsv", 2)},  # noqa: C416 - rows are lists
        ordinary=words(HERE / "ordinary.txt"),
    )


@cache
def shipped() -> Currencies:
    """The vocabulary as it comes, read once."""
    return load()


def _shared(names: dict[str, Name]) -> dict[str, Name]:
    """Names that several currencies share mean the one that `generic.tsv` says."""
    default = dict(rows(HERE / "generic.tsv", 2))
    return {form: Name(default[name.generic], name.generic) for form, name in names.items() if name.generic in default}


def _minor() -> dict[str, Name]:
    return {
        form: Name(code, generics, 0.01)
        for name, generics, code in rows(HERE / "minor.tsv", 3)
        for form in (name, f"{name}s")
    }

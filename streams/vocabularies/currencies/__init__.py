"""Currencies by the names, signs and codes that news writes them with; README.md says what each table holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from streams.vocabularies.table import listed, rows, words

HERE = Path(__file__).parent
HUNDREDTH = 0.01
CODE = re.compile("[A-Z]{3}")


@dataclass(frozen=True, slots=True)
class Name:
    """What a currency word can mean: its code, or its generic name where several share it, and its part of a whole."""

    code: str
    generic: str = ""
    share: float = 1.0


@dataclass(frozen=True, slots=True)
class Sign:
    """What a sign can mean: its code, the generic names that share it, and the currencies it is never written for."""

    code: str
    generics: frozenset[str] = frozenset()
    never: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, eq=False)
class Currencies:
    """`names` and `signs` by their text (names in lower case), `generics` by code, `countries` by ISO 3166 code.

    `adjectives` by code are what sets it apart from others of its generic name. A vocabulary is equal to itself alone.
    """

    names: dict[str, Name]
    signs: dict[str, Sign]
    codes: frozenset[str]
    generics: dict[str, str]
    adjectives: dict[str, list[str]]
    countries: dict[str, str]
    ordinary: frozenset[str]

    def of_country(self, sign: Sign, country: str) -> str:
        """The country's own currency if it goes by one of the sign's generic names, else the sign's."""
        own = self.countries.get(country, "")
        return own if self.generics.get(own) in sign.generics and own not in sign.never else sign.code


def load(*extra: Path) -> Currencies:
    """The vocabulary, with further tables in the columns of `currencies.tsv`; the last entry of a name holds.

    Raises:
        ValueError: a table has more columns than are known, or an entry no code or name; the message names the file.
    """
    table = [row for path in (HERE / "currencies.tsv", *extra) for row in _entries(path)]
    own = frozenset(row[0] for path in extra for row in _entries(path))
    shorts = {generic: listed(forms) for generic, _, forms in rows(HERE / "generic.tsv", 3)}
    names: dict[str, Name] = {}
    signs: dict[str, Sign] = {}
    for code, generic, apart, symbols, forms in table:
        plain = {generic, f"{generic}s", *shorts.get(generic, ()), *listed(forms)} - {"", "s"}
        names |= {form.lower(): Name(code, generic) for form in plain if form.lower() not in names or code in own}
        names |= {f"{adjective} {form}".lower(): Name(code) for adjective in listed(apart) for form in plain}
        signs |= {symbol: Sign(code) for symbol in listed(symbols)}
    generics = {row[0]: row[1] for row in table}
    adjectives = {row[0]: listed(row[2]) for row in table}
    return Currencies(
        names=names | _shared(names) | _parts(generics, adjectives),
        signs=_signs() | signs if own else signs | _signs(),
        codes=frozenset(row[0] for row in table),
        generics=generics,
        adjectives=adjectives,
        countries={country: code for country, code in rows(HERE / "countries.tsv", 2)},  # noqa: C416 - rows are lists
        ordinary=words(HERE / "ordinary.txt"),
    )


@cache
def shipped() -> Currencies:
    """The vocabulary as it comes, read once."""
    return load()


def _entries(path: Path) -> Iterator[list[str]]:
    for row in rows(path, 5):
        if not CODE.fullmatch(row[0]) or not row[1]:
            message = f"{path.name}: {row[0]!r} is no currency code of three capital letters, or has no name"
            raise ValueError(message)
        yield row


def _shared(names: dict[str, Name]) -> dict[str, Name]:
    """Names that several currencies share mean the one that `generic.tsv` says."""
    default = {generic: code for generic, code, _ in rows(HERE / "generic.tsv", 3)}
    return {form: Name(default[name.generic], name.generic) for form, name in names.items() if name.generic in default}


def _signs() -> dict[str, Sign]:
    return {
        sign: Sign(code, frozenset(listed(generics)), frozenset(listed(never)))
        for sign, generics, code, never in rows(HERE / "signs.tsv", 4)
    }


def _parts(generics: dict[str, str], adjectives: dict[str, list[str]]) -> dict[str, Name]:
    """Cents and crowns, by their bare names and with what sets a currency apart ("Australian cents", "euro cents")."""
    many = {row[0] for row in rows(HERE / "generic.tsv", 3)}
    apart = {code: [*adjectives[code], *([] if name in many else [name])] for code, name in generics.items()}
    found: dict[str, Name] = {}
    for name, shared, default, part in rows(HERE / "minor.tsv", 4):
        of, share = listed(shared), float(part or HUNDREDTH)
        before = [(word, code) for code, generic in generics.items() if generic in of for word in apart[code]]
        for form in (name, f"{name}s"):
            found[form] = Name(default, shared, share)
            found |= {f"{word} {form}".lower(): Name(code, "", share) for word, code in before}
    return found

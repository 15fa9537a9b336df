"""Listed companies by name and ticker, and the listed owners of brands.

Sources, licences and how to add entries of one's own: README.md beside this file.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from streams.vocabularies.companies.keys import KEPT, base, key
from streams.vocabularies.table import rows

HERE = Path(__file__).parent
# The exchanges whose tickers a text may use bare, in the order in which one is taken.
AMERICAN = ("XNAS", "XNYS", "XASE", "ARCX", "BATS", "IEXG", "OTCM")


MIC = re.compile(r"[A-Z0-9]{4}")


class Company(NamedTuple):
    """A listing. `kind`: k well known, c other company, f fund; `mic`: ISO 10383."""

    symbol: str
    mic: str
    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class Named:
    """What a name means: the company, or (`owner`) the brand's owner, who is not named; `product`: a thing, no body.

    `curated`: from a list made by hand rather than from the listings' titles.
    """

    company: Company
    owner: bool
    product: bool = False
    curated: bool = False


def load_own(path: Path) -> list[tuple[str, str, str, str]]:
    """A table of a user's own: name, symbol, MIC and, for a brand, `brand`, or `product` where it is a thing.

    Raises:
        OSError, UnicodeDecodeError: the file cannot be read.
        ValueError: a line has too many columns, or a cell that cannot be; the message names file and entry.
    """
    made = []
    for name, symbol, mic, what in rows(path, 4):
        if not key(name) or not symbol or not MIC.fullmatch(mic) or what not in {"", "brand", "product"}:
            message = (
                f"{path.name}: {name!r} needs a symbol, a MIC of four capitals, and then nothing, brand or product"
            )
            raise ValueError(message)
        made.append((name, symbol, mic, what))
    return made


class Companies:
    """Looks up names and tickers. About 35,000 listings; lines are taken apart only when asked for."""

    def __init__(self, extra: Sequence[Path] = ()) -> None:
        """`extra`: tables of a user's own, as `load_own` reads them, and with its errors; they win over ours."""
        lines = (HERE / "listed.tsv").read_text("utf-8").splitlines()
        self._lines = [line for line in lines if not line.startswith("#")]
        self._names: dict[str, int | Named] = {}
        self._asked: dict[str, Named | None] = {}
        self._symbols: dict[str, int] = {}
        self._listings: dict[str, int] = {}
        for number, line in enumerate(self._lines):
            symbol, mic, _, _, names = line.split("\t")
            self._listings[f"{symbol}\t{mic}"] = number
            if mic in AMERICAN:
                self._symbols.setdefault(symbol, number)
            if names:
                self._names.update(dict.fromkeys(names.split("|"), number))
        self._add(((name, symbol, mic, "") for name, symbol, mic in rows(HERE / "aliases.tsv", 3)))
        self._add(((name, symbol, mic, what or "brand") for name, symbol, mic, what in rows(HERE / "brands.tsv", 4)))
        for path in extra:
            self._add(iter(load_own(path)))
        self._firsts = {name.partition(" ")[0] for name in self._names} | {"the"}
        self._begun: dict[str, bool] = {}

    def _add(self, entries: Iterator[tuple[str, str, str, str]]) -> None:
        for name, symbol, mic, brand in entries:
            number = self._listings.get(f"{symbol}\t{mic}")
            company = Company(symbol, mic, "k", name) if number is None else self._at(number)._replace(kind="k")
            self._names[key(name)] = Named(company, owner=bool(brand), product=brand == "product", curated=True)

    def _at(self, number: int) -> Company:
        return Company(*self._lines[number].split("\t")[:4])

    def begin(self, word: str) -> bool:
        """Whether a name that is listed may begin with a word, if nothing is written to its end without a blank."""
        if word not in self._begun:
            if len(self._begun) >= KEPT:
                self._begun.clear()
            self._begun[word] = key(word).partition(" ")[0] in self._firsts
        return self._begun[word]

    def named(self, name: str) -> Named | None:
        """The company that a name means, legal form or not."""
        if name not in self._asked:
            if len(self._asked) >= KEPT:
                self._asked.clear()
            self._asked[name] = self._found(name)
        return self._asked[name]

    def _found(self, name: str) -> Named | None:
        for form in (key(name), base(name)):
            found = self._names.get(form)
            if isinstance(found, Named):
                return found
            if found is not None:
                return Named(self._at(found), owner=False)
        return None

    def listing(self, symbol: str, mic: str) -> Company | None:
        """The listing of a ticker at an exchange."""
        found = self._listings.get(f"{symbol}\t{mic}")
        return None if found is None else self._at(found)

    def listed(self, symbol: str) -> Company | None:
        """The US listing of a ticker ("BRK.B"), funds included."""
        found = self._symbols.get(symbol)
        return None if found is None else self._at(found)

"""Places by name: countries, states and provinces, and cities of 15,000 people and more, with coordinates.

Sources, licences and how to add entries of one's own: README.md beside this file.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from streams.vocabularies.table import Row, rows

HERE = Path(__file__).parent
# A country or state outweighs a city of its name, unless the context speaks for the city.
COUNTRY_WEIGHT = 10**9
REGION_WEIGHT = 10**8
DEGREES = re.compile(r"-?\d{1,3}(?:\.\d+)?")
NORTHMOST, EASTMOST = 90, 180  # degrees
COUNTRY = re.compile("[A-Z]{2}")
LEADING = ("the ", "The ")
NAMES_KEPT = 4_000  # whose places are remembered: the wire repeats them


class Place(NamedTuple):
    """A place: level country, region or city; country: ISO 3166; region: GeoNames' code (a US state's letters)."""

    name: str
    latitude: float
    longitude: float
    country: str
    region: str
    level: str
    weight: int


def load_own(path: Path) -> list[Row]:
    """A table of a user's own: name, latitude, longitude, country (ISO 3166), region, population, names parted by `|`.

    Raises:
        OSError, UnicodeDecodeError: the file cannot be read.
        ValueError: a line has too many columns, or a cell that cannot be; the message names file and entry.
    """
    made = []
    for row in rows(path, 7):
        name, latitude, longitude, country, _, population, _ = row
        point = DEGREES.fullmatch(latitude) and DEGREES.fullmatch(longitude)
        if not point or abs(float(latitude)) > NORTHMOST or abs(float(longitude)) > EASTMOST:
            message = f"{path.name}: {name!r} needs a latitude and a longitude in degrees"
            raise ValueError(message)
        if not COUNTRY.fullmatch(country) or not (population or "0").isdecimal():
            message = f"{path.name}: {name!r} needs a country of two capitals, and a population or nothing"
            raise ValueError(message)
        row[5] = population or "0"
        made.append(row)
    return made


class Places:
    """Looks up places; a name may mean several, the largest first."""

    def __init__(self, extra: Sequence[Path] = ()) -> None:
        """`extra`: tables of a user's own, as `load_own` reads them, and with its errors."""
        self._lines: list[str] = []
        self._asked: dict[str, list[Place]] = {}
        self._names: dict[str, int | tuple[int, ...]] = {}
        also = dict(row for row in rows(HERE / "countries_also.tsv", 2))
        for name, latitude, longitude, code, _ in rows(HERE / "countries.tsv", 5):
            self._enter(["country", name, latitude, longitude, code, "", str(COUNTRY_WEIGHT), also.get(code, "")])
        for name, latitude, longitude, code, region, other in rows(HERE / "regions.tsv", 6):
            self._enter(["region", name, latitude, longitude, code, region, str(REGION_WEIGHT), other])
        for path in extra:
            for row in load_own(path):
                self._enter(["city", *row])
        for line in (HERE / "cities.tsv").read_text("utf-8").splitlines():
            if line and not line.startswith("#"):
                self._enter(["city", *line.split("\t")])

    def _enter(self, cells: list[str]) -> None:
        number = len(self._lines)
        self._lines.append("\t".join(cells))
        for name in {cells[1], plain(cells[1]), *filter(None, cells[7].split("|"))}:
            found = self._names.get(name)
            if found is None:
                self._names[name] = number
            else:
                self._names[name] = (*((found,) if isinstance(found, int) else found), number)

    def named(self, name: str) -> list[Place]:
        """All places of a name, as it is written or without its article, largest first. Not to be changed."""
        if name not in self._asked:
            if len(self._asked) >= NAMES_KEPT:
                self._asked.clear()
            self._asked[name] = self._found(name)
        return self._asked[name]

    def _found(self, name: str) -> list[Place]:
        bare = name[4:] if name.startswith(LEADING) else name
        found = self._names.get(name, self._names.get(bare, ()))
        places = [self._at(number) for number in ((found,) if isinstance(found, int) else found)]
        return sorted(places, key=lambda place: -place.weight)

    def _at(self, number: int) -> Place:
        level, name, latitude, longitude, country, region, weight, *_ = self._lines[number].split("\t")
        return Place(name, _number(latitude), _number(longitude), country, region, level, int(weight))

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)


def plain(name: str) -> str:
    """A name without accents."""
    return name if name.isascii() else unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()


def _number(cell: str) -> float:
    return float(cell) if cell else 0.0

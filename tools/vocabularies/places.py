"""Builds cities.tsv and countries.tsv of streams/vocabularies/places from GeoNames (CC BY 4.0)."""

import json
import re
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
TARGET = ROOT / "streams/vocabularies/places"
# Other names of a city are kept from this population on, and only those that read as an English text would write them.
OTHER_NAMES_FROM = 200_000
ENGLISH = re.compile(r"[A-Z][a-zé]{2,}(?:[ -][A-Z][a-zé]+)*")
HEADER = "# From GeoNames (geonames.org), CC BY 4.0, by tools/vocabularies/places.py.\n"
NUMBER = "{:.3f}"


def lines(path: Path) -> list[Any]:
    """The records of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def city(record: dict[str, Any]) -> str:
    """One line: name, latitude, longitude, country, region, population, other names."""
    others: list[str] = []
    if (record["population"] or 0) >= OTHER_NAMES_FROM:
        others = [name for name in record["alternatenames"] if ENGLISH.fullmatch(name) and name != record["name"]]
    return "\t".join(
        [
            record["name"],
            NUMBER.format(record["lat"]),
            NUMBER.format(record["lon"]),
            record["country"],
            str(record["admin1"] or ""),
            str(record["population"] or 0),
            "|".join(sorted(set(others))),
        ]
    )


def main(data: Path) -> None:
    """Write both tables."""
    cities = lines(data / "vocab/geonames_cities15000_slim.jsonl")
    cities.sort(key=lambda record: (-(record["population"] or 0), record["geonameid"]))
    (TARGET / "cities.tsv").write_text(HEADER + "".join(city(record) + "\n" for record in cities), "utf-8")
    where = {(record["country"], record["name"]): record for record in reversed(cities)}
    made = []
    for record in lines(data / "vocab/geonames_countries.jsonl"):
        capital = where.get((record["iso"], record["capital"])) or next(
            (found for found in cities if found["country"] == record["iso"]), None
        )
        point = [NUMBER.format(capital[axis]) for axis in ("lat", "lon")] if capital else ["", ""]
        made.append("\t".join([record["name"], *point, record["iso"], str(record["population"] or 0)]))
    (TARGET / "countries.tsv").write_text(HEADER + "".join(line + "\n" for line in made), "utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

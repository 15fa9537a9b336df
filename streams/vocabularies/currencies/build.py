"""Builds `countries.tsv`, the currency of each country, from GeoNames' list of countries.

`python -m streams.vocabularies.currencies.build SOURCE`, where SOURCE is `geonames_countries.jsonl`: one JSON object a
line with `iso` and `currencycode`, as made from GeoNames' countryInfo.txt.
"""

import json
import sys
from pathlib import Path

TARGET = Path(__file__).with_name("countries.tsv")
HEADER = "# ISO 3166 country, ISO 4217 currency. From GeoNames (geonames.org), CC BY 4.0. Made by build.py.\n"


def table(source: Path) -> str:
    """The table's text: countries in order of their code."""
    countries = map(json.loads, source.read_text("utf-8").splitlines())
    pairs = sorted((country["iso"], country["currencycode"]) for country in countries if country["currencycode"])
    return HEADER + "".join(f"{country}\t{currency}\n" for country, currency in pairs)


if __name__ == "__main__":
    TARGET.write_text(table(Path(sys.argv[1])), "utf-8")

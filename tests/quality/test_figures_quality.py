"""How well figures are read, on the specifications of Recognizers-Text. Floors are only ever raised."""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from streams.stages.date import dates
from streams.stages.figures.numbers import numbers
from streams.stages.figures.openings import openings
from streams.stages.money import money
from streams.stages.quantify import quantities
from streams.vocabularies import currencies

pytestmark = pytest.mark.quality

# F1 of value and unit, or the share of cases found, as measured on 2026-11-24, less half a point.
MONEY = 0.928
PERCENT = 0.84
# Of measures the recall counts: our reader also finds counts and lengths of time, which these cases leave out.
DIMENSION, TEMPERATURE, AGE = 0.79, 0.93, 0.88
# Of all dates; and of those that read as a wire would write them.
DATES, WIRE_DATES = 0.478, 0.71
# The share of a specification's English cases of which all that is wanted is found, less a point. Many are no news:
# sums ("2 to the power of"), fractions in words, calendar commands.
PASSING = {
    "Number/NumberModel": 0.42, "Number/PercentModel": 0.8, "NumberWithUnit/CurrencyModel": 0.93,
    "NumberWithUnit/DimensionModel": 0.82, "NumberWithUnit/TemperatureModel": 0.945, "NumberWithUnit/AgeModel": 0.88,
    "DateTime/DateTimeModel": 0.7,
}  # fmt: skip

TODAY = date(2020, 1, 1)
# Names of units in the specifications that are spelt another way here.
SPELLING = {
    "meter": "metre", "liter": "litre", "C": "degree Celsius", "F": "degree Fahrenheit", "Metric ton": "tonne",
}  # fmt: skip

Case = dict[str, Any]


@pytest.fixture(scope="module")
def specs(shared_data: Path) -> Callable[[str], list[Case]]:
    """The cases of a specification in English."""

    def read(name: str) -> list[Case]:
        folder, file = name.split("/")
        path = shared_data / "recognizers_text_specs" / "Specs" / folder / "English" / f"{file}.json"
        cases: list[Case] = json.loads(path.read_text("utf-8-sig"))
        return cases

    return read


def f1(pairs: Iterable[tuple[list[Any], list[Any]]]) -> float:
    """Of what was found and what was wanted, as multisets, over all cases."""
    right = found = wanted = 0
    for got, want in pairs:
        right += (Counter(got) & Counter(want)).total()
        found, wanted = found + len(got), wanted + len(want)
    return 2 * right / (found + wanted)


def recall(pairs: Iterable[tuple[list[Any], list[Any]]]) -> float:
    """The share of what was wanted that was found."""
    every = [((Counter(got) & Counter(want)).total(), len(want)) for got, want in pairs]
    return sum(right for right, _ in every) / sum(wanted for _, wanted in every)


def amounts(case: Case) -> list[tuple[float, str]]:
    """Value in whole units and ISO 4217 code; where a specification leaves the currency open, ours for its name."""
    known = currencies.shipped()
    found = []
    for result in case["Results"]:
        resolution = result["Resolution"]
        unit = resolution["unit"].lower()
        name = known.names.get(unit)
        code = resolution.get("isoCurrency") or (name.code if name else "")
        if resolution.get("value") is not None and unit not in {"bitcoin", "satoshi"}:
            found.append((round(float(resolution["value"]) * (name.share if name else 1), 6), code))
    return found


def test_money(specs: Callable[[str], list[Case]]) -> None:
    """Value and currency."""
    cases = specs("NumberWithUnit/CurrencyModel")
    assert f1(([(one.low, one.currency) for one in money(case["Input"])], amounts(case)) for case in cases) >= MONEY


def percentages(case: Case) -> list[float]:
    """Their values."""
    values = [result["Resolution"]["value"] for result in case["Results"]]
    return [float(value.rstrip("%")) for value in values if value not in {None, "null"}]


def read_percentages(case: Case) -> list[float]:
    """Those that we find."""
    return [one.low for one in quantities(case["Input"], today=TODAY) if one.unit == "percent"]


def test_percentages(specs: Callable[[str], list[Case]]) -> None:
    """Their values."""
    assert f1((read_percentages(case), percentages(case)) for case in specs("Number/PercentModel")) >= PERCENT


def measures(case: Case) -> list[tuple[float, str]]:
    """Value and unit as we name it."""
    found = []
    for result in case["Results"]:
        value, unit = result["Resolution"].get("value"), result["Resolution"]["unit"]
        unit = SPELLING.get(unit, unit).lower()
        for theirs in ("meter", "liter"):
            unit = unit.replace(theirs, SPELLING[theirs])
        if value not in {None, "null"}:
            found.append((round(float(value), 6), unit.lower()))
    return found


@pytest.mark.parametrize(
    ("name", "floor"), [("DimensionModel", DIMENSION), ("TemperatureModel", TEMPERATURE), ("AgeModel", AGE)]
)
def test_measures(specs: Callable[[str], list[Case]], name: str, floor: float) -> None:
    """Value and unit."""
    cases = specs(f"NumberWithUnit/{name}")
    pairs = [
        ([(one.low, one.unit.lower()) for one in quantities(case["Input"], today=TODAY)], measures(case))
        for case in cases
    ]
    assert recall(pairs) >= floor


def periods(result: Case) -> set[tuple[str, str]]:
    """The closed periods that a specification allows; its ends are exclusive, ours are not."""
    allowed = set()
    for value in (result.get("Resolution") or {}).get("values", []):
        if "start" in value and "end" in value:
            last = date.fromisoformat(value["end"]) - timedelta(days=1)
            allowed |= {(value["start"], last.isoformat()), (value["start"], value["end"])}
        elif (day := value.get("value", "")[:10])[:1].isdigit():
            allowed.add((day, day))
    return allowed


def dated(case: Case) -> list[set[tuple[str, str]]]:
    """The periods allowed for each date of a case."""
    results = [one for one in case["Results"] if one.get("TypeName", "").endswith((".date", ".daterange"))]
    return [allowed for one in results if (allowed := periods(one))]


def read_dates(case: Case) -> set[tuple[str, str]]:
    """The periods that we find."""
    today = date.fromisoformat(case.get("Context", {}).get("ReferenceDateTime", "2016-11-07")[:10])
    return {(str(one.from_), str(one.to)) for one in dates(case["Input"], today=today)}


def test_dates(specs: Callable[[str], list[Case]]) -> None:
    """Days and closed periods, each resolved to the day. Most of these cases are calendar commands, not news."""
    cases = specs("DateTime/DateTimeModel")
    found = [bool(allowed & read_dates(case)) for case in cases for allowed in dated(case)]
    assert sum(found) / len(found) >= DATES


_MONTH = "(?:jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)"
# A month with its day or year, a weekday, a period told from today's, a year, a decade, a holiday ...
WIRE = re.compile(
    rf"\b{_MONTH}[a-z]*\b\.?,? (?:of )?(?:the )?[0-9]|[0-9](?:st|nd|rd|th)?(?: of)? {_MONTH}"
    r"|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\b(?:last|next|past|this|previous|coming)(?: [a-z0-9]+)?"
    r" (?:day|week|month|quarter|year|decade|summer|winter|spring|fall)s?\b|\bago\b|\bquarter\b|\bq[1-4]\b"
    r"|\b(?:today|yesterday|tomorrow|tonight)\b|\b(?:19|20)[0-9]{2}\b|\b[0-9]{2}s\b"
    r"|\b(?:christmas|easter|thanksgiving|halloween)\b|\bhalf of\b"
)
# ... but in no form of tables, diaries and office calendars.
NO_WIRE = re.compile(
    r"[0-9][/.][0-9]|[a-z]/|/[a-z]|-[a-z]+-|~|=|business|work|week [0-9]|w/c|\btmr|calendar|\bcy|\bfy"
    r"|from now|\bnow\b|since"
)
_RANGE = re.compile(r" to | and |-|through|till|until")


def wire_dated(case: Case) -> list[set[tuple[str, str]]]:
    """The periods allowed for each date as a wire would write it; "2014 to 2018" may hold its last year."""
    every = []
    for result in case["Results"]:
        text = result["Text"].lower()
        is_date = result.get("TypeName", "").endswith((".date", ".daterange"))
        if not is_date or not WIRE.search(text) or NO_WIRE.search(text) or not (allowed := periods(result)):
            continue
        if _RANGE.search(text):
            allowed |= {(first, last) for first, end in allowed for last in (month_end(end), f"{end[:4]}-12-31")}
        every.append(allowed)
    return every


def month_end(day: str) -> str:
    """The last day of the month that holds a day."""
    year, month = int(day[:4]), int(day[5:7])
    return str(date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1))


def test_dates_of_the_wire(specs: Callable[[str], list[Case]]) -> None:
    """Those that a newsroom would meet."""
    cases = specs("DateTime/DateTimeModel")
    found = [bool(allowed & read_dates(case)) for case in cases for allowed in wire_dated(case)]
    assert sum(found) / len(found) >= WIRE_DATES, f"{sum(found)} of {len(found)}"


def numbered(case: Case) -> list[float]:
    """The values of a case's numbers."""
    values = [result["Resolution"]["value"] for result in case["Results"] if result.get("Resolution")]
    return [round(float(value.split()[0]), 4) for value in values if value not in {None, "null"}]


def read_numbers(case: Case) -> list[float]:
    """Those that we find, abbreviated scales taken as scales."""
    found = numbers(case["Input"], openings(case["Input"]))
    return [round(one.value * one.short, 4) for one in found]


def has_all(got: Iterable[Any], want: Iterable[Any]) -> bool:
    return Counter(want) <= Counter(got)


# Whether all that a case wants is found.
PASSES: dict[str, Callable[[Case], bool]] = {
    "NumberModel": lambda case: has_all(read_numbers(case), numbered(case)),
    "PercentModel": lambda case: has_all(read_percentages(case), percentages(case)),
    "CurrencyModel": lambda case: has_all([(one.low, one.currency) for one in money(case["Input"])], amounts(case)),
    "DateTimeModel": lambda case: all(allowed & read_dates(case) for allowed in dated(case)),
}


def has_measures(case: Case) -> bool:
    return has_all([(one.low, one.unit.lower()) for one in quantities(case["Input"], today=TODAY)], measures(case))


@pytest.mark.parametrize("name", PASSING)
def test_cases_pass(specs: Callable[[str], list[Case]], name: str) -> None:
    """All that is wanted is found."""
    passed = [PASSES.get(name.partition("/")[2], has_measures)(case) for case in specs(name)]
    assert sum(passed) / len(passed) >= PASSING[name], f"{sum(passed)} of {len(passed)}"

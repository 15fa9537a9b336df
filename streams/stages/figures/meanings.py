"""What the phrases of a date mean: each function turns a match of its pattern into a period, or None if it is none."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from streams.stages.figures import calendar
from streams.stages.figures.calendar import Period
from streams.vocabularies import units

MONTHS = "january february march april may june july august september october november december".split()
WEEKDAYS = "monday tuesday wednesday thursday friday saturday sunday".split()
_MONTH_NUMBERS = {name[:3]: number for number, name in enumerate(MONTHS, 1)}
_WEEKDAY_NUMBERS = {name[:3]: number for number, name in enumerate(WEEKDAYS)}
ORDINALS = {
    "first": 1,
    "second": 2,
    "third": 3,
    "fourth": 4,
    "final": 4,
    "last": -1,
    "1st": 1,
    "2nd": 2,
    "3rd": 3,
    "4th": 4,
}
SMALL = {"a": 1, "an": 1} | {word: number.value for word, number in units.numbers().items() if number.kind == "unit"}
BACK = frozenset({"last", "past", "previous", "recent", "preceding"})
ON = frozenset({"next", "coming", "upcoming", "following"})
# Years of two digits from here on are of the last century.
CENTURY = 50
# A year of fewer digits leaves its century out.
SHORT_YEARS = 100


class When(NamedTuple):
    """What a phrase is read against: the item's day, and what tells whether its clause looks ahead (None: nothing)."""

    today: date
    tense: Callable[[], bool | None]

    @property
    def ahead(self) -> bool | None:
        """Whether the clause looks ahead; looked up only where it matters."""
        return self.tense()


Meaning = Callable[[re.Match[str], When], Period | None]


def _month_number(match: re.Match[str]) -> int:
    return _MONTH_NUMBERS[match["month"][:3].lower()]


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def whole(day: date | None) -> Period | None:
    return (day, day) if day else None


def of_year(match: re.Match[str], when: When, make: Callable[[int], date | None]) -> date | None:
    """The day in the year named, or in the year that brings it nearest, on the side that the clause speaks of."""
    if match["year"]:
        return make(int(match["year"]))
    ahead = when.ahead
    days = [day for shift in (-1, 0, 1) if (day := make(when.today.year + shift))]
    right = [day for day in days if ahead is None or (day >= when.today) == ahead or day == when.today]
    return min(right or days, key=lambda day: abs((day - when.today).days), default=None)


def day(match: re.Match[str], when: When) -> Period | None:
    return day_in_year(match, when, int(match["day"]))


def day_in_year(match: re.Match[str], when: When, number: int) -> Period | None:
    """A day of the month that the match names, in its year or the nearest."""
    month = _month_number(match)
    return whole(of_year(match, when, lambda year: _date(year, month, number)))


def days(match: re.Match[str], when: When) -> Period | None:
    first = day(match, when)
    last = _date(first[0].year, first[0].month, int(match["to"])) if first else None
    return (first[0], last) if first and last and first[0] < last else None


def month(match: re.Match[str], when: When) -> Period | None:
    number = _month_number(match)
    if match["year"]:
        return calendar.month(int(match["year"]), number)
    today = when.today
    year = today.year + (number < today.month) if when.ahead else today.year - (number > today.month)
    return calendar.month(year, number)


def from_now(match: re.Match[str], when: When) -> Period | None:
    return in_units(match, When(when.today, lambda: True))


def year(match: re.Match[str], _: When) -> Period | None:
    return calendar.year(int(match["year"]))


def years(match: re.Match[str], _: When) -> Period | None:
    first, last = int(match["year"]), match["to"]
    end = int(last) if len(last) == len(match["year"]) else first - first % 100 + int(last)
    return (date(first, 1, 1), date(end, 12, 31)) if first < end else None


def decade(match: re.Match[str], _: When) -> Period | None:
    number = int(match["tens"])
    first = number if number >= SHORT_YEARS else number + (1900 if number >= CENTURY - 20 else 2000)
    return calendar.year(first)[0], calendar.year(first + 9)[1]


def weekday(match: re.Match[str], when: When) -> Period | None:
    """The last such day up to today, or the next from today where the clause looks ahead."""
    number = _WEEKDAY_NUMBERS[match["weekday"][:3].lower()]
    days = (number - when.today.weekday()) % calendar.WEEK
    return whole(when.today + timedelta(days=days if when.ahead or not days else days - calendar.WEEK))


def weekday_of_week(match: re.Match[str], when: When) -> Period | None:
    """Last Monday is that of the week before, next Monday that of the week after; past Monday is the latest."""
    which = match["which"].lower()
    if which in {"past", "coming", "this", "that", "current", "upcoming", "recent"}:
        ahead = which in ON or (which not in BACK and when.ahead is not False)
        return weekday(match, When(when.today - timedelta(days=which == "past"), lambda: ahead))
    number = _WEEKDAY_NUMBERS[match["weekday"][:3].lower()]
    week = calendar.relative(when.today, "week", steps(which))
    return whole(week[0] + timedelta(days=number)) if week else None


def steps(which: str) -> int:
    return -1 if which.lower() in BACK else 1 if which.lower() in ON else 0


def unit(match: re.Match[str], when: When) -> Period | None:
    return calendar.relative(when.today, match["unit"].lower(), steps(match["which"]))


def month_of(match: re.Match[str], when: When) -> Period | None:
    number, away = _month_number(match), steps(match["which"])
    today = when.today
    year = today.year
    if away:
        year += (number <= today.month) if away > 0 else -(number >= today.month)
    return calendar.month(year, number)


def season_of(match: re.Match[str], when: When) -> Period | None:
    return calendar.season(match["season"].lower(), when.today, steps(match["which"]))


def count(match: re.Match[str]) -> int:
    text = match["count"].lower()
    return 2 if text == "couple" else int(text) if text.isdigit() else SMALL[text]


def last_units(match: re.Match[str], when: When) -> Period | None:
    return calendar.span(when.today, match["unit"].lower(), count(match) * (steps(match["which"]) or -1))


def year_to_date(_: re.Match[str], when: When) -> Period | None:
    return date(when.today.year, 1, 1), when.today


def century(match: re.Match[str], _: When) -> Period | None:
    """The 19th century is the 1800s."""
    first = int(match["number"]) * 100 - 100
    return calendar.year(first)[0], calendar.year(first + 99)[1]


def within(match: re.Match[str], when: When) -> Period | None:
    to = calendar.shifted(when.today, match["unit"].lower(), count(match))
    return (when.today, to) if to else None


def ago(match: re.Match[str], when: When) -> Period | None:
    return whole(calendar.shifted(when.today, match["unit"].lower(), -count(match)))


def in_units(match: re.Match[str], when: When) -> Period | None:
    return whole(calendar.shifted(when.today, match["unit"].lower(), count(match))) if when.ahead else None


def quarter(match: re.Match[str], when: When) -> Period | None:
    number = (
        int(match["quarter"])
        if "quarter" in match.re.groupindex and match["quarter"]
        else ORDINALS[match["nth"].lower()]
    )
    if number < 0:
        return calendar.relative(when.today, "quarter", -1)
    if match["year"]:
        return calendar.quarter(int(match["year"]), number)
    if match["which"]:
        return calendar.quarter(when.today.year + steps(match["which"]), number)
    this = calendar.quarter(when.today.year, number)
    if when.ahead:
        return this if this[1] >= when.today else calendar.quarter(when.today.year + 1, number)
    return this if this[0] <= when.today else calendar.quarter(when.today.year - 1, number)


def half(match: re.Match[str], when: When) -> Period | None:
    number = int(match["half"]) if "half" in match.re.groupindex and match["half"] else ORDINALS[match["nth"].lower()]
    if number not in {1, 2}:
        return None
    away = steps(match["which"]) if match["which"] else 0
    return calendar.half(calendar.year(int(match["year"]) if match["year"] else when.today.year + away), number)


def days_from(days: int) -> Meaning:
    return lambda _, when: whole(when.today + timedelta(days=days))


def year_end(match: re.Match[str], when: When) -> Period | None:
    day = date(int(match["year"]), 12, 31) if match["year"] else when.today
    period = calendar.around(day, match["unit"].lower())
    return whole(period[1]) if period else None


def iso(match: re.Match[str], _: When) -> Period | None:
    year, month, day = int(match["y"]), int(match["m"]), int(match["d"])
    return whole(_date(year, month, day) or _date(year, day, month))


def slashed(match: re.Match[str], _: When) -> Period | None:
    """Month first, as in the United States, unless only the other way is a date."""
    one, other, year = int(match["m"]), int(match["d"]), int(match["y"])
    year += 0 if year >= SHORT_YEARS else 2000 if year < CENTURY else 1900
    return whole(_date(year, one, other) or _date(year, other, one))


def weekend(_: re.Match[str], when: When) -> Period | None:
    near = calendar.around(when.today, "weekend")
    return calendar.relative(when.today, "weekend", -1) if near and near[0] > when.today and not when.ahead else near

"""What phrases of two ends mean: months to months ("May to September"), days of different months, seasons of years."""

import re
from datetime import date, timedelta

from streams.stages.figures import calendar
from streams.stages.figures.calendar import Period
from streams.stages.figures.meanings import BACK, MONTHS, ON, ORDINALS, When, count, day_in_year

# Before "the next year", these mean the twelve months ahead rather than the year of the calendar.
_ROLLING = re.compile(
    r"\b(?:over|in|for|during|within|throughout)[ \u00a0\n](?:the|its|his|her|their)[ \u00a0\n]\Z", re.IGNORECASE
)
_ROLLED = frozenset("week month year decade".split())
_ROLLING_WAYS = {"past": -1, "last": -1, "next": 1, "coming": 1}
# Characters before a period in which such a word stands.
_BEFORE = 20


def _number(name: str) -> int:
    return next(number for number, month in enumerate(MONTHS, 1) if month.startswith(name.lower()[:3]))


def months(match: re.Match[str], when: When) -> Period | None:
    """From one month to another, of the year named for the last, or the stretch nearest on the side spoken of."""
    first, last = _number(match["month"]), _number(match["last"])
    if first == last:
        return None
    if match["year"]:
        return _stretch(int(match["year"]), first, last)
    today = when.today
    choices = [_stretch(today.year + shift, first, last) for shift in (-1, 0, 1)]
    if when.ahead:
        return next((period for period in choices if period[1] >= today), None)
    if when.ahead is False:
        return next((period for period in reversed(choices) if period[0] <= today), None)
    return min(choices, key=lambda period: max(period[0] - today, today - period[1], timedelta(0)))


def _stretch(year: int, first: int, last: int) -> Period:
    """It ends in `year`, and begins the year before where the first month is the later one."""
    return calendar.month(year - (first > last), first)[0], calendar.month(year, last)[1]


def days(match: re.Match[str], _: When) -> Period | None:
    """From a day of one month to a day of another, of the year named."""
    year, first, last = int(match["year"]), _number(match["month"]), _number(match["last"])
    begin = date(int(match["from"] or 0) or year - (first > last), first, int(match["day"]))
    end = date(year, last, int(match["to"]))
    return (begin, end) if begin < end else None


def season(match: re.Match[str], _: When) -> Period | None:
    """A season of a year, as in the northern hemisphere."""
    return calendar.season(
        match["season"].lower(), date(int(match["year"]), calendar.SEASONS[match["season"].lower()], 2), 0
    )


def month_of_year(match: re.Match[str], when: When) -> Period | None:
    """January of next year."""
    which = match["which"].lower()
    return calendar.month(when.today.year + (which in ON) - (which in BACK), _number(match["month"]))


def day_of_month(match: re.Match[str], when: When) -> Period | None:
    """The 15th of next month."""
    which = match["which"].lower()
    month = calendar.relative(when.today, "month", (which in ON) - (which in BACK))
    day = month[0].replace(day=int(match["day"])) if month else None
    return (day, day) if day else None


def nth_of_month(match: re.Match[str], when: When) -> Period | None:
    """The second of August, the fourth of July."""
    return day_in_year(match, when, ORDINALS[match["nth"].lower()])


def months_of_year(match: re.Match[str], when: When) -> Period | None:
    """The first nine months of the year, the last four of 2021."""
    which = (match["which"] or "").lower()
    year = int(match["year"] or when.today.year + (which in ON) - (which in BACK))
    months = count(match)
    if not 1 < months < calendar.MONTHS_OF_YEAR:
        return None
    if match["end"].lower() == "first":
        return date(year, 1, 1), calendar.month(year, months)[1]
    return date(year, calendar.MONTHS_OF_YEAR - months + 1, 1), date(year, calendar.MONTHS_OF_YEAR, 31)


def rolling(match: re.Match[str], when: When) -> Period | None:
    """Over the past year: the twelve months up to today; None where the year of the calendar is meant."""
    way, unit, start = _ROLLING_WAYS.get(match["which"].lower()), match["unit"].lower(), match.start()
    if not way or unit not in _ROLLED or not _ROLLING.search(match.string, max(0, start - _BEFORE), start):
        return None
    return calendar.span(when.today, unit, way)

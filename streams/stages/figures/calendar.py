"""Arithmetic of days, weeks, months, quarters, years and decades. A period is its first and last day, both included."""

from datetime import date, timedelta

Period = tuple[date, date]

HALF_OF_MONTH = 15
WEEK, MONTHS_OF_QUARTER, MONTHS_OF_YEAR, YEARS_OF_DECADE = 7, 3, 12, 10
# Months in which the meteorological seasons of the northern hemisphere begin.
SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
_MONTHS = {"month": 1, "quarter": MONTHS_OF_QUARTER, "year": MONTHS_OF_YEAR, "decade": MONTHS_OF_YEAR * YEARS_OF_DECADE}
_DAY = timedelta(days=1)


def add_months(day: date, months: int) -> date | None:
    """The same day some months on, or that month's last day; None beyond the calendar."""
    count = day.year * MONTHS_OF_YEAR + day.month - 1 + months
    year, month = divmod(count, MONTHS_OF_YEAR)
    if not date.min.year <= year < date.max.year:
        return None
    return date(year, month + 1, min(day.day, _last_of(year, month + 1).day))


def month(year: int, number: int) -> Period:
    """A month of a year."""
    return date(year, number, 1), _last_of(year, number)


def year(number: int) -> Period:
    """A year."""
    return date(number, 1, 1), date(number, 12, 31)


def quarter(of: int, number: int) -> Period:
    """A quarter (1 to 4) of a year."""
    first = date(of, 1 + (number - 1) * MONTHS_OF_QUARTER, 1)
    return first, _last_of(of, first.month + 2)


def around(day: date, unit: str) -> Period | None:
    """The day, week (from Monday), weekend, month, quarter, year or decade that holds the day."""
    if unit == "day":
        return day, day
    if unit == "week":
        monday = day - timedelta(days=day.weekday())
        return monday, monday + timedelta(days=WEEK - 1)
    if unit == "weekend":
        saturday = day + timedelta(days=5 - day.weekday())
        return saturday, saturday + _DAY
    months = _MONTHS[unit]
    first = date(day.year, day.month - (day.month - 1) % min(months, MONTHS_OF_YEAR), 1)
    if unit == "decade":
        first = date(max(day.year - day.year % YEARS_OF_DECADE, 1), 1, 1)
    after = add_months(first, months)
    return (first, after - _DAY) if after else None


def shifted(day: date, unit: str, count: int) -> date | None:
    """The day some units on (or back, if negative); None beyond the calendar."""
    if unit in {"day", "week", "weekend"}:
        try:
            return day + timedelta(days=count * (1 if unit == "day" else WEEK))
        except OverflowError:
            return None
    return add_months(day, count * _MONTHS[unit])


def relative(day: date, unit: str, count: int) -> Period | None:
    """The week, month, year ... some units on from the one that holds the day."""
    to = shifted(day, unit, count)
    return around(to, unit) if to else None


def span(day: date, unit: str, count: int) -> Period | None:
    """The `count` units up to the day (negative; the day itself left out) or from the day after it on."""
    if unit == "quarter":
        first, last = relative(day, unit, min(count, 1)), relative(day, unit, max(count, -1))
        return (first[0], last[1]) if first and last else None
    to = shifted(day, unit, count)
    if to is None:
        return None
    return (to, day - _DAY) if count < 0 else (day + _DAY, to)


def season(name: str, day: date, count: int) -> Period:
    """This season's period nearest the day (`count` 0), the last one before it (-1) or the next one after it (1)."""
    periods = [_season(day.year + shift, SEASONS[name]) for shift in (-2, -1, 0, 1, 2)]
    if count < 0:
        return next(period for period in reversed(periods) if period[1] < day)
    if count > 0:
        return next(period for period in periods if period[0] > day)
    return min(periods, key=lambda period: abs((period[0] - day).days) if day > period[1] or day < period[0] else 0)


def early(period: Period) -> Period:
    """The first half."""
    return period[0], _middle(period) - _DAY if _middle(period) > period[0] else period[0]


def late(period: Period) -> Period:
    """The second half."""
    return _middle(period), period[1]


def mid(period: Period) -> Period:
    """The middle third."""
    if (period[0].day, period[0].month, period[1].month) == (1, 1, MONTHS_OF_YEAR) and period[0].year == period[1].year:
        return date(period[0].year, 5, 1), date(period[0].year, 8, 31)
    third = timedelta(days=(period[1] - period[0]).days // 3)
    return period[0] + third, period[1] - third


def half(period: Period, number: int) -> Period:
    """The first or second half of a year or quarter, by whole months."""
    after = add_months(period[0], (round((period[1] - period[0]).days / 30.4) + 1) // 2)
    middle = after or period[1]
    return (period[0], middle - _DAY) if number == 1 else (middle, period[1])


def week_of(period: Period, number: int) -> Period:
    """The nth week of a period, from the first Monday in it on; -1 is its last."""
    if number < 0:
        monday = period[1] - timedelta(days=period[1].weekday())
    else:
        monday = period[0] + timedelta(days=-period[0].weekday() % WEEK + (number - 1) * WEEK)
    return monday, monday + timedelta(days=WEEK - 1)


def nth_weekday(of: int, number: int, weekday: int, which: int) -> date:
    """The `which`-th (-1: the last) ISO weekday of a month."""
    first, last = month(of, number)
    if which < 0:
        return last - timedelta(days=(last.isoweekday() - weekday) % WEEK)
    return first + timedelta(days=(weekday - first.isoweekday()) % WEEK + (which - 1) * WEEK)


def easter(of: int) -> date:
    """Easter Sunday of a Gregorian year (the anonymous algorithm, in Butcher's Ecclesiastical Calendar, 1876)."""
    century, rest = divmod(of, 100)
    golden = of % 19
    epact = (19 * golden + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    days = (32 + 2 * (century % 4) + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * days) // 451
    number, before = divmod(epact + days - 7 * late + 114, 31)
    return date(of, number, before + 1)


def _season(of: int, first: int) -> Period:
    start = date(of, first, 1)
    after = add_months(start, MONTHS_OF_QUARTER)
    return start, (after or date.max) - _DAY


def _last_of(of: int, number: int) -> date:
    return date(of, 12, 31) if number == MONTHS_OF_YEAR else date(of, number + 1, 1) - _DAY


def _middle(period: Period) -> date:
    first, last = period
    length = (last - first).days + 1
    if (first.day, first.month, last.month) == (1, 1, MONTHS_OF_YEAR) and first.year == last.year:
        return date(first.year, 7, 1)
    whole_month = first.day == 1 and first.month == last.month and last == _last_of(last.year, last.month)
    return first + timedelta(days=HALF_OF_MONTH if whole_month else length // 2)

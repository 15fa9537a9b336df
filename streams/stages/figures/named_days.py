"""What days with a name mean: Christmas, the last Easter, next Thanksgiving."""

import re
from datetime import date, timedelta

from streams.stages.figures import calendar
from streams.stages.figures.calendar import Period
from streams.stages.figures.meanings import When, of_year, steps
from streams.vocabularies import units


def holiday(match: re.Match[str], when: When) -> Period | None:
    """In the year named, or the nearest on the side spoken of."""
    day = of_year(match, when, lambda year: _in_year(match["holiday"], year))
    return (day, day) if day else None


def holiday_that(match: re.Match[str], when: When) -> Period | None:
    """Last Christmas, next Thanksgiving."""
    away = steps(match["which"])
    day = when.today + timedelta(days=away)
    return holiday(match, When(day, (lambda: away > 0) if away else when.tense))


def _in_year(name: str, year: int) -> date:
    month, day, *which = units.holidays()[name.lower().replace("’", "'")]
    if not month:
        return calendar.easter(year) + timedelta(days=day)
    if which:
        return calendar.nth_weekday(year, month, day, which[0]) + timedelta(days=sum(which[1:]))
    return date(year, month, day)

"""The grammar of dates: rules, each a name, the words it can begin with, a pattern of slots, and its meaning."""

# ruff: noqa: E501 - a rule reads best on one line

import re
from collections.abc import Iterator
from dataclasses import dataclass

from streams.stages.figures import calendar, meanings, named_days, stretches
from streams.stages.figures.alternation import any_of
from streams.stages.figures.meanings import BACK, MONTHS, ON, ORDINALS, SMALL, WEEKDAYS, Meaning
from streams.vocabularies import units

_MONTH = (
    "Jan(?:uary|\\.)?|Feb(?:ruary|\\.)?|(?-i:M)arch|(?-i:M)ar\\.?|April|Apr\\.?|(?-i:M)ay|June|Jun\\.?|July|Jul\\.?"
    "|Aug(?:ust|\\.)?|Sept?(?:ember|\\.)?|Oct(?:ober|\\.)?|Nov(?:ember|\\.)?|Dec(?:ember|\\.)?"
)
SLOTS = {
    "month": f"(?P<month>{_MONTH})",
    "last": f"(?P<last>{_MONTH})",
    "to": "(?:{gap}?[-–—]{gap}?|{gap}(?:to|through|until|till){gap})",
    "weekday": "(?P<weekday>Mon(?:day|\\.)|Tues?(?:day|\\.)|Wed(?:nesday|\\.)|Thurs?(?:day|\\.)|Fri(?:day|\\.)|Sat(?:urday|\\.)"
    "|Sun(?:day|\\.))",
    "day": "(?P<day>3[01]|[12][0-9]|0?[1-9])(?:st|nd|rd|th)?(?![0-9A-Za-z:%]|[.,][0-9])",
    "year": "(?P<year>1[5-9][0-9]{2}|20[0-9]{2}|21[0-9]{2})(?![0-9A-Za-z%]|[.,][0-9]|[-–][0-9]{3})",
    "unit": "(?P<unit>day|weekend|week|month|quarter|year|decade)",
    "units": "(?P<unit>day|week|month|quarter|year|decade)s?",
    "count": f"(?P<count>[0-9]{{1,3}}|{any_of(SMALL)})",
    "which": f"(?P<which>{'|'.join((*BACK, *ON, 'this', 'current', 'that'))})",
    "same": f"(?:{'|'.join((*BACK, *ON, 'this'))})",
    "nth": f"(?P<nth>{'|'.join(ORDINALS)})",
    "season": f"(?P<season>{'|'.join(calendar.SEASONS)})",
    "gap": "[ \u00a0\n]",
}


@dataclass(frozen=True, slots=True)
class Rule:
    """`firsts` are the lower-case words (or `0`, a number) that the pattern can begin with."""

    name: str
    firsts: frozenset[str]
    pattern: re.Pattern[str]
    meaning: Meaning


_YEAR_AFTER = "(?:(?:,| of)?{gap}(?:the{gap})?(?:fiscal{gap}(?:year{gap})?)?{year}|(?:{gap}of)?{gap}{which}{gap}year)?"
_HOLIDAYS = "|".join(re.escape(name).replace("'", "['’]?") for name in sorted(units.holidays(), key=len, reverse=True))
_MONTH_FIRSTS = " ".join({name[:size] for name in MONTHS for size in (3, 4, len(name))})
_WEEKDAY_FIRSTS = " ".join({name[:size] for name in WEEKDAYS for size in (3, 4, 5, len(name))})
_COUNTS = " ".join(["0", *SMALL])
_WHICH = " ".join([*BACK, *ON, "this", "current", "that"])

# Name; words it can begin with (0: a number); pattern of slots; meaning. The first that fits holds.
_GRAMMAR: tuple[tuple[str, str, str, Meaning], ...] = (
    ("iso", "0", "(?P<y>[12][0-9]{3})-(?P<m>[01][0-9])-(?P<d>[0-3][0-9])(?![0-9-])", meanings.iso),
    ("slashed", "0", "(?P<m>[0-9]{1,2})/(?P<d>[0-9]{1,2})/(?P<y>[0-9]{4}|[0-9]{2})(?![0-9/])", meanings.slashed),
    ("days month", "0", "{day}{gap}?(?:[-–—]|to|and|through){gap}?(?P<to>[0-9]{1,2})(?:st|nd|rd|th)?{gap}(?:of{gap})?{month}(?:{gap}?,?{gap}(?:in{gap}|of{gap})?{year})?", meanings.days),
    ("day month to day", "0", "{day}{gap}{month}(?:,?{gap}(?P<from>[12][0-9]{3}))?{to}(?P<to>[0-3]?[0-9]){gap}{last},?{gap}(?:in{gap}|of{gap})?{year}", stretches.days),
    ("day month", "0", "{day}(?:{gap}of)?{gap}{month}(?![a-z])(?:{gap}?,?{gap}(?:in{gap}|of{gap})?{year})?", meanings.day),
    ("day of month that", "0", "{day}(?:{gap}of)?{gap}{which}{gap}month\\b", stretches.day_of_month),
    ("day-month-year", "0", "(?P<day>[0-3]?[0-9])-{month}-(?P<year>[12][0-9]{3})(?![0-9])", meanings.day),
    ("nth of month", "first second third fourth", "{nth}{gap}of{gap}{month}(?![A-Za-z])(?:,?{gap}(?:of{gap})?{year})?", stretches.nth_of_month),
    ("year and quarter", "0", "(?P<year>19[0-9]{2}|20[0-9]{2})[ -][Qq](?P<quarter>[1-4])(?![0-9A-Za-z])(?P<which>(?!))?", meanings.quarter),
    ("years", "0", "(?P<year>1[5-9][0-9]{2}|20[0-9]{2})(?:{gap}?[-–—]{gap}?|{gap}to{gap})(?P<to>[0-9]{4}|[0-9]{2})(?![0-9A-Za-z-])", meanings.years),
    ("decade", "0", "(?P<tens>1[5-9][0-9]0|20[0-9]0|[1-9]0)['’]?s\\b", meanings.decade),
    ("century", "0", "(?P<number>1[0-9]|2[0-2])(?:st|nd|rd|th)[ -]century\\b", meanings.century),
    ("days of month", "0", "(?P<d>[0-3]?[0-9])[./](?P<m>[01]?[0-9])[./](?P<y>[0-9]{4})(?![0-9/])", meanings.iso),
    ("ago", _COUNTS, "{count}{gap}{units}{gap}(?:ago|back)\\b", meanings.ago),
    ("from now", _COUNTS, "{count}{gap}{units}{gap}from{gap}now\\b", meanings.from_now),
    ("weekday date", _WEEKDAY_FIRSTS, "{weekday},?{gap}(?:the{gap})?(?:{day}(?:{gap}of)?{gap}{month})(?:{gap}?,?{gap}(?:in{gap})?{year})?", meanings.day),
    ("weekday month", _WEEKDAY_FIRSTS, "{weekday},?{gap}{month}{gap}{day}(?:{gap}?,?{gap}(?:in{gap})?{year})?", meanings.day),
    ("weekday of week", _WEEKDAY_FIRSTS, "{weekday}{gap}(?:of{gap}(?:the{gap})?)?{which}{gap}week\\b", meanings.weekday_of_week),
    ("weekday", _WEEKDAY_FIRSTS, "{weekday}(?![a-z])", meanings.weekday),
    ("months", _MONTH_FIRSTS, "{month}{to}{last}(?![a-z0-9])(?!{gap}[0-9]{1,2}\\b)(?:,?{gap}(?:of{gap}|in{gap})?{year})?", stretches.months),
    ("month day to day", _MONTH_FIRSTS, "{month}{gap}{day}(?:,?{gap}(?P<from>[12][0-9]{3}))?{to}{last}{gap}(?P<to>[0-3]?[0-9])(?:st|nd|rd|th)?,?{gap}{year}", stretches.days),
    ("month days", _MONTH_FIRSTS, "{month}{gap}{day}{gap}?(?:[-–—]|to|and|through){gap}?(?P<to>[0-9]{1,2})(?:st|nd|rd|th)?(?![0-9A-Za-z:/%.-])(?:{gap}?,?{gap}(?:in{gap})?{year})?", meanings.days),
    ("month day", _MONTH_FIRSTS, "{month}{gap}(?:the{gap})?{day}(?:{gap}?,?{gap}(?:in{gap}|of{gap})?{year})?", meanings.day),
    ("month year", _MONTH_FIRSTS, "{month}(?:,|{gap}of)?{gap}{year}", meanings.month),
    ("month of year", _MONTH_FIRSTS, "{month}(?:{gap}of)?{gap}{which}{gap}year\\b", stretches.month_of_year),
    ("month", _MONTH_FIRSTS, "{month}(?![A-Za-z])(?P<year>(?!))?", meanings.month),
    ("weekday that", _WHICH, "{which}{gap}{weekday}", meanings.weekday_of_week),
    ("month that", _WHICH, "{which}{gap}{month}(?![a-z])", meanings.month_of),
    ("night", "last", "last{gap}night\\b", meanings.days_from(-1)),
    ("part of today", "this", "this{gap}(?:morning|afternoon|evening)\\b", meanings.days_from(0)),
    ("units that", _WHICH, "{which}{gap}(?:couple{gap}(?:of{gap})?)?{count}{gap}{units}\\b(?!{gap}of{gap}(?:the{gap}year|[12][0-9]{3}|{same}{gap}year))", meanings.last_units),
    ("couple of units", _WHICH, "{which}{gap}(?P<count>couple)(?:{gap}of)?{gap}{units}\\b", meanings.last_units),
    ("months of year", "first last final", "(?P<end>first|last|final){gap}{count}{gap}months{gap}of{gap}(?:the{gap}(?P<same>year)|{year}|{which}{gap}year)", stretches.months_of_year),
    ("week and weekday", _WHICH, "{which}{gap}week(?:{gap}on)?{gap}{weekday}", meanings.weekday_of_week),
    ("rolling", _WHICH, "{which}{gap}{unit}\\b(?!-)", stretches.rolling),
    ("unit that", _WHICH, "{which}{gap}{unit}\\b(?!-)", meanings.unit),
    ("season that", _WHICH, "{which}{gap}{season}\\b", meanings.season_of),
    ("today", "today tonight", "(?:today|tonight)\\b", meanings.days_from(0)),
    ("yesterday", "yesterday", "yesterday\\b", meanings.days_from(-1)),
    ("tomorrow", "tomorrow", "tomorrow\\b", meanings.days_from(1)),
    ("before yesterday", "day", "day{gap}before{gap}yesterday\\b", meanings.days_from(-2)),
    ("after tomorrow", "day", "day{gap}after{gap}tomorrow\\b", meanings.days_from(2)),
    ("quarter", "q", f"[Qq](?P<quarter>[1-4])(?![0-9A-Za-z]){_YEAR_AFTER}", meanings.quarter),
    ("nth quarter", f"0 {' '.join(ORDINALS)}", f"{{nth}}[ -](?:fiscal{{gap}})?quarter\\b(?!-?final){_YEAR_AFTER}", meanings.quarter),
    ("half", "h", f"[Hh](?P<half>[12])(?![0-9A-Za-z]){_YEAR_AFTER}", meanings.half),
    ("nth half", "first second", "{nth}[ -]half(?:{gap}of)?{gap}(?:the{gap}(?P<same>year)|{year}|{which}{gap}year)", meanings.half),
    ("to date", "year", "year{gap}to{gap}date\\b", meanings.year_to_date),
    ("period's end", "year month quarter", "{unit}-end\\b(?:{gap}(?:of{gap})?{year})?", meanings.year_end),
    ("weekend", "weekend", "weekend\\b", meanings.weekend),
    ("holiday that", _WHICH, f"{{which}}{{gap}}(?P<holiday>{_HOLIDAYS})\\b(?P<year>(?!))?", named_days.holiday_that),
    ("season of year", " ".join(calendar.SEASONS), "{season}(?:{gap}of)?{gap}{year}", stretches.season),
    ("holiday", " ".join({name.split()[0].partition("'")[0] for name in units.holidays()}), f"(?P<holiday>{_HOLIDAYS})\\b(?:,?{{gap}}{{year}})?", named_days.holiday),
    ("within units", "within", "within{gap}(?:the{gap})?(?:next{gap})?{count}{gap}{units}\\b(?!['’])", meanings.within),
    ("in units of time", "in", "in{gap}{count}{gap}{units}['’]?{gap}time\\b", meanings.from_now),
    ("in units", "in", "in{gap}{count}{gap}{units}\\b(?!['’])", meanings.in_units),
    ("year", "0", "{year}", meanings.year),
)  # fmt: skip


def _compiled() -> Iterator[Rule]:
    for name, firsts, template, meaning in _GRAMMAR:
        pattern = template
        for slot, body in SLOTS.items():  # those used in others come last
            pattern = pattern.replace(f"{{{slot}}}", body)
        flags = re.NOFLAG if name in {"month", "months", "weekday"} else re.IGNORECASE
        yield Rule(name, frozenset(firsts.split()), re.compile(pattern, flags), meaning)


RULES = tuple(_compiled())
# Words too frequent to try rules on each: what has to come behind them for any rule to fit, in small letters.
_UNITS = "[ \u00a0\n](?:day|week|month|quarter|year|decade)"
_COUNT = f"[ \u00a0\n](?:[0-9]{{1,3}}|{any_of(SMALL)}){_UNITS}"
_NAMES = {name[:3] for name in (*MONTHS, *WEEKDAYS)} | {name.split()[0].partition("'")[0] for name in units.holidays()}
_NAMED = any_of({*_NAMES, *calendar.SEASONS, *SMALL, *"week day month quarter year decade couple".split()})
FOLLOWED = {
    "a": _UNITS,
    "an": _UNITS,
    "in": _COUNT,
    "day": "[ \u00a0\n](?:before|after)",
    "month": "-end",
    "black": "[ \u00a0\n]friday",
    "cyber": "[ \u00a0\n]monday",
    "earth": "[ \u00a0\n]day",
    "good": "[ \u00a0\n]friday",
    "year": "-end|[ \u00a0\n]to",
    "new": "[ \u00a0\n]year",
    "that": f"[ \u00a0\n](?:[0-9]|{_NAMED})",
}

"""Reads dates by the grammar: which rule fits where, what narrows it ("early next year"), and what is no date."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from functools import cache, partial
from typing import NamedTuple

from streams.stages.figures import calendar, context, tense
from streams.stages.figures.alternation import any_of
from streams.stages.figures.calendar import Period
from streams.stages.figures.grammar import RULES, Rule
from streams.stages.figures.meanings import SMALL, When

# Characters of a text in which dates are looked for: a novel's length, and a few seconds for the worst of texts.
READ = 1_000_000


class Span(NamedTuple):
    """A date read at `[start, end)`; `from_` to `to`, both included. `deadline`: the end of a period is meant."""

    start: int
    end: int
    from_: date
    to: date
    deadline: bool = False


_NAME = re.compile(r"\(\?P<[a-z]+>")
_TOKEN = re.compile("[A-Za-z]+|[0-9]+")


class Choice(NamedTuple):
    """Rules that begin with one word, and one pattern for all of them: its last group says which fits first."""

    rules: tuple[Rule, ...]
    any: re.Pattern[str]


Rules = Mapping[str, Choice]


def _by_first(rules: Iterable[Rule]) -> Rules:
    found: dict[str, list[Rule]] = {}
    for rule in rules:
        for first in rule.firsts:
            found.setdefault(first, []).append(rule)
    return {first: _choice(tuple(rules)) for first, rules in found.items()}


@cache
def _choice(rules: tuple[Rule, ...]) -> Choice:
    return Choice(rules, re.compile("|".join(f"{_nameless(rule)}()" for rule in rules)))


def _nameless(rule: Rule) -> str:
    """The rule's pattern without groups."""
    flag = "i" if rule.pattern.flags & re.IGNORECASE else ""
    return f"(?{flag}:{_NAME.sub('(?:', rule.pattern.pattern)})"


# The rules by the words they can begin with; and those that need no words of English.
EVERY = _by_first(RULES)
DIGITS_ALONE = _by_first(rule for rule in RULES if rule.name in {"iso", "days of month"})

_NARROW: dict[str, Callable[[Period, date], Period]] = {
    "early": lambda period, _: calendar.early(period),
    "beginning": lambda period, _: calendar.early(period),
    "start": lambda period, _: calendar.early(period),
    "mid": lambda period, _: calendar.mid(period),
    "middle": lambda period, _: calendar.mid(period),
    "late": lambda period, _: calendar.late(period),
    "end": lambda period, _: (period[1], period[1]),
    "later": lambda period, today: (max(period[0], min(today, period[1])), period[1]),
    "earlier": lambda period, today: (period[0], max(period[0], min(today - timedelta(days=1), period[1]))),
    "week": lambda period, _: calendar.around(period[0], "week") or period,
    "first week": lambda period, _: calendar.week_of(period, 1),
    "second week": lambda period, _: calendar.week_of(period, 2),
    "1st week": lambda period, _: calendar.week_of(period, 1),
    "2nd week": lambda period, _: calendar.week_of(period, 2),
    "3rd week": lambda period, _: calendar.week_of(period, 3),
    "third week": lambda period, _: calendar.week_of(period, 3),
    "last week": lambda period, _: calendar.week_of(period, -1),
}
_NARROWED = re.compile(
    r"(?:(early|mid|late|later|earlier)(?:[ \u00a0-](?:in[ \u00a0])?)"
    r"|((?:(?:first|second|third|last|1st|2nd|3rd)[ \u00a0])?week|beginning|start|middle|end)[ \u00a0]"
    r"(?:(?:of|in|beginning|starting|commencing)[ \u00a0](?:on[ \u00a0])?)?)",
    re.IGNORECASE,
)
_OFFSET = re.compile(
    rf"([0-9]{{1,3}}|{any_of(SMALL)})[ \u00a0](day|week|month|year)s?[ \u00a0]"
    r"(before|after|from)[ \u00a0](?:the[ \u00a0])?",
    re.IGNORECASE,
)
_THE_UNIT = re.compile(
    r"(?:(?:the|this)[ \u00a0])?(day|week|weekend|month|quarter|year|decade)\b(?![-’'])", re.IGNORECASE
)
_NARROW_FIRSTS = frozenset(word.split()[0] for word in _NARROW) | frozenset("123")
_UNIT_FIRSTS = frozenset("the this day week weekend month quarter year decade".split())
# Words that a date can begin with.
FIRSTS = frozenset(word for word in (*_NARROW_FIRSTS, *EVERY) if word.isalpha())
# Before a weekday, these make it a day with a name.
_NAMED_DAYS = frozenset("black good super ash cyber maundy holy easter bloody giving shrove".split())
# Words before a bare month or year that make it a date.
_BEFORE_MONTH = frozenset(
    "in since by until till from to through of during before after early late mid and between next last this".split()
)
_BEFORE_YEAR = _BEFORE_MONTH | frozenset(
    "the year around about summer fall spring winter autumn its his her their a for or election season fiscal".split()
)
# Before "in 14 years" these make it a length of time: the first time in 14 years.
_RECORDS = re.compile(
    r"\b(?:time|first|only|once|twice|times|\w+est|most|least|best|worst|lows?|highs?|all|low|high|year)\b[^.]{0,30}\Z",
    re.IGNORECASE,
)


def spans(text: str, today: date, opened: Iterable[tuple[int, str]], rules: Rules = EVERY) -> Iterator[Span]:
    """All dates of the first `READ` characters, in order, none overlapping another. Linear in the text's length.

    `opened` is what `openings` found in the text.
    """
    past = 0
    for start, token in opened:
        if start >= READ:
            break
        if start < past or ("a" <= token[0] <= "z" and token not in FIRSTS) or not _opens(text, start):
            continue
        if found := _at(text, start, token, today) if rules is EVERY else _plain(text, start, token, today, rules):
            past = found.end
            yield found


def at(text: str, start: int, today: date) -> Span | None:
    """The date that begins at `start`, if one does."""
    return _at(text, start, _token(text, start), today)


def _token(text: str, start: int) -> str:
    """The word at `start` in lower case, or its digits; empty if there is none."""
    found = _TOKEN.match(text, start)
    return found[0].lower() if found else ""


def _at(text: str, start: int, token: str, today: date) -> Span | None:
    if token in _NARROW_FIRSTS:
        narrowed = _NARROWED.match(text, start)
        if narrowed and (found := _narrowed(text, narrowed, today)):
            return found
    counted = token in SMALL or token.isdigit()
    found = (_offset(text, start, today) if counted else None) or _plain(text, start, token, today)
    if found or token not in _UNIT_FIRSTS or not (unit := _THE_UNIT.match(text, start)):
        return found
    if context.word_before(text, start).lower() != "by":
        return None
    period = calendar.around(today, unit[1].lower())
    return Span(start, unit.end(), *period) if period else None


def _offset(text: str, start: int, today: date) -> Span | None:
    """Three days before Christmas, two weeks from Monday."""
    match = _OFFSET.match(text, start)
    inner = _plain(text, match.end(), _token(text, match.end()), today) if match else None
    if not match or not inner or inner.from_ != inner.to:
        return None
    count = SMALL.get(match[1].lower()) or int(match[1])
    day = calendar.shifted(inner.from_, match[2].lower(), -count if match[3].lower() == "before" else count)
    return Span(start, inner.end, day, day) if day else None


def _opens(text: str, start: int) -> bool:
    """Whether a date can begin here: not inside a word, a number, an amount or an address."""
    before = text[start - 1] if start else " "
    return not (
        before.isalnum() or before in "$€£¥@#/_%" or (before in ".,-–'’:" and text[start - 2 : start - 1].isalnum())
    )


def _narrowed(text: str, match: re.Match[str], today: date) -> Span | None:
    word = (match[1] or match[2]).lower().replace("\u00a0", " ")
    start = match.end() + 4 if text.startswith("the ", match.end()) else match.end()
    inner = _plain(text, start, _token(text, start), today, sure=True)
    period: Period | None = (inner.from_, inner.to) if inner else None
    end = inner.end if inner else start
    if not inner:
        if not (unit := _THE_UNIT.match(text, start)):
            return None
        period, end = calendar.around(today, unit[1].lower()), unit.end()
    if not period or (period[0] == period[1] and word not in {"early", "late", "later", "earlier", "week"}):
        return None
    narrow = period if period[0] == period[1] and word != "week" else _NARROW[word](period, today)
    return Span(match.start(), end, *narrow, deadline=word in {"end", "later"})


def _plain(text: str, start: int, token: str, today: date, rules: Rules = EVERY, *, sure: bool = False) -> Span | None:
    """The date by the first rule that fits; `sure`: what is before says that a bare month or year is one."""
    choice = rules.get(token) or (rules.get("0") if token.isdigit() else None)
    if not choice or not (fits := choice.any.match(text, start)):
        return None
    when: When | None = None
    for rule in choice.rules[(fits.lastindex or 1) - 1 :]:
        found = rule.pattern.match(text, start)
        if not found or not (sure or _meant(text, rule, start, found.end())):
            continue
        when = when or When(today, partial(tense.ahead, text, start, found.end()))
        if period := _within_calendar(rule, found, when):
            return Span(start, found.end(), *period, deadline=rule.name == "within units" and when.ahead is not False)
    return None


def _within_calendar(rule: Rule, found: re.Match[str], when: When) -> Period | None:
    try:
        return rule.meaning(found, when)
    except (ValueError, OverflowError):  # a day or year that no calendar has
        return None


def _meant(text: str, rule: Rule, start: int, end: int) -> bool:
    """Whether a phrase that can be something else is a date here."""
    if rule.name == "weekday":
        return context.word_before(text, start).lower() not in _NAMED_DAYS
    if rule.name == "month":
        return context.word_before(text, start).lower() in _BEFORE_MONTH
    if rule.name == "year":
        before = context.word_before(text, start).lower()
        return (
            before in _BEFORE_YEAR
            if before
            else text[start - 1 : start] in {"(", ""} or text[end : end + 1] in {")", ":"}
        )
    if rule.name == "in units":
        return not _RECORDS.search(text, max(0, start - tense.BEFORE), start)
    return True

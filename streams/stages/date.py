"""Finds dates and periods and resolves them against the item's own day; amounts and counts are left to others."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from streams.stages.figures import phrases
from streams.stages.figures.marking import Marked
from streams.stages.figures.meanings import WEEKDAYS
from streams.stages.figures.openings import openings
from streams.stages.figures.phrases import Span

# A text with more dates is a table or an attack; what comes after them is not read.
MOST = 20_000
WEEK = timedelta(days=7)

_THROUGH = re.compile(r"[ \u00a0]?(?:to|and|through|until|till|[-–—])[ \u00a0]?(?:the[ \u00a0])?")


@dataclass(frozen=True, slots=True)
class DateSpan:
    """The days `from_` to `to`, both included, named at `[start, end)` in code points.

    `forecast`: it lies ahead of the item.
    """

    text: str
    start: int
    end: int
    from_: date
    to: date
    forecast: bool


def dates(text: str, *, today: date, marked: Marked | None = None) -> list[DateSpan]:
    """Dates in order, read against `today`, the item's own date; linear in the text's length.

    `marked` is what `mark` made of the text, where it is at hand: in other languages than English only dates in digits
    are read.
    """
    opened = marked.opened if marked else openings(text)
    rules = phrases.EVERY if not marked or marked.english else phrases.DIGITS_ALONE
    merged: list[Span] = []
    for span in islice(phrases.spans(text, today, opened, rules), MOST):
        if merged and (whole := _through(text, merged[-1], span)):
            merged[-1] = whole
        else:
            merged.append(span)
    return [_dated(text, span, today) for span in merged]


def _through(text: str, first: Span, last: Span) -> Span | None:
    """One period where a text says from the one to the other."""
    joint = _THROUGH.fullmatch(text, first.end, last.start)
    if joint and _is_weekday(text, first) and _is_weekday(text, last) and last.from_ < first.from_:
        last = last._replace(from_=last.from_ + WEEK, to=last.to + WEEK)
    if not joint or first.from_ >= last.from_ or first.to > last.to:
        return None
    if joint[0].strip() == "and" and not text[max(0, first.start - len("between ")) : first.start].lower().endswith(
        "between "
    ):
        return None
    return Span(first.start, last.end, first.from_, last.to)


def _is_weekday(text: str, span: Span) -> bool:
    return text[span.start : span.end].rsplit(maxsplit=1)[-1].lower() in WEEKDAYS and span.from_ == span.to


def _dated(text: str, span: Span, today: date) -> DateSpan:
    forecast = span.from_ > today or (span.deadline and span.to > today)
    return DateSpan(text[span.start : span.end], span.start, span.end, span.from_, span.to, forecast)

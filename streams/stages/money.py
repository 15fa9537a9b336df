"""Finds amounts of money, with range, currency and what they are for; percentages and counts are left to others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from streams.stages.figures import context
from streams.stages.figures.joints import Figure, Tag, figures
from streams.stages.figures.marking import Marked, mark
from streams.stages.figures.spelled import Number
from streams.vocabularies import currencies

# Things that "a" or "an" can put a price on; after "per" any noun does.
PRICED = frozenset(
    "share barrel day week month year quarter hour minute ton tonne gallon pound litre liter kilo kilogram gram carat"
    " ounce bushel bale head person passenger seat dozen night unit mile acre piece copy ticket plate bottle".split()
)

_PER = re.compile(
    r"(?:[ \u00a0]?-?per[ \u00a0-]|[ \u00a0]?/[ \u00a0]?|[ -](an?)[ -])"
    r"(?!\w+[ \u00a0](?:earlier|ago|later|before|on|after)\b)"
    r"((?:square|cubic|metric|troy|megawatt|kilowatt)[ -][^\W\d_]+|[^\W\d_]+)"
)
_MINUS = re.compile(r"(?:(?<![\w.,])[-−–]|\bminus )\Z")
_ALTERNATIVE = re.compile(r",?[ \u00a0](?:or|and)[ \u00a0]|;[ \u00a0]|[ \u00a0]\(")
HUNDREDTHS = 100
_MARKS = frozenset({"", ".", ",", ";", "!", "?"})
_PENNIES = re.compile(r"[ \u00a0](?:and[ \u00a0])?")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in whole units of `currency` (ISO 4217), at `[start, end)` in code points; one amount has low = high.

    `approximate`: the text says about, nearly, more than, up to. `per`: what a price is for, such as barrel, or empty.
    """

    text: str
    start: int
    end: int
    low: float
    high: float
    currency: str
    approximate: bool
    per: str


def money(
    text: str,
    *,
    country: str = "",
    vocabulary: currencies.Currencies | None = None,
    marked: Marked | None = None,
) -> list[Money]:
    """Amounts in order; linear in the text's length.

    `country`, ISO 3166, is where the text is from: its own dollar is meant by "$". `vocabulary` is what
    `currencies.load` makes of tables of one's own, which is best loaded once. `marked` is what `mark` made of the
    same three, where it is at hand.
    """
    marked = marked or mark(text, country=country, vocabulary=vocabulary)
    if not any(marked.amounts):
        return []
    found = figures(text, *_with_pennies(text, marked.numbers, marked.amounts))
    return _shared_per(text, [_read(text, figure) for figure in found])


def _with_pennies(
    text: str, found: Sequence[Number], tags: Sequence[Tag | None]
) -> tuple[list[Number], list[Tag | None]]:
    """Three dollars fifty cents are one amount."""
    kept: list[tuple[Number, Tag | None]] = []
    for number, tag in zip(found, tags, strict=True):
        whole, whole_tag = kept[-1] if kept else (number, None)
        share = _penny_share(text, whole_tag, number, tag) if whole_tag else 0
        if whole_tag and share:
            end = tag.end if tag else number.end
            value = whole.value + number.value * share
            kept[-1] = (
                Number(whole.start, end, value, digits=whole.digits),
                Tag(whole_tag.start, end, whole_tag.name),
            )
        else:
            kept.append((number, tag))
    return [number for number, _ in kept], [tag for _, tag in kept]


def _penny_share(text: str, whole: Tag, number: Number, tag: Tag | None) -> float:
    """What share of a whole a number behind an amount counts: "50 cents", "15 dollars 50" before a mark; 0 if none."""
    if whole.factor != 1 or not _PENNIES.fullmatch(text, whole.end, tag.start if tag else number.start):
        return 0
    if tag:
        return tag.factor if tag.factor < 1 and tag.name == whole.name else 0
    bare = number.value < HUNDREDTHS and not whole.signed and text[number.end : number.end + 1] in _MARKS
    return 1 / HUNDREDTHS if bare else 0


def _read(text: str, figure: Figure) -> Money:
    low, high, start = figure.low, figure.high, figure.start
    if minus := _MINUS.search(text, max(0, start - len("minus ")), start):
        low, high, start = -high, -low, minus.start()
    begin = context.approximate_from(text, start)
    end = context.approximate_to(text, figure.end)
    approximate = begin < start or end > figure.end
    return Money(text[begin:end], begin, end, low, high, figure.name, approximate, _thing(text, figure.end))


def _thing(text: str, end: int) -> str:
    """What a price that ends there is for, if it is for one."""
    per = _PER.match(text, end)
    return per[2].lower() if per and (not per[1] or per[2].lower() in PRICED) else ""


def _shared_per(text: str, found: list[Money]) -> list[Money]:
    """In "$20 or $200 per month" both are per month, and in "20 euros ($23) a ticket" both are for one."""
    for index, amount in enumerate(found):
        if text.startswith(")", amount.end) and (thing := _thing(text, amount.end + 1)):
            found[index] = _priced(amount, thing)
    for one, other in pairwise(reversed(range(len(found)))):
        after, before = found[one], found[other]
        if after.per and not before.per and _ALTERNATIVE.fullmatch(text, before.end, after.start):
            found[other] = _priced(before, after.per)
    return found


def _priced(amount: Money, per: str) -> Money:
    return Money(
        amount.text, amount.start, amount.end, amount.low, amount.high, amount.currency, amount.approximate, per
    )

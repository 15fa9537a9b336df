"""Reads numbers in words, from "nineteen" to "two and a half million"; those in digits are left to `numbers`."""

import re
from typing import NamedTuple

from streams.vocabularies import units

# Words of one number ("nine hundred and ninety nine thousand ...").
WORDS = 16
HUNDRED = 100

WORTH = units.numbers()
# What a part can be of: a quarter of a mile, three-tenths of 1 percent.
_WHOLE = r"(?:percentage )?(?:point|percent|per cent|mile|inch|second)\b"
# Half an hour, a quarter point: parts of what follows.
_BARE_PART = {
    "half": re.compile(r" (?:of )?an?(?= [a-z])|(?=[ -]point (?:cut|hike|rise|increase|reduction|move)\b)"),
    "quarter": re.compile(rf" of an?(?= {_WHOLE})|(?=[ -](?:percentage )?point\b)"),
}
_PARTS = {"half": 0.5, "quarter": 0.25}
_TENS = frozenset(range(20, HUNDRED, 10))
# Words that a number can begin with.
FIRSTS = frozenset(word for word, number in WORTH.items() if number.kind != "short") | frozenset(_PARTS)

_SCALES = "|".join(word for word, number in WORTH.items() if number.kind == "scale")
_DIGITS = {
    word: str(number.value)
    for word, number in WORTH.items()
    if number.kind == "unit" and number.value < len("0123456789")
}
_WORD = re.compile("[A-Za-z]+")
SCALE = re.compile(rf"[ \u00a0\n-]?({_SCALES})(?![A-Za-z])", re.IGNORECASE)
_LONG_SHORT = re.compile(r" (m[nl]n?|bl?n|t[rl]?n)(?![A-Za-z0-9])", re.IGNORECASE)
_POINT = re.compile(rf" point((?:[ -](?:{'|'.join(_DIGITS)}))+)(?![A-Za-z])", re.IGNORECASE)
# Two and a half; but a quarter or a third only before what they are parts of, as in "five and a quarter percent".
_AND_PARTS = {
    "a half": 1 / 2,
    "one half": 1 / 2,
    "a quarter": 1 / 4,
    "three quarters": 3 / 4,
    "a third": 1 / 3,
    "two thirds": 2 / 3,
}
_AND_PART = re.compile(
    r"[ -]and[ -](?:((?:a|one)[ -]half)(?= |-|\Z)"
    rf"|(a[ -]quarter|three[ -]quarters|a[ -]third|two[ -]thirds)(?=[ -](?:[a-z]+s|percent|per cent|{_SCALES})\b))",
    re.IGNORECASE,
)
# Three quarters of a million, three-tenths of a percentage point.
_PART_OF = re.compile(
    rf"[ -](quarter|third|fifth|tenth)s?[ -](?:(?:of an? )?({_SCALES})(?![A-Za-z])"
    rf"|of (?:an?|1|one)(?= {_WHOLE}))",
    re.IGNORECASE,
)
_SHARES = {"quarter": 4, "third": 3, "fifth": 5, "tenth": 10}


class Number(NamedTuple):
    """`value` at `[start, end)`. `code`: part of a name, a time, a score or an ordinal, not a figure of its own.

    `short` is the factor of an abbreviated scale at `[end, short_end)` ("5m"), which may be a unit instead; 1 if none.
    `scale` is the product of the scale words read, 1 if none. `digits`: written in digits.
    """

    start: int
    end: int
    value: float
    digits: bool
    code: bool = False
    scale: float = 1
    short: int = 1
    short_end: int = 0


def spelled(text: str, start: int, word: str) -> Number | None:
    """The number whose first word, `word` in lower case and one of `FIRSTS`, stands at `start`; None if it is none."""
    if start and (text[start - 1].isalnum() or (text[start - 1] == "-" and text[start - 2 : start - 1].isalnum())):
        return None
    if word in _PARTS:
        return _part(text, start, word)
    begin = start if WORTH[word].kind == "unit" else _article(text, start)
    return None if begin < 0 else _added(text, begin, start)


def and_part(text: str, end: int) -> tuple[float, int]:
    """The part that is added behind a number, and where it ends: "and a half"; nothing if there is none."""
    found = _AND_PART.match(text, end)
    return (_AND_PARTS[found[found.lastindex or 0].lower().replace("-", " ")], found.end()) if found else (0, end)


def _article(text: str, start: int) -> int:
    """Where the article of a scale word stands ("a million"); -1 where it has none, as in "millions of"."""
    begin = start - 2
    found = begin >= 0 and text[begin:start] in {"a ", "A "} and not text[begin - 1 : begin].isalnum()
    return begin if found else -1


def _part(text: str, start: int, word: str) -> Number | None:
    """Half a million, a quarter million."""
    end = start + len(word)
    gap = next((len(words) for words in (" of a", " a") if text.startswith(words + " ", end)), 0)
    if not (scale := SCALE.match(text, end + gap)):
        bare = _BARE_PART[word].match(text, end)
        return Number(start, bare.end(), _PARTS[word], digits=False) if bare else None
    value = _PARTS[word] * WORTH[scale[1].lower()].value
    begin = start - 2 if text[max(start - 2, 0) : start].lower() == "a " else start
    return Number(begin, scale.end(), value, digits=False, scale=WORTH[scale[1].lower()].value)


def _added(text: str, begin: int, start: int) -> Number | None:
    """The words from `start` on, as long as they make one number."""
    total = current = 0.0
    end, at, factor, read = start, start, 1.0, 0
    token = _WORD.match(text, start)
    while token and read < WORDS:
        number = WORTH.get(token[0].lower())
        if number is None or number.kind == "short" or (token.end() < len(text) and text[token.end()].isalnum()):
            break
        if number.kind == "unit":
            if not _fits(current, number.value) or (total and number.value >= total):
                break
            current += number.value
        elif number.value <= HUNDRED:
            current = max(current, 1) * number.value
        elif total and not current and number.value > factor:
            total, factor = total * number.value, factor * number.value
        else:
            total, current, factor = total + max(current, 1) * number.value, 0.0, number.value
        end, read = token.end(), read + 1
        at = end + 4 if text.startswith((" and ", "-and-"), end) and (current >= HUNDRED or total) else end
        token = _WORD.match(text, at + 1) if text[at : at + 1] in {" ", "-", "\u00a0"} else None
    return _finished(text, Number(begin, end, total + current, digits=False, scale=factor)) if read else None


def _finished(text: str, number: Number) -> Number:
    """With decimals, parts and what scales them, behind the words."""
    value, end = number.value, number.end
    if number.scale > 1:
        part, end = and_part(text, end)
        return Number(number.start, end, value + part * number.scale, digits=False, scale=number.scale)
    if part_of := _PART_OF.match(text, end):
        scale = WORTH[part_of[2].lower()].value if part_of[2] else 1
        share = value / _SHARES[part_of[1].lower()]
        return Number(number.start, part_of.end(), round(share * scale, 6), digits=False, scale=scale)
    if point := _POINT.match(text, end):
        digits = "".join(_DIGITS[word.lower()] for word in _WORD.findall(point[1]))
        value, end = float(f"{value:.0f}.{digits}"), point.end()
    else:
        part, end = and_part(text, end)
        value += part
    return number if end == number.end and not _LONG_SHORT.match(text, end) else _scaled(text, number.start, end, value)


def _scaled(text: str, start: int, end: int, value: float) -> Number:
    """Two and a half million; in "two mln" the abbreviation may be one of a unit, so it is told apart."""
    if scale := SCALE.match(text, end):
        factor = WORTH[scale[1].lower()].value
        return Number(start, scale.end(), round(value * factor, 6), digits=False, scale=factor)
    short = _LONG_SHORT.match(text, end)
    if not short:
        return Number(start, end, value, digits=False)
    return Number(start, end, value, digits=False, short=WORTH[short[1].lower()].value, short_end=short.end())


def _fits(current: float, value: int) -> bool:
    """Whether a unit word can follow: twenty three, a hundred seven, but not five six."""
    below = current % HUNDRED
    return below == 0 or (below in _TENS and value < min(_TENS) / 2)

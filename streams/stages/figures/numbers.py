"""Finds numbers in text, in digits and in words, and says which of them are names or codes rather than figures."""

import re
from collections.abc import Iterable

from streams.stages.figures.alternation import any_of
from streams.stages.figures.spelled import FIRSTS, SCALE, WORTH, Number, and_part, spelled

# A number of more digits is a code, and would lose digits as a float.
LONGEST = 18
# Scales one after another ("100 thousand million").
SCALES = 3
# A text with more numbers is a table or an attack; what comes after them is not read.
MOST = 20_000

FRACTIONS = {
    "½": 1 / 2, "¼": 1 / 4, "¾": 3 / 4, "⅓": 1 / 3, "⅔": 2 / 3, "⅕": 1 / 5, "⅖": 2 / 5, "⅗": 3 / 5, "⅘": 4 / 5,
    "⅙": 1 / 6, "⅚": 5 / 6, "⅛": 1 / 8, "⅜": 3 / 8, "⅝": 5 / 8, "⅞": 7 / 8,
}  # fmt: skip
# The first form is the last one where nothing could go on: it spares most numbers the others.
_DIGITS = re.compile(
    r"[0-9]+(?![0-9,.\u00a0\u2009\u202f]| 000)"
    r"|(?:[0-9]{1,3}(?:,[0-9]{2,3}){0,5},[0-9]{3}(?![0-9])|[0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3}){1,5}(?![0-9])"
    r"|[0-9]{1,3}(?: 000){1,4}(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
)
_DECIMALS = re.compile(r"\.[0-9]{1,17}(?![0-9.])")
_FRACTION = re.compile(rf"[ \u00a0-]?(?:([1-9])/(2|3|4|5|8|16|32)(?![0-9/])|([{''.join(FRACTIONS)}]))")
_BARE_FRACTION = re.compile(r"/(2|3|4|5|8|16|32)(?![0-9/])")
_SHORT = re.compile(
    rf"[ \u00a0-]?({'|'.join(word for word, number in WORTH.items() if number.kind == 'short')})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
# How fractions, scales and parts behind digits begin: where none of them does, the number ends.
_MORE = re.compile(
    rf"[ \u00a0\n-]?(?:{any_of([*(word for word, number in WORTH.items() if number.kind != 'unit'), 'and'])}"
    rf"|[1-9]/|[{''.join(FRACTIONS)}])|/",
    re.IGNORECASE,
)
_NO_DIGIT = re.compile("[^0-9.]")
_INTO_CODE = re.compile(r"[.:/][0-9]|(?:st|nd|rd|th)(?![a-z])|[xX][0-9]|[0-9]")
# What joins the ends of a range.
_RANGED = frozenset(["-", "–", "—", "-to-"])
# What joins a number to a name before it: GPT-5, 737/800, v1.2, #4.
_JOINTS = "-–/.:#@_+&%"


def numbers(text: str, opened: Iterable[tuple[int, str]]) -> list[Number]:
    """All numbers, in order, up to `MOST`; none overlaps another. Linear in the text's length.

    `opened` is what `openings` found in the text.
    """
    found: list[Number] = []
    past, joined_to = 0, -1
    for at, token in opened:
        if at < past:
            continue
        if token in FIRSTS:
            number = spelled(text, at, token)
        elif token.isalpha():
            continue
        else:
            start = at - _is_point(text, at)
            joint = text[joined_to:start] if 0 < joined_to < start <= joined_to + len("-to-") else ""
            number = _digits(text, start, ranged=joint in _RANGED)
            if joint == "-to-" and found[-1].value >= number.value:
                number = number._replace(code=True)  # a vote or a score: 5-to-4
        if number is None:
            continue
        past = max(number.end, at + len(token))
        joined_to = -1 if number.code else number.end
        found.append(number)
        if len(found) == MOST:
            break
    return found


def _is_point(text: str, start: int) -> bool:
    """Whether the digits are decimals without a nought before them: $.50, .5 percent."""
    return text[start - 1 : start] == "." and (start == 1 or text[start - 2] in " \u00a0\n$£€(")


def _digits(text: str, start: int, *, ranged: bool) -> Number:
    if text[start] == ".":
        decimals = _DECIMALS.match(text, start)
        if decimals is not None:
            return _finished(text, start, decimals.end(), float(decimals[0]), ranged=ranged)
        start += 1
    plain = _DIGITS.match(text, start)
    if plain is None:
        return _finished(text, start, start + 1, FRACTIONS[text[start]], ranged=ranged)
    end = plain.end()
    digits = plain[0] if plain[0].isdigit() else _NO_DIGIT.sub("", plain[0]) if end - start <= LONGEST * 2 else plain[0]
    if len(digits) > LONGEST:
        return Number(start, end, 0.0, digits=True, code=True)
    if _MORE.match(text, end):
        return _finished(text, start, *_with_fraction(text, start, end, float(digits)), ranged=ranged)
    code = (not ranged and joined(text, start)) or _INTO_CODE.match(text, end) is not None
    return Number(start, end, round(float(digits), 6), True, code, 1, 1, end)  # half the cost of names


def _with_fraction(text: str, start: int, end: int, value: float) -> tuple[int, float]:
    """Where a number ends with a fraction behind it, if there is one, and its value."""
    if part := _BARE_FRACTION.match(text, end):
        if value < int(part[1]) and not joined(text, start):
            return part.end(), value / int(part[1])
    elif part := _FRACTION.match(text, end):
        return part.end(), value + (FRACTIONS[part[3]] if part[3] else int(part[1]) / int(part[2]))
    return end, value


def _finished(text: str, start: int, end: int, value: float, *, ranged: bool) -> Number:
    """A number in digits with the scales after it."""
    code = (not ranged and joined(text, start)) or _INTO_CODE.match(text, end) is not None
    factor = 1.0
    for _ in range(SCALES):
        if not (scale := SCALE.match(text, end)):
            break
        factor, end = factor * WORTH[scale[1].lower()].value, scale.end()
    part, end = and_part(text, end)
    value += part
    short = None if factor > 1 else _SHORT.match(text, end)
    return Number(
        start,
        end,
        round(value * factor, 6),
        digits=True,
        code=code,
        scale=factor,
        short=WORTH[short[1].lower()].value if short else 1,
        short_end=short.end() if short else end,
    )


def joined(text: str, start: int) -> bool:
    """Whether what stands before makes it a part of something longer."""
    if not start:
        return False
    before = text[start - 1]
    if before.isalnum():
        return True
    return before in "#@_" or (before in _JOINTS and start > 1 and text[start - 2].isalnum())

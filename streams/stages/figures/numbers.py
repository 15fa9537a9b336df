"""Finds numbers in text, in digits and in words, and says which of them are names or codes rather than figures."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from streams.vocabularies import units

# A number of more digits is a code, and would lose digits as a float.
LONGEST = 18
# Scales one after another ("hundred thousand million"), and words of one number ("nine hundred and ninety nine ...").
SCALES, WORDS = 3, 16
HUNDRED = 100
# A text with more numbers is a table or an attack; what comes after them is not read.
MOST = 20_000

_WORDS = units.numbers()
FRACTIONS = {"½": 0.5, "¼": 0.25, "¾": 0.75, "⅓": 1 / 3, "⅔": 2 / 3, "⅛": 0.125, "⅜": 0.375, "⅝": 0.625, "⅞": 0.875}
# Half an hour, a quarter point: parts of what follows.
_BARE_PART = {"half": re.compile(r" an?(?= [a-z])"), "quarter": re.compile(r"(?=[ -](?:percentage )?point\b)")}
_TENS = frozenset(range(20, HUNDRED, 10))
_PARTS = {"half": 0.5, "quarter": 0.25}
# Words that a number can begin with.
FIRSTS = frozenset(word for word, number in _WORDS.items() if number.kind != "short") | frozenset(_PARTS)
_TOKEN = re.compile(f"[A-Za-z]+|[0-9]+|[{''.join(FRACTIONS)}]")
_DIGITS = re.compile(
    r"(?:[0-9]{1,3}(?:,[0-9]{2,3}){0,5},[0-9]{3}(?![0-9])|[0-9]{1,3}(?:[\u00a0\u2009\u202f][0-9]{3}){1,5}(?![0-9])"
    r"|[0-9]{1,3}(?: 000){1,4}(?![0-9])|[0-9]+)(?:\.[0-9]+)?"
)
_DECIMALS = re.compile(r"\.[0-9]{1,17}(?![0-9.])")
_FRACTION = re.compile(rf"[ \u00a0-]?(?:([1-9])/(2|3|4|5|8|16|32)(?![0-9/])|([{''.join(FRACTIONS)}]))")
_BARE_FRACTION = re.compile(r"/(2|3|4|5|8|16|32)(?![0-9/])")
_SCALE = re.compile(
    rf"[ \u00a0\n-]?({'|'.join(word for word, number in _WORDS.items() if number.kind == 'scale')})(?![A-Za-z])",
    re.IGNORECASE,
)
_SHORT = re.compile(
    rf"[ \u00a0-]?({'|'.join(word for word, number in _WORDS.items() if number.kind == 'short')})(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_HALF = re.compile(r"[ -]and[ -]a[ -]half(?= |-|\Z)", re.IGNORECASE)
_LONG_SHORT = re.compile(r" (m[nl]n?|bl?n|tr?n)(?![A-Za-z0-9])", re.IGNORECASE)
_INTO_CODE = re.compile(r"[.:/][0-9]|(?:st|nd|rd|th)(?![a-z])|[xX][0-9]|[0-9]")
# What joins a number to a name before it: GPT-5, 737/800, v1.2, #4.
_JOINTS = "-–/.:#@_+&"


@dataclass(frozen=True, slots=True)
class Number:
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


def numbers(text: str, opened: Iterable[tuple[int, str]]) -> list[Number]:
    """All numbers, in order, up to `MOST`; none overlaps another. Linear in the text's length.

    `opened` is what `openings` found in the text.
    """
    found: list[Number] = []
    past, joined_to = 0, -1
    for at, token in opened:
        if at < past:
            continue
        if "a" <= token[0] <= "z":
            number = _words(text, at, token) if token in FIRSTS else None
        else:
            start = at - _is_point(text, at)
            number = _digits(text, start, ranged=start - 1 == joined_to and text[joined_to] in "-–—")
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
    if end - start > LONGEST * 2 or len(digits := re.sub("[^0-9.]", "", plain[0])) > LONGEST:
        return Number(start, end, 0.0, digits=True, code=True)
    value = float(digits)
    if part := _BARE_FRACTION.match(text, end):
        if value < int(part[1]) and not _joined(text, start):
            return _finished(text, start, part.end(), value / int(part[1]), ranged=ranged)
    elif part := _FRACTION.match(text, end):
        return _finished(text, start, part.end(), value + _fraction(part), ranged=ranged)
    return _finished(text, start, end, value, ranged=ranged)


def _fraction(part: re.Match[str]) -> float:
    return FRACTIONS[part[3]] if part[3] else int(part[1]) / int(part[2])


def _finished(text: str, start: int, end: int, value: float, *, ranged: bool) -> Number:
    """A number in digits with the scales after it."""
    code = (not ranged and _joined(text, start)) or _INTO_CODE.match(text, end) is not None
    factor = 1.0
    for _ in range(SCALES):
        if not (scale := _SCALE.match(text, end)):
            break
        factor, end = factor * _WORDS[scale[1].lower()].value, scale.end()
    short = None if factor > 1 else _SHORT.match(text, end)
    return Number(
        start,
        end,
        round(value * factor, 6),
        digits=True,
        code=code,
        scale=factor,
        short=_WORDS[short[1].lower()].value if short else 1,
        short_end=short.end() if short else end,
    )


def _joined(text: str, start: int) -> bool:
    """Whether what stands before makes it a part of something longer."""
    if not start:
        return False
    before = text[start - 1]
    if before.isalnum():
        return True
    return before in "#@_" or (before in _JOINTS and start > 1 and text[start - 2].isalnum())


def _words(text: str, start: int, word: str) -> Number | None:
    if start and (text[start - 1].isalnum() or (text[start - 1] == "-" and text[start - 2 : start - 1].isalnum())):
        return None
    if word in _PARTS:
        return _part(text, start, word)
    first = _WORDS[word]
    if first.kind == "short":
        return None
    begin = start if first.kind == "unit" else _article(text, start)
    return None if begin < 0 else _added(text, begin, start)


def _article(text: str, start: int) -> int:
    """Where the article of a scale word stands ("a million"); -1 where it has none, as in "millions of"."""
    begin = start - 2
    found = begin >= 0 and text[begin:start] in {"a ", "A "} and not text[begin - 1 : begin].isalnum()
    return begin if found else -1


def _part(text: str, start: int, word: str) -> Number | None:
    """Half a million, a quarter million."""
    end = start + len(word)
    gap = next((len(words) for words in (" of a", " a") if text.startswith(words + " ", end)), 0)
    if not (scale := _SCALE.match(text, end + gap)):
        bare = _BARE_PART[word].match(text, end)
        return Number(start, bare.end(), _PARTS[word], digits=False) if bare else None
    value = _PARTS[word] * _WORDS[scale[1].lower()].value
    begin = start - 2 if text[max(start - 2, 0) : start].lower() == "a " else start
    return Number(begin, scale.end(), value, digits=False, scale=_WORDS[scale[1].lower()].value)


def _added(text: str, begin: int, start: int) -> Number | None:
    """The words from `start` on, as long as they make one number."""
    total = current = 0.0
    end, at, factor, read = start, start, 1.0, 0
    token = _TOKEN.match(text, start)
    while token and read < WORDS:
        number = _WORDS.get(token[0].lower())
        if number is None or number.kind == "short" or (token.end() < len(text) and text[token.end()].isalnum()):
            break
        if number.kind == "unit":
            if not _fits(current, number.value) or (total and number.value >= total):
                break
            current += number.value
        elif number.value <= HUNDRED:
            current = max(current, 1) * number.value
        else:
            total, current, factor = total + max(current, 1) * number.value, 0.0, number.value
        end, read = token.end(), read + 1
        at = end + 4 if text.startswith((" and ", "-and-"), end) and (current >= HUNDRED or total) else end
        token = _TOKEN.match(text, at + 1) if text[at : at + 1] in {" ", "-", "\u00a0"} else None
    if half := _HALF.match(text, end):
        return _half(text, begin, half.end(), total + current)
    return _shortened(text, begin, end, total + current, factor) if read else None


def _shortened(text: str, begin: int, end: int, value: float, scale: float) -> Number:
    """Two mln, five bn: the abbreviation may be one of a unit, so it is told apart."""
    short = _LONG_SHORT.match(text, end) if scale == 1 else None
    factor = _WORDS[short[1].lower()].value if short else 1
    return Number(begin, end, value, digits=False, scale=scale, short=factor, short_end=short.end() if short else end)


def _half(text: str, begin: int, end: int, value: float) -> Number:
    scale = _SCALE.match(text, end)
    factor = _WORDS[scale[1].lower()].value if scale else 1
    return Number(begin, scale.end() if scale else end, (value + 0.5) * factor, digits=False, scale=factor)


def _fits(current: float, value: int) -> bool:
    """Whether a unit word can follow: twenty three, a hundred seven, but not five six."""
    below = current % HUNDRED
    return below == 0 or (below in _TENS and value < min(_TENS) / 2)

"""Puts figures that belong together into one: ranges ("$1.5-2 billion", "between 5 and 10 percent"), and lists."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from streams.stages.figures import context
from streams.stages.figures.spelled import Number
from streams.vocabularies import units

# A list's first number shares the unit behind the last one only across a joint this short, in characters.
JOINT = 24
THOUSAND = 1000

_JOINT = re.compile(
    r"(?:[ \u00a0]?([-–—])[ \u00a0]?|(?:,|-)?[ \u00a0](to|and|or|through)[ \u00a0]|-(to)-)"
    r"(?:(?:about|around|roughly|approximately|nearly|almost|even|more than|perhaps|maybe)[ \u00a0])?"
)
_CHANGES = frozenset(word for word, (_, where) in units.directions().items() if where in {"before", "both"})


class Tag(NamedTuple):
    """What a number is of: `name`, a currency or unit, read at `[start, end)` with the number inside.

    `factor` makes the number one of whole `name`s. `signed`: the name stood before it, as a currency's sign does.
    """

    start: int
    end: int
    name: str
    factor: float = 1
    signed: bool = False


class Figure(NamedTuple):
    """A value, or a range of values, of `name` at `[start, end)`; `number` is where its first digit stands."""

    start: int
    end: int
    low: float
    high: float
    name: str
    number: int


def figures(text: str, found: Sequence[Number], tags: Sequence[Tag | None]) -> Iterator[Figure]:
    """One figure for each tagged number, or for two of them that are the ends of a range; in order."""
    index = 0
    while index < len(found):
        pair = _pair(text, found, tags, index)
        if pair:
            first, second = pair
            index += 2
            yield from _joined(text, found[index - 2 : index], first, second)
            continue
        tag = tags[index]
        if tag:
            yield _single(found[index], tag)
        index += 1


def _pair(text: str, found: Sequence[Number], tags: Sequence[Tag | None], index: int) -> tuple[Tag, Tag] | None:
    """The tags of two numbers that one joint connects, the missing one filled in from the other."""
    if index + 1 == len(found):
        return None
    one, other, first, second = found[index], found[index + 1], tags[index], tags[index + 1]
    if not (first or second) or (first and second and first.name != second.name):
        return None
    joint = _joint(text, first.end if first else one.end, second.start if second else other.start)
    if not joint:
        return None
    if first is None or second is None:
        return _filled_in(text, (one, other), first, second, joint)
    return first, second


def _joint(text: str, end: int, start: int) -> re.Match[str] | None:
    return _JOINT.fullmatch(text, end, start) if 0 < start - end < JOINT else None


def _filled_in(
    text: str, pair: tuple[Number, Number], first: Tag | None, second: Tag | None, joint: re.Match[str]
) -> tuple[Tag, Tag] | None:
    """Both tags where a unit behind the second number, or a sign before the first, is meant for both."""
    one, other = pair
    if second and not second.signed and not one.code and _may_share(text, one, other, joint):
        larger = second.factor > 1 and one.value >= other.value
        return Tag(one.start, one.end, second.name, 1 if larger else second.factor), second
    if first and first.signed and joint[2] not in {"and", "or"}:
        last = other.short_end if other.short > 1 else other.end
        return first, Tag(other.start, last, first.name, other.short, signed=True)
    return None


def _may_share(text: str, one: Number, other: Number, joint: re.Match[str]) -> bool:
    if joint[2] == "and":
        return "between" in context.before(text, one.start)[-3:]
    return joint[2] != "or" or one.value < other.value


def _joined(text: str, pair: Sequence[Number], first: Tag, second: Tag) -> Iterator[Figure]:
    one, other = pair
    low, high = one.value * first.factor, other.value * second.factor
    if (
        one.scale * first.factor == 1
        and (scale := other.scale * second.factor) > 1
        and one.value < other.value / other.scale
    ):
        low = one.value * scale
    if _are_thousands(text, one, other):
        low *= THOUSAND
    joint = text[first.end : second.start].split()
    if low <= high and _is_range(
        text, first.start, joint[0] if joint else "-", one.value / one.scale, other.value / other.scale
    ):
        yield Figure(first.start, second.end, _clean(low), _clean(high), first.name, one.start)
        return
    yield Figure(first.start, first.end, _clean(low), _clean(low), first.name, one.start)
    yield _single(other, second)


def _are_thousands(text: str, one: Number, other: Number) -> bool:
    """Whether the first of "10-15,000" is short of its thousands."""
    bare = one.scale == other.scale == one.short == 1 and text[one.end : other.start] in {"-", "–"}
    return bare and text[other.start : other.end].count(",") == 1 and one.value < other.value / THOUSAND


def _is_range(text: str, start: int, joint: str, one: float, other: float) -> bool:
    """Whether the two are the ends of a range, rather than two figures or a change from one to the other."""
    before = context.before(text, start)
    if joint.strip(",") == "and":
        return "between" in before[-3:]
    if joint == "or":
        return other - one == 1
    if joint in {"to", "through"} and before and before[-1] != "between":
        return not _CHANGES.intersection(before[-6:] if before[-1] == "from" else before[-3:])
    return True


def _single(number: Number, tag: Tag) -> Figure:
    value = _clean(number.value * tag.factor)
    return Figure(tag.start, tag.end, value, value, tag.name, number.start)


def _clean(value: float) -> float:
    """Without the dust that decimal fractions leave in binary."""
    return round(value, 6)

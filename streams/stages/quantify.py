"""Finds percentages, measures and counts, which way they went and by when; money and dates are left to others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from streams.stages.figures import context, counts, measures, phrases
from streams.stages.figures.change import NEAR_COUNT, NEAR_SHARE, change
from streams.stages.figures.joints import Figure, Tag, figures
from streams.stages.figures.marking import Marked, mark
from streams.stages.figures.spelled import Number
from streams.vocabularies import units

# Characters after a figure within which its clause may say by when it is to be reached.
BY = 90
# From here on two numbers with a hyphen behind a name are a model: Boeing 737-800, but not Tuesday 10-15 ships.
MODELS = 100
# Characters behind a number in which "inches" stands.
INCHES = 8
INCHES_OF_FOOT = 12
# Characters before a length of time in which a word makes it a date ("the last three years").
DATED = 12

_BY = re.compile(r"[^.;!?\n\d]{0,60}?\bby[ \u00a0](?:the[ \u00a0])?")
_OPENING_BY = re.compile(r"(?:\A|(?<=[.!?\n“\"])|(?<=[.!?\n“\"][ \u00a0\n]))(By[ \u00a0](?:the[ \u00a0])?)[^.;!?\n]*\Z")
_ELLIPSIS = re.compile(
    r"[ \u00a0](?:of[ \u00a0](?:them|those|these|whom|which)\b"
    r"|(?:or[ \u00a0])?more\b(?![ \u00a0](?:than|[^\W\d_]+s\b)))"
)
_LEVEL = re.compile(
    r"(?:[ \u00a0]on[ \u00a0]average)?,?[ \u00a0]to[ \u00a0](?:just[ \u00a0]|about[ \u00a0]|around[ \u00a0])?"
)
# Before a number that counts what the one before it did.
_COMPARED = re.compile(r"\b(?:(?:up|down)[ \u00a0]from|compared[ \u00a0](?:with|to))[ \u00a0]\Z")
COMPARED = 14  # characters of the longest of them, about
_INCHES = re.compile(r"(?:,?[ \u00a0](?:and[ \u00a0])?)?([0-9]+|[a-z]+)[ \u00a0]?(?:inch(?:es)?|in)\b")
_PART = re.compile(r"[ \u00a0](?:out[ \u00a0])?of[ \u00a0](?:the|its|their|his|her|all)[ \u00a0](?:\w+[ \u00a0])?")
_GAME = re.compile(
    r"[ \u00a0](?:[a-z-]+[ \u00a0])?(?:wins?|winners?|victor\w+|defeats?|loss(?:es)?|losers?|leads?|draws?|thrillers?"
    r"|scores?|series|votes?|rulings?|decisions?|aggregate|deficit|rout)\b"
)
_DATED = re.compile(r"\b(?:last|past|next|coming|previous|following|recent)[ \u00a0]\Z", re.IGNORECASE)
_AGO = re.compile(r"[ \u00a0](?:ago|from[ \u00a0]now|back)\b")
# Behind these stands nothing that a number could be of.
_STOPS = frozenset(["", ".", ",", ";", ":", ")", "\n"])
_TERMS = ("in ", "first ")
_BELOW_ZERO = ("-", "−", "minus ", "negative ")
_MINUS = re.compile(r"(?:(?<![\w.,)%/])[-−]|(?<!\bor )\b(?:minus|negative) )\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value or range in `unit` at `[start, end)` in code points; one value has low = high.

    `unit`: a singular English name, for counts the noun. `change`: `up`, `down` or None. `by`: the day by which it is
    to be reached, or None.
    """

    text: str
    start: int
    end: int
    low: float
    high: float
    unit: str
    change: str | None
    by: date | None


def quantities(
    text: str, *, today: date, vocabulary: units.Units | None = None, marked: Marked | None = None
) -> list[Quantity]:
    """Quantities in order; linear in the text's length.

    `today` is the item's own date. `vocabulary` is what `units.load` makes of tables of one's own. `marked` is what
    `mark` made of the text, where it is at hand: numbers that are money are none of ours, and in other
    languages than English only signs and abbreviations are read.
    """
    marked = marked or mark(text)
    found, reader = marked.others, measures.reader(vocabulary or units.shipped())
    if not marked.english:
        signs = [reader.sign(text, number) for number in found]
        return [_plain(text, figure) for figure in figures(text, found, signs)]
    tags = [_tag(text, reader, number, today) for number in found]
    if not any(tags):
        return []
    whole, tags = _with_inches(text, *_without_models(text, reader, found, tags))
    tags = _with_ellipses(text, reader, whole, tags)
    return _with_levels(text, [_read(text, reader, figure, today) for figure in figures(text, whole, tags)])


def _with_levels(text: str, found: list[Quantity]) -> list[Quantity]:
    """In "cut it by 12 days, to 41 days" the level went the way of the change."""
    for index in range(1, len(found)):
        before, level = found[index - 1], found[index]
        if before.change and not level.change and _LEVEL.fullmatch(text, before.end, level.start):
            found[index] = replace(level, change=before.change)
    return found


def _plain(text: str, figure: Figure) -> Quantity:
    """A figure of a text whose words are not read."""
    start, end = figure.start, figure.end
    return Quantity(text[start:end], start, end, figure.low, figure.high, figure.name, None, None)


def _is_term(text: str, start: int, today: date) -> bool:
    """Whether "in five years" and "first nine months of 2025" are dates."""
    word = next((word for word in _TERMS if text[max(start - len(word), 0) : start].lower() == word), "")
    return bool(word) and phrases.at(text, start - len(word), today) is not None


def _tag(text: str, reader: measures.Reader, number: Number, today: date) -> Tag | None:
    if number.code or (number.short <= 1 and text[number.end : number.end + 1] in _STOPS):
        return None
    tag = reader.measure(text, number)
    if tag and counts.is_year(text, number) and text[number.end : tag.end].lower() == f" {tag.name}":
        return None  # the 2006 Cup
    if tag and reader.kind(tag.name) == "time" and _DATED.search(text, max(0, number.start - DATED), number.start):
        return None
    if tag and reader.kind(tag.name) == "time" and (_AGO.match(text, tag.end) or _is_term(text, number.start, today)):
        return None
    if tag and number.short <= 1:
        return tag
    counted = counts.count(text, number)
    return counted if counted and counted.factor > 1 else tag or counted


def _without_models(
    text: str, reader: measures.Reader, found: Sequence[Number], tags: list[Tag | None]
) -> tuple[list[Number], list[Tag | None]]:
    """Neither number of "Boeing 737-800 jets" counts the jets, nor does one of "5-4 winners" the winners."""
    kept, left = list(found), tags
    for index in range(1, len(kept)):
        one, other, tag = kept[index - 1], kept[index], tags[index]
        if not tag or other.start != one.end + 1 or text[one.end] not in "-–/" or not _may_be_score(reader, tag):
            continue
        if one.digits and (_is_score(text, one, other) or _is_model(text, one, other)):
            kept[index - 1] = one._replace(code=True)
            left[index - 1 : index + 1] = [None, None]
    return kept, left


def _may_be_score(reader: measures.Reader, tag: Tag) -> bool:
    return reader.kind(tag.name) in {"", "score"}


def _is_score(text: str, one: Number, other: Number) -> bool:
    """A range goes up; and what is won or lost by two numbers is a game or a vote."""
    return one.value >= other.value * other.short or _GAME.match(text, other.end) is not None


def _is_model(text: str, one: Number, other: Number) -> bool:
    return min(one.value, other.value) >= MODELS and not one.code and counts.is_name(text, one)


def _with_inches(
    text: str, found: Sequence[Number], tags: Sequence[Tag | None]
) -> tuple[list[Number], list[Tag | None]]:
    """Five feet two inches are one length, in feet."""
    if not any(tag and tag.name == "foot" for tag in tags):
        return list(found), list(tags)
    kept: list[tuple[Number, Tag | None]] = []
    for number, tag in zip(found, tags, strict=True):
        feet, feet_tag = kept[-1] if kept else (number, None)
        end = _inches_end(text, feet_tag, number) if feet_tag else 0
        if feet_tag and end:
            value = round(feet.value + number.value / INCHES_OF_FOOT, 6)
            whole = Number(feet.start, end, value, digits=feet.digits)
            kept[-1] = whole, Tag(feet_tag.start, end, feet_tag.name)
            continue
        kept.append((number, tag))
    return [number for number, _ in kept], [tag for _, tag in kept]


def _inches_end(text: str, feet: Tag, number: Number) -> int:
    """Where the inches right behind feet end; 0 if there are none."""
    found = _INCHES.match(text, feet.end, number.end + INCHES) if feet.name == "foot" else None
    return found.end() if found and found.start(1) == number.start else 0


def _with_ellipses(
    text: str, reader: measures.Reader, found: Sequence[Number], tags: Sequence[Tag | None]
) -> list[Tag | None]:
    """In "800 million users, with 35 million of them paying" the second counts what the first does."""
    unit = ""
    kept: list[Tag | None] = []
    past = 0
    for index, (number, tag) in enumerate(zip(found, tags, strict=True)):
        if unit and text.count("\n", past, number.start) > 1:
            unit = ""
        after = tags[index + 1] if index + 1 < len(tags) else None
        alone = number.value == 1 and not number.digits
        if tag or number.code or alone:
            kept.append(tag)
        elif after and _PART.fullmatch(text, number.end, after.start):
            kept.append(Tag(number.start, number.end, after.name))
        elif unit and (_ELLIPSIS.match(text, number.end) or _is_compared(text, number)):
            kept.append(Tag(number.start, number.end, unit))
        else:
            kept.append(tag)
        unit, past = (tag.name if tag and not reader.kind(tag.name) else unit), number.end
    return kept


def _is_compared(text: str, number: Number) -> bool:
    """Whether a large number stands for itself: 90 million users, up from 61 million."""
    large = number.scale > 1 or "," in text[number.start : number.end]
    return large and _COMPARED.search(text, max(0, number.start - COMPARED), number.start) is not None


def _read(text: str, reader: measures.Reader, figure: Figure, today: date) -> Quantity:
    low, high, start = figure.low, figure.high, figure.start
    low_at = max(0, start - len("negative "))
    signed = text[low_at:start].lower().endswith(_BELOW_ZERO)
    if signed and (minus := _MINUS.search(text, low_at, start)):
        low, high, start = -high, -low, minus.start()
    begin = context.approximate_from(text, start)
    near = NEAR_SHARE if reader.kind(figure.name) in {"share", "score"} else NEAR_COUNT
    lasting = reader.kind(figure.name) == "time" and context.word_before(text, begin).lower() != "by"
    way = None if lasting else change(text, begin, figure.end, near)
    return Quantity(
        text[start : figure.end], start, figure.end, low, high, figure.name, way, _deadline(text, start, figure, today)
    )


def _deadline(text: str, start: int, figure: Figure, today: date) -> date | None:
    """The day it is to be reached by: behind it in its clause, or where the sentence opens with "By 2030"."""
    if behind := _by(text, figure.end, today):
        return behind
    near = max(0, start - BY)
    opening = _OPENING_BY.search(text, near, start) if "By" in text[near:start] else None
    span = phrases.at(text, opening.end(1), today) if opening else None
    one_clause = span and span.end <= start and "," not in text[span.end + 1 : start]
    return span.to if span and one_clause and span.to > today else None


def _by(text: str, end: int, today: date) -> date | None:
    found = _BY.match(text, end, end + BY) if "by" in text[end : end + BY] else None
    span = phrases.at(text, found.end(), today) if found else None
    return span.to if span else None

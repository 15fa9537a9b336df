"""What a single paragraph says about standing first in a story: openings, datelines, new names, references back."""

import math
import re
from collections.abc import Sequence

import numpy as np

from streams.stages.pages.arrays import Floats
from streams.stages.pages.lines import OPENING_QUOTES
from streams.stages.pages.words import STEM, Paragraph

READ_CHARACTERS = 1_500  # of a paragraph are looked through for quotations and commas
READ_WORDS = 120  # of a paragraph: leads are shorter, and cost stays bounded
EARLY_WORDS = 14  # a reference back stands near the beginning
LEAD_WORDS = 45  # a lead names its day within its first sentence

PRONOUNS = frozenset(["he", "she", "they", "it", "his", "her", "their", "its", "him", "them"])
POINTERS = frozenset(["this", "that", "these", "those", "such"])
SAYING = frozenset(["said", "says", "say", "told", "added", "asked", "wrote", "tweeted"])
DAYS = frozenset(["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"])
CONNECTIVES = frozenset([
    "but", "and", "however", "meanwhile", "also", "still", "yet", "so", "then", "instead", "moreover", "nevertheless",
    "besides", "furthermore", "nor", "or",
])  # fmt: skip
AGAIN = frozenset([
    "also", "too", "another", "other", "others", "both", "former", "latter", "same", "again", "meanwhile", "however",
    "added", "later", "earlier", "further", "instead", "still",
])  # fmt: skip
QUOTED = re.compile(r"[“\"«„][^“”\"»]*[”\"»]?")
DATELINE = re.compile(
    r"[A-ZÀ-Þ][A-ZÀ-Þ .,'’/-]{2,40}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?\s*(?:\([^)]{2,30}\))?\s*[-\u2013—]"
)
BYLINE = re.compile(r"(?:By|Par|Von|Por) [A-Z]")

ENGLISH = (
    "pronoun first", "connective first", "the first", "reference back", "weekday", "speech", "pointers", "definite",
    "was", "had", "has",
)  # fmt: skip
ANY_LANGUAGE = (
    "name first", "digit first", "quote first", "dateline", "heading", "byline", "no word", "quoted", "sentences",
    "commas", "full names", "relative length",
)  # fmt: skip
NAMES = (*ENGLISH, *ANY_LANGUAGE)


def cues(paragraphs: Sequence[Paragraph], *, english: bool) -> Floats:
    """One row a paragraph, one column a cue of `NAMES`; those of English are zero in other languages."""
    usual = float(np.median([max(1, len(paragraph.tokens)) for paragraph in paragraphs]))
    unread = (0.0,) * len(ENGLISH)
    return np.array(
        [(*(_english(paragraph) if english else unread), *_any_language(paragraph, usual)) for paragraph in paragraphs]
    )


def _english(paragraph: Paragraph) -> tuple[float, ...]:
    folded = paragraph.folded[:READ_WORDS]
    lead = folded[: paragraph.lead]
    words, first, count = set(folded), folded[0] if folded else "", max(1, len(folded))
    return (
        first in PRONOUNS,
        first in CONNECTIVES,
        first == "the" and paragraph.tokens[1:2] != () and paragraph.tokens[1][0].islower(),
        not AGAIN.isdisjoint(folded[:EARLY_WORDS]),
        not DAYS.isdisjoint(folded[:LEAD_WORDS]),
        not SAYING.isdisjoint(words),
        10.0 * sum(map(folded.count, POINTERS & words)) / count,
        10.0 * folded.count("the") / count,
        "was" in lead or "were" in lead,
        "had" in lead,
        "has" in lead or "have" in lead,
    )


def _any_language(paragraph: Paragraph, usual: float) -> tuple[float, ...]:
    text, tokens = paragraph.line.text[:READ_CHARACTERS], paragraph.tokens
    first, heading = paragraph.folded[0] if tokens else "", paragraph.line.is_heading()
    return (
        first[:STEM] in paragraph.names,
        first[:1].isdigit(),
        text.startswith(OPENING_QUOTES),
        DATELINE.match(text) is not None,
        heading,
        BYLINE.match(text) is not None and heading,
        not tokens,
        sum(len(quote) for quote in QUOTED.findall(text)) / max(1, len(text)),
        math.log(max(1, paragraph.sentences)),
        math.log1p(text.count(", ") / max(1, paragraph.sentences)),
        min(4, len(paragraph.full)),
        math.log(max(1, len(tokens)) / usual),
    )

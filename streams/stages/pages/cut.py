"""Runs evidence and decision over one page: where stories begin, how surely, and whether it is a page at all."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from streams.stages.pages import decide
from streams.stages.pages.arrays import Floats, Integers
from streams.stages.pages.features import GAP, Evidence, evidence
from streams.stages.pages.reasons import pulls
from streams.stages.pages.tails import Marks
from streams.stages.pages.weights import Weights
from streams.stages.pages.words import Paragraph

FAVOUR = 0.4  # log odds for a border: a missed one hides a story. From 0 to 0.6 boundary F1 is the same within 0.002
FLOOR = 0.001  # probability: surer than that nothing counts
FUNCTION_WORDS = frozenset(["the", "of", "and", "to", "in", "that", "for", "is", "was", "with", "said", "on"])
ENGLISH_SHARE = 0.15  # of the words of English prose are among these at least, of other languages hardly one in ten


@dataclass(frozen=True, slots=True)
class Cut:
    """The likeliest starts (always with 0); for every gap the probability of a border there, and why, by code.

    `whole` is the probability that the page is a single story; `pulls` are those of `reasons`.
    """

    starts: tuple[int, ...]
    begins: Floats
    whole: float
    pulls: Floats


def is_english(language: str, paragraphs: Sequence[Paragraph]) -> bool:
    """By the tag, or where there is none by the share of function words."""
    if language:
        return language.lower().split("-")[0] == "en"
    words = Counter(word for paragraph in paragraphs for word in paragraph.folded)
    return sum(words[word] for word in FUNCTION_WORDS) >= ENGLISH_SHARE * words.total()


def page_numbers(odds: Floats, found: Evidence) -> Floats:
    """What speaks for a page of several stories, in the order of weights.PAGE_NAMES.

    Chief of them is how much likelier the best cut is than none.
    """
    starts, begins = decide.best_starts(odds), decide.probabilities(odds)
    gain = decide.log_likelihood(odds, starts) - decide.log_likelihood(odds, (0,))
    cuts = begins[list(starts[1:])].clip(FLOOR, 1.0 - FLOOR) if len(starts) > 1 else np.array([FLOOR])
    sure = np.log(cuts / (1.0 - cuts)).mean()
    tails = found.gap[:, GAP.index("tail ends")].sum()
    return np.array([1.0, np.log1p(begins[1:].sum()), np.log(len(begins)), np.log1p(tails), np.log1p(gain), sure])


def cut(paragraphs: Sequence[Paragraph], marks: Marks, weights: Weights, *, english: bool) -> Cut:
    """Cut in two passes: the first tells the page's habits, the second decides."""
    found = evidence(paragraphs, marks, english=english)
    first = decide.probabilities(found.weighed(weights.gap, found.first_habits()))
    habits = found.habits(first)
    odds = found.weighed(weights.gap, habits)
    begins = decide.probabilities(odds)
    starts = decide.best_starts(odds + FAVOUR)
    rows = found.rows(ages(starts, len(paragraphs)), habits)
    several = page_numbers(odds, found) @ weights.page
    return Cut(starts, begins, float(1.0 / (1.0 + np.exp(several))), pulls(rows, weights))


def ages(starts: Sequence[int], count: int) -> Integers:
    """`[gap]`: paragraphs from the start of the story before it to the gap; 1 at the first gap."""
    bounds, gaps = np.array(starts), np.arange(count)
    before: Integers = gaps - bounds[np.maximum(0, np.searchsorted(bounds, gaps) - 1)]
    return np.maximum(1, before)

"""Decides over the whole page at once where stories begin, by dynamic programming over the age of the running story.

A semi-Markov chain: at each gap the running story, `age` paragraphs old, goes on or ends, with the probability that the
evidence gives for that age. Cost is paragraphs times window; a story older than the window counts as that old.
"""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from streams.stages.pages.arrays import Floats, Integers

Numbers = TypeVar("Numbers", Floats, Integers)


def best_starts(odds: Floats) -> tuple[int, ...]:
    """The likeliest set of first paragraphs, always with 0; `odds[gap, age - 1]` are log odds of a border there."""
    cut, stay = -np.logaddexp(0.0, -odds), -np.logaddexp(0.0, odds)
    count, window = odds.shape
    score = np.full(window, -np.inf)
    score[0] = 0.0
    began, before = np.zeros(window, dtype=np.int64), np.zeros(count, dtype=np.int64)
    for gap in range(1, count):
        ended = score + cut[gap]
        last = int(ended.argmax())
        before[gap] = began[last]
        score += stay[gap]
        oldest = window - 1 if score[-1] > score[-2] else window - 2
        score, began = _aged(score, ended[last], score[oldest]), _aged(began, gap, began[oldest])
    return _walk_back(before, int(began[score.argmax()]))


def probabilities(odds: Floats) -> Floats:
    """`[gap]`: the probability that a story begins there, over all ways to cut the page before it; 1 at the first."""
    chance = 1.0 / (1.0 + np.exp(-np.clip(odds, -50.0, 50.0)))
    count, window = odds.shape
    begins = np.ones(count)
    running = np.zeros(window)
    running[0] = 1.0
    for gap in range(1, count):
        ends = running * chance[gap]
        stays = running - ends
        begins[gap] = ends.sum()
        running = _aged(stays, begins[gap], stays[-1] + stays[-2])
    return begins


def log_likelihood(odds: Floats, starts: Sequence[int]) -> float:
    """Log probability of exactly these starts, the first being 0."""
    count, window = odds.shape
    bounds = np.array(starts)
    gaps = np.arange(1, count)
    ages = gaps - bounds[np.searchsorted(bounds, gaps) - 1]
    used = odds[gaps, np.minimum(ages, window) - 1]
    return float(-np.logaddexp(0.0, np.where(np.isin(gaps, bounds), -used, used)).sum())


def _aged(values: Numbers, first: float, last: float) -> Numbers:
    moved = np.empty_like(values)
    moved[1:] = values[:-1]
    moved[0], moved[-1] = first, last
    return moved


def _walk_back(before: Integers, last: int) -> tuple[int, ...]:
    starts = [last]
    while starts[-1] > 0:
        starts.append(int(before[starts[-1]]))
    return tuple(reversed(starts))

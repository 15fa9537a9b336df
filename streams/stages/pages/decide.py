"""Decides over the whole page at once where stories begin, by dynamic programming over the age of the running story.

A hidden semi-Markov chain: at each gap the running story, `age` paragraphs old, goes on or ends, with the probability
that the evidence gives for that age. Cost is paragraphs times window; ages beyond the window count as the window.
"""

from dataclasses import dataclass
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from streams.stages.pages.cohesion import Floats


Numbers = TypeVar("Numbers", npt.NDArray[np.float64], npt.NDArray[np.int64])


@dataclass(frozen=True, slots=True)
class Decision:
    """The best starts (always with 0), and for every gap the probability that a story begins there."""

    starts: tuple[int, ...]
    probabilities: Floats


def decide(logits: Floats) -> Decision:
    """Best path and forward-backward marginals; `logits[gap, age - 1]` are log odds of a boundary at that gap."""
    cut, stay = -np.logaddexp(0.0, -logits), -np.logaddexp(0.0, logits)
    return Decision(_best(cut, stay), _marginals(cut, stay))


def _aged(values: Numbers, first: float, last: float) -> Numbers:
    moved = np.roll(values, 1)
    moved[0], moved[-1] = first, last
    return moved


def _best(cut: Floats, stay: Floats) -> tuple[int, ...]:
    count, window = cut.shape
    score = np.full(window, -np.inf)
    score[0] = 0.0
    began = np.zeros(window, dtype=np.int64)
    before = np.zeros(count, dtype=np.int64)
    for gap in range(1, count):
        ended = score + cut[gap]
        best = int(np.argmax(ended))
        before[gap] = began[best]
        score = score + stay[gap]
        oldest = window - 1 if score[-1] > score[-2] else window - 2
        score, began = _aged(score, ended[best], score[oldest]), _aged(began, gap, began[oldest])
    return _starts(before, int(began[np.argmax(score)]))


def _starts(before: npt.NDArray[np.int64], last: int) -> tuple[int, ...]:
    starts = [last]
    while starts[-1] > 0:
        starts.append(int(before[starts[-1]]))
    return tuple(reversed(starts))


def _marginals(cut: Floats, stay: Floats) -> Floats:
    count, window = cut.shape
    forward = np.full((count, window), -np.inf)
    forward[0, 0] = 0.0
    for gap in range(1, count):
        ended, stayed = forward[gap - 1] + cut[gap], forward[gap - 1] + stay[gap]
        forward[gap] = _aged(stayed, np.logaddexp.reduce(ended), np.logaddexp(stayed[-1], stayed[-2]))
    begins: Floats = np.exp(forward[:, 0])
    return begins

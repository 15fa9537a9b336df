"""The dynamic programme finds what trying everything finds."""

from itertools import chain, combinations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.pages.decide import best_starts, log_likelihood, probabilities

WINDOW = 3
ODDS = st.integers(1, 7).flatmap(
    lambda count: st.lists(
        st.lists(st.floats(-6, 6), min_size=WINDOW, max_size=WINDOW), min_size=count, max_size=count
    ).map(np.array)
)


def all_starts(count: int) -> list[tuple[int, ...]]:
    """Every way to cut."""
    gaps = range(1, count)
    sets = chain.from_iterable(combinations(gaps, size) for size in range(count))
    return [(0, *cuts) for cuts in sets]


@given(ODDS)
def test_the_best_cut_is_the_likeliest_of_all(odds: np.ndarray) -> None:
    """By brute force over all cuts of a small page."""
    best = max(log_likelihood(odds, starts) for starts in all_starts(len(odds)))
    assert np.isclose(log_likelihood(odds, best_starts(odds)), best)


@given(ODDS)
def test_probabilities_are_those_of_all_cuts_together(odds: np.ndarray) -> None:
    """The likelihoods of all cuts add up to one, those with a border at a gap to its probability."""
    chances = {starts: np.exp(log_likelihood(odds, starts)) for starts in all_starts(len(odds))}
    assert np.isclose(sum(chances.values()), 1.0)
    summed = [sum(chance for starts, chance in chances.items() if gap in starts) for gap in range(len(odds))]
    assert np.allclose(probabilities(odds), summed)


def test_certain_borders_are_taken() -> None:
    """Whatever the age."""
    odds = np.full((6, WINDOW), -9.0)
    odds[[2, 5]] = 9.0
    assert best_starts(odds) == (0, 2, 5)

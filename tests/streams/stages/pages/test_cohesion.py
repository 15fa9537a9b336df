"""Shares of words are what counting them one by one gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.pages.cohesion import FOLLOWING, SMOOTH, WINDOW, likeness, mentions

WEIGHT = {"alva": 1.0, "bridge": 2.0, "council": 3.0, "dam": 0.5}
SETS = st.lists(st.frozensets(st.sampled_from(sorted(WEIGHT))), min_size=1, max_size=8)


def weigh(words: frozenset[str]) -> float:
    """The weight of all words."""
    return sum(WEIGHT[word] for word in words)


@given(SETS)
def test_share_earlier_counts_the_story_so_far(sets: list[frozenset[str]]) -> None:
    """For each gap, age and distance ahead."""
    found = mentions(sets, WEIGHT)
    for ahead in range(3):
        shares = found.share_earlier(ahead)
        for gap in range(1, len(sets) - ahead):
            for age in range(1, 10):
                so_far = frozenset().union(*sets[max(0, gap - age) : gap])
                own = sets[gap + ahead]
                assert shares[gap, age - 1] == pytest.approx(weigh(own & so_far) / (weigh(own) + SMOOTH))


@given(SETS)
def test_shares_of_what_follows(sets: list[frozenset[str]]) -> None:
    """Words that come back soon, and the next paragraph's words that stand here."""
    found = mentions(sets, WEIGHT)
    for place, own in enumerate(sets):
        soon = frozenset().union(*sets[place + 1 : place + 1 + FOLLOWING])
        following = sets[place + 1] if place + 1 < len(sets) else frozenset[str]()
        assert found.share_following()[place] == pytest.approx(weigh(own & soon) / (weigh(own) + SMOOTH))
        assert found.share_of_next()[place] == pytest.approx(weigh(own & following) / (weigh(following) + SMOOTH))


@given(SETS)
def test_likeness_is_a_cosine(sets: list[frozenset[str]]) -> None:
    """It is one for equal blocks and zero where nothing is shared."""
    found = likeness(mentions(sets, WEIGHT))
    assert len(found) == len(sets)
    assert (found >= 0).all()
    assert (found <= 1 + 1e-9).all()
    assert found[0] == 0


def test_a_valley_stands_where_the_words_change() -> None:
    """Three paragraphs on one thing, three on another."""
    sets = [frozenset({"alva", "dam"})] * 3 + [frozenset({"bridge", "council"})] * 3
    assert np.argmin(likeness(mentions(sets, WEIGHT))[1:]) + 1 == 3


def test_a_mention_older_than_the_window_is_forgotten() -> None:
    """The cost of a story has a bound."""
    sets = [frozenset({"dam"}), *[frozenset[str]()] * (WINDOW + 1), frozenset({"dam"})]
    assert mentions(sets, WEIGHT).share_earlier(0)[-1].max() == 0

"""The weights fit the evidence."""

import pytest

from streams.stages.pages.cues import ENGLISH
from streams.stages.pages.features import NAMES
from streams.stages.pages.reasons import CODES, SUMS
from streams.stages.pages.weights import PAGE_NAMES, load


@pytest.mark.parametrize("english", [True, False])
def test_every_number_has_its_weight(english: bool) -> None:
    """None is missing in either set."""
    weights = load(english=english)
    assert len(weights.gap) == len(weights.usual) == len(NAMES)
    assert len(weights.page) == len(PAGE_NAMES)


def test_other_languages_do_without_the_cues_of_english() -> None:
    """Their weight is zero there, and not in English."""
    other, english = load(english=False), load(english=True)
    assert all(other.gap[NAMES.index(cue)] == 0 for cue in ENGLISH)
    assert all(english.gap[NAMES.index(cue)] != 0 for cue in ENGLISH)


def test_a_repeated_tail_speaks_for_a_border_and_its_inside_against() -> None:
    """The signs are what an editor would expect."""
    weights = dict(zip(NAMES, load(english=True).gap, strict=True))
    assert weights["tail ends"] > 3
    assert weights["inside tail"] < -3
    assert weights["words known"] < 0 < weights["words follow"]


def test_each_number_is_told_under_one_code() -> None:
    """So the log odds of the reasons add up to those of the gap."""
    assert SUMS.shape == (len(NAMES), len(CODES))
    assert (SUMS.sum(axis=1) == 1).all()

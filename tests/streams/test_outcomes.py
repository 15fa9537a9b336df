"""The policy by which a bad deployment is told from bad content."""

import pytest

from streams.outcomes import Streak, TooManyDeadLettersError


def test_so_many_in_a_row_are_too_many() -> None:
    """One other outcome between begins the count anew."""
    streak = Streak(3, 1.0)
    for dead in (True, True, False, True, True):
        streak.add(dead=dead)
    with pytest.raises(TooManyDeadLettersError, match="3 dead letters in a row"):
        streak.add(dead=True)


def test_a_share_of_late_is_too_much() -> None:
    """Even if a good item comes now and then; but not before there are enough to tell."""
    streak = Streak(10, 0.8)
    for number in range(19):
        streak.add(dead=number % 6 != 0)
    with pytest.raises(TooManyDeadLettersError, match="of the last 20 items"):
        streak.add(dead=True)


def test_bad_content_among_good_never_stops() -> None:
    """However long."""
    streak = Streak(10, 0.8)
    for number in range(1000):
        streak.add(dead=number % 2 == 0)

"""The outcomes an item can end in. Each item ends in exactly one."""

from enum import StrEnum


class Outcome(StrEnum):
    """Contract names, labels of a metric."""

    STORY = "story"
    DUPLICATE = "duplicate"
    ADVISORY = "advisory"
    DEAD_LETTER = "dead-letter"
    IGNORED = "ignored"
    HELD = "held"


class TooManyDeadLettersError(RuntimeError):
    """So many dead letters in a row that the fault is ours, not the content's: stop instead of draining a topic."""


class Streak:
    """Counts dead letters in a row: the policy by which a bad deployment is told from bad content."""

    def __init__(self, limit: int) -> None:
        """`limit`: this many without one other outcome between is too many."""
        self._limit = limit
        self._length = 0

    def add(self, *, dead: bool) -> None:
        """Enter what became of an item.

        Raises:
            TooManyDeadLettersError: the limit is reached.
        """
        self._length = self._length + 1 if dead else 0
        if self._length >= self._limit:
            raise TooManyDeadLettersError(f"{self._length} dead letters in a row, the limit is {self._limit}")

"""The outcomes an item can end in. Each item ends in exactly one."""

from collections import deque
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
    """So many dead letters that the fault is ours, not the content's: stop instead of draining a topic."""

    # EX_CONFIG of sysexits.h: whoever restarts workers should not restart this one.
    exit_code = 78


class Streak:
    """Counts dead letters, in a row and as a share of late: how a bad deployment is told from bad content."""

    def __init__(self, limit: int, share: float) -> None:
        """`limit`: this many without one other outcome between is too many, and `share` of twice as many items."""
        self._limit = limit
        self._share = share
        self._length = 0
        self._late: deque[bool] = deque(maxlen=2 * limit)
        self._dead = 0

    def add(self, *, dead: bool) -> None:
        """Enter what became of an item.

        Raises:
            TooManyDeadLettersError: a limit is reached.
        """
        self._length = self._length + 1 if dead else 0
        if len(self._late) == self._late.maxlen:
            self._dead -= self._late[0]
        self._late.append(dead)
        self._dead += dead
        if self._length >= self._limit:
            raise TooManyDeadLettersError(f"{self._length} dead letters in a row, the limit is {self._limit}")
        if len(self._late) == self._late.maxlen and self._dead >= self._share * len(self._late):
            raise TooManyDeadLettersError(f"{self._dead} of the last {len(self._late)} items are dead letters")

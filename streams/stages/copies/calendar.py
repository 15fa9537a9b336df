"""In which order items grow old: they wait in buckets of time, of which only the oldest is ever sorted."""

from array import array
from bisect import insort
from collections.abc import Callable, Iterator
from heapq import heappop, heappush

_BUCKET_S = 600  # seconds: at a thousand items a second still sorted in a moment


class Calendar:
    """Places by the second their items happened in."""

    def __init__(self, seconds: Callable[[int], int]) -> None:
        """`seconds` tells a place's."""
        self._seconds = seconds
        self._waiting: dict[int, array[int]] = {}
        self._order: list[int] = []  # a heap of the buckets that wait
        self._due: list[int] = []  # the oldest bucket's places, youngest first
        self._due_bucket = 0

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return sum(waiting.itemsize * len(waiting) for waiting in self._waiting.values()) + 8 * len(self._due)

    def add(self, place: int) -> None:
        """Enter a place."""
        bucket = self._seconds(place) // _BUCKET_S
        if self._due and bucket <= self._due_bucket:
            insort(self._due, place, key=self._youth)
        elif bucket in self._waiting:
            self._waiting[bucket].append(place)
        else:
            self._waiting[bucket] = array("I", (place,))
            heappush(self._order, bucket)

    def _youth(self, place: int) -> int:
        return -self._seconds(place)

    def before(self, seconds: int) -> Iterator[int]:
        """Take out, oldest first, the places of what happened before that second."""
        while self._due or (self._order and self._order[0] * _BUCKET_S < seconds):
            if not self._due:
                self._due_bucket = heappop(self._order)
                self._due = sorted(self._waiting.pop(self._due_bucket), key=self._youth)
            while self._due and self._seconds(self._due[-1]) < seconds:
                yield self._due.pop()
            if self._due:
                return

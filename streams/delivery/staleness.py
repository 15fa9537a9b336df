"""Notices that this process was away (paused, swapped out) for so long that another may own its partitions by now."""

import threading
from collections.abc import Callable
from time import monotonic, sleep

TICK_S = 0.2
# Of the session timeout; the rest is the margin for a write that is already on its way.
SHARE_OF_SESSION = 0.6


class Staleness:
    """A clock in a thread of its own, as the one that keeps the session alive has: work that is long makes none late.

    This narrows the window in which a worker that was paused writes rows of partitions it lost; rows that never change
    close it.
    """

    def __init__(self, session_s: float, stale: Callable[[str], None]) -> None:
        """`session_s`: the group's session timeout. `stale` is called with the reason, and ends the worker."""
        self._limit_s = session_s * SHARE_OF_SESSION
        self._stale = stale
        self._seen = monotonic()

    def start(self) -> None:
        """Tick from now on, for as long as the process lives."""
        self._seen = monotonic()
        threading.Thread(target=self._tick, name="staleness", daemon=True).start()

    def look(self) -> None:
        """To be called before anything is written that only an owner may write: the first to wake may be the writer."""
        late = monotonic() - self._seen
        if late > self._limit_s:
            self._stale(f"away for {late:.1f} s, longer than {self._limit_s:.1f} s: partitions may have a new owner")

    def _tick(self) -> None:
        while True:
            self.look()
            self._seen = monotonic()
            sleep(TICK_S)

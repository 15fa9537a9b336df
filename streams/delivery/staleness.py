"""Notices that this process was away (paused, swapped out) for so long that another may own its partitions by now."""

import asyncio
from collections.abc import Callable
from time import monotonic

TICK_S = 0.2
# Of the session timeout; the rest is the margin for a write that is already on its way.
SHARE_OF_SESSION = 0.6


class Staleness:
    """A clock that must be looked at often; a look that comes too late ends the worker before it writes.

    This narrows the window in which a worker that was paused writes rows of partitions it lost; rows that never change
    close it.
    """

    def __init__(self, session_s: float, stale: Callable[[str], None]) -> None:
        """`session_s`: the group's session timeout. `stale` is called with the reason, and ends the worker."""
        self._limit_s = session_s * SHARE_OF_SESSION
        self._stale = stale
        self._seen = monotonic()

    def look(self) -> None:
        """To be called before anything is written that only an owner may write."""
        now = monotonic()
        late, self._seen = now - self._seen, now
        if late > self._limit_s:
            self._stale(f"away for {late:.1f} s, longer than {self._limit_s:.1f} s: partitions may have a new owner")

    async def ticking(self) -> None:
        """Look all the time; runs for as long as the worker."""
        while True:
            self.look()
            await asyncio.sleep(TICK_S)

"""Turns: one agent works at a time, a slice a turn of the event loop, and between slices goes what waits for no work.

Sends, acknowledgements and fetches take many turns each and little time. Were every lane that has work to take its
slice in one turn, each of them would wait for all slices.
"""

import asyncio
from time import monotonic
from typing import Self

# Short beside the latency anyone sees, long beside the price of a turn (some 50 µs).
SLICE_S = 0.002


class Turns:
    """Who works has it as a context manager, and awaits `breath` wherever it may give way. One a worker."""

    def __init__(self) -> None:
        """Nobody works yet."""
        self._lock = asyncio.Lock()
        self._due = 0.0

    async def __aenter__(self) -> Self:
        """Wait until it is our turn; first come, first served."""
        await self._lock.acquire()
        self._due = monotonic() + SLICE_S
        return self

    async def __aexit__(self, *_fault: object) -> None:
        """The next one's turn."""
        self._lock.release()

    async def breath(self) -> None:
        """Give way if our slice is used up: to the loop, and to whoever waits for a turn."""
        if monotonic() > self._due:
            await asyncio.sleep(0)  # still ours, so that nobody begins in this very turn
            self._lock.release()
            await self._lock.acquire()
            self._due = monotonic() + SLICE_S

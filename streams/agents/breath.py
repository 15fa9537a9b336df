"""Lets the event loop turn while a bundle is worked on: heavy items must not starve the other agents and the probes."""

import asyncio
from time import monotonic

# Short beside the latency anyone sees, long beside the price of a turn (some µs).
TURN_S = 0.02


class Breath:
    """Awaited after each item."""

    def __init__(self) -> None:
        """The first turn is due in 20 ms."""
        self._due = monotonic() + TURN_S

    async def __call__(self) -> None:
        """Give way if the last turn is too long ago."""
        if monotonic() > self._due:
            await asyncio.sleep(0)
            self._due = monotonic() + TURN_S

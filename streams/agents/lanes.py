"""Lanes: bundles of one partition one after another, partitions side by side.

Most of an agent's time is waiting for acknowledgements. If it worked on one bundle at a time, a partition's bundles
would wait for those of all others.
"""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable

from streams.delivery.watermark import Bundle, Partition


class Lanes:
    """One lane a partition. How many bundles wait is bounded where they are fetched."""

    def __init__(self, work: Callable[[Bundle], Awaitable[None]]) -> None:
        """`work` must not raise."""
        self._work = work
        self._waiting: dict[Partition, deque[Bundle]] = {}
        self._tasks: set[asyncio.Task[None]] = set()

    def put(self, bundle: Bundle) -> None:
        """Work on it after those of its partition that were put before."""
        if bundle.partition in self._waiting:
            self._waiting[bundle.partition].append(bundle)
            return
        self._waiting[bundle.partition] = deque([bundle])
        task = asyncio.create_task(self._run(bundle.partition))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _run(self, partition: Partition) -> None:
        waiting = self._waiting[partition]
        while waiting:
            await self._work(waiting.popleft())
        del self._waiting[partition]

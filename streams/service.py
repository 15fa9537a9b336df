"""One worker's life: start, watch, stop. What it watches is what health tells."""

import asyncio
import os
import random
import signal
from time import monotonic
from typing import Any

from aiokafka.protocol.metadata import MetadataRequest

from streams.app import Worker
from streams.delivery.dying import EXIT_CODE

PING_S = 1.0
PING_DEADLINE_S = 3.0
# Without an answer for longer than this the worker is not ready; a broker that restarts in less goes unnoticed.
SILENCE_S = 5.0
# The loop's own tick is 0.2 s; building an index may hold it for a second or two.
STUCK_S = 15.0


class Service:
    """Runs a worker until a signal, a crash, or a doubt ends it."""

    def __init__(self, worker: Worker, stop_deadline_s: float) -> None:
        """`stop_deadline_s`: how long an orderly stop may take before a hard exit, which is safe."""
        self._worker = worker
        self._deadline_s = stop_deadline_s
        self._answered = float("-inf")
        self._stopping = False

    def live(self) -> bool:
        """Whether the event loop turns."""
        return self._worker.staleness.seconds_since_seen() < STUCK_S

    def ready(self) -> tuple[bool, list[str]]:
        """Whether the worker takes part, and if not, why: stopping, no partitions, recovering, no answer from the broker."""
        app = self._worker.app
        faults = {
            "stopping": self._stopping,
            "no partitions assigned yet": not app._assignment,  # noqa: SLF001 - no public way to ask
            "rebalancing or reading its table back": app.rebalancing or app.in_recovery,
            "the broker does not answer": monotonic() - self._answered > SILENCE_S,
        }
        reasons = [reason for reason, true in faults.items() if true]
        return not reasons, reasons

    async def run(self) -> None:
        """Until SIGTERM or SIGINT; returns when all is drained and committed. A crash does not return."""
        stop = asyncio.Event()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, stop.set)
        app = self._worker.app
        watching = [asyncio.create_task(task) for task in (self._worker.staleness.ticking(), self._ping())]
        starting = asyncio.create_task(app.start())
        stopped = [asyncio.create_task(event.wait()) for event in (stop, app._crashed)]  # noqa: SLF001 - mode has no other way
        await asyncio.wait([*stopped, *watching], return_when=asyncio.FIRST_COMPLETED)
        if not stop.is_set():
            await self._worker.dying.die("the worker crashed", app.crash_reason)
        self._stopping = True
        await self._stop(starting)
        for task in (*watching, *stopped):
            task.cancel()

    async def _stop(self, starting: "asyncio.Task[None]") -> None:
        try:
            await asyncio.wait_for(self._worker.app.stop(), self._deadline_s)
        except TimeoutError:
            os._exit(EXIT_CODE)
        starting.cancel()

    async def _ping(self) -> None:
        while True:
            try:
                await asyncio.wait_for(self._ask(), PING_DEADLINE_S)
                self._answered = monotonic()
            except Exception:  # noqa: BLE001, S110 - whatever it is, the silence is what is told
                pass
            await asyncio.sleep(PING_S)

    async def _ask(self) -> Any:  # noqa: ANN401 - aiokafka has no types
        client = self._worker.app.producer.client.client
        node = random.choice(sorted(broker.nodeId for broker in client.cluster.brokers()))  # noqa: S311 - no secret
        return await client.send(node, MetadataRequest([]))

"""One worker's life: start, watch, stop. What it watches is what health tells."""

import asyncio
import os
import random
import signal
from pathlib import Path
from time import monotonic
from typing import Any

from aiokafka.protocol.metadata import MetadataRequest

from streams import logs
from streams.app import Worker, create_app
from streams.delivery.dying import EXIT_CODE
from streams.desk import MODELS
from streams.health import Health, Heartbeat
from streams.metrics import Metrics
from streams.settings import Settings
from streams.topology import TABLE

PING_S = 1.0
# The same until the first answer: a worker may be through with its first items before a second is over.
FIRST_PING_S = 0.1
PARENT_S = 0.5
BEAT_S = 0.5
OBSERVE_S = 2.0
PING_DEADLINE_S = 3.0
# Without an answer for longer than this the worker is not ready; a broker that restarts in less goes unnoticed.
SILENCE_S = 5.0
# Building an index may hold the loop for a second or two.
STUCK_S = 15.0


class Service:
    """Runs a worker until a signal, a crash, or a doubt ends it."""

    def __init__(self, worker: Worker, metrics: Metrics, stop_deadline_s: float, parent: int | None = None) -> None:
        """`stop_deadline_s`: how long an orderly stop may take before a hard exit, which is safe.

        `parent`: the process id without which this one has no business.
        """
        self._worker = worker
        self._metrics = metrics
        self._deadline_s = stop_deadline_s
        self._parent = parent
        self.heartbeat = Heartbeat(STUCK_S)
        self._answered = float("-inf")
        self._stopping = False

    def ready(self) -> tuple[bool, list[str]]:
        """Whether the worker takes part; if not, why: stopping, no partitions, recovering, a silent broker."""
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
        self._worker.staleness.start()
        watching = [
            asyncio.create_task(task)
            for task in (
                self._beat(),
                self._ping(),
                self._observe(),
                self._watch_parent(),
            )
        ]
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

    async def _beat(self) -> None:
        while True:
            self.heartbeat.beat()
            due = monotonic() + BEAT_S
            await asyncio.sleep(BEAT_S)
            self._metrics.loop_delay(monotonic() - due)

    async def _observe(self) -> None:
        """Enter what is not an event: how far commits lag, partitions, the table."""
        app, rebalances = self._worker.app, 0
        while True:
            await asyncio.sleep(OBSERVE_S)
            if monotonic() - app.consumer.committed_at < OBSERVE_S:
                self._metrics.committed()
            if app.rebalancing_count != rebalances and not app.rebalancing:
                rebalances = app.rebalancing_count
                self._metrics.assigned(len(app._assignment or ()))  # noqa: SLF001 - no public way to ask
            self._metrics.ready(self.ready()[0])
            tables = list(self._worker.deduplicate.tables()) or [(0, 0, 0)]
            rows, sizes, spans = zip(*tables, strict=True)
            self._metrics.state(TABLE, sum(rows), sum(sizes), max(spans))

    async def _watch_parent(self) -> None:
        while self._parent in (None, os.getppid()):  # noqa: ASYNC110 - there is no event for it
            await asyncio.sleep(PARENT_S)
        self._worker.dying.at_once("the parent is gone")

    async def _ping(self) -> None:
        while True:
            try:
                await asyncio.wait_for(self._ask(), PING_DEADLINE_S)
                self._answered = monotonic()
            except Exception:  # noqa: BLE001, S110 - whatever it is, the silence is what is told
                pass
            await asyncio.sleep(PING_S if self._answered > 0 else FIRST_PING_S)

    async def _ask(self) -> Any:  # noqa: ANN401 - aiokafka has no types
        client = self._worker.app.producer.client.client
        node = random.choice(sorted(broker.nodeId for broker in client.cluster.brokers()))  # noqa: S311 - no secret
        return await client.send(node, MetadataRequest([]))


def make(settings: Settings, folder: Path, parent: int | None) -> Service:
    """A service whose store is in `folder`, with its logs, metrics and health addresses set up.

    The address is written to the file `address` in `folder`, where tools on the machine find it.
    """
    logs.setup(settings.log_format, settings.log_level, settings.secrets)
    log = logs.get("worker")
    metrics = Metrics(settings.feeds, models=" ".join(f"{name}={version}" for name, version in MODELS.items()))

    def tell(reason: str, fault: BaseException | None) -> None:
        log.error("the worker ends", reason=reason, exc_info=fault)

    worker = create_app(settings.model_copy(update={"state_dir": folder}), metrics, tell)
    service = Service(worker, metrics, settings.stop_deadline, parent)
    health = Health(
        settings.metrics_host, settings.metrics_port,
        live=service.heartbeat.live, ready=service.ready, metrics=metrics.render,
        moved=lambda wanted, got: log.warning("the metrics' port is taken", wanted=wanted, got=got),
    )  # fmt: skip
    (folder / "address").write_text(health.url, "ascii")
    log.info("the worker starts", metrics=health.url, **settings.describe())
    return service

"""A whole Wiredesk on this machine: a broker of its own, topics, workers. For the demo, the bench and the tests."""

import os
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Self

from streams.ops import lag, tail, topics
from streams.ops.cluster import ClusterError, Connection
from streams.ops.ingest import BATCHING, Counts, ingest, put
from streams.ops.supervisor import NoProgressError, Supervisor
from streams.settings import Settings
from streams.sources.files import Sourced

INNER = ("wire-raw", "wire-prepared", "wire-unique")
# A hop may commit between two looks, so that its outputs are seen by neither: one equal look more for each hop.
QUIET_LOOKS = len(INNER)
LOOK_S = 0.1
ONE_BY_ONE = {"linger_ms": 0}


class NotIdleError(RuntimeError):
    """The workers did not finish in time."""


def environment_of(settings: Mapping[str, str]) -> list[str]:
    """A command's beginning that gives it settings of its own; it replaces itself by the command."""
    return ["env", *(f"WIREDESK_{name.upper()}={value}" for name, value in settings.items())] if settings else []


class Rig:
    """Workers of `settings` under a supervisor, on a broker that listens already; a context manager.

    The workers' logs go to `workers.log` in `folder`; their state lives below it too.
    """

    def __init__(
        self, settings: Settings, folder: Path, environment: Mapping[str, str], declared: Sequence[topics.Declared]
    ) -> None:
        """`environment` is what the workers get on top of ours; it must say what `settings` say."""
        self.settings = settings
        self.folder = folder
        self.connection = Connection.of(settings)
        self.environment = dict(environment)
        self.declared = declared
        self._log = (folder / "workers.log").open("ab")
        self._supervisor = Supervisor([], self._progress, self._tell, self._launch)

    # How a worker is started; tests put a faulty one here.
    command: Sequence[str] = (sys.executable, "-m", "streams.cli", "worker")

    def __enter__(self) -> Self:
        """Make the topics."""
        topics.apply(self.connection, self.declared)
        return self

    def __exit__(self, *_fault: object) -> None:
        """Stop the workers."""
        self._supervisor.stop()
        self._log.close()

    def last_words(self, lines: int = 20) -> str:
        """The end of the workers' log."""
        said = (self.folder / "workers.log").read_text("utf-8", "replace").splitlines()
        return "\n".join(said[-lines:])

    def start(self, processes: int = 1, **more: str) -> None:
        """Start workers, and start one again whenever it exits (as long as `tend` or a wait is called).

        `more` are settings of these workers alone.
        """
        for _ in range(processes):
            self._supervisor.add([*environment_of(more), *self.command, "--under", str(os.getpid())])
        self._supervisor.tend()

    def stop(self) -> list[int]:
        """Stop all workers in good order; their exit codes."""
        return self._supervisor.stop()

    @property
    def supervisor(self) -> Supervisor:
        """Of the workers."""
        return self._supervisor

    def put(self, documents: Iterable[Sourced]) -> Counts:
        """Put documents on the raw topic; what is too large is left out."""
        return ingest(
            documents,
            self.connection,
            self.topic("wire-raw"),
            lambda document, why: self._tell(f"{document.path}: {why}"),
        )

    def feed(self, documents: Iterable[Sourced], *, together: bool = False) -> threading.Thread:
        """Put documents as they come, in a thread: each on its way at once, or `together` as `ingest` does."""
        thread = threading.Thread(
            target=self._feed, args=(documents, BATCHING if together else ONE_BY_ONE), daemon=True
        )
        thread.start()
        return thread

    def _feed(self, documents: Iterable[Sourced], batching: Mapping[str, Any]) -> None:
        with self.connection.producer(**batching) as producer:
            put(
                documents, producer, self.topic("wire-raw"), lambda document, why: self._tell(f"{document.path}: {why}")
            )

    def topic(self, name: str) -> str:
        """The name of a topic in the cluster."""
        return self.settings.prefix + name

    def read(self, name: str) -> list[tail.Record]:
        """Everything on one of our topics now."""
        return self.read_topic(self.topic(name))

    def read_topic(self, topic: str) -> list[tail.Record]:
        """Everything on any topic now."""
        return list(tail.snapshot(self.connection, topic))

    def wait_idle(self, seconds: float, meanwhile: Callable[[], None] = lambda: None) -> None:
        """Return when every raw record has gone all its way; `meanwhile` is called all the time.

        Raises:
            NotIdleError: it has not by then.
            NoProgressError: workers only exit.
        """
        deadline, quiet, before = time.monotonic() + seconds, 0, None
        while quiet < QUIET_LOOKS:
            if time.monotonic() > deadline:
                raise NotIdleError(
                    f"records are still on their way after {seconds:.0f} s: {before}\n{self.last_words()}"
                )
            self.tend()
            meanwhile()
            behind = self._behind()
            quiet = quiet + 1 if behind == 0 else 0
            before = behind
            time.sleep(LOOK_S)

    def tend(self) -> None:
        """Start again what has exited.

        Raises:
            NoProgressError: workers only exit; with the end of their log.
        """
        try:
            self._supervisor.tend()
        except NoProgressError as fault:
            raise NoProgressError(f"{fault}\n{self.last_words()}") from fault

    def addresses(self) -> list[str]:
        """Where the workers' metrics are."""
        return [file.read_text("ascii").strip() for file in sorted(self.settings.state_dir.glob("*/address"))]

    def _behind(self) -> int | None:
        try:
            return sum(lag.lag(self.connection, self.settings.app_id, [self.topic(name) for name in INNER]).values())
        except ClusterError:
            return None

    def _progress(self) -> int:
        try:
            names = [self.topic(name) for name in INNER]
            return sum(lag.committed(self.connection, self.settings.app_id, names).values())
        except ClusterError:
            return 0

    def _launch(self, command: Sequence[str]) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(  # noqa: S603 - our own command
            command,
            env={**os.environ, **self.environment},
            stdin=subprocess.DEVNULL,
            stdout=self._log,
            stderr=self._log,
        )

    def _tell(self, line: str) -> None:
        self._log.write(f"{line}\n".encode())
        self._log.flush()

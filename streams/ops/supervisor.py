"""Keeps worker processes running: starts them again when they exit, with a pause that grows, and gives up loudly.

A worker in doubt exits (see `streams.delivery.dying`), so somebody has to start it again: this, or systemd, or an
orchestrator.
"""

import subprocess
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

FIRST_PAUSE_S = 0.2
LONGEST_PAUSE_S = 10.0
# What a worker exits with when a restart would only go on with what it stopped for (see `streams.outcomes`).
STOP_ALL = 78
# Exits in a row without any progress of the group between them.
GIVE_UP_AFTER = 6
POLL_S = 0.1

Launch = Callable[[Sequence[str]], "subprocess.Popen[bytes]"]


class NoProgressError(RuntimeError):
    """Workers exit again and again, and nothing gets done in between."""


@dataclass(slots=True)
class _Child:
    command: Sequence[str]
    process: "subprocess.Popen[bytes] | None" = None
    pause: float = FIRST_PAUSE_S
    due: float = field(default_factory=time.monotonic)


class Supervisor:
    """A fixed number of processes of one command each."""

    def __init__(
        self,
        commands: Sequence[Sequence[str]],
        progress: Callable[[], int],
        tell: Callable[[str], None],
        launch: Launch = subprocess.Popen,
    ) -> None:
        """`progress` gives a number that grows as work gets done (the group's committed offsets); `tell` takes a line.

        `launch` starts a command; by default as it is, with our environment and output.
        """
        self._children = [_Child(command) for command in commands]
        self._progress = progress
        self._tell = tell
        self._launch = launch
        self._reached = -1
        self._exits = 0
        self.codes: list[int] = []

    @property
    def pids(self) -> list[int]:
        """Of the processes that run."""
        return [child.process.pid for child in self._children if child.process and child.process.poll() is None]

    def add(self, command: Sequence[str]) -> None:
        """Keep one more."""
        self._children.append(_Child(command))

    def tend(self) -> None:
        """Start what is due, notice what has exited. Call it often.

        Raises:
            NoProgressError: workers only exit.
        """
        for child in self._children:
            if child.process and child.process.poll() is not None:
                self._exited(child, child.process.returncode)
            if child.process is None and time.monotonic() >= child.due:
                child.process = self._launch(child.command)

    def run(self, stopping: Callable[[], bool]) -> None:
        """Tend until `stopping`, then stop all.

        Raises:
            NoProgressError: workers only exit.
        """
        try:
            while not stopping():
                self.tend()
                time.sleep(POLL_S)
        finally:
            self.stop()

    def stop(self, patience_s: float = 30.0) -> list[int]:
        """SIGTERM to all, SIGKILL to what is left after `patience_s`; the exit codes."""
        running = [child.process for child in self._children if child.process]
        for process in running:
            process.terminate()
        deadline = time.monotonic() + patience_s
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        self._children.clear()
        return [process.returncode for process in running]

    def _exited(self, child: _Child, code: int) -> None:
        self.codes.append(code)
        reached = self._progress()
        moved, self._reached = reached > self._reached >= 0, max(reached, self._reached)
        self._exits = 1 if moved else self._exits + 1
        child.pause = FIRST_PAUSE_S if moved else min(child.pause * 2, LONGEST_PAUSE_S)
        child.process, child.due = None, time.monotonic() + child.pause
        self._tell(f"a worker exited with {code}; the next starts in {child.pause:.1f} s")
        if code == STOP_ALL:
            raise NoProgressError("a worker stopped for good; its log says why")
        if self._exits >= GIVE_UP_AFTER:
            raise NoProgressError(f"workers exited {self._exits} times in a row and nothing got done")

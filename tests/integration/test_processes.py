"""`wiredesk worker --processes N`: a parent that keeps workers running, and ends them with itself."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from streams.ops.corpus import distinct, sourced
from streams.ops.rig import Rig

PATIENCE_S = 60

pytestmark = pytest.mark.kafka


@contextmanager
def parent(rig: Rig, processes: int) -> Iterator["subprocess.Popen[bytes]"]:
    with (rig.folder / "parent.log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streams.cli", "worker", "--processes", str(processes)],
            env={**os.environ, **rig.environment},
            stdout=log,
            stderr=log,
        )
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def children(pid: int) -> set[int]:
    return {int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()}


def wait(true: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while not true():
        assert time.monotonic() < deadline
        time.sleep(0.1)


def gone(pids: set[int]) -> bool:
    return not any(Path(f"/proc/{pid}").exists() for pid in pids)


def test_a_killed_worker_is_started_again_and_sigterm_ends_all(make_rig: Callable[..., Rig]) -> None:
    """The parent exits 0 when its workers have."""
    rig = make_rig("parent", session_timeout=6, reading=False)
    rig.put(sourced(distinct(50)))
    with parent(rig, 2) as process:
        wait(lambda: len(children(process.pid)) == 2)
        victim = min(children(process.pid))
        os.kill(victim, signal.SIGKILL)
        wait(lambda: len(children(process.pid) - {victim}) == 2)
        rig.wait_idle(PATIENCE_S)
        workers = children(process.pid)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0
        assert gone(workers)
    assert len(rig.read("wire-stories")) == 50


def test_workers_end_with_a_parent_that_is_killed(make_rig: Callable[..., Rig]) -> None:
    """They notice that it is gone."""
    rig = make_rig("orphans", reading=False)
    with parent(rig, 1) as process:
        wait(lambda: bool(rig.addresses()))
        workers = children(process.pid)
        process.kill()
        process.wait()
        wait(lambda: gone(workers))


def test_without_progress_it_gives_up_loudly(make_rig: Callable[..., Rig]) -> None:
    """Exit code 1 and a line that says so."""
    rig = make_rig("stuck", reading=False)
    with rig.connection.admin() as admin:
        admin.delete_topics([rig.topic("wire-stories")])
    with parent(rig, 1) as process:
        assert process.wait(PATIENCE_S) == 1
    assert "nothing got done" in (rig.folder / "parent.log").read_text()

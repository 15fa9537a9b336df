"""Where faults happen: a rig, a corpus that flows, a clock on the outputs, and what can be done to processes."""

import os
import random
import shutil
import signal
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import pairwise

from ledger import Account, audit

from streams.ops import lag
from streams.ops.broker import Broker
from streams.ops.cluster import ClusterError
from streams.ops.corpus import Made, mixed, sourced
from streams.ops.rig import Rig

PATIENCE_S = 240.0
LOOK_S = 0.05
# After a fault: how long to wait for the next output, should there be nothing left to do, and then how long to let it
# work at the most.
BACK_S = 20.0
WORKED_S = 0.5


@dataclass(slots=True)
class Clock:
    """When the outputs grew, seen by a thread."""

    seen: list[tuple[float, int]] = field(default_factory=list)
    faults: list[float] = field(default_factory=list)

    def stall(self) -> float:
        """The longest time between two growths."""
        return max((after[0] - before[0] for before, after in pairwise(self.seen)), default=0.0)

    def recovery(self) -> float:
        """The longest time from a fault to the next growth."""
        back = [next((at - fault for at, _ in self.seen if at > fault), 0.0) for fault in self.faults]
        return max(back, default=0.0)


class Arena:
    """One row of the ledger while it runs."""

    def __init__(self, rig: Rig, broker: Broker, items: int, seed: int) -> None:
        """`items` flow from a thread of their own as soon as `flow` is called."""
        self.rig, self.broker, self.items = rig, broker, items
        self.chance = random.Random(seed)
        self.inputs: list[Made] = list(mixed(items, seed))
        self.clock = Clock()
        self.whole_changelog = True
        self.checks: list[Callable[[Account], None]] = []
        self.cleaning: list[Callable[[], object]] = []
        self._feeding: threading.Thread | None = None
        self._watching = threading.Event()

    def flow(self) -> None:
        """Let the items flow, and watch the outputs."""
        self._feeding = self.rig.feed(sourced(self.inputs))
        threading.Thread(target=self._watch, daemon=True).start()

    def moments(self, count: int) -> Iterator[None]:
        """Come back at random moments of the flow, `count` times, when so many outputs are there."""
        for number, share in enumerate(sorted(self.chance.uniform(0.05, 0.8) for _ in range(count))):
            if number:
                self._let_work()
            self.until(lambda share=share: self.written() >= share * self.items * 0.95)
            self.clock.faults.append(time.monotonic())
            yield

    def _let_work(self) -> None:
        """Let whoever came back from a fault write again, and then go on for a random while.

        Outputs sent again are outputs too: without this a row of faults would fall on workers that have only started,
        and a supervisor rightly gives up on those.
        """
        before, deadline = self.written(), time.monotonic() + BACK_S
        self.until(lambda: self.written() > before or time.monotonic() > deadline)
        self.wait(self.chance.uniform(0.0, WORKED_S))

    def until(self, true: Callable[[], bool]) -> None:
        """Tend the workers until it is so."""
        deadline = time.monotonic() + PATIENCE_S
        while not true():
            if time.monotonic() > deadline:
                raise TimeoutError(self.rig.last_words())
            self.rig.tend()
            time.sleep(LOOK_S)

    def wait(self, seconds: float) -> None:
        """Tend the workers for so long."""
        until = time.monotonic() + seconds
        self.until(lambda: time.monotonic() > until)

    def written(self) -> int:
        """How many records the outputs have."""
        try:
            topics = [self.rig.topic(name) for name in ("wire-stories", "wire-duplicates")]
            return sum(lag.end_offsets(self.rig.connection, topics).values())
        except ClusterError:
            return 0

    def kill(self, pid: int | None = None) -> None:
        """`kill -9` of a worker, or of all."""
        for each in [pid] if pid else self.rig.supervisor.pids:
            os.kill(each, signal.SIGKILL)

    def drop_state(self) -> None:
        """Delete the state folders; the workers must be dead."""
        time.sleep(0.1)
        shutil.rmtree(self.rig.settings.state_dir, ignore_errors=True)

    def finish(self) -> Account:
        """Wait until all is through, stop the workers, and check the sums."""
        assert self._feeding is not None
        self._feeding.join(PATIENCE_S)
        self.rig.wait_idle(PATIENCE_S)
        self.until(self.ready)  # whoever was started last has read its state back
        self._watching.set()
        self.rig.stop()
        try:
            account = audit(self.rig, self.inputs, whole_changelog=self.whole_changelog)
            for check in self.checks:
                check(account)
            return account
        finally:
            for clean in self.cleaning:
                clean()

    def ready(self) -> bool:
        """Whether all workers say that they are."""
        with suppress(OSError):
            for address in self.rig.addresses():
                urllib.request.urlopen(address.replace("/metrics", "/health/ready"), timeout=5).close()
            return bool(self.rig.addresses())
        return False

    def _watch(self) -> None:
        before = 0
        while not self._watching.is_set():
            now = self.written()
            if now > before:
                self.clock.seen.append((time.monotonic(), now))
                before = now
            time.sleep(LOOK_S)

"""A worker that is killed at random moments loses nothing and publishes nothing twice."""

import os
import random
import signal
import time
from collections.abc import Callable

import pytest
from ledger import audit

from streams.ops import lag
from streams.ops.corpus import mixed, sourced
from streams.ops.rig import Rig

ITEMS = 5_000
KILLS = 3
PATIENCE_S = 150

pytestmark = [pytest.mark.kafka, pytest.mark.chaos]


def written(rig: Rig) -> int:
    """How many records the outputs have."""
    topics = [rig.topic(name) for name in ("wire-stories", "wire-duplicates")]
    return sum(lag.end_offsets(rig.connection, topics).values())


def wait_written(rig: Rig, records: int) -> None:
    """Return when the outputs have so many records, looking as often as it goes."""
    deadline = time.monotonic() + PATIENCE_S
    while written(rig) < records:
        assert time.monotonic() < deadline, rig.last_words()
        rig.tend()


def test_killed_workers(make_rig: Callable[..., Rig]) -> None:
    """5,000 items, three `kill -9` at random points of their way."""
    rig = make_rig("kills", session_timeout=6, instance_id="kills")
    chance, inputs = random.Random(5), list(mixed(ITEMS))
    feeding = rig.feed(sourced(inputs))
    rig.start()
    for moment in sorted(chance.randrange(ITEMS // 10, 8 * ITEMS // 10) for _ in range(KILLS)):
        wait_written(rig, moment)
        for pid in rig.supervisor.pids:
            os.kill(pid, signal.SIGKILL)
    feeding.join(PATIENCE_S)
    rig.wait_idle(PATIENCE_S)
    account = audit(rig, inputs)
    print(account)
    assert account.faults == []
    assert account.repeats > 0, "no kill fell among the items"
    assert account.stories > ITEMS // 2
    assert account.duplicates > ITEMS // 5
    assert account.dead_letters > 0

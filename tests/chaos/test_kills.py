"""The first ledger: a worker that is killed at random moments loses nothing and publishes nothing twice."""

import os
import random
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from ledger import audit

from streams.cli.cluster import declared_of
from streams.ops.broker import Broker
from streams.ops.corpus import mixed, sourced
from streams.ops.rig import Rig
from streams.settings import Settings

ITEMS = 5_000
KILLS = 3
PATIENCE_S = 150

pytestmark = [pytest.mark.kafka, pytest.mark.chaos]


@pytest.fixture
def rig(broker: Broker, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[Rig]:
    name = request.node.name.replace("_", "-")[:60]
    environment = {
        "WIREDESK_BROKER": broker.address,
        "WIREDESK_PREFIX": f"{name}-",
        "WIREDESK_GROUP": name,
        "WIREDESK_STATE_DIR": str(tmp_path / "state"),
        "WIREDESK_METRICS_PORT": "0",
        "WIREDESK_LOG_FORMAT": "json",
        "WIREDESK_SESSION_TIMEOUT": "6",
        "WIREDESK_INSTANCE_ID": name,
    }
    settings = Settings.load(environment)
    with Rig(settings, tmp_path, environment, declared_of(settings)) as made:
        yield made


def test_killed_workers(rig: Rig) -> None:
    """5,000 items, three `kill -9` while they flow."""
    chance, inputs = random.Random(5), list(mixed(ITEMS))
    rig.put(sourced(inputs[: ITEMS // 5]))
    rig.start()
    for share in range(KILLS):
        rig.put(sourced(inputs[ITEMS * (1 + share) // 5 : ITEMS * (2 + share) // 5]))
        until = time.monotonic() + chance.uniform(1.5, 4.0)
        while time.monotonic() < until:
            rig.tend()
            time.sleep(0.05)
        for pid in rig.supervisor.pids:
            os.kill(pid, signal.SIGKILL)
    rig.put(sourced(inputs[ITEMS * (1 + KILLS) // 5 :]))
    rig.wait_idle(PATIENCE_S)
    account = audit(rig, inputs)
    print(account)
    assert account.faults == []
    assert account.stories > ITEMS // 2
    assert account.duplicates > ITEMS // 5
    assert account.dead_letters > 0

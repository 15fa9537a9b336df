"""The short form of every row of the ledger: nothing lost, nothing twice, under each fault."""

from collections.abc import Callable, Iterator

import pytest
from arena import Arena
from faults import ROWS, Fault, broker_down_at_start, broker_killed, broker_paused

from streams.ops.broker import Broker
from streams.ops.rig import Rig

ITEMS = 2_000
OWN_BROKER = (broker_killed, broker_paused, broker_down_at_start)

pytestmark = [pytest.mark.kafka, pytest.mark.chaos]


@pytest.fixture(scope="module")
def victim() -> Iterator[Broker]:
    """A broker that may be killed without harm to other tests."""
    with Broker() as running:
        yield running


@pytest.mark.parametrize("name", ROWS)
def test_ledger(name: str, make_rig: Callable[..., Rig], request: pytest.FixtureRequest) -> None:
    """2,000 items, and the fault among them."""
    fault: Fault = ROWS[name]
    broker = request.getfixturevalue("victim" if fault in OWN_BROKER else "broker")
    rig = make_rig("".join(filter(str.isalnum, name)), broker=broker.address, session_timeout=6, reading=False)
    arena = Arena(rig, broker, ITEMS, seed=len(name))
    arena.flow()
    fault(arena)
    account = arena.finish()
    assert account.faults == []
    assert account.stories > ITEMS // 2
    assert account.duplicates > ITEMS // 5
    if name == "rolling restart":
        assert account.repeats == 0

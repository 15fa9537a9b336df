"""What all tests share."""

import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import hypothesis
import pytest

from streams.cli.cluster import declared_of
from streams.ops import jars
from streams.ops.broker import Broker
from streams.ops.rig import Rig
from streams.settings import Settings

# Machines are busy, and no test asserts a time.
hypothesis.settings.register_profile("wiredesk", deadline=None, suppress_health_check=[hypothesis.HealthCheck.too_slow])
hypothesis.settings.load_profile("wiredesk")

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The evaluation data that stands beside the project; tests that need it skip where it is absent."""
    data = ROOT.parent / "shared" / "data"
    if not data.is_dir():
        pytest.skip("needs the evaluation data in ../shared/data, which is not part of the project")
    return data


@pytest.fixture(scope="session")
def broker() -> Iterator[Broker]:
    """A real Kafka for the whole test session (marker `kafka`): use topics of your own names, and leave it running."""
    with Broker(tell=jars.progress(sys.stderr)) as running:
        yield running


@pytest.fixture
def make_rig(broker: Broker, tmp_path: Path) -> Iterator[Callable[..., Rig]]:
    """Topics of their own on the session's broker, and workers that are stopped at the end: `make_rig("name")`.

    Further keywords are settings by their names, `make_rig("name", session_timeout=6)`.
    """
    with ExitStack() as stack:

        def make(name: str, **more: object) -> Rig:
            folder = tmp_path / name
            folder.mkdir()
            environment = {
                "WIREDESK_BROKER": broker.address,
                "WIREDESK_PREFIX": f"{tmp_path.name}-{name}-"[-100:],
                "WIREDESK_STATE_DIR": str(folder / "state"),
                "WIREDESK_METRICS_PORT": "0",
                "WIREDESK_LOG_FORMAT": "json",
                **{f"WIREDESK_{key.upper()}": str(value) for key, value in more.items()},
            }
            settings = Settings.load(environment)
            return stack.enter_context(Rig(settings, folder, environment, declared_of(settings)))

        yield make

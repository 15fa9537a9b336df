"""What all tests share."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from streams.ops import jars
from streams.ops.broker import Broker

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

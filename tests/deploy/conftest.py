"""What the tests of the deployment share: its files, what the code declares, and promtool where there is one."""

import shutil
from pathlib import Path

import pytest
from prometheus_client.parser import text_string_to_metric_families

from streams.metrics import Metrics

ROOT = Path(__file__).resolve().parents[2]
# Of the collector for processes, which has them on Linux alone.
OF_PROCESSES = ("process_cpu_seconds_total", "process_resident_memory_bytes", "process_start_time_seconds")


@pytest.fixture(scope="session")
def root() -> Path:
    """The project's top folder."""
    return ROOT


@pytest.fixture(scope="session")
def promtool() -> str:
    """Prometheus's own checker; tests that need it skip where it is absent."""
    found = shutil.which("promtool")
    if found is None:
        pytest.skip("needs promtool (Debian: apt-get install prometheus)")
    return found


@pytest.fixture(scope="session")
def series() -> dict[str, set[str]]:
    """The labels of every series that a worker has, by name, after one event of each kind."""
    metrics = Metrics()
    metrics.raw("f")
    metrics.duplicate("same-text")
    metrics.stage("intake", 1.0)
    metrics.block("wire-unique", 1)
    metrics.latency("raw", 1.0)
    metrics.state("items", 1, 1, 1.0)
    metrics.unstable_ids("f", unstable=True)
    found: dict[str, set[str]] = {name: set() for name in OF_PROCESSES}
    for family in text_string_to_metric_families(metrics.render().decode()):
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found

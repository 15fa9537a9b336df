"""A soak: items flow while the windows end again and again; rows, disk and memory of the worker stay flat.

`make soak` runs it long and prints a line a window. The items' own time is what runs: a window of event time is a
number of items here.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from schemas import times
from streams.cli.cluster import declared_of
from streams.ops.bench import scrape
from streams.ops.broker import Broker
from streams.ops.corpus import Made, Writer, enveloped, sourced
from streams.ops.rig import Rig
from streams.settings import Settings

WINDOW_DAYS = 1.0
BEGIN = datetime(2025, 1, 1, tzinfo=UTC)
PATIENCE_S = 900.0
FLAT = 0.05


@dataclass(frozen=True, slots=True)
class Reading:
    """A worker at the end of a window."""

    rows: int
    disk_mib: float
    memory_mib: float
    span_days: float


def aging(items: int, windows: int, first: int = 0) -> Iterator[Made]:
    """Distinct items whose times of receipt run evenly through so many windows."""
    writer, total = Writer(11 + first), items * windows
    for number in range(first * items, total + first * items):
        moment = times.rfc3339(BEGIN + timedelta(days=WINDOW_DAYS) * number / items)
        identity, text = f"urn:soak:{number}", writer.text()
        yield Made("soak", identity, text, enveloped("soak", identity, text, moment))


def settings_of(broker: Broker, folder: Path) -> dict[str, str]:
    """A worker with windows of one day of event time."""
    return {
        "WIREDESK_BROKER": broker.address,
        "WIREDESK_STATE_DIR": str(folder / "state"),
        "WIREDESK_METRICS_PORT": "0",
        "WIREDESK_READING": "false",
        "WIREDESK_LOG_FORMAT": "json",
        "WIREDESK_LOG_LEVEL": "warning",
        "WIREDESK_NEAR_WINDOW_DAYS": str(WINDOW_DAYS),
        "WIREDESK_IDENTITY_WINDOW_DAYS": str(WINDOW_DAYS),
    }


def soak(rig: Rig, items: int, windows: int, tell: Callable[[Reading], None]) -> list[Reading]:
    """Feed window after window, and read the worker after each."""
    rig.start()
    readings = []
    for window in range(windows):
        rig.put(sourced(aging(items, 1, first=window)))
        rig.wait_idle(PATIENCE_S)
        time.sleep(2.5)  # the gauges are entered every two seconds
        readings.append(read(rig))
        tell(readings[-1])
    return readings


def read(rig: Rig) -> Reading:
    (address,) = rig.addresses()
    seen = scrape(address)
    return Reading(
        rows=int(seen['wiredesk_state_rows{table="items"}']),
        disk_mib=seen['wiredesk_state_bytes{table="items"}'] / 2**20,
        memory_mib=seen["process_resident_memory_bytes"] / 2**20,
        span_days=seen['wiredesk_window_seconds{table="items"}'] / 86_400,
    )


def main() -> None:
    """Run it long; exit 0 only if memory at the end is within 5 % of that after the second window."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=40_000, help="items a window")
    parser.add_argument("--windows", type=int, default=5)
    chosen = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="wiredesk-soak-") as name, Broker() as broker:
        environment = settings_of(broker, Path(name))
        settings = Settings.load(environment)
        with Rig(settings, Path(name), environment, declared_of(settings)) as rig:
            readings = soak(rig, chosen.items, chosen.windows, print)
    change = readings[-1].memory_mib / readings[1].memory_mib - 1
    print(f"memory after {chosen.windows} windows against the second: {change:+.1%}; rows {readings[-1].rows:,}")
    sys.exit(0 if abs(change) <= FLAT and readings[-1].rows <= 1.1 * readings[1].rows else 1)


if __name__ == "__main__":
    main()

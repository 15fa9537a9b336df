"""`make chaos`: every row of the ledger in full, as a table and `build/ledger.json`; exit 0 only if all are clean."""

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from arena import Arena
from faults import ROWS
from rich.console import Console
from rich.table import Table

from schemas import codec
from streams.cli.cluster import declared_of
from streams.ops.broker import Broker
from streams.ops.rig import Rig
from streams.settings import Settings

COLUMNS = ("fault", "inputs", "lost", "twice", "repeats", "recovery_s", "stall_s", "ok")


def run(name: str, items: int, folder: Path) -> dict[str, Any]:
    """One row, on a broker of its own."""
    with Broker() as broker:
        environment = {
            "WIREDESK_BROKER": broker.address,
            "WIREDESK_STATE_DIR": str(folder / "state"),
            "WIREDESK_METRICS_PORT": "0",
            "WIREDESK_READING": "false",
            "WIREDESK_LOG_FORMAT": "json",
        }
        settings = Settings.load(environment)
        with Rig(settings, folder, environment, declared_of(settings)) as rig:
            arena = Arena(rig, broker, items, seed=len(name))
            arena.flow()
            try:
                ROWS[name](arena)
                account = arena.finish()
            except (AssertionError, TimeoutError, RuntimeError) as fault:
                print(f"{name}: {fault}", file=sys.stderr)
                return dict(zip(COLUMNS, (name, items, None, None, None, None, None, False), strict=True))
    for fault in account.faults:
        print(f"{name}: {fault}", file=sys.stderr)
    figures = (
        name, items, account.lost, account.twice, account.repeats,
        round(arena.clock.recovery(), 1), round(arena.clock.stall(), 1), not account.faults,
    )  # fmt: skip
    return dict(zip(COLUMNS, figures, strict=True))


def main() -> None:
    """Run all rows, or those that are named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("rows", nargs="*", default=list(ROWS), metavar="ROW")
    parser.add_argument("--items", type=int, default=20_000)
    parser.add_argument("--out", type=Path, default=Path("build/ledger.json"))
    chosen = parser.parse_args()
    rows, table = [], Table(*COLUMNS, title=f"{chosen.items:,} items a row")
    for name in chosen.rows:
        began = time.monotonic()
        with tempfile.TemporaryDirectory(prefix="wiredesk-chaos-") as folder:
            rows.append(run(name, chosen.items, Path(folder)))
        print(f"{codec.dumps(rows[-1]).decode()}  {time.monotonic() - began:.0f} s", file=sys.stderr)
        table.add_row(*(str(rows[-1][column]) for column in COLUMNS))
    chosen.out.parent.mkdir(parents=True, exist_ok=True)
    chosen.out.write_bytes(codec.dumps_sorted(rows))
    Console().print(table)
    sys.exit(0 if all(row["ok"] for row in rows) else 1)


if __name__ == "__main__":
    main()

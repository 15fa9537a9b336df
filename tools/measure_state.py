"""Measures the state: bytes a row on disk, and what a start costs until the index is built from the table again.

`python tools/measure_state.py [ROWS]`
"""

import random
import sys
import tempfile
import time
from pathlib import Path

import psutil
from measure_copies import _made, _resident
from rocksdict import Rdict

from schemas import row
from schemas.prepared import packed_sketch
from schemas.row import Row
from streams.agents.rows import TableState, derive, table_key
from streams.delivery import store
from streams.desk import Deduplicate
from streams.settings import Settings

BATCH = 1000


class Table:
    """A table's store without its changelog."""

    def __init__(self, path: Path) -> None:
        """One partition."""
        self.data = store.Store.__new__(store.Store)
        self.data.derive = derive
        self.data.offset_key = b"__faust\0offset__"
        self.data._dbs = {0: Rdict(str(path), store._options())}  # noqa: SLF001 - as the store would open it


def main(count: int) -> None:
    """Print all figures."""
    numbers = random.Random(3)  # noqa: S311 - data, no secret
    with tempfile.TemporaryDirectory(prefix="wiredesk-state-") as folder:
        table = Table(Path(folder) / "db")
        size, started = 0, time.process_time()
        for first in range(0, count, BATCH):
            rows = [
                store.Row(table_key(made.uri, made.version), row.encode(made)) for made in _rows(first, BATCH, numbers)
            ]
            size += sum(len(made.value or b"") for made in rows)
            table.data.apply(0, rows, first)
        writing = time.process_time() - started
        disk = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file())
        print(f"{count:,} rows: {size / count:.0f} bytes a row, {disk / count:.0f} on disk with all it is found by")
        print(f"made and written: {writing / count * 1e6:.0f} µs a row")
        before, began = _resident(), time.monotonic()
        desk = Deduplicate(Settings.load({}), TableState(table, 0))  # type: ignore[arg-type]
        for known in TableState(table, 0).all():  # type: ignore[arg-type]
            desk.learn(known)
        seconds = time.monotonic() - began
        print(f"index built from the table: {seconds:.1f} s, {seconds / count * 100_000:.2f} s for 100,000 rows")
        process = psutil.Process().memory_info().rss >> 20
        print(f"memory: {(_resident() - before) / count:.0f} bytes an item; the process has {process} MiB")


def _rows(first: int, count: int, numbers: random.Random) -> list[Row]:
    return [
        Row(
            uri=numbers.randbytes(16).hex(), version=1, origin=f"wire-raw/0/{number}#0", at=number << row.INDEX_BITS,
            seconds=1_767_592_800 + number, verdict="story", feed=f"feed-{number % 50}", source=f"urn:feed:{number}",
            received="2026-01-05T06:00:00Z", content=numbers.randbytes(16).hex(), text_hash=made.text_hash,
            sketch=packed_sketch(made.sketch), first_created="2026-01-05T06:00:00Z",
        )
        for number, made in enumerate(_made(count, numbers), first)
    ]  # fmt: skip


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)

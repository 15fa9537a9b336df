"""The tool that measures the state."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_it_measures_rows_as_the_worker_writes_them() -> None:
    """A table of 2,000 rows is written, read back and told of."""
    command = [sys.executable, ROOT / "tools" / "measure_state.py", "2000"]
    said = subprocess.run(command, capture_output=True, text=True, check=True, timeout=120).stdout
    assert "2,000 rows: " in said
    assert "bytes an item" in said

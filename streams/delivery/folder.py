"""A worker's own folder for its local store: RocksDB wants one process a database, so each worker takes a free one."""

import fcntl
from pathlib import Path
from typing import IO

# More workers than this on one machine is a mistake.
MOST = 256


class Folder:
    """A folder `worker-N` below the state folder, locked for as long as the process lives."""

    def __init__(self, path: Path, lock: IO[str]) -> None:
        """Made by `claim`."""
        self.path = path
        self._lock = lock


def claim(state: Path, name: str = "") -> Folder:
    """Take the folder of `name`, or the first that nobody holds: after a restart usually the one with our rows in it.

    Raises:
        OSError: the folder cannot be made; BlockingIOError: another worker holds the one of that name, or all.
    """
    for folder in [state / name] if name else (state / f"worker-{number}" for number in range(MOST)):
        folder.mkdir(parents=True, exist_ok=True)
        lock = (folder / "lock").open("w", encoding="ascii")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            lock.close()
        else:
            return Folder(folder, lock)
    raise BlockingIOError(f"every worker's folder in {state} is in use{f' ({name})' if name else ''}")

"""What deduplicate remembers: one row an item and version. In memory here; over a table in `streams.agents.rows`."""

from collections.abc import Iterator
from typing import Protocol

from schemas.row import Row


class State(Protocol):
    """The rows of one partition, in the orders they are looked for."""

    def latest(self, uri: str) -> Row | None:
        """The newest known version of an item."""
        ...

    def versions(self, uri: str) -> Iterator[Row]:
        """All known versions of an item, newest first."""
        ...

    def decided(self, at: int) -> Row | None:
        """The row of that order of decision; None once its window has ended."""
        ...

    def copies(self, uri: str) -> list[str]:
        """Source ids of the duplicates that name this item as their original, in the order they came."""
        ...

    def put(self, row: Row) -> None:
        """Remember a row. It is never changed afterwards."""
        ...


class MemoryState:
    """Rows in dictionaries: for `wiredesk process` and for tests."""

    def __init__(self) -> None:
        """Nothing is known."""
        self._versions: dict[str, list[Row]] = {}
        self._decided: dict[int, Row] = {}
        self._copies: dict[str, list[str]] = {}

    def latest(self, uri: str) -> Row | None:
        """See `State`."""
        known = self._versions.get(uri)
        return known[-1] if known else None

    def versions(self, uri: str) -> Iterator[Row]:
        """See `State`."""
        return reversed(self._versions.get(uri, []))

    def decided(self, at: int) -> Row | None:
        """See `State`."""
        return self._decided.get(at)

    def copies(self, uri: str) -> list[str]:
        """See `State`."""
        return list(self._copies.get(uri, ()))

    def put(self, row: Row) -> None:
        """See `State`."""
        self._versions.setdefault(row.uri, []).append(row)
        self._decided[row.at] = row
        if row.duplicate:
            self._copies.setdefault(row.duplicate["of"], []).append(row.source)

"""What deduplicate remembers: one row an item and version. In memory here; over a table in `streams.agents.rows`."""

from collections.abc import Iterator
from itertools import islice, takewhile
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

    def elsewhere(self, uri: str) -> Iterator[Row]:
        """Rows that stand under another uri, of items whose own key gives this one (`Row.named`), newest first."""
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

    def forget(self, uri: str) -> None:
        """Drop all versions of an item."""
        ...

    def expire(self, before: int, limit: int) -> int:
        """Drop up to `limit` rows older than `before` (seconds), the oldest first; how many. No scan of everything."""
        ...


class MemoryState:
    """Rows in dictionaries: for `wiredesk process` and for tests."""

    def __init__(self) -> None:
        """Nothing is known."""
        self._versions: dict[str, list[Row]] = {}
        self._decided: dict[int, Row] = {}
        self._copies: dict[str, list[Row]] = {}
        self._named: dict[str, list[Row]] = {}

    def latest(self, uri: str) -> Row | None:
        """See `State`."""
        known = self._versions.get(uri)
        return known[-1] if known else None

    def versions(self, uri: str) -> Iterator[Row]:
        """See `State`."""
        return reversed(self._versions.get(uri, []))

    def elsewhere(self, uri: str) -> Iterator[Row]:
        """See `State`."""
        return reversed(self._named.get(uri, []))

    def decided(self, at: int) -> Row | None:
        """See `State`."""
        return self._decided.get(at)

    def copies(self, uri: str) -> list[str]:
        """See `State`."""
        return [row.source for row in self._copies.get(uri, ())]

    def put(self, row: Row) -> None:
        """See `State`."""
        self._versions.setdefault(row.uri, []).append(row)
        self._decided[row.at] = row
        if row.duplicate:
            self._copies.setdefault(row.duplicate["of"], []).append(row)
        if row.named:
            self._named.setdefault(row.named, []).append(row)

    def forget(self, uri: str) -> None:
        """See `State`."""
        for row in self._versions.pop(uri, []):
            self._drop(row)

    def expire(self, before: int, limit: int) -> int:
        """See `State`; rows are in the order of their time, as the clock only goes forward."""
        old = list(islice(takewhile(lambda row: row.seconds < before, self._decided.values()), limit))
        for row in old:
            versions = self._versions[row.uri]
            versions.remove(row)
            if not versions:
                del self._versions[row.uri]
            self._drop(row)
        return len(old)

    def _drop(self, row: Row) -> None:
        del self._decided[row.at]
        if row.duplicate:
            _take(self._copies, row.duplicate["of"], row)
        if row.named:
            _take(self._named, row.named, row)


def _take(lists: dict[str, list[Row]], key: str, row: Row) -> None:
    lists[key].remove(row)
    if not lists[key]:
        del lists[key]

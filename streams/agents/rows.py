"""Deduplicate's state over the table of one partition: rows by key, and beside each the entries it is found by.

Rows of a bundle wait until its outputs are acknowledged; look-ups see them already.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from schemas import row
from schemas.row import Row
from streams.delivery import store
from streams.delivery.table import Table

# The first byte of a key says what it is: a row, or an entry that finds one by its order of decision, by its time, by
# the uri of its item's own key where it stands under another, or (a duplicate) by its original.
_ROW, _DECIDED, _TIME, _NAMED, _COPY = b"r", b"a", b"t", b"n", b"c"
_LAST = b"\xff" * 4
_NO_KEY_IS_LONGER = b"\xff" * 32


def table_key(uri: str, version: int) -> bytes:
    """A row's key in the table and its changelog."""
    return _ROW + row.key(uri, version)


def _number(value: int) -> bytes:
    return max(value, 0).to_bytes(8, "big")


def derive(key: bytes, value: bytes) -> Iterable[tuple[bytes, bytes]]:
    """The entries of a row in the table."""
    return _entries(key, row.decode(value))


def _entries(key: bytes, known: Row) -> Iterable[tuple[bytes, bytes]]:
    yield _DECIDED + _number(known.at), key
    yield _TIME + _number(known.seconds) + key, b""
    if known.named:
        yield _NAMED + bytes.fromhex(known.named) + _number(known.at), key
    if known.duplicate:
        yield _COPY + bytes.fromhex(known.duplicate["of"]) + _number(known.at), known.source.encode()


def _written(known: Row) -> store.Row:
    key = table_key(known.uri, known.version)
    return store.Row(key, row.encode(known), _entries(key, known))


class TableState:
    """A `streams.state.State` over one partition of the table."""

    def __init__(self, table: Table, partition: int) -> None:
        """The partition must be ours and recovered."""
        self._table = table
        self._partition = partition
        self._versions: dict[str, list[Row]] = {}
        self._decided: dict[int, Row] = {}
        self._named: dict[str, list[Row]] = {}
        self._gone: dict[bytes, None] = {}
        self.rows = 0

    def all(self) -> Iterator[Row]:
        """All rows in the table, by uri; counts them."""
        self.rows = 0
        for _, value in self._table.data.scan(self._partition, _ROW, bytes([_ROW[0] + 1])):
            self.rows += 1
            yield row.decode(value)

    def latest(self, uri: str) -> Row | None:
        """See `State`."""
        return next(self.versions(uri), None)

    def versions(self, uri: str) -> Iterator[Row]:
        """See `State`."""
        yield from reversed(self._versions.get(uri, []))
        prefix = _ROW + bytes.fromhex(uri)
        found = self._table.data.last_below(self._partition, prefix + _LAST)
        while found and found[0].startswith(prefix):
            known = row.decode(found[1])
            if found[0] not in self._gone:
                yield known
            found = self._table.data.last_below(self._partition, table_key(uri, known.version - 1))

    def elsewhere(self, uri: str) -> Iterator[Row]:
        """See `State`."""
        yield from (known for known in reversed(self._named.get(uri, [])) if known.at in self._decided)
        prefix = _NAMED + bytes.fromhex(uri)
        found = self._table.data.last_below(self._partition, prefix + _NO_KEY_IS_LONGER)
        while found and found[0].startswith(prefix):
            value = self._table.data.get(self._partition, found[1])
            if value and found[1] not in self._gone:
                yield row.decode(value)
            below = int.from_bytes(found[0][len(prefix) :], "big") - 1
            found = self._table.data.last_below(self._partition, prefix + _number(below)) if below >= 0 else None

    def decided(self, at: int) -> Row | None:
        """See `State`."""
        if at in self._decided:
            return self._decided[at]
        key = self._table.data.get(self._partition, _DECIDED + _number(at))
        value = self._table.data.get(self._partition, key) if key else None
        return row.decode(value) if value and key not in self._gone else None

    def copies(self, uri: str) -> list[str]:
        """See `State`."""
        prefix = _COPY + bytes.fromhex(uri)
        stored = self._table.data.scan(self._partition, prefix, prefix + _NO_KEY_IS_LONGER)
        new = (known for known in self._decided.values() if known.duplicate and known.duplicate["of"] == uri)
        return [source.decode() for _, source in stored] + [known.source for known in new]

    def put(self, known: Row) -> None:
        """See `State`; written by `settle`."""
        self._versions.setdefault(known.uri, []).append(known)
        self._decided[known.at] = known
        if known.named:
            self._named.setdefault(known.named, []).append(known)

    def forget(self, uri: str) -> None:
        """See `State`."""
        for known in list(self.versions(uri)):
            self._decided.pop(known.at, None)
            self._gone[table_key(uri, known.version)] = None
        self._versions.pop(uri, None)

    def expire(self, before: int, limit: int) -> int:
        """See `State`."""
        old = self._table.data.scan(self._partition, _TIME, _TIME + _number(before))
        keys = [entry[len(_TIME) + 8 :] for entry, _ in islice(old, limit)]
        self._gone.update(dict.fromkeys(keys))
        return len(keys)

    def span(self) -> tuple[int, int]:
        """Event time of the oldest and of the newest row, in seconds; (0, 0) where there is none."""
        first = next(self._table.data.scan(self._partition, _TIME, _TIME + _NO_KEY_IS_LONGER), None)
        last = self._table.data.last_below(self._partition, _TIME + _NO_KEY_IS_LONGER)
        ends = [
            int.from_bytes(entry[0][1:9], "big") if entry and entry[0][:1] == _TIME else 0 for entry in (first, last)
        ]
        return ends[0], ends[1]

    async def settle(self) -> None:
        """Write the new rows in the order they were decided, after the tombstones of those that are gone.

        Raises:
            TimeoutError, KafkaError: they are not written.
        """
        gone = [store.Row(key, None) for key in self._gone]
        rows = [_written(known) for known in self._decided.values()]
        await self._table.write(self._partition, [*gone, *rows])
        self.rows += len(rows) - len(gone)
        self._versions.clear()
        self._decided.clear()
        self._named.clear()
        self._gone.clear()

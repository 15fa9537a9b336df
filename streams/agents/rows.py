"""Deduplicate's state over the table of one partition: rows by key, and beside each the entries it is found by.

Rows of a bundle wait in `pending` until its outputs are acknowledged; look-ups see them already.
"""

from collections.abc import Iterable, Iterator

from schemas import row
from schemas.row import Row
from streams.delivery.table import Table

# Keys of derived entries begin with a byte no row's key is read by: rows are looked up whole or below a uri's end.
_DECIDED, _COPY = b"a", b"c"
_ROW = b"r"
_LAST = b"\xff" * 4


def table_key(key: bytes) -> bytes:
    """A row's key in the table: apart from derived entries by its first byte."""
    return _ROW + key


def _at(at: int) -> bytes:
    return at.to_bytes(8, "big")


def derive(key: bytes, value: bytes) -> Iterable[tuple[bytes, bytes]]:
    """A row's entries by order of decision, and for a duplicate by its original."""
    known = row.decode(value)
    yield _DECIDED + _at(known.at), key
    if known.duplicate:
        yield _COPY + bytes.fromhex(known.duplicate["of"]) + _at(known.at), known.source.encode()


class TableState:
    """A `streams.state.State` over one partition of the table."""

    def __init__(self, table: Table, partition: int) -> None:
        """The partition must be ours and recovered."""
        self._table = table
        self._partition = partition
        self._versions: dict[str, list[Row]] = {}
        self._decided: dict[int, Row] = {}

    def all(self) -> Iterator[Row]:
        """All rows in the table, by uri."""
        for _, value in self._table.data.scan(self._partition, _ROW, bytes([_ROW[0] + 1])):
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
            yield known
            found = self._table.data.last_below(self._partition, table_key(row.key(uri, known.version - 1)))

    def decided(self, at: int) -> Row | None:
        """See `State`."""
        if at in self._decided:
            return self._decided[at]
        key = self._table.data.get(self._partition, _DECIDED + _at(at))
        value = self._table.data.get(self._partition, key) if key else None
        return row.decode(value) if value else None

    def copies(self, uri: str) -> list[str]:
        """See `State`."""
        prefix = _COPY + bytes.fromhex(uri)
        stored = [source.decode() for _, source in self._table.data.scan(self._partition, prefix, prefix + b"\xff" * 9)]
        return stored + [
            known.source for known in self._decided.values() if known.duplicate and known.duplicate["of"] == uri
        ]

    def put(self, known: Row) -> None:
        """See `State`; written by `settle`."""
        self._versions.setdefault(known.uri, []).append(known)
        self._decided[known.at] = known

    async def settle(self) -> None:
        """Write the pending rows, in the order they were decided.

        Raises:
            TimeoutError, KafkaError: they are not written.
        """
        rows = [(table_key(row.key(known.uri, known.version)), row.encode(known)) for known in self._decided.values()]
        await self._table.write(self._partition, rows)
        self._versions.clear()
        self._decided.clear()

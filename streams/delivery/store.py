"""The local store of a table: RocksDB, one database a partition, disposable since the changelog holds the truth.

Each row may have *derived* entries beside it (other orders to find it in), which are written in the same batch as the
row, live here only, and come back with it at recovery.
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from faust.stores import rocksdb
from faust.types import TP
from rocksdict import BlockBasedOptions, Cache, Options, Rdict, WriteBatch

Entries = Iterable[tuple[bytes, bytes]]
# key and value of a row → the entries derived from it.
Derive = Callable[[bytes, bytes], Entries]

# Faust's default is 2 GiB for each partition of each table. Look-ups cost the same with four times as much, and a cache
# that fills only when rows begin to expire looks like a leak.
BLOCK_CACHE_BYTES = 4 * 1024 * 1024
WRITE_BUFFER_BYTES = 8 * 1024 * 1024
BLOOM_BITS_PER_KEY = 10  # 1 % of look-ups of an unknown item go to disk
OPEN_FILES = 256


class Row(NamedTuple):
    """A row to write; `value` None deletes it. `entries`: what derives from it, where the writer has them at hand."""

    key: bytes
    value: bytes | None
    entries: Entries | None = None


def _options() -> Options:
    blocks = BlockBasedOptions()
    blocks.set_bloom_filter(BLOOM_BITS_PER_KEY, block_based=False)
    blocks.set_block_cache(Cache(BLOCK_CACHE_BYTES))
    options = Options(raw_mode=True)
    options.create_if_missing(True)
    options.set_block_based_table_factory(blocks)
    options.set_write_buffer_size(WRITE_BUFFER_BYTES)
    options.set_max_open_files(OPEN_FILES)
    return options


class Store(rocksdb.Store):
    """Faust's RocksDB store, opened with small caches, written in whole batches and read in key order."""

    derive: Derive

    def _open_for_partition(self, partition: int) -> Rdict:
        path: Path = self.partition_path(partition)
        path.parent.mkdir(parents=True, exist_ok=True)
        return Rdict(str(path), _options())

    def apply(self, partition: int, rows: Iterable[Row], persisted: int | None) -> None:
        """Write rows, what derives from them, and the changelog offset they reach to, all or nothing."""
        database, batch = self._db_for_partition(partition), WriteBatch(raw_mode=True)
        for key, value, entries in rows:
            old = database.get(key) if value is None else None
            if value is not None:
                batch.put(key, value)
                for name, entry in self.derive(key, value) if entries is None else entries:
                    batch.put(name, entry)
            elif old is not None:
                batch.delete(key)
                for name, _ in self.derive(key, old):
                    batch.delete(name)
        if persisted is not None:
            batch.put(self.offset_key, str(persisted).encode())
        database.write(batch)

    def apply_changelog_batch(
        self,
        batch: Iterable[Any],
        to_key: Callable[[Any], Any],  # noqa: ARG002 - Faust's signature; keys and values are bytes here
        to_value: Callable[[Any], Any],  # noqa: ARG002
    ) -> None:
        """Write what recovery read from the changelog: events whose value is a bundle of records."""
        for event in batch:
            bundle = event.message.value
            rows = (Row(record.key, record.value) for record in bundle.records)
            self.apply(bundle.partition.partition, rows, bundle.following - 1)

    def size(self, partition: int) -> int:
        """Bytes of a partition's database, in files and not yet in files."""
        database = self._db_for_partition(partition)
        names = ("rocksdb.total-sst-files-size", "rocksdb.cur-size-all-mem-tables")
        return sum(database.property_int_value(name) or 0 for name in names)

    def get(self, partition: int, key: bytes) -> bytes | None:
        """The value of a row or derived entry."""
        return self._db_for_partition(partition).get(key)  # type: ignore[no-any-return]

    def last_below(self, partition: int, key: bytes) -> tuple[bytes, bytes] | None:
        """The last entry whose key is not above `key`."""
        found = self._db_for_partition(partition).iter()
        found.seek_for_prev(key)
        return (found.key(), found.value()) if found.valid() else None

    def scan(self, partition: int, start: bytes, stop: bytes) -> Iterator[tuple[bytes, bytes]]:
        """All entries with start <= key < stop, in the order of their keys."""
        found = self._db_for_partition(partition).iter()
        found.seek(start)
        while found.valid() and (key := found.key()) < stop:
            yield key, found.value()
            found.next()

    def revoke_partitions(self, table: Any, tps: Iterable[TP]) -> None:  # noqa: ANN401 - Faust's signature
        """Close the databases of partitions that go elsewhere."""
        for tp in tps:
            if tp.topic in table.changelog_topic.topics and (database := self._dbs.pop(tp.partition, None)):
                database.close()

    async def stop(self) -> None:
        """Close all databases."""
        for database in self._dbs.values():
            database.close()
        self._dbs.clear()

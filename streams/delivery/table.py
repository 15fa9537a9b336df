"""A table whose rows are in the changelog before they are in the store, so that a kill in between loses none.

`write` is the only way to write. The mapping interface of Faust's tables is not used.
"""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from typing import Any

import faust
from faust.types import TP
from yarl import URL

from streams.delivery.outbox import Outbox, Record
from streams.delivery.store import Derive, Row, Store

Recovered = Callable[[set[int]], Awaitable[None]]

# Bundles of changelog records applied at once; not 1, for which Faust keeps reading the changelog after recovery.
BUNDLES_A_FLUSH = 4


class Table(faust.Table):
    """Faust's table over our store."""

    data: Store
    outbox: Outbox
    derive: Derive
    recovered: Recovered
    before_write: Callable[[], None]
    unreadable: Callable[[str], object]

    def apply_changelog_batch(self, batch: Iterable[Any]) -> None:
        """Write what recovery read. Faust would swallow a fault here and wait for ever; this ends the worker."""
        try:
            super().apply_changelog_batch(batch)
        except Exception as fault:  # noqa: BLE001 - whatever it is, the state is not what the changelog says
            self.unreadable(f"the changelog cannot be applied: {type(fault).__name__}: {fault}")

    def _new_store_by_url(self, url: str | URL) -> Store:
        store = Store(url, self.app, self, table_name=self.name, loop=self.loop)
        store.derive = self.derive
        return store

    async def write(self, partition: int, rows: Sequence[Row]) -> None:
        """Changelog first, acknowledged; then rows and persisted offset in one batch.

        The persisted offset moves only over an unbroken run of our own records, so that what another worker wrote in
        between is read at the next recovery.

        Raises:
            TimeoutError, KafkaError: the changelog did not take the rows; the store has none of them.
        """
        if not rows:
            return
        self.before_write()
        topic = self.changelog_topic.get_topic_name()
        sent = await self.outbox.send(Record(topic, row.key, row.value, (), partition) for row in rows)
        offsets = sent[topic, partition]
        reached = self.data.persisted_offset(TP(topic, partition))
        unbroken = (
            offsets[0] == (-1 if reached is None else reached) + 1 and len(offsets) == offsets[-1] - offsets[0] + 1
        )
        self.data.apply(partition, rows, offsets[-1] if unbroken else None)

    async def on_recovery_completed(self, active_tps: set[TP], standby_tps: set[TP]) -> None:
        """Rows are there: let what lives in memory be built from them, before the first record comes."""
        await super().on_recovery_completed(active_tps, standby_tps)
        await self.recovered({tp.partition for tp in active_tps})


def make_table(  # noqa: D417 - app is the application
    app: Any,  # noqa: ANN401 - Faust's class is Any here
    name: str,
    partitions: int,
    *,
    outbox: Outbox,
    derive: Derive,
    recovered: Recovered,
    before_write: Callable[[], None],
    unreadable: Callable[[str], object],
) -> Table:
    """Declare a table of byte rows with its changelog `{app id}-{name}-changelog`.

    Args:
        derive: gives the entries derived from a row.
        recovered: is awaited with the partitions that are ours, after each recovery; it must not raise.
        before_write: is called before rows are written and may end the worker.
        unreadable: ends the worker, with the reason, when the changelog cannot be applied.
    """
    table = app.Table(
        name, partitions=partitions, key_type=bytes, value_type=bytes, recovery_buffer_size=BUNDLES_A_FLUSH
    )
    table.outbox, table.derive, table.recovered = outbox, derive, recovered
    table.before_write, table.unreadable = before_write, unreadable
    return table  # type: ignore[no-any-return]


def changelog_name(app_id: str, name: str) -> str:
    """The topic Faust gives a table's changelog."""
    return f"{app_id}-{name}-changelog"

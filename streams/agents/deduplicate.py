"""Deduplicate: prepared items in; verdicts and duplicates out. The only agent with state, ordered within a scope."""

import asyncio
from collections.abc import Iterable, Iterator
from time import monotonic

from schemas import prepared, row, verdict
from schemas.verdict import Verdict
from streams.agents.accounts import Accounts
from streams.agents.blocks import blocks
from streams.agents.rows import TableState
from streams.delivery.outbox import Outbox, Record, partition_of
from streams.delivery.table import Table
from streams.delivery.watermark import Bundle
from streams.desk import Decision, Deduplicate
from streams.settings import Settings
from streams.stages.compose import URN

# Rows learnt at recovery before the loop may turn, so that the worker still answers meanwhile (some 30 µs each).
ROWS_A_TURN = 1000
# Rows dropped at most while a bundle is settled: twice what one adds, so that expiry keeps up and is never felt.
EXPIRED_A_BUNDLE = 1000


class DeduplicateAgent:
    """Works through bundles of prepared blocks, one desk a partition."""

    def __init__(self, settings: Settings, outbox: Outbox, accounts: Accounts) -> None:
        """`table` must be set before the first record."""
        self._settings = settings
        self._outbox = outbox
        self._accounts = accounts
        self.table: Table
        self._desks: dict[int, tuple[Deduplicate, TableState]] = {}

    async def recovered(self, partitions: set[int]) -> None:
        """Forget everything and build the desks of our partitions from their rows."""
        began = monotonic()
        self._desks.clear()
        for partition in sorted(partitions):
            state = TableState(self.table, partition)
            desk = Deduplicate(self._settings, state)
            for count, known in enumerate(state.all()):
                desk.learn(known)
                if count % ROWS_A_TURN == 0:
                    await asyncio.sleep(0)
            self._desks[partition] = desk, state
        distrusted = [feed for desk, _ in self._desks.values() for feed in desk.distrusted()]
        self._accounts.recovered(monotonic() - began, distrusted)

    def tables(self) -> Iterator[tuple[int, int, int]]:
        """Of each partition's table: rows, bytes, and the seconds of event time it spans."""
        for partition, (_, state) in self._desks.items():
            first, last = state.span()
            yield state.rows, self.table.data.size(partition), last - first

    async def handle(self, bundle: Bundle) -> None:
        """Decide every item; send; then mark state, which a replay must not meet before its outputs are out."""
        desk, state = self._desks[bundle.partition.partition]
        decisions: list[Decision] = []
        for record in bundle.records:
            items = prepared.decode_block(record.value)
            with self._accounts.timed("deduplicate", len(items)):
                decisions += (desk.decide(item, row.order(record.offset, index)) for index, item in enumerate(items))
        records = [self._accounts.record(made.output) for made in decisions if made.output]
        records += self._block_records(
            [made.verdict for made in decisions if made.verdict], await self._outbox.partitions(self._unique_topic)
        )
        await self._outbox.send(records)
        desk.expire(EXPIRED_A_BUNDLE)
        await state.settle()
        self._accounts.changed(made.change for made in decisions if made.change)
        self._accounts.ended(made.ended for made in decisions if made.ended)

    @property
    def _unique_topic(self) -> str:
        return self._settings.prefix + "wire-unique"

    def _block_records(self, verdicts: Iterable[Verdict], partitions: int) -> Iterable[Record]:
        by_partition: dict[int, list[Verdict]] = {}
        for made in verdicts:
            by_partition.setdefault(partition_of((URN + made.item.uri).encode(), partitions), []).append(made)
        for partition, found in by_partition.items():
            for block in blocks(found, self._settings, lambda made: len(made.item.text)):
                self._accounts.block("wire-unique", len(block))
                yield Record(self._unique_topic, None, verdict.encode_block(block), (), partition)

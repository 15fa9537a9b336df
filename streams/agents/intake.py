"""Intake: raw records in; blocks of prepared items and dead letters out. Without state, on any number of workers."""

from collections.abc import Iterable
from typing import Any

from schemas import prepared
from schemas.prepared import Prepared
from schemas.raw import Raw
from schemas.raw_record import raw_of
from streams.agents.accounts import Accounts
from streams.agents.blocks import blocks
from streams.agents.breath import Breath
from streams.delivery.outbox import Outbox, Record, partition_of
from streams.delivery.watermark import Bundle
from streams.desk import Intake, Result
from streams.outcomes import Outcome, Streak
from streams.settings import Settings


class IntakeAgent:
    """Works through bundles of raw records."""

    def __init__(self, settings: Settings, outbox: Outbox, accounts: Accounts) -> None:
        """`accounts` counts and logs how items end."""
        self._settings = settings
        self._outbox = outbox
        self._accounts = accounts
        self._intake = Intake(settings)
        self._streak = Streak(settings.dead_letters_in_a_row, settings.dead_letters_share)

    async def handle(self, bundle: Bundle) -> None:
        """Take every record; send all that came of them; count."""
        prepared_items: list[tuple[str, Prepared]] = []
        records: list[Record] = []
        results, breath = [], Breath()
        for record in bundle.records:
            with self._accounts.timed("intake"):
                results.append(self._intake.take(_raw(record)))
            await breath()
        for result in results:
            self._count_dead(result)
            prepared_items += result.prepared
            records += (self._accounts.record(output) for output in result.outputs)
        records += self._block_records(prepared_items, await self._outbox.partitions(self._prepared_topic))
        await self._outbox.send(records)
        self._accounts.taken(results)
        self._accounts.ended(end for result in results for end in result.ended)

    def _count_dead(self, result: Result) -> None:
        self._streak.add(dead=bool(result.ended) and all(end.outcome == Outcome.DEAD_LETTER for end in result.ended))

    @property
    def _prepared_topic(self) -> str:
        return self._settings.prefix + "wire-prepared"

    def _block_records(self, items: Iterable[tuple[str, Prepared]], partitions: int) -> Iterable[Record]:
        by_partition: dict[int, list[tuple[str, Prepared]]] = {}
        for scope, item in items:
            by_partition.setdefault(partition_of(scope.encode(), partitions), []).append((scope, item))
        for partition, found in by_partition.items():
            key = found[0][0].encode()
            for block in blocks([item for _, item in found], self._settings, lambda item: len(item.text)):
                self._accounts.block("wire-prepared", len(block))
                yield Record(self._prepared_topic, key, prepared.encode_block(block), (), partition)


def _raw(record: Any) -> Raw:  # noqa: ANN401 - aiokafka has no types
    headers = {name: (value or b"").decode("utf-8", "replace") for name, value in record.headers}
    origin = (record.topic, record.partition, record.offset)
    return raw_of(origin, record.key, record.value, headers, record.timestamp)

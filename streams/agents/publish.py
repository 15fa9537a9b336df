"""Publish: verdicts in; stories out. Runs anywhere: all versions of a story are in one partition, so in order."""

from schemas import verdict
from streams.agents.accounts import Accounts
from streams.delivery.outbox import Outbox, Record
from streams.delivery.watermark import Bundle
from streams.desk import Publish, Result
from streams.settings import Settings


class PublishAgent:
    """Works through bundles of blocks of verdicts."""

    def __init__(self, settings: Settings, outbox: Outbox, accounts: Accounts) -> None:
        """`accounts` counts and logs how items end."""
        self._outbox = outbox
        self._accounts = accounts
        self._publish = Publish(settings)

    async def handle(self, bundle: Bundle) -> None:
        """Compose every story; send all; count."""
        results: list[Result] = []
        records: list[Record] = []
        for record in bundle.records:
            verdicts = verdict.decode_block(record.value)
            with self._accounts.timed("publish", len(verdicts)):
                results += (self._publish.publish(made) for made in verdicts)
        for result in results:
            records += (self._accounts.record(output) for output in result.outputs)
        await self._outbox.send(records)
        for result in results:
            for ended in result.ended:
                self._accounts.ended(ended)

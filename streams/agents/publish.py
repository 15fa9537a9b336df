"""Publish: verdicts in; stories out. Runs anywhere: all versions of a story are in one partition, so in order."""

import asyncio
from concurrent.futures import ThreadPoolExecutor

from schemas import verdict
from streams.agents.accounts import Accounts
from streams.agents.breath import Breath
from streams.delivery.outbox import Outbox
from streams.delivery.watermark import Bundle
from streams.desk import Publish, Reader, Result, memory
from streams.settings import Settings


class PublishAgent:
    """Works through bundles of blocks of verdicts."""

    def __init__(self, settings: Settings, outbox: Outbox, accounts: Accounts) -> None:
        """`accounts` counts and logs how items end. The models are loaded beside whatever else starts."""
        self._settings = settings
        self._outbox = outbox
        self._accounts = accounts
        self._loading = ThreadPoolExecutor(1, "models").submit(Reader, settings) if settings.reading else None
        self._publish: Publish | None = None

    async def handle(self, bundle: Bundle) -> None:
        """Compose every story; send all; count."""
        publish, breath = await self._ready(), Breath()
        results: list[Result] = []
        for record in bundle.records:
            for made in verdict.decode_block(record.value):
                with self._accounts.timed("publish"):
                    results.append(publish.publish(made))
                await breath()
        await self._outbox.send(self._accounts.record(output) for result in results for output in result.outputs)
        self._accounts.ended(end for result in results for end in result.ended)

    async def _ready(self) -> Publish:
        if self._publish is None:
            reader: Reader | None = None
            if self._loading:
                reader = await asyncio.wrap_future(self._loading)
                memory.settle()
            self._publish = Publish(self._settings, reader)
        return self._publish

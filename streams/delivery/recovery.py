"""The barrier between recovery and the stream: nothing is on its way to a queue when partitions are resumed and sought.

Faust resumes partitions while the fetcher runs, seeks after that, and clears the queues: what was fetched in between is
lost or comes out of order.
"""

from typing import Any

from faust.tables.manager import TableManager as FaustTableManager
from faust.tables.recovery import Recovery as FaustRecovery


class Recovery(FaustRecovery):
    """Faust's recovery, which first stops the flow and waits until the drain is idle."""

    async def on_recovery_completed(self, generation_id: int = 0) -> None:
        """Resume the streams after the barrier."""
        await self._barrier()
        await super().on_recovery_completed(generation_id)

    async def _resume_streams(self, generation_id: int = 0) -> None:
        await self._barrier()
        await super()._resume_streams(generation_id)

    async def _barrier(self) -> None:
        consumer = self.app.consumer
        consumer.stop_flow()
        await self._wait(consumer.wait_for_stopped_flow())


class TableManager(FaustTableManager):
    """Faust's table manager with our recovery; set as the setting `TableManager`."""

    _recovery: Recovery | None = None

    async def on_start(self) -> None:
        """Start at once: Faust waits a second here for agents to be declared, which ours are before the start."""
        await self._update_channels()
        await self.recovery.start()

    @property
    def recovery(self) -> Any:  # noqa: ANN401 - Faust's class is Any here
        """The recovery service, made when first asked for."""
        if self._recovery is None:
            self._recovery = Recovery(self.app, self, beacon=self.beacon, loop=self.loop)
        return self._recovery

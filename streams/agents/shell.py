"""The shell around every agent: the one broad `except`. Whatever leaves an agent's work ends the worker.

Content faults never get here: they are dead letters. What does get here is infrastructure or a bug, and after either
the worker is in doubt, so it exits before its input could be committed; the replay heals it.
"""

from collections.abc import AsyncIterable, Awaitable, Callable
from typing import Protocol

from streams.agents.lanes import Lanes
from streams.delivery.dying import Dying
from streams.delivery.staleness import Staleness
from streams.delivery.watermark import Bundle


class Books(Protocol):
    """The consumer's side of an agent."""

    def begin(self, bundle: Bundle) -> bool:
        """Whether to work on it."""
        ...

    def finish(self, bundle: Bundle) -> None:
        """It is done."""
        ...


async def work(
    bundles: AsyncIterable[Bundle],
    handle: Callable[[Bundle], Awaitable[None]],
    books: Callable[[], Books],
    dying: Dying,
    staleness: Staleness,
) -> None:
    """Hand each bundle to `handle`, and enter it as finished when that returns: outputs acknowledged, rows settled."""

    async def one(bundle: Bundle) -> None:
        try:
            staleness.look()
            if books().begin(bundle):
                await handle(bundle)
                books().finish(bundle)
        except Exception as fault:  # noqa: BLE001 - this is the one place
            await dying.die(f"work on {bundle.partition} from offset {bundle.offset} failed", fault)

    lanes = Lanes(one)
    async for bundle in bundles:
        lanes.put(bundle)

"""How a worker in doubt ends: it commits what is surely finished and exits hard, so that the replay heals the rest.

An exception that leaves an agent would make Faust commit the input that caused it; an orderly stop could wait for ever.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from typing import NoReturn

# Without a last commit, a fault in every 3,000 records is a loop without progress; a hanging broker must not hold it.
LAST_COMMIT_S = 2.0
EXIT_CODE = 70  # EX_SOFTWARE of sysexits.h


Tell = Callable[[str, BaseException | None], None]


class Dying:
    """Ends the process. One a worker."""

    def __init__(self, commit: Callable[[], Awaitable[object]], tell: Tell) -> None:
        """`commit` commits what is finished; `tell` logs the reason and the fault behind it."""
        self._commit = commit
        self._tell = tell

    async def die(self, reason: str, fault: BaseException | None = None) -> NoReturn:
        """Tell why, try a last commit, exit; with the fault's own `exit_code` where it has one."""
        self._tell(reason, fault)
        try:
            await asyncio.wait_for(self._commit(), LAST_COMMIT_S)
        finally:
            os._exit(getattr(fault, "exit_code", EXIT_CODE))

    def at_once(self, reason: str) -> NoReturn:
        """Exit without a commit: for a worker that may no longer own what it would commit."""
        self._tell(reason, None)
        os._exit(EXIT_CODE)

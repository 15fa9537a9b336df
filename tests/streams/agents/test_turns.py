"""Turns: whose slice it is."""

import asyncio
from itertools import pairwise
from time import monotonic

from streams.agents.turns import SLICE_S, Turns


def burn() -> None:
    """Use up a slice."""
    until = monotonic() + 2 * SLICE_S
    while monotonic() < until:
        pass


def test_only_one_works_in_a_turn_and_each_gets_its_slice() -> None:
    """Three that have work for five slices each go round, and no turn of the loop holds two slices."""
    slices: list[str] = []
    turns_of_the_loop: list[int] = []

    async def work(name: str, turns: Turns) -> None:
        async with turns:
            for _ in range(5):
                burn()
                slices.append(name)
                await turns.breath()

    async def watch() -> None:
        while len(slices) < 15:
            turns_of_the_loop.append(len(slices))
            await asyncio.sleep(0)

    async def run() -> None:
        turns = Turns()
        await asyncio.gather(watch(), *(work(name, turns) for name in "abc"))

    asyncio.run(run())
    assert slices == list("abc" * 5)
    assert all(after - before <= 1 for before, after in pairwise(turns_of_the_loop))


def test_whoever_has_time_left_goes_on() -> None:
    """A breath within the slice gives nobody else a turn."""
    order: list[str] = []

    async def work(name: str, turns: Turns) -> None:
        async with turns:
            for _ in range(3):
                order.append(name)
                await turns.breath()

    async def run() -> None:
        turns = Turns()
        await asyncio.gather(work("a", turns), work("b", turns))

    asyncio.run(run())
    assert order == list("aaabbb")


def test_a_fault_gives_the_turn_on() -> None:
    """What fails while it works blocks nobody."""

    async def fail(turns: Turns) -> None:
        async with turns:
            raise LookupError

    async def run() -> bool:
        turns = Turns()
        await asyncio.gather(fail(turns), return_exceptions=True)
        async with asyncio.timeout(5), turns:
            return True

    assert asyncio.run(run())

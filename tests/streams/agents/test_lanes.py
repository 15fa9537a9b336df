"""Lanes: order within a partition, no waiting between partitions."""

import asyncio

from streams.agents.lanes import Lanes
from streams.delivery.watermark import Bundle, Partition

HERE, THERE = Partition("wire-raw", 0), Partition("wire-raw", 1)


def bundle(partition: Partition, offset: int) -> Bundle:
    return Bundle(partition, 1, offset, offset + 1, ())


def test_a_partition_that_waits_holds_up_no_other_and_keeps_its_order() -> None:
    """Whatever waits for the broker in one lane, the others go on."""
    done: list[tuple[int, int]] = []

    async def run() -> None:
        held = asyncio.Event()

        async def work(one: Bundle) -> None:
            if (one.partition, one.offset) == (HERE, 0):
                await held.wait()
            done.append((one.partition.partition, one.offset))

        lanes = Lanes(work)
        for offset in range(3):
            lanes.put(bundle(HERE, offset))
            lanes.put(bundle(THERE, offset))
        await asyncio.sleep(0.01)
        assert done == [(1, 0), (1, 1), (1, 2)]
        held.set()
        await asyncio.sleep(0.01)
        lanes.put(bundle(HERE, 3))
        await asyncio.sleep(0.01)

    asyncio.run(run())
    assert done[3:] == [(0, 0), (0, 1), (0, 2), (0, 3)]

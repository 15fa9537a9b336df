"""Blocks: whatever is at hand travels in one record, up to a number of items and a size."""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from streams.settings import Settings

T = TypeVar("T")
# What an item weighs beside its text: ids, sketch, the names of its fields; and a character may take three bytes.
OVERHEAD_BYTES = 1024
BYTES_A_CHARACTER = 1.1


def blocks(items: Sequence[T], settings: Settings, characters: Callable[[T], int]) -> Iterator[list[T]]:
    """Cut `items` into blocks in their order; an item that is too large for a block with others is one alone."""
    block: list[T] = []
    size = 0.0
    for item in items:
        weight = OVERHEAD_BYTES + characters(item) * BYTES_A_CHARACTER
        if block and (len(block) >= settings.block_items or size + weight > settings.block_bytes):
            yield block
            block, size = [], 0.0
        block.append(item)
        size += weight
    if block:
        yield block

"""Origins: `topic/partition/offset#n`, the arrival of an item, from the raw record on through every hop."""

from typing import NamedTuple


class Origin(NamedTuple):
    """`place` is `topic/partition`; (`offset`, `number`) orders the items of one place."""

    place: str
    offset: int
    number: int

    def __str__(self) -> str:
        return f"{self.place}/{self.offset}#{self.number}"


def record(topic: str, partition: int, offset: int) -> str:
    """The origin of a raw record as a whole."""
    return f"{topic}/{partition}/{offset}"


def item(record_origin: str, index: int) -> str:
    """The origin of the item at `index` of a raw record."""
    return f"{record_origin}#{index}"


def parse(origin: str) -> Origin:
    """Take an item's origin apart; a topic, being a file's path, may hold slashes and hashes.

    Raises:
        ValueError: it is none.
    """
    document, _, index = origin.rpartition("#")
    place, _, offset = document.rpartition("/")
    return Origin(place, int(offset), int(index))

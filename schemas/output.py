"""An output record before it has a prefix, a partition and a broker."""

from collections.abc import Sequence
from typing import NamedTuple


class Output(NamedTuple):
    """`topic` without its prefix; `key` as text; `value` the bytes to be written; `headers` as Kafka takes them.

    Without a value it takes off what the key had.
    """

    topic: str
    key: str
    value: bytes | None
    headers: Sequence[tuple[str, bytes]]

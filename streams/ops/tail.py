"""Reads a topic as it grows, without a group: nothing is committed and nobody's place is moved."""

import heapq
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import Any

from kafka import KafkaConsumer, TopicPartition

from streams.ops.cluster import ClusterError, Connection

POLL_MS = 200  # how late an end by time or a Ctrl-C may be noticed
STALL_SECONDS = 60.0  # without a record that must be there: the cluster is gone


class Start(Enum):
    """From where a topic is read."""

    BEGINNING = "beginning"
    END = "end"


@dataclass(frozen=True, slots=True)
class Record:
    """A record as consumers see it; `value` is None for a deleted key, `timestamp` is in milliseconds since 1970."""

    key: bytes | None
    value: bytes | None
    headers: dict[str, str] = field(default_factory=dict)
    partition: int = 0
    offset: int = 0
    timestamp: int = 0


def follow(
    connection: Connection,
    topic: str,
    start: Start = Start.END,
    *,
    count: int | None = None,
    seconds: float | None = None,
) -> Iterator[Record]:
    """Records of a topic as they come, `count` of them or for so many seconds, else without end.

    Each partition in its order; what arrives together by time.

    Raises:
        ClusterError: there is no such topic, or the cluster does not answer.
    """
    deadline = None if seconds is None else time.monotonic() + seconds
    left = count
    with opened(connection, topic, start) as poll:
        while left != 0 and (deadline is None or time.monotonic() < deadline):
            for record in poll()[:left]:
                yield record
                left = None if left is None else left - 1


@contextmanager
def opened(connection: Connection, topic: str, start: Start = Start.END) -> Iterator[Callable[[], list[Record]]]:
    """A reader that is in its place: each call gives what has come since the last, after 200 ms at most.

    Raises:
        ClusterError: there is no such topic, or the cluster does not answer.
    """
    connection.require([topic])
    with connection.consumer() as consumer:
        _place(consumer, topic, start)
        yield lambda: _poll(consumer)


def snapshot(connection: Connection, topic: str) -> Iterator[Record]:
    """Everything on a topic at this moment, then no more.

    Raises:
        ClusterError: there is no such topic, or the cluster does not answer.
    """
    connection.require([topic])
    with connection.consumer() as consumer:
        partitions = _place(consumer, topic, Start.BEGINNING)
        ends = consumer.end_offsets(partitions)
        alive = time.monotonic()
        while any(consumer.position(partition) < ends[partition] for partition in partitions):
            found = _poll(consumer)
            if found:
                alive = time.monotonic()
            elif time.monotonic() - alive > STALL_SECONDS:
                raise ClusterError(f"Kafka at {connection.servers} gives no records of {topic} any more")
            yield from (one for one in found if one.offset < ends[TopicPartition(topic, one.partition)])


def _place(consumer: KafkaConsumer, topic: str, start: Start) -> list[TopicPartition]:
    """Assign all partitions and settle where each is read from, before anything more is written."""
    numbers = consumer.partitions_for_topic(topic)
    if not numbers:
        raise ClusterError(f"the topic {topic} shows no partitions")
    partitions = [TopicPartition(topic, number) for number in sorted(numbers)]
    consumer.assign(partitions)
    (consumer.seek_to_beginning if start is Start.BEGINNING else consumer.seek_to_end)(*partitions)
    for partition in partitions:
        consumer.position(partition)
    return partitions


def _poll(consumer: KafkaConsumer) -> list[Record]:
    """What has come, by time; of one partition always in its order, for its times need not rise."""
    found = consumer.poll(timeout_ms=POLL_MS)
    return [record_of(one) for one in heapq.merge(*found.values(), key=lambda one: one.timestamp)]


def record_of(one: Any) -> Record:  # noqa: ANN401 - kafka-python has no types
    """A record of kafka-python's as ours; headers that are no UTF-8 are read as well as they can be."""
    return Record(one.key, one.value, _headers(one.headers), one.partition, one.offset, one.timestamp)


def _headers(pairs: Sequence[tuple[str, bytes | None]]) -> dict[str, str]:
    return {name: (value or b"").decode("utf-8", "replace") for name, value in pairs}

"""Spans of offsets: what of a topic lies between two times, and the records of one partition's span, as a stream."""

import time
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from kafka import TopicPartition
from kafka.admin import OffsetSpec

from streams.ops.cluster import ClusterError, Connection, patiently
from streams.ops.tail import POLL_MS, STALL_SECONDS, Record, record_of

END = -1  # what Kafka answers where no record is as late


class Span(NamedTuple):
    """Offsets `[start, end)` of one partition."""

    topic: str
    partition: int
    start: int
    end: int


def between(connection: Connection, topic: str, start_ms: int | None = None, end_ms: int | None = None) -> list[Span]:
    """The span of each partition: from the first record as late as `start_ms` up to the first as late as `end_ms`.

    Milliseconds since 1970 by the records' timestamps; None: all that is there. A partition's records stay one run even
    where a producer's clock went back.

    Raises:
        ClusterError: there is no such topic, or the cluster does not answer.
    """
    connection.require([topic])
    with connection.admin() as admin:
        described = admin.describe_topics([topic])[0]["partitions"]
        partitions = [TopicPartition(topic, one["partition_index"]) for one in described]

        def offsets(spec: int) -> Mapping[TopicPartition, int]:
            found = patiently(lambda: admin.list_partition_offsets(dict.fromkeys(partitions, spec)))
            return {partition: found[partition].offset for partition in partitions}

        ends = offsets(OffsetSpec.LATEST)
        starts = offsets(OffsetSpec.EARLIEST if start_ms is None else start_ms)
        stops = ends if end_ms is None else offsets(end_ms)
    return [_span(partition, starts[partition], stops[partition], ends[partition]) for partition in sorted(partitions)]


def _span(partition: TopicPartition, start: int, stop: int, end: int) -> Span:
    first, last = (end if offset == END else offset for offset in (start, stop))
    return Span(partition.topic, partition.partition, first, max(first, last))


def read(connection: Connection, span: Span) -> Iterator[Record]:
    """The records of a span that are still there, in their order.

    Raises:
        ClusterError: the cluster does not answer.
    """
    if span.start >= span.end:
        return
    with connection.consumer(auto_offset_reset="earliest") as consumer:  # what retention took is passed over
        partition = TopicPartition(span.topic, span.partition)
        consumer.partitions_for_topic(span.topic)  # or the first poll finds no leader and sleeps
        consumer.assign([partition])
        consumer.seek(partition, span.start)
        alive = time.monotonic()
        while consumer.position(partition) < span.end:
            found = consumer.poll(timeout_ms=POLL_MS).get(partition, [])
            if not found and time.monotonic() - alive > STALL_SECONDS:
                raise ClusterError(f"Kafka at {connection.servers} gives no records of {span.topic} any more")
            yield from (record_of(one) for one in found if one.offset < span.end)
            alive = time.monotonic() if found else alive

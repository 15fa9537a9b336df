"""Offsets: where partitions begin and end, what a group has committed, and how far behind it is."""

from collections.abc import Sequence

from kafka import KafkaAdminClient, TopicPartition
from kafka.admin import OffsetSpec
from kafka.errors import GroupIdNotFoundError

from streams.ops.cluster import Connection, patiently

Offsets = dict[tuple[str, int], int]  # by topic and partition


def end_offsets(connection: Connection, topics: Sequence[str]) -> Offsets:
    """The offset that each partition's next record will get; a topic that is not there has no partitions.

    Raises:
        ClusterError: the cluster does not answer.
    """
    with connection.admin() as admin:
        return _offsets(admin, _partitions(admin, topics), OffsetSpec.LATEST)


def committed(connection: Connection, group: str, topics: Sequence[str]) -> Offsets:
    """The offset a group will read next, of the partitions where it committed one.

    Raises:
        ClusterError: the cluster does not answer.
    """
    with connection.admin() as admin:
        return _committed(admin, group, _partitions(admin, topics))


def lag(connection: Connection, group: str, topics: Sequence[str]) -> Offsets:
    """How many records of each partition a group has not committed; where it never did, all that are there.

    Raises:
        ClusterError: the cluster does not answer.
    """
    with connection.admin() as admin:
        partitions = _partitions(admin, topics)
        ends = _offsets(admin, partitions, OffsetSpec.LATEST)
        begins = _offsets(admin, partitions, OffsetSpec.EARLIEST)
        done = _committed(admin, group, partitions)
    return {key: max(0, end - max(done.get(key, 0), begins[key])) for key, end in ends.items()}


def _partitions(admin: KafkaAdminClient, topics: Sequence[str]) -> list[TopicPartition]:
    described = admin.describe_topics(list(topics)) if topics else []
    return [TopicPartition(topic["name"], one["partition_index"]) for topic in described for one in topic["partitions"]]


def _offsets(admin: KafkaAdminClient, partitions: Sequence[TopicPartition], spec: OffsetSpec) -> Offsets:
    found = patiently(lambda: admin.list_partition_offsets(dict.fromkeys(partitions, spec))) if partitions else {}
    return {(key.topic, key.partition): value.offset for key, value in sorted(found.items())}


def _committed(admin: KafkaAdminClient, group: str, partitions: Sequence[TopicPartition]) -> Offsets:
    try:
        found = patiently(lambda: admin.list_group_offsets({group: list(partitions)})[group]) if partitions else {}
    except GroupIdNotFoundError:
        return {}
    return {(key.topic, key.partition): value.offset for key, value in sorted(found.items()) if value.offset >= 0}

"""Offsets and lag are what a group's own client sees, on a real Kafka."""

import pytest
from kafka import KafkaConsumer, TopicPartition
from kafka.structs import OffsetAndMetadata

from streams.ops.broker import Broker
from streams.ops.cluster import Connection
from streams.ops.lag import committed, end_offsets, lag
from streams.ops.topics import Declared, apply

pytestmark = pytest.mark.kafka


def test_lag_is_what_is_there_and_not_committed(broker: Broker) -> None:
    """Where nothing was committed all records count; afterwards those beyond the committed offset."""
    connection = Connection(servers=broker.address)
    apply(connection, [Declared("lag", 2, 1)])
    with connection.producer() as producer:
        for _ in range(7):
            producer.send("lag", b"x", partition=0)

    before = lag(connection, "lag-readers", ["lag", "lag-none"])
    consumer = KafkaConsumer(bootstrap_servers=broker.address, group_id="lag-readers", enable_auto_commit=False)
    consumer.assign([TopicPartition("lag", 0)])
    consumer.commit({TopicPartition("lag", 0): OffsetAndMetadata(3, "", -1)})
    consumer.close()

    assert before == {("lag", 0): 7, ("lag", 1): 0}
    assert end_offsets(connection, ["lag", "lag-none"]) == {("lag", 0): 7, ("lag", 1): 0}
    assert committed(connection, "lag-readers", ["lag"]) == {("lag", 0): 3}
    assert lag(connection, "lag-readers", ["lag"]) == {("lag", 0): 4, ("lag", 1): 0}


def test_group_that_never_was_has_committed_nothing(broker: Broker) -> None:
    """An unknown group is no error: its lag is everything."""
    connection = Connection(servers=broker.address)
    apply(connection, [Declared("lag-new", 1, 1)])

    assert committed(connection, "lag-strangers", ["lag-new"]) == {}
    assert lag(connection, "lag-strangers", []) == {}

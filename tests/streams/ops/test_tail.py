"""A topic is followed from either end, for a number of records or a time, and read whole, on a real Kafka."""

import threading
import time

import pytest

from streams.ops.broker import Broker
from streams.ops.cluster import ClusterError, Connection
from streams.ops.tail import Start, follow, snapshot
from streams.ops.topics import Declared, apply

pytestmark = pytest.mark.kafka


@pytest.fixture
def connection(broker: Broker) -> Connection:
    connection = Connection(servers=broker.address)
    apply(connection, [Declared("tail", 2, 1), Declared("tail-empty", 2, 1)])
    return connection


def write(connection: Connection, topic: str, *values: bytes | None) -> None:
    with connection.producer() as producer:
        for number, value in enumerate(values):
            producer.send(topic, value, key=b"k", partition=number % 2, headers=[("feed", "Kø".encode())]).get(30)


def test_from_the_beginning_a_number_of_records(connection: Connection) -> None:
    """So many records, oldest first, with key, headers and place; a deleted key has no value."""
    write(connection, "tail", b"1", b"2", None, b"4")

    found = list(follow(connection, "tail", Start.BEGINNING, count=3))

    assert [one.value for one in found] == [b"1", b"2", None]
    assert (found[0].key, found[0].headers, found[0].partition, found[0].offset) == (b"k", {"feed": "Kø"}, 0, 0)
    assert abs(found[0].timestamp / 1000 - time.time()) < 60


def test_from_the_end_only_what_comes(connection: Connection) -> None:
    """What was there before is passed over."""
    write(connection, "tail", b"old")
    later = threading.Timer(1, write, [connection, "tail", b"new"])
    later.start()

    found = list(follow(connection, "tail", count=1, seconds=30))
    later.join()

    assert [one.value for one in found] == [b"new"]


def test_ends_after_its_time(connection: Connection) -> None:
    """On a quiet topic it ends when its time is over."""
    start = time.monotonic()

    assert list(follow(connection, "tail-empty", seconds=0.5)) == []
    assert time.monotonic() - start < 5


def test_snapshot_is_everything_and_ends(connection: Connection) -> None:
    """All partitions up to now; an empty topic gives nothing."""
    apply(connection, [Declared("tail-whole", 2, 1)])
    write(connection, "tail-whole", *(b"%d" % number for number in range(50)))

    assert sorted(int(one.value or b"-1") for one in snapshot(connection, "tail-whole")) == list(range(50))
    assert list(snapshot(connection, "tail-empty")) == []


def test_a_partition_is_read_in_its_order_whatever_its_timestamps(connection: Connection) -> None:
    """Two writers' batches may arrive in another order than they were made in; the newest is still the last."""
    apply(connection, [Declared("tail-times", 1, 1)])
    with connection.producer() as producer:
        for number in range(5):
            producer.send("tail-times", value=b"%d" % number, timestamp_ms=1_000_000 - number)

    assert [one.value for one in snapshot(connection, "tail-times")] == [b"0", b"1", b"2", b"3", b"4"]


def test_missing_topic_is_told(connection: Connection) -> None:
    """Following a topic that is not there is one clear line."""
    with pytest.raises(ClusterError, match="has no topic tail-none"):
        next(follow(connection, "tail-none"))

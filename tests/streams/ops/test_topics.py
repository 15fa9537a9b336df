"""Topics of the cluster are compared with the declared ones and mended, on a real Kafka."""

import threading

import pytest

from streams.ops.broker import Broker
from streams.ops.cluster import ClusterError, Connection
from streams.ops.topics import Declared, Difference, Kind, apply, compare

pytestmark = pytest.mark.kafka


@pytest.fixture
def connection(broker: Broker) -> Connection:
    return Connection(servers=broker.address)


def test_creates_what_is_missing_and_then_finds_no_difference(connection: Connection) -> None:
    """Missing topics are told, created with their settings, and the second time there is nothing to do."""
    declared = [
        Declared("topics-raw", 4, 1, {"retention.ms": "604800000", "max.message.bytes": str(33 * 1024 * 1024)}),
        Declared("topics-stories", 2, 1, {"cleanup.policy": "compact"}),
    ]

    before = compare(connection, declared)
    first, second = apply(connection, declared), apply(connection, declared)

    assert before == [Difference("topics-raw", Kind.MISSING), Difference("topics-stories", Kind.MISSING)]
    assert (first, second, compare(connection, declared)) == ([], [], [])


def test_sets_configs_that_differ_and_leaves_others_alone(connection: Connection) -> None:
    """A declared setting is mended, both values are told, and one that nobody declared stays."""
    apply(connection, [Declared("topics-config", 1, 1, {"retention.ms": "1000", "segment.ms": "5000"})])
    wanted = [Declared("topics-config", 1, 1, {"retention.ms": "2000"})]

    before = compare(connection, wanted)
    left = apply(connection, wanted)

    assert before == [Difference("topics-config", Kind.CONFIG, "2000", "1000", "retention.ms")]
    assert str(before[0]) == "topics-config: retention.ms is 1000, declared 2000"
    assert left == []
    assert compare(connection, [Declared("topics-config", 1, 1, {"retention.ms": "2000", "segment.ms": "5000"})]) == []


def test_partitions_are_added_only_when_allowed(connection: Connection) -> None:
    """More partitions move keys: without leave they stay a difference; too many can never be mended."""
    apply(connection, [Declared("topics-grow", 2, 1)])
    more, fewer = [Declared("topics-grow", 4, 1)], [Declared("topics-grow", 1, 1)]

    unmended = apply(connection, more)
    mended = apply(connection, more, grow=True)
    too_many = apply(connection, fewer, grow=True)

    assert unmended == [Difference("topics-grow", Kind.PARTITIONS, "4", "2")]
    assert mended == []
    assert too_many == [Difference("topics-grow", Kind.PARTITIONS, "1", "4")]


def test_replication_is_told_and_not_mended(connection: Connection) -> None:
    """Moving copies between brokers is a person's decision."""
    apply(connection, [Declared("topics-copies", 1, 1)])

    left = apply(connection, [Declared("topics-copies", 1, 3)])

    assert left == [Difference("topics-copies", Kind.REPLICATION, "3", "1")]


@pytest.mark.parametrize(
    ("declared", "said"),
    [
        (Declared("topics-refused", 1, 3), r"topics-refused: .*replication factor of 3 cannot be reached"),
        (Declared("topics-refused", 1, 1, {"no.such": "1"}), r"topics-refused: Unknown topic config name: no\.such"),
        (Declared("topics refused", 1, 1), r"topics refused: Topic name is invalid"),
    ],
)
def test_refusal_is_told_with_kafkas_reason(connection: Connection, declared: Declared, said: str) -> None:
    """What Kafka does not accept is one line with its own reason."""
    with pytest.raises(ClusterError, match=said):
        apply(connection, [declared])


def test_refused_config_of_a_topic_that_is_there(connection: Connection) -> None:
    """A value that Kafka does not take ends with its reason, not with silence."""
    apply(connection, [Declared("topics-value", 1, 1)])

    with pytest.raises(ClusterError, match=r"topics-value: .*cleanup\.policy"):
        apply(connection, [Declared("topics-value", 1, 1, {"cleanup.policy": "sometimes"})])


def test_two_at_once_do_no_harm(connection: Connection) -> None:
    """Two workers that start together may both create the topics."""
    declared = [Declared(f"topics-race-{number}", 2, 1) for number in range(5)]
    left: list[list[Difference]] = []
    both = [threading.Thread(target=lambda: left.append(apply(connection, declared))) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()

    assert left == [[], []]

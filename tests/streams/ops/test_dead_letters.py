"""Dead letters are listed once, put back as they came, and not offered again."""

from dataclasses import replace

import pytest

from schemas.headers import dead_letter_headers
from schemas.raw_record import raw_of
from streams.ops.broker import Broker
from streams.ops.cluster import ClusterError, Connection
from streams.ops.dead_letters import Filter, Letter, fetch, letter_of, letters, plan, requeue
from streams.ops.tail import Record, snapshot
from streams.ops.topics import Declared, apply

RECEIVED = "2026-01-05T06:00:00Z"
LETTER = Letter(
    place="0/1", origin="wire-raw/0/7#2", feed="gull", reason="no-text", detail="The item is empty.", stage="intake",
    first_failed=RECEIVED, received=RECEIVED, content_type="application/json", attempts=1, time=1000, size=10,
)  # fmt: skip


@pytest.mark.parametrize(
    ("wanted", "takes"),
    [
        (Filter(), True),
        (Filter(feed="gull", reason="no-text", start_ms=1000, end_ms=1001), True),
        (Filter(feed="tern"), False),
        (Filter(reason="empty"), False),
        (Filter(start_ms=1001), False),
        (Filter(end_ms=1000), False),
        (Filter(named=frozenset({"0/1"})), True),
        (Filter(named=frozenset({"wire-raw/0/7#2"})), True),
        (Filter(named=frozenset({"wire-raw/0/7"})), False),
    ],
)
def test_a_filter_narrows_by_all_it_names(wanted: Filter, *, takes: bool) -> None:
    """Feed, reason, time up to but without the end, place or origin."""
    assert wanted.takes(LETTER) == takes


def test_one_letter_of_a_document_brings_it_back() -> None:
    """Two dead items of one raw record are one document; another record is another."""
    found = [
        LETTER,
        replace(LETTER, origin="wire-raw/0/7#5", size=10),
        replace(LETTER, origin="wire-raw/0/8", feed="b"),
    ]

    chosen, counts = plan(found)

    assert chosen == found
    assert (counts.documents, counts.size, counts.again) == (2, 20, 1)
    assert counts.by_feed == {"gull": 2, "b": 1}
    assert counts.by_reason == {"no-text": 3}


def test_refused_is_what_was_tried_too_often_or_is_too_large() -> None:
    """And what was put back before is not even counted."""
    chosen, counts = plan(
        [
            replace(LETTER, attempts=4),
            replace(LETTER, attempts=5),
            replace(LETTER, size=101),
            replace(LETTER, requeued=True),
        ],
        max_attempts=5,
        largest=100,
    )

    assert [letter.attempts for letter in chosen] == [4]
    assert (counts.documents, counts.tired, counts.large) == (1, 1, 1)


@pytest.mark.parametrize("attempts", ["", "x", "-1", "²", "9" * 5000])
def test_odd_headers_are_read_as_well_as_they_can_be(attempts: str) -> None:
    """A record that somebody else wrote has few headers, or wild ones; intake reads the same number."""
    letter = letter_of(Record(b"gull", None, {"attempts": attempts}, 1, 2))

    assert (letter.id, letter.feed, letter.attempts, letter.size) == ("1/2", "gull", 1, 0)
    assert raw_of(("wire-raw", 0, 0), b"gull", b"", {"attempts": attempts}, 0).attempts == 1


@pytest.fixture
def connection(broker: Broker) -> Connection:
    connection = Connection(servers=broker.address)
    apply(connection, [Declared("dead-letters", 2, 1), Declared("dead-raw", 2, 1)])
    return connection


def write(connection: Connection, origin: str, value: bytes, feed: str = "gull", reason: str = "no-text") -> None:
    head = dead_letter_headers(
        origin=origin, feed=feed, received=RECEIVED, content_type="text/plain", reason=reason, detail="Odd.",
        stage="intake", first_failed=RECEIVED, attempts=2,
    )  # fmt: skip
    with connection.producer() as producer:
        producer.send("dead-letters", value, key=feed.encode(), headers=head).get(30)


@pytest.mark.kafka
def test_a_letter_goes_back_as_it_came_and_is_not_offered_again(connection: Connection) -> None:
    """Bytes, key, feed, type and time are the document's; attempts are counted; a letter written twice is one."""
    value = b"\x00\xff no text"
    for origin in ("wire-raw/0/7#1", "wire-raw/0/7#1", "wire-raw/0/7#3"):
        write(connection, origin, value)
    write(connection, "wire-raw/1/1", b"{", feed="tern", reason="invalid-json")
    found = letters(connection, "dead-letters", Filter(feed="gull"))

    chosen, counts = plan(found)
    requeue(connection, "dead-letters", "dead-raw", chosen, lambda: RECEIVED)

    assert [letter.origin for letter in found] == ["wire-raw/0/7#1", "wire-raw/0/7#3"]
    assert (counts.documents, counts.again) == (1, 1)
    (record,) = snapshot(connection, "dead-raw")
    raw = raw_of(("dead-raw", 0, 0), record.key, record.value, record.headers, record.timestamp)
    assert (raw.value, record.key, raw.feed, raw.content_type) == (value, b"gull", "gull", "text/plain")
    assert (raw.received, raw.attempts, raw.first_failed) == (RECEIVED, 3, RECEIVED)
    assert record.headers["requeued-from"] in {"wire-raw/0/7#1", "wire-raw/0/7#3"}
    again = letters(connection, "dead-letters", Filter())
    assert {letter.origin: letter.requeued for letter in again} == {
        "wire-raw/0/7#1": True,
        "wire-raw/0/7#3": True,
        "wire-raw/1/1": False,
    }
    assert plan(again)[1].documents == 1
    newest = fetch(connection, "dead-letters", again[0])
    assert newest is not None
    assert newest.value == value

    write(connection, "wire-raw/0/7#1", value)  # by a worker that was killed before it had committed
    assert plan(letters(connection, "dead-letters", Filter(feed="gull")))[1].documents == 0


@pytest.mark.kafka
def test_a_missing_topic_is_told(connection: Connection) -> None:
    """Before anything is sent."""
    with pytest.raises(ClusterError, match="has no topic dead-none"):
        requeue(connection, "dead-letters", "dead-none", [LETTER], lambda: RECEIVED)

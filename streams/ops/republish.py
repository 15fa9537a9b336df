"""Puts the stories of a replay in the place of those that were published, and leaves every story's newest version last.

The topic of stories keeps the newest record of a key as the truth. So where an older version was put right, the newest
one follows it once more; consumers that go by (uri, version) see nothing new in that.
"""

from collections.abc import Iterable, Iterator
from itertools import chain

from kafka import KafkaProducer

from streams.ops.cluster import Connection
from streams.ops.difference import Stories, read_story
from streams.ops.ingest import BATCHING, IN_FLIGHT_BYTES, IN_FLIGHT_RECORDS, Flight
from streams.ops.spans import between, read
from streams.ops.tail import Record

Headers = list[tuple[str, bytes]]


def republish(connection: Connection, topic: str, stories: Stories) -> int:
    """Publish what was added or changed, all acknowledged; how many versions that were.

    A worker may publish meanwhile: the topic is read again until every story touched ends with its newest version.

    Raises:
        ClusterError: the cluster does not answer, or a record was not acknowledged. Doing it again does no harm.
    """
    count, touched = 0, set()
    with connection.producer(**BATCHING) as producer:
        flight = Flight()
        for value, headers in stories.to_apply():
            story = read_story(value)
            assert story is not None
            touched.add(story.id)
            send(producer, flight, topic, story.id.encode(), value, headers)
            count += 1
        flight.land(0, 0)
        while touched and (overtaken := _overtaken(connection, topic, touched)):
            for record in _newest(connection, topic, overtaken):
                headers = [(name, text.encode()) for name, text in record.headers.items()]
                send(producer, flight, topic, record.key or b"", record.value or b"", headers)
            flight.land(0, 0)
    return count


def send(producer: KafkaProducer, flight: Flight, topic: str, key: bytes, value: bytes, headers: Headers) -> None:
    """Send one record, with no more on the way than memory has room for."""
    flight.add(producer.send(topic, key=key, value=value, headers=headers), len(value))
    flight.land(IN_FLIGHT_RECORDS, IN_FLIGHT_BYTES)


def _overtaken(connection: Connection, topic: str, touched: set[str]) -> dict[str, int]:
    """The newest version of each story whose last record is of an older one."""
    ends: dict[str, tuple[int, int]] = {}
    for record in _records(connection, topic):
        if record.value is None:
            ends.pop((record.key or b"").decode("utf-8", "replace"), None)
        elif (story := read_story(record.value)) and story.id in touched:
            newest, _ = ends.get(story.id, (0, 0))
            ends[story.id] = max(newest, story.version), story.version
    return {story_id: newest for story_id, (newest, last) in ends.items() if last < newest}


def _newest(connection: Connection, topic: str, versions: dict[str, int]) -> Iterable[Record]:
    """The last record of each of these versions."""
    found: dict[str, Record] = {}
    for record in _records(connection, topic):
        story = read_story(record.value) if record.value else None
        if story and versions.get(story.id) == story.version:
            found[story.id] = record
    return found.values()


def _records(connection: Connection, topic: str) -> Iterator[Record]:
    return chain.from_iterable(read(connection, span) for span in between(connection, topic))

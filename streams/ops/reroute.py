"""Brings the desks' topics in line with the stories, after rules were changed, a desk was added, or a replay.

Of each story only hashes are kept in memory. Workers may publish meanwhile: all is looked at again until nothing
differs, so what was overtaken is put right in the next round.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import NamedTuple

from kafka import KafkaProducer

from schemas import codec
from schemas.topics import WIRE_STORIES, desk
from streams.desk.routing import Desks, desks_of, is_final, left
from streams.ops import tail
from streams.ops.cluster import ClusterError, Connection
from streams.ops.ingest import BATCHING, IN_FLIGHT_BYTES, IN_FLIGHT_RECORDS, ROOM, Flight
from streams.settings import Settings

# Rounds until nothing differs: each later one has only what was published during the one before.
ROUNDS = 20
_DIGEST = 12  # bytes that tell two values of one story apart

Key = bytes
Digest = bytes
# What a desk is to have of a story: the newest version, or (False) nothing.
Changes = dict[tuple[str, Key], bool]


@dataclass(slots=True)
class Moved:
    """What was written to a desk's topic: stories put on it, and stories taken off."""

    put: int = 0
    off: int = 0


class Newest(NamedTuple):
    """The newest version of a story: its value's hash, the desks whose rules match, whether it takes it back."""

    digest: Digest
    takers: frozenset[str]
    final: bool


def reroute(settings: Settings, names: Iterable[str]) -> dict[str, Moved]:
    """Put on the topics of the desks `names` what their rules pick and is not there, and take off what they do not.

    A kill or withdrawal goes where the story is.

    Raises:
        ClusterError: the cluster does not answer, a topic is missing, or there is no end of changes.
        SettingsError: a rule cannot be read.
    """
    run = _Run(settings, tuple(names))
    with run.connection.producer(**BATCHING, max_request_size=settings.max_record_bytes + ROOM) as producer:
        for _ in range(ROUNDS):
            newest = run.newest()
            changes = _changes(newest, {name: run.held(name) for name in run.topics})
            if not changes:
                return run.moved
            run.write(producer, newest, changes)
    raise ClusterError("stories are published faster than they can be routed again: try when the wire is quieter")


class _Run:
    def __init__(self, settings: Settings, names: tuple[str, ...]) -> None:
        self.connection = Connection.of(settings)
        self.topics = {name: settings.prefix + desk(name).name for name in names}
        self.moved = {name: Moved() for name in names}
        self._stories = settings.prefix + WIRE_STORIES.name
        self._desks: Desks = desks_of({name: settings.desks[name].rule for name in names})

    def newest(self) -> dict[Key, Newest]:
        found: dict[Key, Newest] = {}
        for key, record in self._keyed(self._stories):
            if record.value is None:
                found.pop(key, None)
            else:
                story = codec.loads(record.value)
                found[key] = Newest(_digest(record.value), frozenset(self._desks.of(story)), is_final(story))
        return found

    def held(self, name: str) -> dict[Key, Digest]:
        found: dict[Key, Digest] = {}
        for key, record in self._keyed(self.topics[name]):
            if record.value is None:
                found.pop(key, None)
            else:
                found[key] = _digest(record.value)
        return found

    def write(self, producer: KafkaProducer, newest: Mapping[Key, Newest], changes: Changes) -> None:
        """All acknowledged. What was published since is left to the next round."""
        flight = Flight()
        for name, key in changes:
            if key not in newest:
                self._send(producer, flight, name, tail.Record(key, None))
        for key, record in self._keyed(self._stories):
            if record.value is not None and key in newest and _digest(record.value) == newest[key].digest:
                for name in self.topics:
                    if (name, key) in changes:
                        self._send(producer, flight, name, record, keep=changes[name, key])
        flight.land(0, 0)

    def _send(
        self, producer: KafkaProducer, flight: Flight, name: str, record: tail.Record, *, keep: bool = False
    ) -> None:
        headers = [(header, text.encode()) for header, text in record.headers.items()]
        value, headers = (record.value, headers) if keep else (None, left(headers))
        future = producer.send(self.topics[name], key=record.key, value=value, headers=headers)
        flight.add(future, len(value or b""))
        flight.land(IN_FLIGHT_RECORDS, IN_FLIGHT_BYTES)
        self.moved[name].put += keep
        self.moved[name].off += not keep

    def _keyed(self, topic: str) -> Iterator[tuple[Key, tail.Record]]:
        return ((record.key, record) for record in tail.snapshot(self.connection, topic) if record.key is not None)


def _changes(newest: Mapping[Key, Newest], held: Mapping[str, Mapping[Key, Digest]]) -> Changes:
    changes: Changes = {}
    for name, there in held.items():
        for key in newest.keys() | there.keys():
            known = newest.get(key)
            belongs = known is not None and (name in known.takers or (known.final and key in there))
            if known is not None and belongs and there.get(key) != known.digest:
                changes[name, key] = True
            elif not belongs and key in there:
                changes[name, key] = False
    return changes


def _digest(value: bytes) -> Digest:
    return blake2b(value, digest_size=_DIGEST).digest()

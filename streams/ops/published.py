"""What came out, read again, and the raw documents it came from: of a cluster, or of a folder that `process` wrote."""

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from kafka import TopicPartition

from schemas import codec
from schemas import origin as origins
from schemas.raw import Raw
from schemas.raw_record import raw_of
from streams.ops.cluster import ClusterError, Connection
from streams.ops.replay import partition_of
from streams.ops.spans import Span, between, read
from streams.ops.tail import POLL_MS, STALL_SECONDS, Record, record_of
from streams.settings import Settings
from streams.sources.files import STDIN, Claims, Sourced, SourceError, documents

PICKED = 64 * 1024  # bytes fetched for a record, or the record if it is larger

Value = dict[str, Any]
Watch = Callable[[Iterator[Any]], Iterator[Any]]


class GoneError(Exception):
    """A document cannot be read again; the message is one clear line."""


class Published(Protocol):
    """Where values are read again; those that are no JSON objects are passed over."""

    def duplicates(self) -> Iterator[Value]:
        """Everything on `wire-duplicates`, one story's in order."""
        ...

    def stories(self, uri: str = "", since_ms: int = 0) -> Iterator[Value]:
        """Versions of stories, one story's in order: of one story, or of all that came out since then."""
        ...

    def outcomes(self) -> Iterator[Value]:
        """How items ended, where that is kept."""
        ...

    def raw(self, record: Value) -> Raw:
        """The document that a duplicate, by its record, came from.

        Raises:
            GoneError: it is not kept any more, or was never here.
        """
        ...

    def raws(self, records: Iterable[Value]) -> Iterator[tuple[Value, Raw]]:
        """Each record with its document, in any order; without those whose documents are gone."""
        ...


class ClusterPublished:
    """The topics of a deployment. All that reads raises ClusterError where the cluster or a topic is not there."""

    def __init__(self, settings: Settings, watch: Watch = iter) -> None:
        """`watch` may show what goes by."""
        self._connection = Connection.of(settings)
        self._prefix = settings.prefix
        self._raw_topic = settings.prefix + "wire-raw"
        self._watch = watch

    def duplicates(self) -> Iterator[Value]:
        """See `Published`."""
        return self._values(between(self._connection, self._prefix + "wire-duplicates"))

    def stories(self, uri: str = "", since_ms: int = 0) -> Iterator[Value]:
        """See `Published`; of one story only the newest version is sure to be there."""
        spans = between(self._connection, self._prefix + "wire-stories", since_ms or None)
        if not uri:
            return self._values(spans)
        own = partition_of(uri, len(spans))
        return (story for story in self._values([spans[own]]) if story.get("uri") == uri)

    def outcomes(self) -> Iterator[Value]:
        """See `Published`: of a cluster they are in the workers' logs only."""
        return iter(())

    def raw(self, record: Value) -> Raw:
        """See `Published`."""
        origin = record["origin"]
        if _place(origin)[0] != self._raw_topic:
            raise GoneError(f"{origin} is no record of {self._raw_topic}")
        for _, raw in self.raws([record]):
            return raw
        raise GoneError(f"the raw record {origin} is not kept any more")

    def raws(self, records: Iterable[Value]) -> Iterator[tuple[Value, Raw]]:
        """See `Published`; a raw record itself says feed and time."""
        spans = {span.partition: span for span in between(self._connection, self._raw_topic)}
        for (topic, partition), by_offset in _grouped(records).items():
            span = spans.get(partition)
            if topic != self._raw_topic or span is None:
                continue
            kept = [offset for offset in sorted(by_offset) if span.start <= offset < span.end]
            for one in pick(self._connection, topic, partition, kept):
                raw = raw_of((topic, partition, one.offset), one.key, one.value, one.headers, one.timestamp)
                yield from ((record, raw) for record in by_offset[one.offset])

    def _values(self, spans: list[Span]) -> Iterator[Value]:
        records = chain.from_iterable(read(self._connection, span) for span in spans)
        for record in self._watch(records):
            if record.value is not None and (value := _object(record.value)) is not None:
                yield value


class FolderPublished:
    """What `wiredesk process --out` wrote. All that reads raises SourceError where a file is not there."""

    def __init__(self, folder: Path, watch: Watch = iter) -> None:
        """`watch` may show what goes by."""
        self._folder = folder
        self._watch = watch

    def duplicates(self) -> Iterator[Value]:
        """See `Published`."""
        return self._values("duplicates")

    def stories(self, uri: str = "", since_ms: int = 0) -> Iterator[Value]:
        """See `Published`: every version is there, whenever it was made."""
        del since_ms
        return (story for story in self._values("stories") if uri in {"", story.get("uri")})

    def outcomes(self) -> Iterator[Value]:
        """See `Published`."""
        return self._values("outcomes")

    def raw(self, record: Value) -> Raw:
        """See `Published`."""
        path, _, line = _place(record["origin"])
        if path == STDIN:
            raise GoneError("it came from standard input, which cannot be read again")
        try:
            found = next((one for one in documents([path], Claims()) if one.line == line), None)
        except SourceError as fault:
            raise GoneError(f"{fault} (inputs are looked for from the folder this command runs in)") from fault
        if found is None:
            raise GoneError(f"{path} has no line {line + 1} any more")
        return _raw(found, record)

    def raws(self, records: Iterable[Value]) -> Iterator[tuple[Value, Raw]]:
        """See `Published`; inputs are looked for under the names they were given, from here, and read once each."""
        for (path, _), by_line in _grouped(records).items():
            with suppress(SourceError):
                for found in documents([path], Claims()) if path != STDIN else ():
                    yield from ((record, _raw(found, record)) for record in by_line.get(found.line, ()))

    def _values(self, name: str) -> Iterator[Value]:
        path = self._folder / f"{name}.jsonl"
        try:
            with path.open("rb") as lines:
                for line in self._watch(lines):
                    if (value := _object(line)) is not None:
                        yield value
        except OSError as fault:
            raise SourceError(f"cannot read {path}, which `wiredesk process --out` writes: {fault.strerror}") from fault


def pick(connection: Connection, topic: str, partition: int, offsets: Sequence[int]) -> Iterator[Record]:
    """Single records of a partition, which must be there, by one consumer.

    Raises:
        ClusterError: the cluster does not answer.
    """
    if not offsets:
        return
    with connection.consumer(max_partition_fetch_bytes=PICKED) as consumer:
        place = TopicPartition(topic, partition)
        consumer.partitions_for_topic(topic)  # or the first poll finds no leader and sleeps
        consumer.assign([place])
        for offset in offsets:
            consumer.seek(place, offset)
            alive = time.monotonic()
            while not (found := consumer.poll(timeout_ms=POLL_MS, max_records=1).get(place, [])):
                if time.monotonic() - alive > STALL_SECONDS:
                    raise ClusterError(f"Kafka at {connection.servers} gives no records of {topic} any more")
            yield from (record_of(one) for one in found if one.offset == offset)


def _raw(found: Sourced, record: Value) -> Raw:
    """A document as it was read, by the feed and at the time that its record has."""
    received = record["received"]
    return Raw(
        value=found.value,
        origin=origins.record(found.path, 0, found.line),
        feed=record["feed"],
        content_type=found.content_type,
        received=received,
        arrived=received,
    )


def _grouped(records: Iterable[Value]) -> dict[tuple[str, int], dict[int, list[Value]]]:
    """By topic or path and partition, then by offset or line."""
    found: dict[tuple[str, int], dict[int, list[Value]]] = {}
    for record in records:
        with suppress(GoneError):
            name, partition, offset = _place(record["origin"])
            found.setdefault((name, partition), {}).setdefault(offset, []).append(record)
    return found


def _place(origin: str) -> tuple[str, int, int]:
    """Topic or path, partition, and offset or line of an item's origin."""
    try:
        place, offset, _ = origins.parse(origin)
        topic, _, partition = place.rpartition("/")
        return topic, int(partition), offset
    except ValueError as fault:
        raise GoneError(f"{origin or 'nothing'} is no origin") from fault


def _object(line: bytes) -> Value | None:
    try:
        value = codec.loads(line)
    except ValueError:
        return None
    return value if isinstance(value, dict) else None

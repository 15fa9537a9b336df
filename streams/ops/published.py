"""What came out, read again, and the raw documents it came from: of a cluster, or of a folder that `process` wrote."""

from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from typing import Any, Protocol

from schemas import codec
from schemas import origin as origins
from schemas.raw import Raw
from schemas.raw_record import raw_of
from streams.ops.cluster import Connection
from streams.ops.replay import partition_of
from streams.ops.spans import Span, between, read
from streams.settings import Settings
from streams.sources.files import STDIN, Claims, SourceError, documents

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

    def raw(self, origin: str, feed: str, received: str) -> Raw:
        """The document that an item came from; `feed` and `received` are what its carrier had said.

        Raises:
            GoneError: it is not kept any more, or was never here.
        """
        ...


class ClusterPublished:
    """The topics of a deployment. All that reads raises ClusterError where the cluster or a topic is not there."""

    def __init__(self, settings: Settings, watch: Watch = iter) -> None:
        """`watch` may show what goes by."""
        self._connection = Connection.of(settings)
        self._prefix = settings.prefix
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

    def raw(self, origin: str, feed: str, received: str) -> Raw:
        """See `Published`; the record itself says feed and time."""
        del feed, received
        topic, partition, offset = _place(origin)
        if topic != self._prefix + "wire-raw":
            raise GoneError(f"{origin} is no record of {self._prefix}wire-raw")
        span = next((one for one in between(self._connection, topic) if one.partition == partition), None)
        if span is None or not span.start <= offset < span.end:
            raise GoneError(f"the raw record {origin} is not kept any more")
        for record in read(self._connection, Span(topic, partition, offset, offset + 1)):
            place = (topic, partition, record.offset)
            return raw_of(place, record.key, record.value, record.headers, record.timestamp)
        raise GoneError(f"the raw record {origin} is not kept any more")

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

    def raw(self, origin: str, feed: str, received: str) -> Raw:
        """See `Published`; the input is looked for under the name it was given, from here."""
        path, _, line = _place(origin)
        if path == STDIN:
            raise GoneError("it came from standard input, which cannot be read again")
        try:
            found = next((one for one in documents([path], Claims(feed=feed)) if one.line == line), None)
        except SourceError as fault:
            raise GoneError(f"{fault} (inputs are looked for from the folder this command runs in)") from fault
        if found is None:
            raise GoneError(f"{path} has no line {line + 1} any more")
        return Raw(
            value=found.value,
            origin=origins.record(path, 0, line),
            feed=feed,
            content_type=found.content_type,
            received=received,
            arrived=received,
        )

    def _values(self, name: str) -> Iterator[Value]:
        path = self._folder / f"{name}.jsonl"
        try:
            with path.open("rb") as lines:
                for line in self._watch(lines):
                    if (value := _object(line)) is not None:
                        yield value
        except OSError as fault:
            raise SourceError(f"cannot read {path}, which `wiredesk process --out` writes: {fault.strerror}") from fault


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

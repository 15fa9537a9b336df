"""Dead letters: which are open, one of them whole, and putting them back on the raw topic.

Nothing can be taken off a topic, so a letter that was put back is withdrawn: a record without value, with the letter's
headers and `requeued`, follows it on its own topic and is kept at least as long. A document that fails again comes back
as a letter of its own, with one attempt more.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import Any

from kafka import KafkaProducer

from streams.ops.cluster import Connection
from streams.ops.ingest import BATCHING, IN_FLIGHT_BYTES, IN_FLIGHT_RECORDS, LARGEST, ROOM, Flight
from streams.ops.spans import Span, between, read
from streams.ops.tail import Record

# Tried so often, a document fails for a reason that a further try does not mend.
MAX_ATTEMPTS = 5
REQUEUED = "requeued"
Now = Callable[[], str]
DIGITS = 9  # of `attempts` that are believed, as intake believes them


@dataclass(frozen=True, slots=True)
class Letter:
    """What is told of a dead letter without its bytes.

    `place` is `partition/offset` on the topic of dead letters, `time` the record's own (milliseconds since 1970),
    `received` RFC 3339 or empty, `size` bytes, `attempts` how often the document was tried.
    """

    place: str
    origin: str
    feed: str
    reason: str
    detail: str
    stage: str
    first_failed: str
    received: str
    content_type: str
    attempts: int
    time: int
    size: int
    requeued: bool = False

    @property
    def id(self) -> str:
        """What it is known by: its origin; a record that somebody else wrote may have none."""
        return self.origin or self.place

    @property
    def document(self) -> str:
        """The raw record that all letters of one document are of: one of them brings all of it back."""
        return self.id.rpartition("#")[0] or self.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """Which letters are meant; None does not narrow. Times: `[start_ms, end_ms)` since 1970.

    `named` are places or origins.
    """

    feed: str | None = None
    reason: str | None = None
    start_ms: int | None = None
    end_ms: int | None = None
    named: frozenset[str] = frozenset()

    def takes(self, letter: Letter) -> bool:
        """Whether it is one of them."""
        return (
            self.feed in {None, letter.feed}
            and self.reason in {None, letter.reason}
            and (self.start_ms is None or self.start_ms <= letter.time)
            and (self.end_ms is None or letter.time < self.end_ms)
            and (not self.named or bool(self.named & {letter.place, letter.origin}))
        )


@dataclass(slots=True)
class Requeued:
    """What was, or in a dry run would be, done: documents put back, and their letters by reason and feed.

    `again` are further letters of a document that is put back once. Refused are `tired`, tried too often, and `large`,
    beyond what the raw topic takes.
    """

    documents: int = 0
    size: int = 0
    by_reason: Counter[str] = field(default_factory=Counter)
    by_feed: Counter[str] = field(default_factory=Counter)
    tired: int = 0
    large: int = 0
    again: int = 0


def letters(connection: Connection, topic: str, wanted: Filter) -> list[Letter]:
    """The letters that are meant, oldest first, each origin once; those that were put back are marked.

    Raises:
        ClusterError: there is no such topic, or the cluster does not answer.
    """
    found: dict[str, Letter] = {}
    withdrawn: set[str] = set()
    for record in _records(connection, between(connection, topic, wanted.start_ms)):
        letter = letter_of(record)
        if REQUEUED in record.headers:
            withdrawn.add(letter.id)
        elif wanted.takes(letter):
            found[letter.id] = letter  # a worker that was killed writes a letter again
    told = (replace(letter, requeued=letter.id in withdrawn) for letter in found.values())
    return sorted(told, key=lambda letter: (letter.time, letter.place))


def letter_of(record: Record) -> Letter:
    """What a record's headers say; any of them may be missing or odd."""
    said = record.headers
    tried = said.get("attempts", "")
    return Letter(
        place=f"{record.partition}/{record.offset}",
        origin=said.get("origin", ""),
        feed=said.get("feed") or (record.key or b"").decode("utf-8", "replace"),
        reason=said.get("reason", ""),
        detail=said.get("detail", ""),
        stage=said.get("stage", ""),
        first_failed=said.get("first-failed", ""),
        received=said.get("ce_time", ""),
        content_type=said.get("content-type", ""),
        attempts=int(tried) if tried.isascii() and tried.isdigit() and len(tried) <= DIGITS else 1,
        time=record.timestamp,
        size=len(record.value or b""),
    )


def fetch(connection: Connection, topic: str, letter: Letter) -> Record | None:
    """A letter with its bytes; None where it is gone by now.

    Raises:
        ClusterError: the cluster does not answer.
    """
    partition, offset = (int(number) for number in letter.place.split("/"))
    return next(read(connection, Span(topic, partition, offset, offset + 1)), None)


def plan(
    found: Iterable[Letter], max_attempts: int = MAX_ATTEMPTS, largest: int = LARGEST
) -> tuple[list[Letter], Requeued]:
    """Those to put back, and the counts. Left out is what was put back before.

    Refused is what was tried `max_attempts` times, or has more than `largest` bytes.
    """
    open_letters = [letter for letter in found if not letter.requeued]
    fresh = [letter for letter in open_letters if letter.attempts < max_attempts]
    chosen = [letter for letter in fresh if letter.size <= largest]
    documents = {letter.document: letter.size for letter in chosen}
    counts = Requeued(
        documents=len(documents),
        size=sum(documents.values()),
        by_reason=Counter(letter.reason for letter in chosen),
        by_feed=Counter(letter.feed for letter in chosen),
        tired=len(open_letters) - len(fresh),
        large=len(fresh) - len(chosen),
        again=len(chosen) - len(documents),
    )
    return chosen, counts


def requeue(
    connection: Connection, topic: str, raw_topic: str, chosen: Sequence[Letter], now: Now, largest: int = LARGEST
) -> None:
    """Put the documents of `chosen` back on `raw_topic`, each once, then withdraw the letters; all acknowledged.

    Killed in between, it leaves letters that are offered again: putting them back twice only costs time. `now` gives
    RFC 3339; `largest` is in bytes.

    Raises:
        ClusterError: a topic is not there, or a record was not acknowledged.
    """
    connection.require([topic, raw_topic])
    if not chosen:
        return
    with connection.producer(**BATCHING, max_request_size=largest + ROOM) as producer:
        _send_all(_put_back(producer, raw_topic, *one) for one in _documents(connection, topic, chosen))
        _send_all(_withdraw(producer, topic, letter, now()) for letter in chosen)


def _send_all(sent: Iterable[tuple[Any, int]]) -> None:
    """Wait for every record, with no more on the way than memory has room for."""
    flight = Flight()
    for future, size in sent:
        flight.add(future, size)
        flight.land(IN_FLIGHT_RECORDS, IN_FLIGHT_BYTES)
    flight.land(0, 0)


def _documents(connection: Connection, topic: str, chosen: Sequence[Letter]) -> Iterator[tuple[Letter, Record]]:
    """The first letter of each document, with its bytes."""
    by_place = {letter.place: letter for letter in chosen}
    done: set[str] = set()
    for record in _records(connection, between(connection, topic, min(letter.time for letter in chosen))):
        letter = by_place.get(f"{record.partition}/{record.offset}")
        if letter is not None and letter.document not in done:
            done.add(letter.document)
            yield letter, record


def _put_back(producer: KafkaProducer, topic: str, letter: Letter, record: Record) -> tuple[Any, int]:
    said = {
        "content-type": letter.content_type,
        "feed": letter.feed,
        "received": letter.received,
        "attempts": str(letter.attempts),
        "first-failed": letter.first_failed,
        "requeued-from": letter.id,
    }
    return producer.send(topic, value=record.value or b"", key=record.key, headers=_headers(said)), letter.size


def _withdraw(producer: KafkaProducer, topic: str, letter: Letter, now: str) -> tuple[Any, int]:
    said = {
        "ce_specversion": "1.0",
        "ce_id": f"{letter.id}/{REQUEUED}",
        "ce_source": "urn:wiredesk:dead-letters",
        "ce_type": "wiredesk.dead-letter-requeued",
        "ce_time": now,
        "origin": letter.id,
        "reason": letter.reason,
        "detail": letter.detail,
        "stage": letter.stage,
        "first-failed": letter.first_failed,
        "attempts": str(letter.attempts),
        "feed": letter.feed,
        REQUEUED: now,
    }
    partition = int(letter.place.partition("/")[0])  # beside the letter, so that it lives as long
    return producer.send(topic, key=letter.feed.encode(), partition=partition, headers=_headers(said)), 0


def _headers(said: dict[str, str]) -> list[tuple[str, bytes]]:
    return [(name, text.encode("utf-8", "replace")) for name, text in said.items() if text]


def _records(connection: Connection, spans: Iterable[Span]) -> Iterator[Record]:
    return chain.from_iterable(read(connection, span) for span in spans)

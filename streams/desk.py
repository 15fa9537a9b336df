"""The pure heart: three steps that compose the stages, for the agents and for `wiredesk process` alike.

A step takes values and returns values. What it remembers is a `State` handed in; what goes out is `Output`; how each
item ended is `Ended`. No I/O, no clock, no broker.
"""

from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from schemas import codec, row, times
from schemas import origin as origins
from schemas.cut import Piece
from schemas.headers import Kind, dead_letter_headers, headers
from schemas.item import BadItem, Document, Item
from schemas.output import Output
from schemas.prepared import Prepared, packed_sketch
from schemas.raw import Raw
from schemas.row import Row
from schemas.verdict import Verdict
from streams.errors import ContentError, Reason
from streams.outcomes import Outcome
from streams.settings import Settings
from streams.stages.clean import clean_item
from streams.stages.compare import Copies, Match, Thresholds
from streams.stages.compose import URN, compose
from streams.stages.credible import is_credible
from streams.stages.decode import decode
from streams.stages.fingerprint import fingerprint
from streams.stages.headline import headline
from streams.stages.identify import Relation, changed, content, relation, uri
from streams.stages.segment import segment
from streams.state import State

# A record's room for headers, key and block around the one item it may hold.
ENVELOPE_BYTES = 16 * 1024
# A prepared item is never so many times the size of its document: a byte becomes six as an escape, and a title may
# stand twice.
GROWTH = 16
DAY_S = 86_400
NEVER = (-1, -1)
MODELS = {"pages": "1", "copies": "1"}


@dataclass(frozen=True, slots=True)
class Ended:
    """How an item ended. `uri` is None where none was ever made; `code` is the metric's label (reason, method)."""

    origin: str
    feed: str
    source: str
    outcome: Outcome
    uri: str | None
    detail: str = ""
    code: str = ""
    received: str = ""
    appended_ms: int = 0


@dataclass(slots=True)
class Result:
    """What a step makes of its input.

    `prepared` pairs scope and item. `found` is the number of items in a raw record (1 where it ends as a whole), `feed`
    the one that the record turned out to be of.
    """

    outputs: list[Output] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)
    prepared: list[tuple[str, Prepared]] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    found: int = 0
    feed: str = ""


class Intake:
    """Raw record in, prepared items out. Without memory."""

    def __init__(self, settings: Settings) -> None:
        """`settings` name the feeds' families and scopes and the limits of size."""
        self._settings = settings

    def take(self, raw: Raw) -> Result:
        """Decode, cut, clean and fingerprint a raw record; what cannot be read becomes a dead letter."""
        result = Result(feed=raw.feed or "unknown")
        try:
            if len(raw.value) > self._settings.max_raw_bytes:
                raise ContentError(Reason.TOO_LARGE, f"a document of {len(raw.value)} bytes")
            document = decode(raw)
        except ContentError as error:
            result.found = 1
            self._bury(result, raw, raw.origin, error.reason, error.detail)
            return result
        result.feed = feed = document.feed or result.feed
        if not document.items:
            result.found = 1
            result.ended.append(Ended(raw.origin, feed, document.id, Outcome.IGNORED, None, "a document without items"))
        for item in document.items:
            self._take_item(result, raw, document, item)
        return result

    def _take_item(self, result: Result, raw: Raw, document: Document, item: Item | BadItem) -> None:
        try:
            if isinstance(item, BadItem):
                raise ContentError(Reason(item.reason), item.detail)
            cleaned = clean_item(item)
            pieces = segment(
                cleaned.paragraphs, page=cleaned.page, language=str(cleaned.ninjs.get("language", ""))
            ) or _only_title(cleaned)
        except ContentError as error:
            origin = origins.item(raw.origin, result.found)
            result.found += 1
            self._bury(result, raw, origin, error.reason, error.detail)
            return
        alone = len(document.items) == 1 and len(pieces) == 1
        for piece in pieces:
            origin = origins.item(raw.origin, result.found)
            result.found += 1
            prepared = self._prepare(raw, document, result.feed, cleaned, piece, origin, alone=alone)
            if self._is_too_large(raw, prepared):
                self._bury(result, raw, origin, Reason.TOO_LARGE, "the item is larger than a record may be")
            else:
                result.prepared.append((self._settings.feed(result.feed).scope, prepared))

    def _is_too_large(self, raw: Raw, prepared: Prepared) -> bool:
        room = self._settings.max_record_bytes - ENVELOPE_BYTES
        return len(raw.value) * GROWTH > room and len(codec.dumps(prepared)) > room

    def _prepare(
        self, raw: Raw, document: Document, feed: str, item: Item, piece: Piece, origin: str, *, alone: bool
    ) -> Prepared:
        text, repeats = _body(item, piece)
        dates = _dates(raw, document, item)
        print_ = fingerprint(item.title, text)
        made = document.id if alone else f"{document.id}#{print_.text_hash[:16]}"
        source = item.id or (made if document.id else "")
        family = self._settings.feed(feed).family
        return Prepared(
            origin=origin,
            feed=feed,
            family=family,
            uri=uri(family, source, print_.text_hash),
            source=source,
            received=dates.received,
            title=item.title,
            text=text,
            content=content(item.title, text),
            text_hash=print_.text_hash,
            sketch=packed_sketch(print_.sketch),
            version=item.version,
            created=dates.created,
            doubts=dates.doubts,
            embargoed=item.embargoed,
            status=item.status,
            url=item.url,
            repeats=repeats,
            cut=None
            if piece.confidence is None
            else {"confidence": piece.confidence, "evidence": list(piece.evidence)},
            appended_ms=raw.appended_ms,
            ninjs=item.ninjs,
        )

    def _bury(self, result: Result, raw: Raw, origin: str, reason: Reason, detail: str) -> None:
        received = raw.received or raw.arrived
        head = dead_letter_headers(
            origin=origin, feed=result.feed, received=received, content_type=raw.content_type, reason=reason,
            detail=detail, stage="intake", first_failed=raw.first_failed or received, attempts=raw.attempts,
        )  # fmt: skip
        result.outputs.append(Output("wire-dead-letters", result.feed, raw.value, head))
        result.ended.append(Ended(origin, result.feed, "", Outcome.DEAD_LETTER, None, detail, reason))


def _only_title(item: Item) -> list[Piece]:
    if not item.title:
        raise ContentError(Reason.NO_TEXT, "the item has neither title nor text")
    return [Piece(())]


def _body(item: Item, piece: Piece) -> tuple[str, list[dict[str, object]]]:
    """The body of a piece, and its repeats with the span each repeats, in code points of the body."""
    spans, start = {}, 0
    for index in piece.kept:
        spans[index] = {"start": start, "end": start + len(item.paragraphs[index])}
        start = spans[index]["end"] + 1
    repeats: list[dict[str, object]] = [
        {"text": item.paragraphs[repeat.paragraph], "paragraph": repeat.paragraph, "of": spans[repeat.of]}
        for repeat in piece.repeats
    ]
    return "\n".join(item.paragraphs[index] for index in piece.kept), repeats


class _Dates(NamedTuple):
    received: str
    created: str
    doubts: list[str]


def _dates(raw: Raw, document: Document, item: Item) -> _Dates:
    """The first credible of the times at which the item may have been received, and its own if that is credible."""
    claims = [claim for claim in (document.received, raw.received, item.created) if claim]
    received = next((claim for claim in claims if is_credible(claim, raw.arrived)), raw.arrived)
    doubtful = {
        "received": bool(claims) and received != claims[0],
        "versionCreated": bool(item.created) and not is_credible(item.created, raw.arrived),
    }
    doubts = [name for name, doubt in doubtful.items() if doubt]
    return _Dates(received, "" if "versionCreated" in doubts else item.created, doubts)


@dataclass(slots=True)
class Decision:
    """What deduplicate makes of an item: a row unless it leaves none, and one of a verdict or an end."""

    row: Row | None = None
    verdict: Verdict | None = None
    output: Output | None = None
    ended: Ended | None = None


class Deduplicate:
    """The only place where items meet: decides story, update, duplicate, held or ignored over one partition's state.

    Its clock is the newest time of receipt it has seen, and a row is as old as the clock was when it was decided. So an
    old item that comes late is remembered as long as a new one, and no wall clock is looked at.
    """

    def __init__(self, settings: Settings, state: State) -> None:
        """`state` holds the partition's rows; those it holds already are made known with `learn`."""
        self._settings = settings
        self._state = state
        self._copies = Copies()
        self._marks: dict[tuple[str, str], tuple[int, int]] = {}
        self._limits: dict[float, Thresholds] = {}
        self._now = 0
        self._near_window_s = int(settings.near_window_days * DAY_S)
        self._identity_window_s = int(settings.identity_window_days * DAY_S)

    def __len__(self) -> int:
        return len(self._copies)

    def learn(self, known: Row) -> None:
        """Enter a row of the state into what is kept in memory: the index of copies and the marks of raw partitions."""
        feed = self._settings.feed(known.feed)
        place, mark = _place_and_mark(feed.scope, known.origin)
        self._marks[place] = max(self._marks.get(place, mark), mark)
        self._now = max(self._now, known.seconds)
        if known.verdict == Outcome.STORY and feed.copies:
            self._copies.add(known.at, row.fingerprint(known), known.seconds)

    def decide(self, item: Prepared, at: int) -> Decision:
        """Decide an item that was prepared at `at` (see `schemas.row.order`)."""
        if self._is_replay(item):
            return self._again(item)
        self._now = max(self._now, _seconds(item.received))
        known = self._known(item.uri)
        if known is not None:
            now = relation(item, known)
            if now is not Relation.NEWER:
                return _ignored(item, "the same version" if now is Relation.SAME else "an older version")
        self._copies.expire(self._now - self._near_window_s)
        decided = self._judge(item, at, known)
        self._state.put(decided)
        self.learn(decided)
        return _decision(item, decided)

    def expire(self, limit: int) -> int:
        """Drop up to `limit` rows whose window has ended; how many there were."""
        return self._state.expire(self._now - self._identity_window_s, limit)

    def _known(self, item_uri: str) -> Row | None:
        """The newest version within the window; one that has outlived it is dropped, and numbers start anew."""
        known = self._state.latest(item_uri)
        if known is not None and known.seconds < self._now - self._identity_window_s:
            self._state.forget(item_uri)
            return None
        return known

    def _is_replay(self, item: Prepared) -> bool:
        """Whether this arrival was decided before.

        Within a scope the items of a raw partition come in its order, and rows are written in that order without a hole
        (the changelog's producer is idempotent). So whatever is not above the highest mark has been here.
        """
        place, mark = _place_and_mark(self._settings.feed(item.feed).scope, item.origin)
        return mark <= self._marks.get(place, NEVER)

    def _again(self, item: Prepared) -> Decision:
        for known in self._state.versions(item.uri):
            if known.origin == item.origin:
                return _decision(item, known)
        return _ignored(item, "the same version")  # what was ignored leaves no row

    def _judge(self, item: Prepared, at: int, known: Row | None) -> Row:
        decided = Row(
            uri=item.uri,
            version=known.version + 1 if known else 1,
            origin=item.origin,
            at=at,
            seconds=self._now,
            verdict=Outcome.STORY,
            feed=item.feed,
            source=item.source,
            received=item.received,
            content=item.content,
            text_hash=item.text_hash,
            sketch=item.sketch,
            provider_version=item.version,
            created=item.created,
            first_created=known.first_created if known else item.created or item.received,
        )
        published = self._published(item.uri) if known else None
        if not _may_be_published(item):
            decided.verdict = Outcome.HELD
        elif published:
            decided.kind, decided.supersedes, decided.changed = "update", published.version, changed(item, published)
            decided.copies = self._state.copies(item.uri)
        elif found := self._original(item):
            decided.verdict, decided.duplicate = Outcome.DUPLICATE, _duplicate(*found)
        return decided

    def _thresholds(self, feed: str) -> Thresholds:
        resemblance = self._settings.feed(feed).near_threshold
        if resemblance not in self._limits:
            self._limits[resemblance] = replace(Thresholds(), resemblance=resemblance)
        return self._limits[resemblance]

    def _published(self, item_uri: str) -> Row | None:
        return next((known for known in self._state.versions(item_uri) if known.verdict == Outcome.STORY), None)

    def _original(self, item: Prepared) -> tuple[Row, Match] | None:
        if not self._settings.feed(item.feed).copies:
            return None
        for match in self._copies.matches(item.fingerprint, self._thresholds(item.feed)):
            original = self._state.decided(match.key)
            if original is not None and original.uri != item.uri:
                return original, match
        return None


def _place_and_mark(scope: str, item_origin: str) -> tuple[tuple[str, str], tuple[int, int]]:
    origin = origins.parse(item_origin)
    return (scope, origin.place), (origin.offset, origin.number)


def _seconds(moment: str) -> int:
    return int((times.parse(moment) or times.EPOCH).timestamp())


def _may_be_published(item: Prepared) -> bool:
    if item.status != "usable":
        return False
    until, received = times.parse(item.embargoed), times.parse(item.received)
    return not item.embargoed or (isinstance(until, datetime) and received is not None and until <= received)


def _duplicate(original: Row, match: Match) -> dict[str, object]:
    return {
        "of": original.uri, "source": original.source, "feed": original.feed, "received": original.received,
        "method": match.method, "score": round(match.score, 4), "threshold": match.threshold, "shared": match.shared,
    }  # fmt: skip


def _ignored(item: Prepared, why: str) -> Decision:
    return Decision(ended=_ended(item, Outcome.IGNORED, why))


def _ended(item: Prepared, outcome: Outcome, detail: str = "", code: str = "") -> Ended:
    return Ended(
        item.origin, item.feed, item.source, outcome, URN + item.uri, detail, code, item.received, item.appended_ms
    )


def _decision(item: Prepared, decided: Row) -> Decision:
    """What follows from a row, the first time and at every replay alike."""
    if decided.duplicate:
        of = decided.duplicate
        original = {"uri": URN + of["of"], **{name: of[name] for name in ("source", "feed", "received")}}
        judged = {name: of[name] for name in ("method", "score", "threshold", "shared")}
        value = {
            "uri": URN + item.uri, "source": item.source, "feed": item.feed, "received": item.received,
            "duplicateOf": original, **judged, "origin": item.origin,
        }  # fmt: skip
        head = headers(Kind.DUPLICATE, f"{item.uri}/{decided.version}", item.feed, item.received, item.origin)
        output = Output("wire-duplicates", original["uri"], codec.dumps(value), head)
        detail = f"{of['method']} of {original['uri']}"
        return Decision(decided, output=output, ended=_ended(item, Outcome.DUPLICATE, detail, of["method"]))
    verdict = Verdict(
        item=item, outcome=decided.verdict, version=decided.version, kind=decided.kind, supersedes=decided.supersedes,
        changed=decided.changed, copies=decided.copies, first_created=decided.first_created,
    )  # fmt: skip
    return Decision(decided, verdict=verdict)


class Publish:
    """Verdict in, story out. Without memory so far."""

    def __init__(self, settings: Settings) -> None:
        """`settings` give the limit of a record's size."""
        self._settings = settings

    def publish(self, verdict: Verdict) -> Result:
        """The story of a verdict; what may not be published is held."""
        item = verdict.item
        if verdict.outcome == Outcome.HELD:
            why = f"pubStatus is {item.status}" if item.status != "usable" else f"embargoed until {item.embargoed}"
            return Result(ended=[_ended(item, Outcome.HELD, why)])
        story = compose(verdict, item.title or headline(item.text), MODELS)
        head = headers(Kind.STORY, f"{item.uri}/{verdict.version}", item.feed, item.received, item.origin)
        output = Output("wire-stories", story["uri"], codec.dumps(story), head)
        return Result(
            outputs=[output], ended=[_ended(item, Outcome.STORY, f"version {verdict.version}, {verdict.kind}")]
        )

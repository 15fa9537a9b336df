"""Intake: a raw record in, prepared items and dead letters out. Without memory."""

from typing import NamedTuple

from schemas import codec
from schemas import origin as origins
from schemas.cut import Piece
from schemas.headers import dead_letter_headers
from schemas.item import BadItem, Document, Item
from schemas.output import Output
from schemas.prepared import Prepared, packed_sketch
from schemas.raw import Raw
from streams.desk.results import Ended, Result
from streams.errors import ContentError, Reason
from streams.outcomes import Outcome
from streams.settings import Settings
from streams.stages.address import canonical
from streams.stages.clean import clean_item
from streams.stages.credible import is_credible
from streams.stages.decode import decode
from streams.stages.fingerprint import fingerprint
from streams.stages.identify import Key, Marks, content, uri
from streams.stages.pages.boilerplate import NO_PHRASES, phrases
from streams.stages.segment import Rules, segment

# A record's room for headers, key and block around the one item it may hold.
ENVELOPE_BYTES = 16 * 1024
# A prepared item is never so many times the size of its document: a byte becomes six as an escape, and a title may
# stand twice.
GROWTH = 16


class Intake:
    """Raw record in, prepared items out. Without memory."""

    def __init__(self, settings: Settings) -> None:
        """`settings` name the feeds' families and scopes and the limits of size."""
        self._settings = settings
        self._phrases = {name: phrases(settings.feed(name).boilerplate) for name in settings.feeds}

    def rules(self, feed: str) -> Rules:
        """How a feed's pages are cut."""
        live = self._settings.feed(feed).live_blogs == "entries"
        return Rules(self._settings.page_confidence, live, self._phrases.get(feed, NO_PHRASES))

    def take(self, raw: Raw) -> Result:
        """Decode, cut, clean and fingerprint a raw record; what cannot be read becomes a dead letter.

        So does what brings out a bug of ours: in a loop of crashes it would stop the wire, and too many of them do.
        """
        try:
            return self._take(raw)
        except Exception as fault:  # noqa: BLE001 - see above
            result = Result(feed=raw.feed or "unknown", found=1)
            self._bury(result, raw, raw.origin, Reason.INTERNAL, f"a fault of Wiredesk's own: {type(fault).__name__}")
            return result

    def _take(self, raw: Raw) -> Result:
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
                cleaned.paragraphs,
                page=cleaned.page,
                language=str(cleaned.ninjs.get("language", "")),
                rules=self.rules(result.feed),
            ) or _only_title(cleaned)
        except ContentError as error:
            origin = origins.item(raw.origin, result.found)
            result.found += 1
            self._bury(result, raw, origin, error.reason, error.detail)
            return
        if len(pieces) > 1:  # a page's title is not that of each of its stories
            cleaned.title = ""
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
        at = self._settings.feed(feed)
        created = str(item.ninjs.get("firstCreated", "")) or dates.created
        marks = _marks(Key(at.identity), print_.text_hash, source, item.title, created, _address(item, piece))
        return Prepared(
            origin=origin,
            feed=feed,
            family=at.family,
            uri=uri(at.family, marks, Key(at.identity)),
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
            boilerplate=[{"text": item.paragraphs[index], "paragraph": index} for index in piece.boilerplate],
            cut=None
            if piece.confidence is None
            else {"confidence": piece.confidence, "evidence": list(piece.evidence)},
            appended_ms=raw.appended_ms,
            attempts=raw.attempts,
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
        {
            "text": item.paragraphs[repeat.paragraph],
            "paragraph": repeat.paragraph,
            "of": spans[repeat.of],
            **({"boilerplate": True} if repeat.boilerplate else {}),
        }
        for repeat in piece.repeats
    ]
    return "\n".join(item.paragraphs[index] for index in piece.kept), repeats


def _marks(key: Key, text_hash: str, source: str, title: str, created: str, url: str) -> Marks:
    """What the feed's key needs, and no more: an address or a title's hash has its price."""
    if key is Key.URL:
        return Marks(text_hash, address=canonical(url))
    if key is Key.TITLE_TIME:
        return Marks(text_hash, title=title and fingerprint(title, "").text_hash, created=created)
    return Marks(text_hash, source=source)


def _address(item: Item, piece: Piece) -> str:
    """A page's address is that of none of its several stories."""
    return item.url if piece.confidence is None else ""


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

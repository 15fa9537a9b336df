"""Deduplicate: prepared items in, verdicts and duplicates out. The only place where items meet."""

from dataclasses import replace

from schemas import codec, row, times
from schemas import origin as origins
from schemas.headers import Kind, headers
from schemas.output import Output
from schemas.prepared import Prepared
from schemas.row import Row
from schemas.verdict import Verdict
from streams.desk.results import Decision, ended
from streams.outcomes import Outcome
from streams.settings import Settings
from streams.stages.compare import Copies, Match, Thresholds
from streams.stages.compose import URN
from streams.stages.identify import Relation, changed, relation
from streams.state import State

# Scope and raw partition; offset and the item's number in its document.
Place = tuple[str, str]
Mark = tuple[int, int]

DAY_S = 86_400
NEVER = (-1, -1)


class Deduplicate:
    """The only place where items meet: decides story, update, duplicate, held or ignored over one partition's state.

    Its clock is the newest time of receipt it has seen, and a row is as old as the clock was when it was decided. So an
    old item that comes late is remembered as long as a new one, and no wall clock is looked at.
    """

    def __init__(self, settings: Settings, state: State) -> None:
        """`state` holds the partition's rows; those it holds already are made known with `learn`."""
        self._settings = settings
        self._state = state
        self._copies: dict[str, Copies] = {}
        self._marks: dict[Place, Mark] = {}
        self._unsaid: dict[Place, Mark] = {}
        self._limits: dict[float, Thresholds] = {}
        self._now = 0
        self._near_window_s = int(settings.near_window_days * DAY_S)
        self._identity_window_s = int(settings.identity_window_days * DAY_S)

    def learn(self, known: Row) -> None:
        """Enter a row of the state into what is kept in memory: the index of copies and the marks of raw partitions."""
        feed = self._settings.feed(known.feed)
        self._mark(*_place_and_mark(feed.scope, known.origin))
        for scope, place, offset, number in known.seen:
            self._mark((scope, place), (offset, number))
        self._now = max(self._now, known.seconds)
        if known.verdict == Outcome.STORY and feed.copies:
            self._index(feed.scope).add(known.at, row.fingerprint(known), known.seconds)

    def decide(self, item: Prepared, at: int) -> Decision:
        """Decide an item that was prepared at `at` (see `schemas.row.order`)."""
        place, mark = _place_and_mark(self._settings.feed(item.feed).scope, item.origin)
        if mark <= self._marks.get(place, NEVER):
            return self._again(item)
        now = max(self._now, _seconds(item.received))
        known = self._known(item.uri, now)
        if known is not None:
            is_now = relation(item, known)
            if is_now is not Relation.NEWER:
                self._mark(place, mark)
                self._unsaid[place] = mark
                return _ignored(item, "the same version" if is_now is Relation.SAME else "an older version")
        decided = self._judge(item, at, known, now)
        decided.seen = [(*unsaid, *mark) for unsaid, mark in self._unsaid.items() if unsaid != place]
        self._unsaid.clear()
        self._state.put(decided)
        self.learn(decided)
        return _decision(item, decided)

    def expire(self, limit: int) -> int:
        """Drop up to `limit` rows whose window has ended; how many there were."""
        return self._state.expire(self._now - self._identity_window_s, limit)

    def _mark(self, place: Place, mark: Mark) -> None:
        """Everything of a place up to its mark was decided before: what comes of it again is a replay.

        Within a scope the items of a raw partition come in its order, and rows are written in the order of decision
        without a hole (the changelog's producer is idempotent). An item that is ignored leaves no row; the next row
        says that it was seen.
        """
        self._marks[place] = max(self._marks.get(place, mark), mark)

    def _known(self, item_uri: str, now: int) -> Row | None:
        """The newest version within the window; one that has outlived it is dropped, and numbers start anew."""
        known = self._state.latest(item_uri)
        if known is not None and known.seconds < now - self._identity_window_s:
            self._state.forget(item_uri)
            return None
        return known

    def _again(self, item: Prepared) -> Decision:
        for known in self._state.versions(item.uri):
            if known.origin == item.origin:
                return _decision(item, known)
        return _ignored(item, "the same version")  # what was ignored leaves no row

    def _judge(self, item: Prepared, at: int, known: Row | None, now: int) -> Row:
        decided = Row(
            uri=item.uri,
            version=known.version + 1 if known else 1,
            origin=item.origin,
            at=at,
            seconds=now,
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
        elif found := self._original(item, now):
            decided.verdict, decided.duplicate = Outcome.DUPLICATE, _duplicate(*found)
        return decided

    def _thresholds(self, feed: str) -> Thresholds:
        resemblance = self._settings.feed(feed).near_threshold
        if resemblance not in self._limits:
            self._limits[resemblance] = replace(Thresholds(), resemblance=resemblance)
        return self._limits[resemblance]

    def _published(self, item_uri: str) -> Row | None:
        return next((known for known in self._state.versions(item_uri) if known.verdict == Outcome.STORY), None)

    def _index(self, scope: str) -> Copies:
        if scope not in self._copies:
            self._copies[scope] = Copies()
        return self._copies[scope]

    def _original(self, item: Prepared, now: int) -> tuple[Row, Match] | None:
        feed = self._settings.feed(item.feed)
        if not feed.copies:
            return None
        copies = self._index(feed.scope)
        copies.expire(now - self._near_window_s)
        for match in copies.matches(item.fingerprint, self._thresholds(item.feed)):
            original = self._state.decided(match.key)
            if original is not None and original.uri != item.uri:
                return original, match
        return None


def _place_and_mark(scope: str, item_origin: str) -> tuple[Place, Mark]:
    origin = origins.parse(item_origin)
    return (scope, origin.place), (origin.offset, origin.number)


def _seconds(moment: str) -> int:
    return int((times.parse(moment) or times.EPOCH).timestamp())


def _may_be_published(item: Prepared) -> bool:
    if item.status != "usable" or not item.embargoed:
        return item.status == "usable"
    until, received = times.parse(item.embargoed), times.parse(item.received)
    return until is not None and received is not None and until <= received


def _duplicate(original: Row, match: Match) -> dict[str, object]:
    return {
        "of": original.uri, "source": original.source, "feed": original.feed, "received": original.received,
        "method": match.method, "score": round(match.score, 4), "threshold": match.threshold, "shared": match.shared,
    }  # fmt: skip


def _ignored(item: Prepared, why: str) -> Decision:
    return Decision(ended=ended(item, Outcome.IGNORED, why))


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
        return Decision(decided, output=output, ended=ended(item, Outcome.DUPLICATE, detail, of["method"]))
    verdict = Verdict(
        item=item, outcome=decided.verdict, version=decided.version, kind=decided.kind, supersedes=decided.supersedes,
        changed=decided.changed, copies=decided.copies, first_created=decided.first_created,
    )  # fmt: skip
    return Decision(decided, verdict=verdict)

"""Deduplicate: prepared items in, verdicts and duplicates out. The only place where items meet."""

from dataclasses import replace
from itertools import chain

from schemas import codec, times
from schemas import origin as origins
from schemas.headers import Kind, headers
from schemas.output import Output
from schemas.prepared import Prepared
from schemas.row import Row
from schemas.verdict import Verdict
from streams.desk.identity import (
    Identities,
    Identity,
    by_text,
    is_out,
    may_be_published,
    published,
    taking_back,
    why_held,
)
from streams.desk.originals import Originals, is_corrected
from streams.desk.results import Decision, ended
from streams.outcomes import Outcome
from streams.settings import Settings
from streams.stages.compare import Match
from streams.stages.compose import URN
from streams.stages.copies.titles import is_short
from streams.stages.identify import Relation, changed
from streams.state import State

# Scope and raw partition; offset and the item's number in its document.
Place = tuple[str, str]
Mark = tuple[int, int]

DAY_S = 86_400
NEVER = (-1, -1)
WHY_IGNORED = {Relation.SAME: "the same version", Relation.OLDER: "an older version"}


class Deduplicate:
    """The only place where items meet: decides story, update, duplicate, held or ignored over one partition's state.

    Its clock is the newest time of receipt it has seen, and a row is as old as the clock was when it was decided. So an
    old item that comes late is remembered as long as a new one, and no wall clock is looked at.
    """

    def __init__(self, settings: Settings, state: State) -> None:
        """`state` holds the partition's rows; those it holds already are made known with `learn`."""
        self._settings = settings
        self._state = state
        self._marks: dict[Place, Mark] = {}
        self._unsaid: dict[Place, Mark] = {}
        self._now = 0
        self._identity_window_s = int(settings.identity_window_days * DAY_S)
        self._originals = Originals(settings, state)
        self._identities = Identities(state, self._identity_window_s)

    def learn(self, known: Row) -> None:
        """Enter a row of the state into what is kept in memory: marks of raw partitions, signs of feeds, copies."""
        self._mark(*_place_and_mark(self._settings.feed(known.feed).scope, known.origin))
        for scope, place, offset, number in known.seen:
            self._mark((scope, place), (offset, number))
        self._learn(known)

    def _learn(self, known: Row) -> None:
        self._now = max(self._now, known.seconds)
        self._identities.trust.learn(known)
        if is_out(known):
            self._originals.learn(known)

    def decide(self, item: Prepared, at: int) -> Decision:
        """Decide an item that was prepared at `at` (see `schemas.row.order`)."""
        place, mark = _place_and_mark(self._settings.feed(item.feed).scope, item.origin)
        if mark <= self._marks.get(place, NEVER):
            return self._again(item)
        now = max(self._now, _seconds(item.received))
        identity = self._identities.of(item, now, self._originals.limits(item.feed))
        decision = self._decide(identity, at, now)
        decision.change = identity.change
        self._mark(place, mark)
        if decision.row is None:
            self._unsaid[place] = mark
            return decision
        decision.row.seen = [(*unsaid, *mark) for unsaid, mark in self._unsaid.items() if unsaid != place]
        self._unsaid.clear()
        self._state.put(decision.row)
        self._learn(decision.row)
        return decision

    def _decide(self, identity: Identity, at: int, now: int) -> Decision:
        if identity.relation is Relation.NEWER:
            decided = self._judge(identity, at, now)
        elif identity.doubt and not identity.named:
            decided = _sign(identity, at, now)
        else:
            return _ignored(identity.item, WHY_IGNORED[identity.relation])
        return _decision(identity.item, decided)

    def distrusted(self) -> list[str]:
        """The feeds whose ids are not trusted."""
        return list(self._identities.trust.distrusted())

    def expire(self, limit: int) -> int:
        """Drop up to `limit` rows whose window has ended; how many there were."""
        self._identities.trust.sweep(self._now)
        return self._state.expire(self._now - self._identity_window_s, limit)

    def _mark(self, place: Place, mark: Mark) -> None:
        """Everything of a place up to its mark was decided before: what comes of it again is a replay.

        Within a scope the items of a raw partition come in its order, and rows are written in the order of decision
        without a hole (the changelog's producer is idempotent). An item that is ignored leaves no row; the next row
        says that it was seen.
        """
        self._marks[place] = max(self._marks.get(place, mark), mark)

    def _again(self, item: Prepared) -> Decision:
        """What was decided of it, under its own key or, where its id was not trusted, its text."""
        rows = chain(self._identities.rows(item), self._state.versions(by_text(item)))
        for known in rows:
            if known.origin == item.origin:
                return _decision(item, known)
        return _ignored(item, WHY_IGNORED[Relation.SAME])  # what was ignored leaves no row

    def _judge(self, identity: Identity, at: int, now: int) -> Row:
        item = identity.item
        known = identity.newest
        decided = _row(identity, at, now)
        if known:
            decided.version, decided.first_created = known.version + 1, known.first_created
        out = published(self._state, item.uri) if known else None
        if out and (kind := taking_back(item.status, out)):
            self._follow(decided, out, kind)
        elif not may_be_published(item):
            decided.verdict, decided.kind = Outcome.HELD, why_held(item)
        elif out:
            self._follow(decided, out, "correction" if is_corrected(item) else "update")
        elif found := self._originals.find(identity, now):
            self._copy(decided, identity, *found)
        return decided

    def _follow(self, decided: Row, before: Row, kind: str) -> None:
        """Make a row the next version of a published story."""
        decided.kind, decided.supersedes = kind, before.version
        decided.changed, decided.copies = changed(decided.content, before), self._state.copies(before.uri)

    def _copy(self, decided: Row, identity: Identity, original: Row, match: Match) -> None:
        """Link a copy to its original, or carry that on with it."""
        newest = self._originals.extended(identity, original, match)
        if newest is None:
            decided.verdict, decided.duplicate = Outcome.DUPLICATE, _duplicate(original, match)
            return
        key = identity.named or identity.item.uri
        decided.uri, decided.named = newest.uri, key if key != newest.uri else ""
        decided.version, decided.first_created = newest.version + 1, newest.first_created
        self._follow(decided, newest, "update")


def _row(identity: Identity, at: int, now: int) -> Row:
    item = identity.item
    return Row(
        uri=item.uri,
        version=1,
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
        first_created=item.created or item.received,
        named=identity.named,
        doubt=identity.doubt,
        renamed=identity.renamed,
        distrust=identity.distrust,
        title=item.title if is_short(item.text) else "",
    )


def _sign(identity: Identity, at: int, now: int) -> Row:
    """The row of an item that is ignored by its id and version, though it is another text: a sign against its id."""
    decided = _row(identity, at, now)
    decided.uri, decided.named = by_text(identity.item), identity.item.uri
    decided.verdict, decided.kind = Outcome.IGNORED, WHY_IGNORED[identity.relation]
    return decided


def _place_and_mark(scope: str, item_origin: str) -> tuple[Place, Mark]:
    origin = origins.parse(item_origin)
    return (scope, origin.place), (origin.offset, origin.number)


def _seconds(moment: str) -> int:
    return int((times.parse(moment) or times.EPOCH).timestamp())


def _duplicate(original: Row, match: Match) -> dict[str, object]:
    return {
        "of": original.uri, "source": original.source, "feed": original.feed, "received": original.received,
        "method": match.method, "score": round(match.score, 4), "threshold": match.threshold, "shared": match.shared,
    }  # fmt: skip


def _ignored(item: Prepared, why: str) -> Decision:
    return Decision(ended=ended(item, Outcome.IGNORED, why))


def _decision(item: Prepared, decided: Row) -> Decision:
    """What follows from a row, the first time and at every replay alike."""
    if decided.verdict == Outcome.IGNORED:
        return Decision(decided, ended=ended(item, Outcome.IGNORED, decided.kind))
    if decided.uri != item.uri:
        item = replace(item, uri=decided.uri)
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

"""Which story an item belongs to by its key: its own uri, or another where its feed's ids cannot be trusted."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from schemas import origin as origins
from schemas import row, times
from schemas.prepared import Prepared
from schemas.row import Row
from schemas.verdict import TAKING_BACK
from streams.desk.trust import TOGETHER, Change, Distrust, Trust
from streams.outcomes import Outcome
from streams.stages.compare import Thresholds, copy_of, unlike
from streams.stages.identify import Key, Marks, Relation, by_date, is_another_version, relation, uri
from streams.state import State

CHAIN = 16  # rows of an id that are asked how often it came with other texts
MOST_DOUBT = 1000  # counted
EMBARGO = "embargo"
# The kinds of versions held back that may be let out. A kill is none: what comes after it with the same text is late.
RELEASED = (EMBARGO, TAKING_BACK["withheld"])


@dataclass(slots=True)
class Identity:
    """Who an item is.

    `item` has the uri it is decided under, `named` the one its own key gives where that is another. `before` is the
    newest row of the same key, `newest` that of the uri, `relation` what the item is to what is known of it. `doubt`,
    `renamed` and `distrust` go into its row; `change` is what was noticed of its feed's ids.
    """

    item: Prepared
    named: str
    before: Row | None
    newest: Row | None
    relation: Relation
    doubt: int = 0
    renamed: bool = False
    distrust: Distrust = Distrust.NO
    change: Change | None = None


def by_text(item: Prepared) -> str:
    """The uri of an item that is known by its text."""
    return uri(item.family, Marks(item.text_hash), Key.TEXT)


def is_out(known: Row) -> bool:
    """Whether a version is published to be read: neither held back nor one that takes its story back."""
    return known.verdict == Outcome.STORY and known.kind not in TAKING_BACK.values()


def published(state: State, item_uri: str) -> Row | None:
    """The newest version on wire-stories."""
    return next((known for known in state.versions(item_uri) if known.verdict == Outcome.STORY), None)


def taking_back(status: str, published: Row | None) -> str:
    """The kind of version by which an item of that status takes a published story back; empty where it does not.

    It does so once, and a kill is the last word.
    """
    kind = TAKING_BACK.get(status, "")
    return "" if published is None or published.kind in {kind, "kill"} else kind


def may_be_published(item: Prepared) -> bool:
    """Whether an item is usable, and under no embargo when it was received."""
    if item.status != "usable" or not item.embargoed:
        return item.status == "usable"
    until, received = times.parse(item.embargoed), times.parse(item.received)
    return until is not None and received is not None and until <= received


def why_held(item: Prepared) -> str:
    """The kind of a version that is held back."""
    return TAKING_BACK.get(item.status, EMBARGO)


def releases(item: Prepared, known: Row) -> bool:
    """Whether an item lets out what was held back under the same number or text, unless a kill held it."""
    return known.verdict == Outcome.HELD and known.kind in RELEASED and may_be_published(item)


class Identities:
    """Over the rows of one partition."""

    def __init__(self, state: State, window_s: int) -> None:
        """Identity ends after `window_s` seconds."""
        self._state = state
        self._window_s = window_s
        self.trust = Trust(window_s)

    def rows(self, item: Prepared) -> Iterator[Row]:
        """All rows of items with the same key, those that stand under it first."""
        yield from (known for known in self._state.versions(item.uri) if known.named in {"", item.uri})
        if self.trust.elsewhere(item.feed):
            yield from self._state.elsewhere(item.uri)

    def _newest(self, item_uri: str, now: int) -> Row | None:
        """The newest version within the window; one that has outlived it is dropped, and numbers start anew."""
        known = self._state.latest(item_uri)
        if known is not None and known.seconds < now - self._window_s:
            self._state.forget(item_uri)
            return None
        return known

    def of(self, item: Prepared, now: int, limits: Thresholds) -> Identity:
        """Who an item is; `limits` say what a copy is."""
        newest = self._newest(item.uri, now)
        before = self._before(item, newest, now)
        doubt = self._doubt(item, before) if before else 0
        known_text = "" if before else self.trust.with_text(item.feed, item.text_hash, now)
        renamed = known_text not in {"", item.uri} and item.uri != by_text(item)
        distrust, change = self.trust.judge(item.feed, doubt, now)
        stands = self._stands(item, before, doubt, known_text, distrust, limits)
        if stands == item.uri:
            is_now = self._relation(item, before) if before else Relation.NEWER
            return Identity(item, "", before, newest, is_now, doubt, renamed, distrust, change)
        newest = self._newest(stands, now)
        is_now = self._relation_by_text(item, newest) if newest else Relation.NEWER
        moved = replace(item, uri=stands)
        return Identity(moved, item.uri, before, newest, is_now, doubt, renamed, distrust, change)

    def _before(self, item: Prepared, newest: Row | None, now: int) -> Row | None:
        own = newest
        if own is not None and own.named:
            own = next((known for known in self._state.versions(item.uri) if not known.named), None)
        if not self.trust.elsewhere(item.feed):
            return own
        young = (known for known in self._state.elsewhere(item.uri) if known.seconds >= now - self._window_s)
        other = next((known for known in young if known.verdict != Outcome.IGNORED), None)
        return max((known for known in (own, other) if known), key=lambda known: known.at, default=None)

    def _doubt(self, item: Prepared, before: Row) -> int:
        """How often the item's id came with a text unlike the one before it, where this is such a time."""
        if item.content == before.content or is_another_version(item, before):
            return 0
        if not unlike(item.fingerprint, row.fingerprint(before)) or self._state.latest(by_text(item)) is not None:
            return 0  # nothing new, or counted when the text first came
        together = _document(item.origin) == _document(before.origin)
        return min(self._doubts(item) + (TOGETHER if together else 1), MOST_DOUBT)

    def _doubts(self, item: Prepared) -> int:
        return max((known.doubt for known in islice(self.rows(item), CHAIN)), default=0)

    def _stands(
        self, item: Prepared, before: Row | None, doubt: int, known_text: str, distrust: Distrust, limits: Thresholds
    ) -> str:
        """The uri the item is decided under."""
        if before is None:
            return known_text if known_text and distrust is Distrust.CHANGING else item.uri
        if distrust is Distrust.ALIKE and (doubt or self._doubts(item)):
            known = row.fingerprint(before)
            if item.content != before.content and copy_of(item.fingerprint, known, limits) is None:
                return by_text(item)
        return before.uri if before.distrust or item.status != "usable" else item.uri

    def _relation(self, item: Prepared, before: Row) -> Relation:
        """To the newest row of the same key; a kill counts though its text is known, and old text does not undo it."""
        is_now = relation(item, before)
        if is_now is Relation.SAME and releases(item, before):
            return by_date(item, before)
        if is_now is Relation.SAME and self._takes_back(item, before.uri):
            return Relation.NEWER
        if is_now is Relation.NEWER and _is_back(before) and self._is_undated_old(item, before):
            return Relation.OLDER
        return is_now

    def _takes_back(self, item: Prepared, item_uri: str) -> bool:
        return bool(taking_back(item.status, published(self._state, item_uri)))

    def _is_undated_old(self, item: Prepared, before: Row) -> bool:
        """Whether an item's text was published before what is held now, and nothing says that it is new again.

        Before a kill it need not have been published: what was under embargo then is killed as well.
        """
        if item.version or (item.created and before.created):
            return False
        killed = before.kind == TAKING_BACK["canceled"]
        known = (one for one in self._state.versions(before.uri) if killed or is_out(one))
        return any(one.text_hash == item.text_hash for one in known)

    def _relation_by_text(self, item: Prepared, newest: Row) -> Relation:
        """What is known by content is the same if title and text are, whatever the provider's numbers say."""
        known = [one for one in self._state.versions(newest.uri) if one.verdict != Outcome.IGNORED]
        same = next((one for one in known if one.content == item.content), None)
        if same is not None:
            lets_out = self._takes_back(item, newest.uri) or (same is known[0] and releases(item, same))
            return Relation.NEWER if lets_out else Relation.SAME
        if _is_back(newest) and any(one.text_hash == item.text_hash for one in known):
            return Relation.OLDER
        return by_date(item, known[0]) if known else Relation.NEWER


def _is_back(known: Row) -> bool:
    """Whether a version is held back or takes its story back."""
    return known.verdict in {Outcome.HELD, Outcome.STORY} and not is_out(known)


def _document(item_origin: str) -> tuple[str, int]:
    origin = origins.parse(item_origin)
    return origin.place, origin.offset

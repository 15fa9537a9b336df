"""Which known story an item is a copy of: the indexes of the scopes, and what each feed calls a copy."""

from collections.abc import Iterator
from dataclasses import replace

from schemas import row
from schemas.prepared import Prepared
from schemas.row import Row
from streams.desk.identity import Identity, is_out
from streams.desk.trust import Distrust
from streams.settings import FeedSettings, Settings
from streams.stages.compare import Copies, Match, Thresholds, copy_of
from streams.stages.copies.titles import are_siblings
from streams.stages.correction import is_correction
from streams.state import State

DAY_S = 86_400


class Originals:
    """Over the stories of one partition, for as long as copies are looked for."""

    def __init__(self, settings: Settings, state: State) -> None:
        """`state` holds the rows behind the indexes."""
        self._settings = settings
        self._state = state
        self._copies: dict[str, Copies] = {}
        self._limits: dict[tuple[float, float, float], Thresholds] = {}
        self._window_s = int(settings.near_window_days * DAY_S)

    def learn(self, known: Row) -> None:
        """Enter a story's row."""
        feed = self._settings.feed(known.feed)
        if feed.copies:
            self._index(feed.scope).add(known.at, row.fingerprint(known), known.seconds)

    def limits(self, feed: str) -> Thresholds:
        """What makes a copy in a feed."""
        known = self._settings.feed(feed)
        key = known.near_threshold, known.containment_threshold, known.figures_threshold
        if key not in self._limits:
            resemblance, containment, figures = key
            self._limits[key] = replace(Thresholds(), resemblance=resemblance, containment=containment, figures=figures)
        return self._limits[key]

    def find(self, identity: Identity, now: int) -> tuple[Row, Match] | None:
        """The original of an item: the same text before others, then the earliest.

        A correction is a copy of none but the same correction: title and text are the same.
        """
        item = identity.item
        feed = self._settings.feed(item.feed)
        if not feed.copies:
            return None
        copies = self._index(feed.scope)
        copies.expire(now - self._window_s)
        found = self._usable(identity, copies.matches(item.fingerprint, self.limits(item.feed)))
        first = next(found, None)
        if first is None or not is_corrected(item):
            return first
        return next((one for one in (first, *found) if one[0].content == item.content), None)

    def extended(self, identity: Identity, original: Row, match: Match) -> Row | None:
        """The version of the original's story that an item carries on, where its feed wants that.

        Only the newest one, published and no longer than the item; and none where the item holds several stories.
        """
        item = identity.item
        feed = self._settings.feed(item.feed)
        if feed.fuller != "update" or not match.extends or is_corrected(item):
            return None
        newest = self._state.latest(original.uri)
        if newest is None or not is_out(newest) or self._holds_several(identity, feed, original):
            return None
        if newest.at == original.at:
            return newest
        against = copy_of(item.fingerprint, row.fingerprint(newest), self.limits(item.feed))
        return newest if against and against.extends else None

    def _holds_several(self, identity: Identity, feed: FeedSettings, original: Row) -> bool:
        matches = self._index(feed.scope).matches(identity.item.fingerprint, self.limits(feed.name))
        return any(known.uri != original.uri for known, _ in self._usable(identity, matches))

    def _usable(self, identity: Identity, matches: list[Match]) -> Iterator[tuple[Row, Match]]:
        """The rows that are no versions of the item itself, of another template, or overwritten under an id of many."""
        for match in matches:
            known = self._state.decided(match.key)
            if known is None or known.uri == identity.item.uri or are_siblings(identity.item.title, known.title):
                continue
            if not (identity.distrust is Distrust.ALIKE and known.uri == identity.named and self._is_replaced(known)):
                yield known, match

    def _is_replaced(self, known: Row) -> bool:
        newest = self._state.latest(known.uri)
        return newest is None or newest.at != known.at

    def _index(self, scope: str) -> Copies:
        if scope not in self._copies:
            self._copies[scope] = Copies()
        return self._copies[scope]


def is_corrected(item: Prepared) -> bool:
    """Whether an item says that it puts an earlier one right."""
    return is_correction(item.title, item.text, str(item.ninjs.get("edNote", "")))

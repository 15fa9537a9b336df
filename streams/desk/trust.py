"""Whether a feed's ids name its items: judged by the feed's last rows, so that any worker that has them judges alike.

An id is no name where texts come under it that are no versions of each other, and ids are none where the same text
comes under one after the other. How items are known then is left to `streams.desk.identity`.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from schemas.row import Row
from streams.outcomes import Outcome

WINDOW = 200  # a feed's rows that are looked at: a day of an ordinary feed, and a mended feed is trusted within a day
UNSTABLE = 0.05  # of the window's items; beyond, ids are no longer trusted
STABLE = 0.01  # of the window's items; down to this they are trusted again
OFTEN = 3  # times that an id came with a text unlike the one before: two may be a flash, its story and a rewriting
TOGETHER = OFTEN  # what it counts within one document, where versions of an item hardly stand beside each other
SWEPT = 1000  # feeds after which those without a row in the window are forgotten


class Distrust(StrEnum):
    """Why ids are not trusted."""

    NO = ""
    ALIKE = "ids are alike"
    CHANGING = "ids change"


@dataclass(frozen=True, slots=True)
class Change:
    """A feed's ids are no longer trusted, or are again; `share` of its last items (0 to 1) spoke against them."""

    feed: str
    distrust: Distrust
    share: float

    @property
    def said(self) -> str:
        """In words, without the feed's name."""
        return f"{self.distrust}: items are known by content" if self.distrust else "ids are trusted again"


class _Sign(NamedTuple):
    """What a row says of its feed's ids."""

    at: int
    seconds: int
    text: str
    uri: str
    doubt: int
    renamed: bool
    distrust: str

    @property
    def counts(self) -> bool:
        return self.doubt >= OFTEN or self.renamed or bool(self.distrust)


class _Feed:
    """The signs of a feed's last rows, in the order of decision."""

    def __init__(self) -> None:
        self._signs: deque[_Sign] = deque()
        self._unsorted: list[_Sign] = []
        self._texts: dict[str, _Sign] = {}
        self._counting = 0
        self.elsewhere = False  # whether a row stands under another uri than its item's key gives
        self.told = Distrust.NO

    def learn(self, known: Row) -> None:
        text = known.text_hash if known.verdict == Outcome.STORY else ""
        sign = _Sign(known.at, known.seconds, text, known.uri, known.doubt, known.renamed, known.distrust)
        self.elsewhere |= bool(known.named)
        if self._unsorted or (self._signs and sign.at < self._signs[-1].at):
            self._unsorted.append(sign)  # at recovery rows come in another order
            if len(self._unsorted) > WINDOW:
                self._sort()
        else:
            self._enter(sign)

    def _enter(self, sign: _Sign) -> None:
        self._signs.append(sign)
        self._counting += sign.counts
        if sign.text:
            self._texts[sign.text] = sign
        if sign.distrust != self.told:
            self.told = Distrust(sign.distrust)
        if len(self._signs) > WINDOW:
            oldest = self._signs.popleft()
            self._counting -= oldest.counts
            if self._texts.get(oldest.text) is oldest:
                del self._texts[oldest.text]

    def _sort(self) -> None:
        signs = sorted([*self._signs, *self._unsorted])[-WINDOW:]
        self._signs, self._unsorted, self._texts, self._counting = deque(), [], {}, 0
        for sign in signs:
            self._enter(sign)

    def signs(self) -> deque[_Sign]:
        if self._unsorted:
            self._sort()
        return self._signs

    def with_text(self, text_hash: str, since: int) -> _Sign | None:
        self.signs()
        sign = self._texts.get(text_hash)
        return sign if sign and sign.seconds >= since else None

    def judge(self, doubt: int, since: int) -> tuple[Distrust, float]:
        """Whether to trust ids, with what an item says that is decided now, and the share that speaks against them."""
        signs = self.signs()
        if not self._counting and doubt < OFTEN:
            return Distrust.NO, 0.0
        young = [sign for sign in signs if sign.seconds >= since]
        before = young[-1].distrust if young else Distrust.NO
        alike = sum(sign.doubt >= OFTEN for sign in young) + (doubt >= OFTEN)
        renamed = sum(sign.renamed for sign in young)
        shares = (
            (Distrust.ALIKE, alike / (len(young) + 1)),
            (Distrust.CHANGING, renamed / len(young) if renamed >= OFTEN else 0.0),
        )
        for distrust, share in shares:
            if share > (STABLE if distrust == before else UNSTABLE):
                return distrust, share
        return Distrust.NO, max(share for _, share in shares)


class Trust:
    """The feeds of one partition."""

    def __init__(self, window_s: int) -> None:
        """Rows older than `window_s` seconds say nothing any more."""
        self._window_s = window_s
        self._feeds: dict[str, _Feed] = {}
        self._sweep_at = SWEPT

    def learn(self, known: Row) -> None:
        """Enter a row, in whatever order."""
        feed = self._feeds.get(known.feed)
        if feed is None:
            feed = self._feeds[known.feed] = _Feed()
        feed.learn(known)

    def elsewhere(self, feed: str) -> bool:
        """Whether any row of the feed may stand under another uri than its item's own key gives."""
        return feed in self._feeds and self._feeds[feed].elsewhere

    def with_text(self, feed: str, text_hash: str, now: int) -> str:
        """The uri of the feed's story with the same text, among its last; empty where there is none."""
        sign = self._feeds[feed].with_text(text_hash, now - self._window_s) if feed in self._feeds else None
        return sign.uri if sign else ""

    def judge(self, feed: str, doubt: int, now: int) -> tuple[Distrust, Change | None]:
        """Whether a feed's ids are trusted for an item with `doubt`, and the change where that is new."""
        known = self._feeds.get(feed)
        if known is None:
            return Distrust.NO, None
        distrust, share = known.judge(doubt, now - self._window_s)
        if distrust == known.told:
            return distrust, None
        known.told = distrust
        return distrust, Change(feed, distrust, share)

    def distrusted(self) -> Iterator[str]:
        """The feeds whose ids were not trusted last."""
        for name, feed in self._feeds.items():
            feed.signs()
            if feed.told:
                yield name

    def sweep(self, now: int) -> None:
        """Forget feeds that had no row within the window, once there are many."""
        if len(self._feeds) < self._sweep_at:
            return
        since = now - self._window_s
        self._feeds = {
            name: feed for name, feed in self._feeds.items() if (signs := feed.signs()) and signs[-1].seconds >= since
        }
        self._sweep_at = max(SWEPT, 2 * len(self._feeds))

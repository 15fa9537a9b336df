"""Which known items a text is a copy of: the index of one scope's window, and the decision.

The caller keeps what stands behind a key, adds only what was published as a story, and leaves out an item's own
earlier versions.
"""

from collections import defaultdict
from dataclasses import dataclass

import numpy as np

from schemas.fingerprint import Fingerprint
from schemas.sketch import CORE, WORDS_A_SHINGLE, Sketch, likeness, unpack

SECONDS_A_BUCKET = 3600  # of the calendar by which old items are found
INDEXED = 6  # anchors an item is found by: two of its lead, its four lowest


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What makes a copy, as shares from 0 to 1; lengths in words.

    `resemblance`: of shingles, Jaccard. `containment`: of the shorter one's shingles. `figures`: of the numbers of the
    text with fewer, how many must agree. `short`: below that many words a text is a copy only if it is the same.
    """

    resemblance: float = 0.5
    containment: float = 0.8
    figures: float = 0.5
    short: int = 20


@dataclass(frozen=True, slots=True)
class Match:
    """A known item that a text is a copy of. `shared`: words in common, estimated from the sketches."""

    key: int
    method: str
    score: float
    threshold: float
    shared: int


class Copies:
    """The index of one partition."""

    def __init__(self, thresholds: Thresholds | None = None) -> None:
        """`thresholds` hold where a call of `matches` gives none."""
        self._thresholds = thresholds or Thresholds()
        self._rows: dict[int, tuple[Fingerprint, int]] = {}
        self._postings: defaultdict[int | str, set[int]] = defaultdict(set)
        self._hours: defaultdict[int, set[int]] = defaultdict(set)

    def __len__(self) -> int:
        return len(self._rows)

    def add(self, key: int, fingerprint: Fingerprint, seconds: int) -> None:
        """Know an item from now on. `key`: unique, in order of publication; `seconds`: its event time."""
        self._rows[key] = (fingerprint, seconds)
        for value in _indexed(fingerprint):
            self._postings[value].add(key)
        self._hours[seconds // SECONDS_A_BUCKET].add(key)

    def matches(self, fingerprint: Fingerprint, thresholds: Thresholds | None = None) -> list[Match]:
        """The known items this text is a copy of: the same text before others, then the earliest."""
        limits = thresholds or self._thresholds
        found: set[int] = set()
        values: set[int | str] = {fingerprint.text_hash, *_anchors(fingerprint.sketch)}
        for value in values:
            found |= self._postings.get(value, set())
        sketch = unpack(fingerprint.sketch)
        judged = (self._judge(key, fingerprint.text_hash, sketch, limits) for key in sorted(found))
        return sorted((match for match in judged if match), key=lambda match: match.method != "same-text")

    def _judge(self, key: int, text_hash: str, sketch: Sketch, limits: Thresholds) -> Match | None:
        row, _ = self._rows[key]
        if row.text_hash == text_hash:
            return Match(key, "same-text", 1.0, 1.0, sketch.words)
        known = unpack(row.sketch)
        if min(sketch.words, known.words) < limits.short:
            return None
        alike = likeness(sketch, known)
        if alike.figures < limits.figures:
            return None
        shared = min(round(alike.shared) + WORDS_A_SHINGLE - 1, sketch.words, known.words)
        if alike.resemblance >= limits.resemblance:
            return Match(key, "near-text", round(alike.resemblance, 4), limits.resemblance, shared)
        if alike.containment >= limits.containment:
            return Match(key, "contained", round(alike.containment, 4), limits.containment, shared)
        return None

    def expire(self, before: int) -> int:
        """Forget what is older than `before`, in seconds of event time; the count of it."""
        old = [hour for hour in self._hours if hour <= before // SECONDS_A_BUCKET]
        gone = [key for hour in old for key in self._hours[hour] if self._rows[key][1] < before]
        for key in gone:
            self._forget(key)
        return len(gone)

    def _forget(self, key: int) -> None:
        row, seconds = self._rows.pop(key)
        hour = seconds // SECONDS_A_BUCKET
        self._hours[hour].discard(key)
        if not self._hours[hour]:
            del self._hours[hour]
        for value in _indexed(row):
            self._postings[value].discard(key)
            if not self._postings[value]:
                del self._postings[value]


def _indexed(fingerprint: Fingerprint) -> set[int | str]:
    return {fingerprint.text_hash, *_anchors(fingerprint.sketch)[:INDEXED]}


def _anchors(sketch: bytes) -> list[int]:
    return list(np.frombuffer(sketch, "<u4", offset=CORE).tolist())

"""Which known items a text is a copy of: the index of one scope's window, and the decision.

The caller keeps what stands behind a key, adds only what was published as a story (a copy is none), and leaves out an
item's own earlier versions. Results depend on what was added and not expired, never on the order of adding.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from schemas.fingerprint import Fingerprint
from schemas.sketch import (
    CORE,
    LEAD_ANCHORS,
    SUBJECT_BITS,
    WORDS_A_SHINGLE,
    Likeness,
    Sketch,
    agreement,
    likeness,
    overlaps,
    unpack,
)
from streams.stages.copies.calendar import Calendar
from streams.stages.copies.cards import INDEXED, Card, Cards
from streams.stages.copies.postings import Postings

SAME_TEXT, NEAR_TEXT, CONTAINED = "same-text", "near-text", "contained"
FEW = 4  # candidates that are judged one by one; of more, those without a chance are sorted out together before
JUDGED = 32  # candidates at most, the likest first: more are issues of one template
EXTENDED = 1.3  # times as many words: a copy with a paragraph more, where a footer of an agency's is less
DOUBT = 0.75  # of the threshold: where a containment may well lie below, the sketches are too coarse to tell
# Of Reuters items 67 % of pairs drawn at random are unlike, and none of those that share three tenths or of flashes and
# their stories; of the halves of one story, a writethru without a sentence of the first version, 28 %.
LITTLE = 10  # words: less says nothing
SHARED_BY_CHANCE = 0.1  # containment up to which nothing is shared
NAMES_BY_CHANCE = 0.15  # the same of the names in the leads
FEW_NAMES, MANY_WORDS = 2, 40  # fewer names say nothing, and so many words must do without them


@dataclass(frozen=True, slots=True)
class Thresholds:
    """What makes a copy; shares from 0 to 1, lengths in words.

    Of the words: `resemblance` of shingles (Jaccard), or `containment` of the shorter text's shingles. Of the numbers:
    `figures`, the share of those of the text with fewer that the other has too; two issues of a table, or two
    companies' results, differ in most.

    Of the subject: names that each lead has and the other's lacks mean another one, where less than `all_figures`
    agree, unless figures and resemblance reach `nearly`; in texts shorter than `short`, where a template says little
    else, unless the containment reaches `wholly` without the resemblance being `nearly` (a part, or in a frame);
    elsewhere, from two names on, unless it reaches `wholly`, or between
    texts that begin alike `within`, or the resemblance `alike`.

    Of the length: a text shorter than `brief` is a copy only of one that begins with it, one shorter than `flash` only
    of the same. And a text is no copy of a part of it that is shorter than `fuller`: a flash must not hide the story.
    """

    resemblance: float = 0.5
    containment: float = 0.8
    figures: float = 0.55
    all_figures: float = 0.999
    nearly: float = 0.85
    alike: float = 0.7
    within: float = 0.9
    wholly: float = 0.95
    short: int = 60
    brief: int = 20
    flash: int = 12
    fuller: int = 40


@dataclass(frozen=True, slots=True)
class Match:
    """A known item that a text is a copy of.

    `score` and `threshold` are of the method's measure. `shared`, the number of words in common, is estimated from the
    sketches. `fuller`: how many times as many words as the known item the text has. `extends` says that it is the
    same text told on: it begins alike, holds the known item, and is `EXTENDED`.
    """

    key: int
    method: str
    score: float
    threshold: float
    shared: int
    fuller: float
    extends: bool = False


def copy_of(text: Fingerprint, known: Fingerprint, thresholds: Thresholds, key: int = 0) -> Match | None:
    """Whether a text is a copy of one known item, by the same rules as of all in an index."""
    values = np.frombuffer(text.sketch[CORE:], "<u4")
    anchors = np.frombuffer(known.sketch[CORE:], "<u4")[:INDEXED].tolist()
    card = Card(known.sketch[:CORE], bytes.fromhex(known.text_hash), tuple(anchors), key, 0)
    return _Judge(bytes.fromhex(text.text_hash), text.sketch, values, thresholds).match(card)


def unlike(one: Fingerprint, other: Fingerprint) -> bool:
    """Whether nothing speaks for two texts being versions of one: neither words nor names. In doubt, something does."""
    a, b = unpack(one.sketch), unpack(other.sketch)
    words = min(a.words, b.words)
    if one.text_hash == other.text_hash or words < LITTLE or likeness(a, b).containment >= SHARED_BY_CHANCE:
        return False
    if min(a.subject.bit_count(), b.subject.bit_count()) < FEW_NAMES:
        return words >= MANY_WORDS
    return agreement(a.subject, b.subject, SUBJECT_BITS) < NAMES_BY_CHANCE


class Copies:
    """The index of one partition."""

    def __init__(self, thresholds: Thresholds | None = None) -> None:
        """`thresholds` hold where a call of `matches` gives none."""
        self._thresholds = thresholds or Thresholds()
        self._cards = Cards()
        self._postings = Postings(self._cards.age)
        self._calendar = Calendar(self._cards.seconds)

    def __len__(self) -> int:
        return len(self._cards)

    @property
    def nbytes(self) -> int:
        """Bytes held, in use or not yet."""
        return self._cards.nbytes + self._postings.nbytes + self._calendar.nbytes

    def add(self, key: int, fingerprint: Fingerprint, seconds: int) -> None:
        """Know an item from now on. `key`: unique, in order of publication; `seconds`: its event time."""
        place = self._cards.put(key, fingerprint, seconds)
        self._calendar.add(place)
        for value in self._cards.values(place):
            self._postings.add(value, place)

    def expire(self, before: int) -> int:
        """Forget what happened before that second, which must never go back; how many items."""
        count = 0
        for place in self._calendar.before(before):
            for value in self._cards.values(place):
                self._postings.discard(value, place)
            self._cards.take(place)
            count += 1
        return count

    def matches(self, fingerprint: Fingerprint, thresholds: Thresholds | None = None) -> list[Match]:
        """The known items this text is a copy of: the same text before others, then the earliest first.

        Raises:
            ValueError: the sketch has another layout.
        """
        text_hash = bytes.fromhex(fingerprint.text_hash)
        values = np.frombuffer(fingerprint.sketch[CORE:] or text_hash[:4], "<u4")
        places = list(set(self._postings.find(values)))
        if not places:
            return []
        judge = _Judge(text_hash, fingerprint.sketch, values, thresholds or self._thresholds)
        if len(places) > FEW:
            places = judge.likely(places, self._cards)
        found = [match for place in places if (match := judge.match(self._cards[place]))]
        return sorted(found, key=lambda match: (match.method != SAME_TEXT, match.key))


class _Judge:
    """One text against one known item after the other."""

    def __init__(self, text_hash: bytes, sketch: bytes, values: NDArray[np.uint32], limits: Thresholds) -> None:
        self._hash, self._sketch, self._values, self._limits = text_hash, sketch, frozenset(values.tolist()), limits
        self._lead = frozenset(values[:LEAD_ANCHORS].tolist())
        self._text = unpack(sketch)

    def likely(self, places: list[int], cards: Cards) -> list[int]:
        """The places that may hold a copy, at most `JUDGED`."""
        limits = self._limits
        # Of what resembles so much, the shorter holds at least this share in the longer.
        least = min(2 * limits.resemblance / (1 + limits.resemblance), limits.containment)
        shares = overlaps(self._sketch, cards.sketches(places))
        order = np.lexsort((np.array(cards.keys(places)), -shares))[:JUDGED]
        return [places[index] for index in order.tolist() if shares[index] >= least]

    def match(self, known: Card) -> Match | None:
        if self._hash.startswith(known.text_hash):
            return Match(known.key, SAME_TEXT, 1.0, 1.0, self._text.words, 1.0)
        sketch = unpack(known.sketch)
        if not self._comparable(sketch, known):
            return None
        alike = likeness(self._text, sketch)
        if alike.figures < self._limits.figures or self._other_subject(alike, sketch, known):
            return None
        return self._scored(known, sketch, alike)

    def _comparable(self, sketch: Sketch, known: Card) -> bool:
        words, limits = self._text.words, self._limits
        if min(words, sketch.words) >= limits.brief:
            return True
        return limits.flash <= words < sketch.words and self._begins_alike(known)

    def _begins_alike(self, known: Card) -> bool:
        return not self._values.isdisjoint(known.anchors[:LEAD_ANCHORS])

    def _other_subject(self, alike: Likeness, sketch: Sketch, known: Card) -> bool:
        limits = self._limits
        if not alike.strangers:
            return False
        if alike.figures < limits.all_figures:
            return min(alike.figures, alike.resemblance) < limits.nearly
        if min(self._text.words, sketch.words) < limits.short:
            return alike.containment < limits.wholly or alike.resemblance >= limits.nearly
        if alike.strangers == 1:
            return False
        if not self._begins_alike(known):
            return alike.containment < limits.wholly
        return alike.resemblance < limits.alike and alike.containment < limits.within

    def _extends(self, card: Card, known: Sketch, alike: Likeness) -> bool:
        longer = self._text.words >= EXTENDED * known.words and alike.containment >= self._limits.containment
        return longer and not self._lead.isdisjoint(card.anchors[:LEAD_ANCHORS])

    def _scored(self, card: Card, known: Sketch, alike: Likeness) -> Match | None:
        key, limits, words = card.key, self._limits, self._text.words
        extends = self._extends(card, known, alike)
        shared = min(round(alike.shared) + WORDS_A_SHINGLE - 1, words, known.words)
        fuller = round(words / known.words, 2)
        if alike.resemblance >= limits.resemblance:
            return Match(key, NEAR_TEXT, round(alike.resemblance, 4), limits.resemblance, shared, fuller, extends)
        sure = alike.containment - alike.spread >= DOUBT * limits.containment
        if alike.containment >= limits.containment and sure and (words <= known.words or known.words >= limits.fuller):
            return Match(key, CONTAINED, round(alike.containment, 4), limits.containment, shared, fuller, extends)
        return None

"""How much of a paragraph's vocabulary stands already in the story so far, for every place the story may have begun.

Lexical cohesion after Hearst (TextTiling, Computational Linguistics 23, 1997), each word weighted by its rarity, and
counted from the story's beginning instead of in a fixed block, so that a short story before does not blur the border.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from streams.stages.pages.arrays import Flags, Floats, Integers
from streams.stages.pages.words import STEM, Paragraph, common

WINDOW = 60  # paragraphs a story is looked back, and the oldest age told apart: an older mention adds nothing
BLOCK = 3  # paragraphs on each side of a gap whose likeness is taken
FOLLOWING = 4  # paragraphs in which a lead's words come back
TEXTS = 57_352  # counted for the table of frequencies
UNKNOWN = 4.0  # texts a word is taken to stand in that the table does not have
SMOOTH = 3.0  # weight added to a paragraph's own, so that a short one is not all or nothing
UNTABLED = 8.0  # weight of a word of full length that stands once on a page whose language has no table
LEAST_RARE = 0.15  # of its weight is left to a word that stands all over the page


def rarity(paragraphs: Sequence[Paragraph], *, english: bool) -> dict[str, float]:
    """Weight of each stem: how rare it is in news at large, less for what stands all over this page.

    Where no table says how rare a word is, its length stands for it, and its spread over the page counts twice.
    """
    on_page: Counter[str] = Counter()
    for paragraph in paragraphs:
        on_page.update(paragraph.words)
        on_page.update(paragraph.names)
    table, whole = common(), math.log(len(paragraphs) + 1)
    spread = {seen: max(LEAST_RARE, 1.0 - math.log(0.7 * seen + 0.3) / whole) for seen in set(on_page.values())}
    if not english:
        return {stem: UNTABLED * len(stem) / STEM * spread[seen] ** 2 for stem, seen in on_page.items()}
    return {stem: math.log(TEXTS / (table.get(stem, 0) + UNKNOWN)) * spread[seen] for stem, seen in on_page.items()}


@dataclass(frozen=True, slots=True)
class Mentions:
    """Every (word, paragraph) of a page in order of word, then paragraph: ids, paragraphs, weights."""

    count: int
    word: Integers
    place: Integers
    weight: Floats

    def earlier(self, ahead: int) -> tuple[Floats, Floats]:
        """`[gap, age]`: weight of the words of paragraph gap + ahead that stand in the `age` paragraphs before the gap.

        And `[gap]`: the weight of all its words.
        """
        gap = self.place - ahead
        keys = self.word * (self.count + 1)
        last = np.searchsorted(keys + self.place, keys + gap) - 1
        age = gap - self.place[last]
        used = (gap > 0) & (last >= 0) & (self.word[last] == self.word) & (age <= WINDOW)
        cells = gap[used] * (WINDOW + 1) + age[used]
        sums = _sums(cells, self.weight[used], self.count * (WINDOW + 1)).reshape(self.count, WINDOW + 1)
        inside = gap >= 0
        return np.cumsum(sums, axis=1)[:, 1:], _sums(gap[inside], self.weight[inside], self.count)

    def share_earlier(self, *aheads: int) -> Floats:
        """`[gap, age]`: which share of the words of the paragraphs gap + ahead stands in the story so far."""
        parts = [self.earlier(ahead) for ahead in aheads]
        return sum(sums for sums, _ in parts) / (sum(totals for _, totals in parts)[:, None] + SMOOTH)  # type: ignore[index]

    def share_following(self) -> Floats:
        """`[paragraph]`: which share of its words comes back in the next ones."""
        again = np.where(self._going_on(FOLLOWING), self.weight, 0.0)
        totals = np.bincount(self.place, self.weight, self.count)
        shares: Floats = np.bincount(self.place, again, self.count) / (totals + SMOOTH)
        return shares

    def share_of_next(self) -> Floats:
        """`[paragraph]`: which share of the words of the next one stands in it."""
        here = np.where(self._going_on(1), self.weight, 0.0)
        totals = np.bincount(self.place, self.weight, self.count + 1)[1 : self.count + 1]
        shares: Floats = np.bincount(self.place, here, self.count) / (totals + SMOOTH)
        return shares

    def new_going_on(self) -> Floats:
        """`[gap, age]`: log weight of its words that the story so far has not, and that come back in the next ones."""
        known, total = replace(self, weight=np.where(self._going_on(FOLLOWING), self.weight, 0.0)).earlier(0)
        return np.log1p(np.maximum(0.0, total[:, None] - known))

    def _going_on(self, reach: int) -> Flags:
        """Of each mention, whether the word stands in the next `reach` paragraphs too."""
        again = (np.diff(self.word) == 0) & (np.diff(self.place) <= reach)
        return np.append(again, np.zeros(min(1, len(self.word)), dtype=bool))


def mentions(sets: Sequence[frozenset[str]], weight: dict[str, float]) -> Mentions:
    """The mentions of the words in `sets`, one set a paragraph."""
    number = {stem: place for place, stem in enumerate(weight)}
    count = len(sets)
    keys = np.array(
        [number[stem] * count + place for place, stems in enumerate(sets) for stem in stems], dtype=np.int64
    )
    keys.sort()
    word, place = np.divmod(keys, max(1, count))
    return Mentions(count, word, place, np.fromiter(weight.values(), float, len(weight))[word])


def likeness(*found: Mentions) -> Floats:
    """`[gap]`: cosine of the blocks before and after each gap; 0 at the first.

    Words count by the root of how many paragraphs of the block have them. Different mentions hold different words.
    """
    parts = [_products(each) for each in found]
    top, left, right = (sum(part[side] for part in parts) for side in range(3))
    cosines: Floats = top / np.sqrt(left * right + 1e-9)
    return cosines


def _sums(places: Integers, weights: Floats, length: int) -> Floats:
    """`[place]`: the sum of its weights."""
    return np.bincount(places, weights, length).astype(np.float64, copy=False)


def _products(found: Mentions) -> tuple[Floats, Floats, Floats]:
    """`[gap]`: product of the two blocks' weights, square of the one before, square of the one after."""
    left, left_square = _blocks(found, range(1, BLOCK + 1))
    right, right_square = _blocks(found, range(1 - BLOCK, 1))
    both, here, there = np.intersect1d(left, right, assume_unique=True, return_indices=True)
    stride = found.count + BLOCK
    sums = (
        _sums(both % stride, np.sqrt(left_square[here] * right_square[there]), stride),
        _sums(left % stride, left_square, stride),
        _sums(right % stride, right_square, stride),
    )
    return sums[0][: found.count], sums[1][: found.count], sums[2][: found.count]


def _blocks(found: Mentions, shifts: range) -> tuple[Integers, Floats]:
    """Keys (word, gap) of the blocks, and for each the squared weight of the word times its paragraphs there."""
    stride = found.count + BLOCK
    gaps = np.concatenate([found.place + shift for shift in shifts])
    words = np.tile(found.word, len(shifts))
    real = gaps >= 0
    keys, at, times = np.unique((words * stride + gaps)[real], return_index=True, return_counts=True)
    return keys, np.tile(found.weight**2, len(shifts))[real][at] * times

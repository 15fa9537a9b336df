"""Which items hold a value: a hash table in flat arrays, for millions of items in little memory.

A value is a uniformly distributed uint32, an item's place a positive uint32. A dictionary would take some hundred bytes
an entry; this takes about nine.
"""

from collections import defaultdict
from collections.abc import Callable
from heapq import nlargest
from itertools import chain

import numpy as np
from numpy.typing import NDArray

LISTED = 24  # newest places found for one value; what more items share than that, such as boilerplate, says little
_WIDTH = 32  # entries a bucket: its tags fill one line of a processor's cache
_FIRST = 1 << 16  # buckets; not fewer, so that a bucket's values differ in their low 16 bits
_FULL = 0.75  # share of entries in use at which the table grows: by then one in two hundred stands beside it
_GROWTH = 1.25
_SLICE = 1 << 12  # buckets moved at a time while it grows, for little extra memory
_VALUE_BITS = 32
_TAG = 0xFFFF
_BESIDE_BYTES = 250  # of a dictionary's entry, its list and pair, about


class Postings:
    """Buckets divide the range of values evenly and in order; an entry is the value's low bits and a place."""

    def __init__(self, age: Callable[[int], tuple[int, int]]) -> None:
        """`age` orders places: the newest has the highest."""
        self._age = age
        self._make(_FIRST)

    def _make(self, buckets: int) -> None:
        self._buckets = buckets
        self._tags = np.zeros((buckets, _WIDTH), np.uint16)
        self._places = np.zeros(buckets * _WIDTH, np.uint32)
        self._filled = np.zeros(buckets, np.uint8)
        self._tag_at, self._place_at = self._tags.reshape(-1).data, self._places.data
        self._filled_at = self._filled.data
        self._beside: dict[int, list[tuple[int, int]]] = {}  # bucket: values and places it has no room for
        self._count = 0

    @property
    def nbytes(self) -> int:
        """Bytes held, most of the time fewer of them in use."""
        arrays = self._tags.nbytes + self._places.nbytes + self._filled.nbytes
        return arrays + _BESIDE_BYTES * sum(map(len, self._beside.values()))

    def add(self, value: int, place: int) -> None:
        """Enter an item under a value."""
        if self._count >= self._buckets * _WIDTH * _FULL:
            self._grow()
        bucket = value * self._buckets >> _VALUE_BITS
        filled = self._filled_at[bucket]
        if filled == _WIDTH:
            self._add_beside(bucket, value, place)
            return
        at = bucket * _WIDTH + filled
        self._tag_at[at] = value & _TAG
        self._place_at[at] = place
        self._filled_at[bucket] = filled + 1
        self._count += 1

    def _add_beside(self, bucket: int, value: int, place: int) -> None:
        """Where a bucket is full, the oldest of more than `LISTED` items of one value gives way."""
        self._beside.setdefault(bucket, []).append((value, place))
        start, tag = bucket * _WIDTH, value & _TAG
        listed = [self._place_at[at] for at in range(start, start + _WIDTH) if self._tag_at[at] == tag]
        listed += [other for known, other in self._beside[bucket] if known == value]
        if len(listed) > LISTED:
            self.discard(value, min(listed, key=self._age))

    def discard(self, value: int, place: int) -> None:
        """Take an item out from under a value, where it is listed."""
        bucket, tag = value * self._buckets >> _VALUE_BITS, value & _TAG
        start = bucket * _WIDTH
        places = self._place_at[start : start + self._filled_at[bucket]].tolist()
        for index, known in enumerate(places):
            if known == place and self._tag_at[start + index] == tag:
                self._remove(bucket, start + index)
                return
        if (value, place) in self._beside.get(bucket, ()):
            self._beside[bucket].remove((value, place))
            if not self._beside[bucket]:
                del self._beside[bucket]

    def _remove(self, bucket: int, at: int) -> None:
        if bucket in self._beside:
            value, place = self._beside[bucket].pop()
            if not self._beside[bucket]:
                del self._beside[bucket]
            self._tag_at[at], self._place_at[at] = value & _TAG, place
            return
        self._filled_at[bucket] -= 1
        self._count -= 1
        last = bucket * _WIDTH + self._filled_at[bucket]
        self._tag_at[at], self._place_at[at] = self._tag_at[last], self._place_at[last]
        self._place_at[last] = 0

    def find(self, values: NDArray[np.uint32]) -> list[int]:
        """The places under any of the values, some more than once: for each value its `LISTED` newest."""
        buckets = values.astype(np.int64) * self._buckets >> _VALUE_BITS
        at = np.flatnonzero(self._tags.take(buckets, 0) == values.astype(np.uint16)[:, None])
        places = self._places.take(buckets.take(at // _WIDTH) * _WIDTH + at % _WIDTH).tolist() if len(at) else []
        beside = [] if self._beside.keys().isdisjoint(buckets.tolist()) else self._find_beside(values, buckets)
        if len(places) + len(beside) <= LISTED:
            return [place for place in places if place] + [place for _, place in beside]
        rows = zip((at // _WIDTH).tolist(), places, strict=True)
        return self._newest([(row, place) for row, place in rows if place] + beside)

    def _find_beside(self, values: NDArray[np.uint32], buckets: NDArray[np.int64]) -> list[tuple[int, int]]:
        return [
            (row, place)
            for row, (value, bucket) in enumerate(zip(values.tolist(), buckets.tolist(), strict=True))
            for known, place in self._beside.get(bucket, ())
            if known == value
        ]

    def _newest(self, found: list[tuple[int, int]]) -> list[int]:
        lists = defaultdict(list)
        for row, place in found:
            lists[row].append(place)
        return [
            place
            for listed in lists.values()
            for place in (listed if len(listed) <= LISTED else nlargest(LISTED, listed, self._age))
        ]

    def _grow(self) -> None:
        tags, places, beside = self._tags, self._places.reshape(-1, _WIDTH), self._beside
        self._make(int(self._buckets * _GROWTH))
        for start in range(0, len(tags), _SLICE):
            buckets = np.arange(start, min(start + _SLICE, len(tags)))
            lowest = -(-(buckets << _VALUE_BITS) // len(tags))[:, None]
            values = lowest + (tags[buckets] - lowest & _TAG)
            used = places[buckets] > 0
            self._enter(values[used], places[buckets][used])
        for value, place in chain.from_iterable(beside.values()):
            self.add(value, place)

    def _enter(self, values: NDArray[np.int64], places: NDArray[np.uint32]) -> None:
        order = values.argsort()
        values, places = values[order], places[order]
        buckets = values * self._buckets >> _VALUE_BITS
        rank = np.arange(len(buckets)) - np.searchsorted(buckets, buckets) + self._filled[buckets]
        fits = rank < _WIDTH
        at = (buckets * _WIDTH + rank)[fits]
        self._tags.reshape(-1)[at] = values[fits] & _TAG
        self._places[at] = places[fits]
        np.add.at(self._filled, buckets[fits], 1)
        self._count += len(at)
        for value, place in zip(values[~fits].tolist(), places[~fits].tolist(), strict=True):
            self.add(value, place)

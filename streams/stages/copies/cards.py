"""What the index keeps of an item: one card of fixed size, side by side in one array, places used again."""

from array import array
from struct import Struct
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from schemas.fingerprint import Fingerprint
from schemas.sketch import CORE

INDEXED = 5  # anchors under which an item is listed: two of its lead, its three lowest
HASH_BYTES = 8  # kept of a text's hash: two texts of a million million million may meet in them
_FORM = Struct(f"<{CORE}s{HASH_BYTES}s{INDEXED}IqI")
_HASH = Struct("<I")
_ANCHORS = Struct(f"<{INDEXED}I")
_AGE = Struct("<qI")
_AGE_AT = _FORM.size - _AGE.size
_LATEST = (1 << 32) - 1  # seconds: the year 2106
_FIRST = 1024
_GROWTH = 1.25


class Card(NamedTuple):
    """An item: its sketch, the start of its text's hash, the anchors it is listed under, the caller's key, its time."""

    sketch: bytes
    text_hash: bytes
    anchors: tuple[int, ...]
    key: int
    seconds: int


class Cards:
    """Places 1 and up, each with a card or free."""

    def __init__(self) -> None:
        """Without a card."""
        self._rows = np.zeros((_FIRST, _FORM.size), np.uint8)
        self._bytes = self._rows.reshape(-1).data
        self._free = array("I")
        self._next = 1

    def __len__(self) -> int:
        return self._next - 1 - len(self._free)

    @property
    def nbytes(self) -> int:
        """Bytes held."""
        return self._rows.nbytes + self._free.itemsize * len(self._free)

    def put(self, key: int, fingerprint: Fingerprint, seconds: int) -> int:
        """Lay down a card; its place. Times are kept from 1970 to 2106, those beyond as the nearest."""
        place = self._free.pop() if self._free else self._new_place()
        at = place * _FORM.size
        card = fingerprint.sketch[:CORE] + bytes.fromhex(fingerprint.text_hash[: 2 * HASH_BYTES])
        card = (card + fingerprint.sketch[CORE : CORE + 4 * INDEXED]).ljust(_AGE_AT, b"\0")
        self._bytes[at : at + _AGE_AT] = card
        _AGE.pack_into(self._bytes, at + _AGE_AT, key, min(max(seconds, 0), _LATEST))
        return place

    def _new_place(self) -> int:
        place, self._next = self._next, self._next + 1
        if place == len(self._rows):
            rows = np.zeros((int(place * _GROWTH), _FORM.size), np.uint8)
            rows[:place] = self._rows
            self._rows, self._bytes = rows, rows.reshape(-1).data
        return place

    def take(self, place: int) -> None:
        """Free a place."""
        self._free.append(place)

    def __getitem__(self, place: int) -> Card:
        sketch, text_hash, *anchors, key, seconds = _FORM.unpack_from(self._bytes, place * _FORM.size)
        return Card(sketch, text_hash, tuple(anchors), key, seconds)

    def values(self, place: int) -> set[int]:
        """Under which an item is found: its anchors, or the start of its text's hash where it has none."""
        at = place * _FORM.size + CORE
        anchors = {*_ANCHORS.unpack_from(self._bytes, at + HASH_BYTES)} - {0}
        return anchors or {*_HASH.unpack_from(self._bytes, at)}

    def age(self, place: int) -> tuple[int, int]:
        """Event time and key: the newest has the highest."""
        key, seconds = _AGE.unpack_from(self._bytes, place * _FORM.size + _AGE_AT)
        return seconds, key

    def seconds(self, place: int) -> int:
        """Event time."""
        return self.age(place)[0]

    def sketches(self, places: list[int]) -> NDArray[np.uint8]:
        """The sketches at places, packed, one a row."""
        return self._rows.take(places, 0)[:, :CORE]

    def keys(self, places: list[int]) -> list[int]:
        """The keys at places."""
        return [self.age(place)[1] for place in places]

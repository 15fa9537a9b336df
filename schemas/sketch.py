"""The sketch of a text: its layout in bytes, and the one definition of how alike two texts are.

`streams.stages.fingerprint` makes sketches, `streams.stages.compare` judges copies by them, and grouping stories on one
event may use the same likeness. Likeness speaks of shingles: a text's distinct runs of five words.
"""

import struct
from dataclasses import dataclass
from math import log, sqrt

import numpy as np
from numpy.typing import NDArray

WORDS_A_SHINGLE = 5  # rare enough to be a sign of copying, short enough to survive edits
BITS = 512  # of the bitmap of shingles: an item of 870 characters, 140 shingles, fills a quarter of it
FILLED = 1200  # distinct shingles at most in a bitmap; beyond, estimates would lose more than sampling does
MAX_LEVEL = 8  # of sampling: texts beyond some 300,000 distinct shingles have no bitmap
FIGURE_BITS = 128  # of the bitmap of numbers: exact for the ten of an ordinary item, enough for a table of sixty
SUBJECT_BITS = 64  # of the bitmap of names in the lead, ten or so
ANCHORS = 24  # lowest hashes of a text, at least; it is found in another as much longer as that has more
WORDS_AN_ANCHOR = 16
MOST_ANCHORS = 64
LEAD = 10  # shingles of the beginning, which excerpts keep
LEAD_ANCHORS = 2
MOST_WORDS = (1 << 16) - 1  # counted; more are as many
LAYOUT = 1  # to be raised with every change to what sketches hold: rows of another layout must be made again
_ANCHOR = struct.Struct("<I")
_FORM = struct.Struct(f"<BBH{BITS // 8}s{FIGURE_BITS // 8}s{SUBJECT_BITS // 8}s")
_LEVEL_AT, _BITS_AT = 1, slice(4, 4 + BITS // 8)
CORE = _FORM.size  # bytes from which likeness is judged; anchors follow, little-endian uint32 each, first the lead's


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text in brief.

    `words` counts its words, up to `MOST_WORDS`. `bits` is a bitmap of its shingles by their hash h: at `level` 0 each
    sets position h mod BITS. Level n keeps those whose position is below BITS >> n and spreads them over the whole
    bitmap again by n further bits of h, so that long texts do not fill it and sketches of two levels can still be
    compared. `figures` is a bitmap of its distinct numbers, `subject` one of the names in its lead.
    """

    words: int
    level: int
    bits: int
    figures: int
    subject: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """`resemblance` (Jaccard) and `containment` (of the shorter text) of shingles, `shared` shingles, all estimated.

    `spread` is the standard error of containment. `figures` is the share of the numbers of the text with fewer that the
    other has too, 1 where it has none. `strangers` counts, for the text that has fewer of them, the names of the lead
    that the other's lead lacks: 0 where one lead has all of the other.
    """

    resemblance: float
    containment: float
    shared: float
    spread: float
    figures: float
    strangers: int


def pack(words: int, level: int, bits: bytes, figures: int, subject: int) -> bytes:
    """The first `CORE` bytes of a sketch, from the fields of `Sketch`; `bits` as bytes, lowest position first."""
    return _FORM.pack(
        LAYOUT,
        level,
        min(words, MOST_WORDS),
        bits,
        figures.to_bytes(FIGURE_BITS // 8, "little"),
        subject.to_bytes(SUBJECT_BITS // 8, "little"),
    )


def unpack(data: bytes) -> Sketch:
    """The sketch whose packed bytes these are, anchors or not.

    Raises:
        ValueError: another layout.
    """
    layout, level, words, bits, figures, subject = _FORM.unpack_from(data)
    if layout != LAYOUT:
        raise ValueError(f"a sketch of layout {layout}, this worker reads {LAYOUT}")
    return Sketch(words, level, _number(bits), _number(figures), _number(subject))


def anchors(data: bytes) -> list[int]:
    """The hashes by which a sketch finds others: up to `LEAD_ANCHORS` of its lead, then the lowest of all."""
    return [anchor for (anchor,) in _ANCHOR.iter_unpack(data[CORE:])]


def overlaps(sketch: bytes, others: NDArray[np.uint8]) -> NDArray[np.float64]:
    """At least how much of the emptier bitmap lies in the fuller one, for sketches packed one a row; 1 across levels.

    No containment is estimated higher than this: it sorts out quickly what `likeness` would refuse.
    """
    mine = np.frombuffer(sketch, np.uint8, CORE)
    bits = np.bitwise_count(others[:, _BITS_AT])
    both = np.bitwise_count(others[:, _BITS_AT] & mine[_BITS_AT]).sum(1)
    fewer = np.minimum(bits.sum(1), np.bitwise_count(mine[_BITS_AT]).sum())
    return np.where(others[:, _LEVEL_AT] == mine[_LEVEL_AT], both / np.maximum(fewer, 1), 1.0)


def _number(data: bytes) -> int:
    return int.from_bytes(data, "little")


def _count(bitmap: int, size: int) -> float:
    """How many distinct things were hashed into a bitmap: linear counting (Whang et al. 1990)."""
    return -size * log(1 - min(bitmap.bit_count(), size - 0.5) / size)


def likeness(a: Sketch, b: Sketch) -> Likeness:
    """How alike two texts are; symmetrical.

    What two bitmaps share is counted by inclusion and exclusion, so that chance meetings do not count (Swamidass and
    Baldi 2007).
    """
    bits_a, bits_b, size, level = _on_one_level(a, b)
    count_a, count_b, union = _count(bits_a, size), _count(bits_b, size), _count(bits_a | bits_b, size)
    shared, fewer = max(0.0, count_a + count_b - union), min(count_a, count_b)
    return Likeness(
        resemblance=min(1.0, shared / union) if union else 0.0,
        containment=min(1.0, shared / fewer) if fewer else 0.0,
        shared=shared * 2**level,
        spread=_spread(bits_a, bits_b, size),
        figures=agreement(a.figures, b.figures, FIGURE_BITS),
        strangers=min((a.subject & ~b.subject).bit_count(), (b.subject & ~a.subject).bit_count()),
    )


def _on_one_level(a: Sketch, b: Sketch) -> tuple[int, int, int, int]:
    if a.level == b.level:
        return a.bits, b.bits, BITS, a.level
    level = max(a.level, b.level)
    return _reduced(a, level), _reduced(b, level), BITS >> level, level


def _reduced(sketch: Sketch, level: int) -> int:
    """What a bitmap holds of the positions that a coarser level also keeps, folded onto BITS >> level positions."""
    span, folded = BITS >> sketch.level, 0
    for part in range(2**sketch.level):
        folded |= sketch.bits >> (part * span)
    return folded & ((1 << (BITS >> level)) - 1)


def _spread(a: int, b: int, size: int) -> float:
    """Standard error of containment: bits of the emptier bitmap that the fuller one covers by chance."""
    fewer, more = sorted((a.bit_count(), b.bit_count()))
    chance = more / size
    return sqrt(chance / (fewer * (1 - chance))) if fewer > 0 and more < size else 1.0


def agreement(a: int, b: int, size: int) -> float:
    """The share of what was hashed into the emptier of two bitmaps of `size` bits that is in the other too, estimated.

    1 where it is empty.
    """
    count_a, count_b = _count(a, size), _count(b, size)
    fewer = min(count_a, count_b)
    return min(1.0, max(0.0, count_a + count_b - _count(a | b, size)) / fewer) if fewer else 1.0

"""The sketch of a text: its layout in bytes, and the one definition of how alike two texts are.

`streams.stages.fingerprint` makes sketches, `streams.stages.compare` judges copies with them, and grouping stories on
one event may use the same likeness later.
"""

import struct
from dataclasses import dataclass
from math import log

WORDS_A_SHINGLE = 5  # runs of five words are rare enough to be a sign of copying, and short enough to survive edits
BITS = 512  # of the bitmap of shingles: at 140 shingles (870 characters) it is a quarter full
FIGURE_BITS = 128
LAYOUT = 1
_HEADER = struct.Struct("<BBI")
MAX_LEVEL = 8  # texts beyond some 80,000 distinct shingles have no bitmap
_BITMAP, _FIGURES = BITS // 8, FIGURE_BITS // 8
CORE = _HEADER.size + _BITMAP + _FIGURES  # bytes from which likeness is judged; anchors follow


@dataclass(frozen=True, slots=True)
class Sketch:
    """A text in brief.

    `words` counts its words. `bits` is a bitmap of its shingles by their hash h: at `level` 0 each sets position
    h mod BITS. Level n keeps those whose position is below BITS >> n and spreads them over the whole bitmap again by n
    further bits of h, so that long texts do not fill it, and sketches of two levels can still be compared. `figures`
    is a bitmap of its distinct numbers.
    """

    words: int
    level: int
    bits: int
    figures: int


@dataclass(frozen=True, slots=True)
class Likeness:
    """`resemblance` (Jaccard) and `containment` (of the shorter) of shingles, `shared` shingles, all estimated.

    `figures` is the share of numbers of the text with fewer that the other has too; 1 where it has none.
    """

    resemblance: float
    containment: float
    shared: float
    figures: float


def pack(sketch: Sketch, anchors: bytes) -> bytes:
    """The bytes a row keeps: `CORE` bytes, then anchors (little-endian uint32 each)."""
    return b"".join(
        (
            _HEADER.pack(LAYOUT, sketch.level, sketch.words),
            sketch.bits.to_bytes(_BITMAP, "little"),
            sketch.figures.to_bytes(_FIGURES, "little"),
            anchors,
        )
    )


def unpack(data: bytes) -> Sketch:
    """The sketch of what `pack` made.

    Raises:
        ValueError: another layout.
    """
    layout, level, words = _HEADER.unpack_from(data)
    if layout != LAYOUT:
        raise ValueError(f"sketch layout {layout}, not {LAYOUT}")
    start = _HEADER.size
    bits = int.from_bytes(data[start : start + _BITMAP], "little")
    return Sketch(words, level, bits, int.from_bytes(data[start + _BITMAP : CORE], "little"))


def _count(bitmap: int, size: int) -> float:
    """How many distinct things were hashed into a bitmap: linear counting (Whang et al. 1990)."""
    return -size * log(1 - min(bitmap.bit_count(), size - 1) / size)


def _shared(a: int, b: int, size: int) -> float:
    """How many things two bitmaps share, free of chance meetings (Swamidass and Baldi 2007)."""
    return max(0.0, _count(a, size) + _count(b, size) - _count(a | b, size))


def _reduced(sketch: Sketch, level: int) -> int:
    """What a bitmap holds of the positions that a coarser level also keeps, folded onto BITS >> level positions."""
    span = BITS >> sketch.level
    folded = 0
    for part in range(2**sketch.level):
        folded |= sketch.bits >> (part * span)
    return folded & ((1 << (BITS >> level)) - 1)


def likeness(a: Sketch, b: Sketch) -> Likeness:
    """How alike two texts are, from their sketches; symmetrical."""
    level, size = max(a.level, b.level), BITS
    bits_a, bits_b = a.bits, b.bits
    if a.level != b.level:
        bits_a, bits_b, size = _reduced(a, level), _reduced(b, level), BITS >> level
    shared = _shared(bits_a, bits_b, size)
    count_a, count_b = _count(bits_a, size), _count(bits_b, size)
    union, fewer = count_a + count_b - shared, min(count_a, count_b)
    return Likeness(
        resemblance=min(1.0, shared / union) if union else 0.0,
        containment=min(1.0, shared / fewer) if fewer else 0.0,
        shared=shared * 2**level,
        figures=_figures(a.figures, b.figures),
    )


def _figures(a: int, b: int) -> float:
    fewer = min(_count(a, FIGURE_BITS), _count(b, FIGURE_BITS))
    return min(1.0, _shared(a, b, FIGURE_BITS) / fewer) if fewer else 1.0

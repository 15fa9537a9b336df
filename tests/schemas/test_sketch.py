"""Sketches estimate what the texts' own shingles say."""

import random

import numpy as np
import pytest

from schemas.sketch import BITS, CORE, MAX_LEVEL, Sketch, anchors, likeness, overlaps, pack, unpack
from streams.stages.fingerprint import fingerprint


def words(count: int, seed: int) -> list[str]:
    """Different seeds have no word in common."""
    return [f"w{seed}x{number}" for number in range(count)]


def sketch(of: list[str]) -> Sketch:
    """Of a text of these words."""
    return unpack(fingerprint("", " ".join(of)).sketch)


def shingles(of: list[str]) -> set[tuple[str, ...]]:
    """The truth that sketches estimate."""
    return {tuple(of[at : at + 5]) for at in range(len(of) - 4)}


@pytest.mark.parametrize("length", [40, 140, 400, 900, 1500, 4000, 30_000])
@pytest.mark.parametrize("kept", [0.0, 0.5, 0.7, 0.9, 1.0])
def test_resemblance_is_that_of_the_shingles(length: int, kept: float) -> None:
    """Whatever the length: over many pairs the standard error is 0.02 for ordinary items, 0.05 for the longest."""
    whole = words(length, 1)
    other = whole[: int(length * kept)] + words(length - int(length * kept), 2)
    a, b = shingles(whole), shingles(other)
    assert likeness(sketch(whole), sketch(other)).resemblance == pytest.approx(
        len(a & b) / len(a | b), abs=0.15 if length > 1000 else 0.1
    )


@pytest.mark.parametrize("host", [200, 500, 900, 1100])
def test_what_is_contained_is_wholly_contained(host: int) -> None:
    """However full the longer text's bitmap is, all of the shorter one's bits are in it."""
    part = words(100, 1)
    alike = likeness(sketch(part), sketch(words(host // 2, 2) + part + words(host // 2, 3)))
    assert alike.containment == pytest.approx(1, abs=1e-6)
    assert alike.spread < 0.6


def test_containment_across_levels() -> None:
    """A bitmap of a sample can be compared with a bitmap of everything."""
    part = words(1000, 1)
    long = part + words(3000, 2)
    assert (sketch(part).level, sketch(long).level) == (0, 2)
    assert likeness(sketch(part), sketch(long)).containment == pytest.approx(1, abs=1e-6)


def test_likeness_is_symmetrical_and_whole_with_itself() -> None:
    """An empty text is like nothing, not even itself."""
    few, many, nothing = sketch(words(60, 1)), sketch(words(60, 1)[:50] + words(900, 2)), sketch([])
    assert likeness(few, many) == likeness(many, few)
    assert likeness(few, few).resemblance == pytest.approx(1)
    assert likeness(nothing, nothing).resemblance == 0


def test_figures_agree_as_far_as_the_text_with_fewer_goes() -> None:
    """Numbers are told apart whole, and a thousands separator is no part of them."""
    a = sketch("rose 1,204.5 from 88 to 17 in 2031".split())
    b = sketch("rose 1204.5 from 89 to 17 then 5 6 7".split())
    assert likeness(a, b).figures == pytest.approx(0.5, abs=0.05)
    assert likeness(a, sketch(["no", "figures"])).figures == 1


def test_a_text_too_long_for_any_level_has_no_bitmap() -> None:
    """Full bitmaps would all be alike."""
    assert sketch(words(800_000, 1)).bits == 0


def test_pack_and_unpack() -> None:
    """What is packed comes back; anchors stand behind."""
    numbers = random.Random(1)
    bits = numbers.randbytes(BITS // 8)
    data = pack(70_000, MAX_LEVEL, bits, 5, 9) + (7).to_bytes(4, "little")
    assert unpack(data) == Sketch(65_535, MAX_LEVEL, int.from_bytes(bits, "little"), 5, 9)
    assert len(data) == CORE + 4
    assert anchors(data) == [7]


def test_another_layout_is_refused() -> None:
    """A row of another layout must be made again, not misread."""
    with pytest.raises(ValueError, match="layout 9"):
        unpack(b"\x09" + bytes(CORE))


def test_overlaps_are_never_below_containment() -> None:
    """What sorts out candidates drops none that would be judged a copy."""
    mine = fingerprint("", " ".join(words(120, 1))).sketch
    others = [words(120, 1)[:kept] + words(200, 2) for kept in range(0, 121, 10)]
    packed = [fingerprint("", " ".join(other)).sketch[:CORE] for other in others]
    shares = overlaps(mine, np.array([list(sketch) for sketch in packed], np.uint8))
    for share, other in zip(shares, packed, strict=True):
        assert share >= likeness(unpack(mine), unpack(other)).containment - 1e-9

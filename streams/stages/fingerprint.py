"""What is kept of a text to recognise it again: the hash of its normalised words, and a sketch for likeness.

Both depend on title and text alone and are the same on every machine and for ever: identities are made of the hash.
"""

import re
from collections.abc import Iterator
from hashlib import blake2b
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from schemas.fingerprint import Fingerprint
from schemas.sketch import (
    ANCHORS,
    BITS,
    FIGURE_BITS,
    FILLED,
    LEAD,
    LEAD_ANCHORS,
    MAX_LEVEL,
    MOST_ANCHORS,
    SUBJECT_BITS,
    WORDS_A_SHINGLE,
    WORDS_AN_ANCHOR,
    pack,
)
from streams.stages.copies.characters import fold

Hashes = NDArray[np.uint64]

SHORT = 20  # words: a body below that does not identify a story ("Click to read on"), so its title counts as text
PIECE = 1 << 16  # characters read at a time, so that the largest text takes little memory
LEAD_CHARS = 300  # in which the subject is named

_HASH_BYTES = 16
_MINUS = re.compile(r"-(?<![^\s(]-)(?=[$0-9])")  # a sign, no hyphen
_WORD_BYTES = bytes(
    byte if byte >= 0x80 or byte == ord("$") or chr(byte).isalnum() else ord(" ")  # noqa: PLR2004 - beyond ASCII: UTF-8
    for byte in bytes(range(256)).lower()
)
_FIGURE_BYTES = bytes(byte if byte in b"0123456789./:" else ord(" ") for byte in range(256))
# What each agency has of its own before the same text: "By Jane Doe" on a line, "LONDON, March 3 (Agency) - ",
# "Lagos (Agency) -- ". In a text all in capitals nothing is taken for a dateline.
_CITY = r"(?:[A-Z][A-Z .'/-]{2,30}(?:,[^\n()]{1,30})?|[A-Z][^\n()]{2,50}(?=\())"
_AGENCY_AND_DASH = r"(?:\([A-Z][^\n()]{1,20}\))?[^\n\w]{0,3}--?\s+"
_OPENING = re.compile(
    rf"\s*(?:(?:By|BY) [^\n]{{2,60}}\n\s*)?(?:{_CITY}{_AGENCY_AND_DASH}(?![a-z])(?=[^\n]{{0,60}}[a-z]))?"
)
# A capital that does not just open a sentence, unless it is the text's first: there the subject stands.
_NAME = re.compile(r"[A-Z\u0391-\u03a9\u0410-\u042f](?<![.!?]\s.)(?<!\n.)\w{2,}")
_ARTICLE = b"the"

# Odd constants without pattern (of SplitMix64 and MurmurHash3); fixed for ever, rows hold what they make.
_PLACES = np.array(
    [0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F], np.uint64
)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(32)
_NONE: Hashes = np.empty(0, np.uint64)
_POSITION = np.uint64(BITS - 1)
_POSITION_BITS = np.uint64(BITS.bit_length() - 1)


def fingerprint(title: str, text: str) -> Fingerprint:
    """The fingerprint of an item; `text` is its body, paragraphs parted by newlines.

    The hash is BLAKE2b, 16 bytes, of the normalised text: its words in UTF-8, parted by single spaces. Compatibility
    forms (NFKD), case, accents and characters without width are folded; all but letters, digits and currency signs
    parts words; scripts without spaces are parted by character; a minus sign before a number is read as the word minus.
    The title goes before a body of fewer than `SHORT` words. A text without words is hashed as it stands.
    """
    reading = _Reading()
    for piece in _pieces(text):
        reading.read(piece)
    if reading.words < SHORT:
        return Fingerprint(_short_hash(title, text), reading.sketch())
    return Fingerprint(reading.hash.hexdigest(), reading.sketch())


def _pieces(text: str) -> Iterator[str]:
    """A text in parts of at most `PIECE` characters, cut before a space where there is one."""
    start = 0
    while len(text) - start > PIECE:
        cut = max(text.rfind(" ", start + 1, start + PIECE), text.rfind("\n", start + 1, start + PIECE))
        cut = cut if cut > start else start + PIECE
        yield text[start:cut]
        start = cut
    yield text[start:] if start else text


def _short_hash(title: str, text: str) -> str:
    plain = _plain(f"{title}\n{text}")
    normal = b" ".join(_words(plain)) or f"{title}\n{text}".strip().encode("utf-8", "surrogatepass")
    return blake2b(normal, digest_size=_HASH_BYTES).hexdigest()


def _plain(text: str) -> str:
    """The text with its characters folded, case and ASCII punctuation as they were."""
    if not text.isascii():
        text = fold(text)
    return _MINUS.sub("minus ", text) if "-" in text else text


def _words(plain: str) -> list[bytes]:
    return (plain if plain.isascii() else plain.casefold()).encode().translate(_WORD_BYTES).split()


class _Reading:
    """What has been read of a text so far."""

    def __init__(self) -> None:
        self.hash = blake2b(digest_size=_HASH_BYTES)
        self.words = 0
        self._begun = False
        self._last: list[bytes] = []
        self._figures = 0
        self._subject = 0
        self._lead = self._lowest = self._kept = _NONE
        self._level = 0

    def read(self, piece: str) -> None:
        plain = _plain(piece)
        words = _words(plain)
        if not words:
            return
        if self._begun:
            self.hash.update(b" ")
        self.hash.update(b" ".join(words))
        if not self._begun:
            self._begun = True
            plain, words = _opened(plain, words)
            self._subject = _subject(plain)
        self.words += len(words)
        self._figures |= _figures(plain)
        self._take(_shingles(self._last + words))
        self._last = (self._last + words)[1 - WORDS_A_SHINGLE :]

    def _take(self, shingles: Hashes) -> None:
        if not len(shingles):
            return
        found = _distinct(shingles)
        if len(self._kept):
            self._lowest = _distinct(np.concatenate((self._lowest, found[:MOST_ANCHORS])))[:MOST_ANCHORS]
            found = _distinct(np.concatenate((self._kept, _at_level(found, self._level))))
        else:
            self._lead, self._lowest = np.sort(shingles[:LEAD])[:LEAD_ANCHORS], found[:MOST_ANCHORS]
        while len(found) > FILLED and self._level <= MAX_LEVEL:
            self._level += 1
            found = _at_level(found, self._level)
        self._kept = found

    def sketch(self) -> bytes:
        known = self._level <= MAX_LEVEL
        bits = _bitmap(self._kept, self._level) if known else bytes(BITS // 8)
        kept = max(ANCHORS, self.words // WORDS_AN_ANCHOR)
        anchors = np.concatenate((self._lead, self._lowest[:kept]))
        core = pack(self.words, self._level if known else 0, bits, self._figures, self._subject)
        return core + anchors.astype("<u4").tobytes()  # the low half, which the order leaves uniform


def _shingles(words: list[bytes]) -> Hashes:
    """A 64-bit hash of each run of `WORDS_A_SHINGLE` words, in the text's order."""
    if len(words) < WORDS_A_SHINGLE:
        return _NONE
    hashes = np.fromiter(map(crc32, words), np.uint64, len(words))
    mixed: Hashes = np.correlate(hashes, _PLACES)
    mixed ^= mixed >> _HALF
    mixed *= _MIX
    return mixed


def _distinct(hashes: Hashes) -> Hashes:
    """Each once, in order; `np.unique` without its price for small arrays."""
    ordered = np.sort(hashes)
    fresh = np.empty(len(ordered), np.bool_)
    fresh[:1] = True
    np.not_equal(ordered[1:], ordered[:-1], out=fresh[1:])
    return ordered[fresh]


def _at_level(hashes: Hashes, level: int) -> Hashes:
    return hashes[(hashes & _POSITION) < np.uint64(BITS >> level)] if level else hashes


def _bitmap(hashes: Hashes, level: int) -> bytes:
    """The bitmap of `schemas.sketch.Sketch` of hashes that are at that level."""
    places = hashes & _POSITION
    if level:
        places += (hashes >> _POSITION_BITS) % np.uint64(2**level) * np.uint64(BITS >> level)
    marks = np.zeros(BITS, np.bool_)
    marks[places.view(np.int64)] = True
    return np.packbits(marks, bitorder="little").tobytes()


def _figures(plain: str) -> int:
    """A bitmap of the numbers; thousands separators and punctuation around them do not count."""
    bitmap = 0
    for token in plain.encode().translate(_FIGURE_BYTES, b",").split():
        if token != b"." and (figure := token.strip(b"./:")):
            bitmap |= 1 << crc32(figure) % FIGURE_BITS
    return bitmap


def _opened(plain: str, words: list[bytes]) -> tuple[str, list[bytes]]:
    """Text and words without byline and dateline."""
    opening = _OPENING.match(plain)
    if not opening or not opening.end():
        return plain, words
    return plain[opening.end() :], words[len(_words(opening[0])) :]


def _subject(plain: str) -> int:
    """A bitmap of the names in the lead."""
    end = plain.find(" ", LEAD_CHARS)
    bitmap = 0
    names = " ".join(_NAME.findall(plain, 0, end if end > 0 else len(plain)))
    for name in names.casefold().encode().split():
        if name != _ARTICLE:
            bitmap |= 1 << crc32(name) % SUBJECT_BITS
    return bitmap

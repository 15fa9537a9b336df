"""What is kept of a text to recognise it again: the hash of its normalised words, and a sketch for likeness.

Both are pure functions of title and body, the same on every machine and for ever: identities are made of the hash.
"""

import re
import unicodedata
from collections.abc import Iterator
from hashlib import blake2b
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from schemas.fingerprint import Fingerprint
from schemas.sketch import BITS, FIGURE_BITS, MAX_LEVEL, WORDS_A_SHINGLE, Sketch, pack

SHORT = 20  # words: a body below that does not identify a story ("Click to read on"), so its title counts as text
ANCHORS = 24  # lowest shingle hashes kept for finding; with them a text in another three times as long is still found
LEAD = 16  # shingles of the beginning, which excerpts keep
LEAD_ANCHORS = 2
FILLED = 320  # shingles at most in a bitmap of BITS

_HASH_BYTES = 16
_KEPT = frozenset(b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789$")
_FOLD = bytes(byte + 32 if 65 <= byte <= 90 else byte if byte in _KEPT or byte > 127 else 32 for byte in range(256))  # noqa: PLR2004 - ASCII's capitals and its end
_DIGITS = bytes(byte if byte in b"0123456789.,/:" else 32 for byte in range(256))
_SIGNED = re.compile(r"[-+](?<![^\s(][-+])\d[\d.,]*")
_OTHER = re.compile(
    r"[^\w$\u00a2-\u00a5\u20a0-\u20cf]+|_+"
)  # what parts words: all but letters, digits, currency signs
_MARKS = re.compile(r"[\u0300-\u036f\u00ad\u200b-\u200f\u2060\ufeff]+")  # accents, and characters without width
# Scripts without spaces between words: each character counts as a word (Han, kana, Thai, Lao, Myanmar, Khmer).
_UNSPACED = re.compile(
    r"([\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff])"
)
_WEIGHTS = np.array(
    [0x9E3779B97F4A7C15, 0xBF58476D1CE4E5B9, 0x94D049BB133111EB, 0xD6E8FEB86659FD93, 0xA0761D6478BD642F], np.uint64
)
_MIX = np.uint64(0xFF51AFD7ED558CCD)
_HALF = np.uint64(32)


def fingerprint(title: str, text: str) -> Fingerprint:
    """The fingerprint of an item: `text` is its body, paragraphs parted by newlines.

    The hash is BLAKE2b, 16 bytes, of the body's words in UTF-8, parted by single spaces: compatibility forms and case
    folded (NFKD, casefold), accents and characters without width taken off, all but letters, digits and currency
    signs taken as space, unspaced scripts parted by character; then, each after a tab, its signed numbers. The title
    goes before a body of fewer than `SHORT` words. A text without words is hashed as it stands.
    """
    plain = _plain(text)
    words = _words(plain)
    if len(words) < SHORT:
        plain = f"{_plain(title)}\n{plain}"
        words = _words(plain)
    figures = plain.encode().translate(_DIGITS).split()
    signed = _SIGNED.findall(plain) if "-" in plain or "+" in plain else []
    normal = b"\t".join([b" ".join(words), *(sign.encode() for sign in signed)]) if words else plain.strip().encode()
    return Fingerprint(blake2b(normal, digest_size=_HASH_BYTES).hexdigest(), _sketch(words, figures))


def _plain(text: str) -> str:
    if text.isascii():
        return text
    folded = _MARKS.sub("", unicodedata.normalize("NFKD", text).replace("\u2212", "-"))
    return unicodedata.normalize("NFC", folded)


def _words(plain: str) -> list[bytes]:
    if not plain.isascii():
        plain = _UNSPACED.sub(r" \1 ", _OTHER.sub(" ", plain.casefold()))
    return plain.encode("utf-8", "surrogatepass").translate(_FOLD).split()


def _sketch(words: list[bytes], figures: list[bytes]) -> bytes:
    shingles = _shingles(words)
    lowest = np.unique(shingles)
    bits, level = _bitmap(lowest)
    lead = np.unique(shingles[:LEAD])[:LEAD_ANCHORS]
    anchors = np.concatenate((lead, lowest[:ANCHORS])) >> _HALF
    numbers = 0
    for figure in _figures(figures):
        numbers |= 1 << crc32(figure) % FIGURE_BITS
    sketch = Sketch(len(words), level, bits, numbers)
    return pack(sketch, anchors.astype("<u4").tobytes())


def _shingles(words: list[bytes]) -> NDArray[np.uint64]:
    """A 64-bit hash of each run of five words, in the text's order."""
    count = len(words) - WORDS_A_SHINGLE + 1
    if count < 1:
        return np.zeros(0, np.uint64)
    hashes = np.fromiter(map(crc32, words), np.uint64, len(words))
    mixed: NDArray[np.uint64] = hashes[:count] * _WEIGHTS[0]
    for place in range(1, WORDS_A_SHINGLE):
        mixed += hashes[place : count + place] * _WEIGHTS[place]
    mixed ^= mixed >> _HALF
    mixed *= _MIX
    return mixed


def _bitmap(hashes: NDArray[np.uint64]) -> tuple[int, int]:
    """Bitmap and level, as `Sketch` has them, of distinct hashes; an empty one of more than any level takes."""
    spread = (hashes ^ (hashes >> _HALF)) * _MIX >> _HALF
    for level in range(MAX_LEVEL + 1):
        span = BITS >> level
        kept = spread[spread % BITS < span]
        if len(kept) <= FILLED:
            marks = np.zeros(BITS, np.uint8)
            marks[kept % BITS + (kept // BITS) % 2**level * span] = 1
            return int.from_bytes(np.packbits(marks, bitorder="little").tobytes(), "little"), level
    return 0, MAX_LEVEL


def _figures(tokens: list[bytes]) -> Iterator[bytes]:
    return filter(None, (token.strip(b".,/:").replace(b",", b"") for token in tokens))

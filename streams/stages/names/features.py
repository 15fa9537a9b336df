"""What the tagger sees of a token: hashed evidence of its word, its neighbours and the run of capitals around it.

All that depends on one word alone is worked out once a word and kept; the rest is arithmetic on arrays.
"""

import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from streams.stages.names.tokens import Tokens

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint64]

PAD = "<p>"
OFFSETS = (0, -1, 1, -2, 2)
# Lower-case words that may stand inside a name, and those that may begin one before a capital.
INNER = frozenset(
    "of the and for de la le du des del da di do dos al el ul bin ibn van von der den ter zu y e"
    " & - ' ’ 's ’s / . on in at to".split()
)
FIRST = frozenset("al el ul bin ibn de van von der da di du del la le ter - abu".split())
INNER_GAP = 3
FIRST_GAP = 2
MASK = np.uint64(0xFFFFFFFF)
PRIMES = tuple(np.uint64(prime) for prime in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F))
UPPER = re.compile(r"[^\W\d_a-z]")


@dataclass(frozen=True, slots=True)
class Kind:
    """A word as it is seen: hashes of its evidence at each of OFFSETS, and what joint evidence is made of."""

    evidence: tuple[list[int], ...]
    word: int
    form: int


def digest(text: str) -> int:
    """A 32-bit hash that is the same everywhere."""
    return zlib.crc32(text.encode())


def shape(word: str) -> str:
    """The pattern of capitals, digits and signs: Xx, XX, x, d, X.X., with runs shortened."""
    signs: list[str] = []
    for sign in word:
        mark = "X" if sign.isupper() else "x" if sign.isalpha() else "d" if sign.isdigit() else sign
        if signs[-1:] != [mark] or (mark == "X" and len(signs) == 1):
            signs.append(mark)
    return "".join(signs[:6])


def kind(word: str, mode: str, marks: str) -> Kind:
    """The evidence in one word. `mode` is its sentence's: N, T (title case) or U (capitals); `marks` are its flags."""
    low = word.lower()
    form = shape(word.capitalize() if mode == "U" and len(word) > 1 else word)
    common = marks[:1]
    join = f"{form}{common}{mode}"
    near = [f"w={low}", f"s={join}", f"x={low[-3:]}", *(f"g={mark}" for mark in marks)]
    own = [
        *near,
        f"f={form}",
        *(f"p{size}={low[:size]}" for size in (2, 3, 4)),
        *(f"x{size}={low[-size:]}" for size in (1, 2, 4)),
        f"gs={marks}{form}{mode}",
    ]
    far = [f"w={low}", f"s={join}"]
    return Kind(
        tuple(
            [digest(f"{offset}{name}") for name in names]
            for offset, names in zip(OFFSETS, (own, near, near, far, far), strict=True)
        ),
        digest(f"w{low}"),
        digest(f"j{join}"),
    )


def candidates(words: list[str]) -> list[tuple[int, int]]:
    """Ranges of a sentence's tokens in which names may stand: capitals, and small words between or just before them."""
    found: list[tuple[int, int]] = []
    for index, word in enumerate(words):
        if word.islower() or not UPPER.search(word):
            continue
        start = index
        while start > 0 and index - start < FIRST_GAP and words[start - 1].lower() in FIRST:
            start -= 1
        if (
            found and index - found[-1][1] <= INNER_GAP and all(w.lower() in INNER for w in words[found[-1][1] : index])
        ) or (found and start <= found[-1][1]):
            found[-1] = (found[-1][0], index + 1)
        else:
            found.append((start, index + 1))
    return found


@dataclass(frozen=True, slots=True)
class Seen:
    """A text as the tagger sees it.

    `rows` are indices into `Reader.kinds` with two pads around each sentence; `at` the positions in `rows` of the
    candidate tokens, `index` their token indices, `joint` their joint evidence (hashes, one row a candidate), `chains`
    ranges of candidates that stand together.
    """

    rows: Ints
    at: Ints
    index: list[int]
    joint: Hashes
    chains: list[tuple[int, int]]


class Reader:
    """Reads texts; keeps every kind of word that it met, up to a limit, so that a word is worked out once."""

    LIMIT = 200_000

    def __init__(self, marks: Mapping[str, str]) -> None:
        """`marks`: a lower-case word's flags, the first of which says how often it stands in lower case."""
        self._marks = marks
        self.clear()

    def clear(self) -> None:
        """Forget all words."""
        self._ids: dict[str, int] = {}
        self.kinds: list[Kind] = []
        self._table: Hashes = np.zeros((1024, 2), np.uint64)
        self._id(PAD, "N")

    def _id(self, word: str, mode: str) -> int:
        key = mode + word
        found = self._ids.get(key)
        if found is None:
            found = self._ids[key] = len(self.kinds)
            seen = kind(word, mode, self._marks.get(word.lower(), "?"))
            self.kinds.append(seen)
            if found == len(self._table):
                self._table = np.concatenate([self._table, np.zeros_like(self._table)])
            self._table[found] = seen.word, seen.form
        return found

    def read(self, found: Tokens) -> Seen:
        """See a tokenised text."""
        rows = [0, 0]
        at: list[int] = []
        index: list[int] = []
        chains: list[tuple[int, int]] = []
        for (start, end), kind_of in zip(found.sentences, found.modes, strict=True):
            words = found.words[start:end]
            base = len(rows) - start
            rows += [self._id(word, kind_of) for word in words]
            rows += [0, 0]
            for left, right in candidates(words):
                chains.append((len(at), len(at) + right - left))
                at += range(base + start + left, base + start + right)
                index += range(start + left, start + right)
        row, place = np.array(rows, np.int64), np.array(at, np.int64)
        return Seen(row, place, index, self._joint(row, place, chains), chains)

    def _joint(self, rows: Ints, at: Ints, chains: list[tuple[int, int]]) -> Hashes:
        words, forms = self._table[rows, 0], self._table[rows, 1]
        w = {offset: words[at + offset] for offset in OFFSETS}
        f = {offset: forms[at + offset] for offset in OFFSETS}
        first = np.repeat([chain[0] for chain in chains], [b - a for a, b in chains]).astype(np.int64)
        last = np.repeat([chain[1] - 1 for chain in chains], [b - a for a, b in chains]).astype(np.int64)
        here = np.arange(len(at))
        place = np.minimum(here - first, 3) * 4 + np.minimum(last - here, 3)
        columns = (
            (
                (w[-1], w[0]),
                (w[0], w[1]),
                (w[-1], f[0]),
                (f[0], w[1]),
                (f[-1], f[0], f[1]),
                (w[-2], w[-1], f[0]),
                (f[0], w[1], w[2]),
                (f[-2], f[-1], f[0], f[1]),
                (words[at[first]], place),
                (words[at[last]], place),
                (words[at[first] - 1], f[0], place),
                (words[at[last] + 1], f[0], place),
                (words[at[last]], w[0]),
                (words[at[first]], w[0]),
            )
            if len(at)
            else ()
        )
        made = [mixed(number, column) for number, column in enumerate(columns)]
        return np.stack(made, axis=1) if made else np.zeros((0, 14), np.uint64)


def mixed(template: int, parts: tuple[Any, ...]) -> Hashes:
    """One 32-bit hash from a template's number and its parts."""
    value = np.full(len(parts[0]), template + 1, np.uint64)
    for part, prime in zip(parts, PRIMES, strict=False):
        value = ((value ^ part.astype(np.uint64)) * prime) & MASK
        value ^= value >> np.uint64(15)
    return value

"""What the tagger sees of a token: hashed evidence of its word, its neighbours and the run of capitals around it.

All that depends on one word alone is worked out once a word and kept; the rest is arithmetic on arrays.
"""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from streams.stages.names.tokens import Tokens

Ints = NDArray[np.int64]
Hashes = NDArray[np.uint32]

PAD = "<p>"
OFFSETS = (0, -1, 1, -2, 2)
# Checksums over each offset's digits, with which those over its evidence go on.
STARTS = tuple(zlib.crc32(str(offset).encode()) for offset in OFFSETS)
PRIMES = tuple(np.uint32(prime) for prime in (0x9E3779B1, 0x85EBCA77, 0xC2B2AE3D, 0x27D4EB2F))
_OFFSETS = np.array(OFFSETS)[:, None]
SHIFT = np.uint32(15)
EDGE = 3  # so many tokens from a run's border, and further, are one

# Joint evidence: what each piece is made of, as rows of what `Reader._seen` gathers. The number is the template's.
W0, W_1, W1, W_2, W2, FIRST, LAST, BEFORE, AFTER, F0, F_1, F1, F_2, F2, PLACE = range(15)
PIECES: tuple[tuple[int, tuple[int, ...]], ...] = (
    (0, (W_1, W0)),
    (1, (W0, W1)),
    (2, (W_1, F0)),
    (3, (F0, W1)),
    (8, (FIRST, PLACE)),
    (9, (LAST, PLACE)),
    (12, (LAST, W0)),
    (13, (FIRST, W0)),
    (4, (F_1, F0, F1)),
    (5, (W_2, W_1, F0)),
    (6, (F0, W1, W2)),
    (10, (BEFORE, F0, PLACE)),
    (11, (AFTER, F0, PLACE)),
    (7, (F_2, F_1, F0, F1)),
)
SEEDS = np.array([[number + 1] for number, _ in PIECES], np.uint32)
ORDER = np.argsort([number for number, _ in PIECES])
# For each part: from which piece on there is one (they are sorted by length), and what it is.
PARTS = tuple(
    (next(row for row, (_, piece) in enumerate(PIECES) if len(piece) > part),
     np.array([piece[part] for _, piece in PIECES if len(piece) > part]))
    for part in range(len(PRIMES))
)  # fmt: skip


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
    join = f"{form}{marks[:1]}{mode}"
    near = [f"w={low}", f"s={join}", f"x={low[-3:]}", *[f"g={mark}" for mark in marks]]
    own = [
        f"f={form}",
        *[f"p{size}={low[:size]}" for size in (2, 3, 4)],
        *[f"x{size}={low[-size:]}" for size in (1, 2, 4)],
        f"gs={marks}{form}{mode}",
    ]
    names = [name.encode() for name in (*near, *own)]
    taken = (len(names), len(near), len(near), 2, 2)
    return Kind(
        tuple([zlib.crc32(name, start) for name in names[:count]] for start, count in zip(STARTS, taken, strict=True)),
        digest(f"w{low}"),
        digest(f"j{join}"),
    )


@dataclass(slots=True)
class Seen:
    """A text as the tagger sees it.

    The candidate tokens are those of the runs of capitals: `index` are their token indices, `rows` (OFFSETS,
    candidates) the numbers of the kinds of words beside them, `joint` (candidates, templates) the hashes of their
    joint evidence, `sizes` the lengths of the runs, one after another.
    """

    index: Ints
    rows: Ints
    joint: Hashes
    sizes: Ints


class _Ids(dict[str, int]):
    """The numbers of the kinds of words in sentences of one mode; a word not met before gets the next."""

    def __init__(self, reader: "Reader", mode: str) -> None:
        super().__init__()
        self._reader, self._mode = reader, mode

    def __missing__(self, word: str) -> int:
        return self.setdefault(word, self._reader.add(word, self._mode))


class Reader:
    """Reads texts; keeps every kind of word that it met until told to forget, so that a word is worked out once."""

    def __init__(self, marks: Mapping[str, str]) -> None:
        """`marks`: a lower-case word's flags, the first of which says how often it stands in lower case."""
        self._marks = marks
        self.clear()

    def clear(self) -> None:
        """Forget all words."""
        self.count = 0
        self._fresh: list[Kind] = []
        self._ids = {mode: _Ids(self, mode) for mode in "NTU"}
        self._table: Hashes = np.zeros((2, 1024), np.uint32)
        self._ids["N"][PAD]

    def add(self, word: str, mode: str) -> int:
        """Number a word that was not met before in a sentence of this mode."""
        seen = kind(word, mode, self._marks.get(word.lower(), "?"))
        self._fresh.append(seen)
        if self.count == self._table.shape[1]:
            self._table = np.concatenate([self._table, np.zeros_like(self._table)], axis=1)
        self._table[:, self.count] = seen.word, seen.form
        self.count += 1
        return self.count - 1

    def fresh(self) -> list[Kind]:
        """The kinds of words met since this was last asked, in the order of their numbers."""
        fresh, self._fresh = self._fresh, []
        return fresh

    def read(self, found: Tokens) -> Seen:
        """See a tokenised text."""
        rows = [0, 0]  # two pads around each sentence
        for (start, end), mode in zip(found.sentences, found.modes, strict=True):
            ids = self._ids[mode]
            rows.extend(map(ids.__getitem__, found.words[start:end]))
            rows += (0, 0)
        return self._seen(np.array(rows, np.int64), np.array(found.runs, np.int64).reshape(-1, 3).T)

    def _seen(self, rows: Ints, runs: Ints) -> Seen:
        """`runs`: first token, end and sentence of each, as rows."""
        sizes = runs[1] - runs[0]
        ends = sizes.cumsum()
        run = np.arange(len(sizes)).repeat(sizes)
        count = len(run)
        pads = 2 * runs[2] + 2  # in front of a run's tokens
        begun = runs[0] + pads
        at = np.arange(count) + (begun - ends + sizes).take(run)
        spots = np.empty((len(OFFSETS) + 4, count), np.int64)
        np.add(at, _OFFSETS, out=spots[: len(OFFSETS)])
        first, last = spots[FIRST], spots[LAST]
        begun.take(run, out=first, mode="clip")  # which spares numpy a copy
        (begun + sizes - 1).take(run, out=last, mode="clip")
        np.subtract(first, 1, out=spots[BEFORE])
        np.add(last, 1, out=spots[AFTER])
        beside = rows.take(spots)
        sources = np.empty((PLACE + 1, count), np.uint32)
        self._table[0].take(beside, out=sources[:F0], mode="clip")
        self._table[1].take(beside[: len(OFFSETS)], out=sources[F0:PLACE], mode="clip")
        sources[PLACE] = np.minimum(at - first, EDGE) * (EDGE + 1) + np.minimum(last - at, EDGE)
        return Seen(at - pads.take(run), beside[: len(OFFSETS)], mixed(sources), sizes)


def mixed(sources: Hashes) -> Hashes:
    """The hashes of all PIECES (candidates, templates), of which `sources` has a row for each part."""
    value = np.empty((len(PIECES), sources.shape[1]), np.uint32)
    value[:] = SEEDS
    for (since, rows), prime in zip(PARTS, PRIMES, strict=True):
        into = value[since:]
        made = sources.take(rows, axis=0)
        made ^= into
        made *= prime
        np.right_shift(made, SHIFT, out=into)
        into ^= made
    return value.take(ORDER, axis=0).T

"""Finds spans of people, organisations and places: a linear-chain model over hashed evidence, and the door for others.

A newsroom's own tagger is any object with the methods of `Tagger`, offered by an entry point of the group
`wiredesk.taggers`; docs/taggers.md holds a working example.
"""

from collections.abc import Callable, Collection, Mapping
from functools import lru_cache
from importlib.metadata import EntryPoint, entry_points
from itertools import accumulate, chain
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from streams.stages.names.features import OFFSETS, Hashes, Ints, Reader, Seen
from streams.stages.names.paths import IMPOSSIBLE, best_paths
from streams.stages.names.tokens import Tokens
from streams.vocabularies.names import load_marks

Floats = NDArray[np.float32]
WEIGHTS = Path(__file__).with_name("weights.npz")
GROUP = "wiredesk.taggers"
KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
BEGUN = ("", *(KINDS[label[2:]] for label in LABELS[1:]))
BUCKETS = 4  # places a key in the table of hashes: few keys meet in one
AT_ONCE = 4096  # tokens scored together: a bound on memory for items of any length
# Words kept before the memory of them is cleared; a bound on memory, far above a day's wire.
WORDS_KEPT = 150_000
_LAYERS = np.arange(len(OFFSETS))[:, None]


class Span(NamedTuple):
    """A name at [start, end), in code points; kind is person, organisation or place; score its lead over "no name"."""

    start: int
    end: int
    kind: str
    score: float = 0.0


class Tagger(Protocol):
    """What a tagger of names must do, ours or a newsroom's own.

    `languages`: BCP 47 tags of languages (`en`), without regions, that it reads; none = any.
    """

    version: str
    languages: Collection[str]

    def spans(self, text: str, found: Tokens, *, language: str) -> list[Span]:
        """Names in order, none overlapping another. `language` is a BCP 47 tag or empty; `found` may be ignored."""
        ...


def offered(name: str) -> EntryPoint:
    """What an installed package offers under `name` in the group `wiredesk.taggers`; nothing of it is loaded.

    Raises:
        LookupError: no package offers it; the message lists what is offered.
    """
    entries = entry_points(group=GROUP)
    for entry in entries:
        if entry.name == name:
            return entry
    raise LookupError(f"no tagger {name!r} in {GROUP}; offered: {', '.join(sorted(entries.names)) or 'none'}")


def plugged(name: str) -> Tagger:
    """The tagger that an installed package offers under `name`, made by calling what the entry point names.

    Raises:
        LookupError: no package offers it, or what it offers is no `Tagger`.
    """
    tagger: Tagger = check(name)()
    if missing := _missing(tagger):
        raise LookupError(f"the tagger {name!r} has no {' and no '.join(missing)}")
    return tagger


def check(name: str) -> Callable[[], Tagger]:
    """What makes the tagger offered under `name`, looked at without making it, which may load a large model.

    Raises:
        LookupError: no package offers it, it cannot be loaded, or it is a class without the parts of a `Tagger`.
    """
    try:
        factory: Callable[[], Tagger] = offered(name).load()
    except (ImportError, AttributeError) as fault:
        message = f"the tagger {name!r} cannot be loaded: {fault}"
        raise LookupError(message) from fault
    if isinstance(factory, type) and not hasattr(factory, "spans"):
        raise LookupError(f"the tagger {name!r} has no {' and no '.join(_missing(factory))}")
    return factory


def _missing(made: object) -> list[str]:
    return [part for part in ("version", "languages", "spans") if not hasattr(made, part)]


class Weights:
    """A linear-chain model, whose evidence is found by its hash."""

    def __init__(self, keys: Hashes, values: NDArray[np.int8], scale: float, moves: Floats) -> None:
        """`keys`: hashes of evidence, ascending; `values`: (keys, labels), in units of `scale`; `moves`: row to column.

        Values stay whole numbers until they are summed, so that the sum is the same in whatever order.
        """
        self.moves, self.scale = moves, np.float32(scale)
        bits = min(max(len(keys) * BUCKETS, 2).bit_length(), 32)
        self._shift = np.uint32(32 - bits)
        counts = np.bincount(keys >> self._shift, minlength=1 << bits)
        self._firsts = (np.cumsum(counts) - counts).astype(np.int32)
        # Behind the last key stand the largest number and a row of nothing, for what is not found.
        self._keys = np.append(keys, np.uint32(0xFFFFFFFF))
        self._values = np.concatenate([values, np.zeros((1, values.shape[1]))]).astype(np.float32)
        self._nothing = np.intp(len(keys))

    def look(self, hashes: Hashes) -> Floats:
        """The values of evidence (number, labels), in units of `scale`; nothing for what was not learned."""
        place = self._firsts.take(hashes >> self._shift).astype(np.intp)
        keys = self._keys.take(place)
        found = np.where(keys == hashes, place, self._nothing)
        left = np.flatnonzero(keys < hashes)
        while len(left):  # few keys share a place, and those go upwards
            wanted, behind = hashes.take(left), place.take(left) + 1
            place[left] = behind
            keys = self._keys.take(behind)
            same = keys == wanted
            found[left[same]] = behind[same]
            left = left[keys < wanted]
        return self._values.take(found, axis=0)


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The trained model, as tools/models/train_names.py wrote it."""
    with np.load(WEIGHTS) as stored:
        return Weights(stored["keys"], stored["values"], float(stored["scale"]), stored["moves"])


class Chain:
    """Our own tagger; deterministic. Not to be shared between threads."""

    version = "names-3"
    languages: Collection[str] = frozenset({"en"})

    def __init__(self, weights: Weights | None = None, marks: Mapping[str, str] | None = None) -> None:
        """Default weights and word marks are those of the project."""
        self._weights = weights or load_weights()
        self._reader = Reader(load_marks() if marks is None else marks)
        self._moves = np.asfortranarray(self._weights.moves + _bars())
        self._forget()

    def _forget(self) -> None:
        self._reader.clear()
        self._scores = np.zeros((len(OFFSETS), 1024, len(LABELS)), np.float32)
        self._done = 0

    def spans(self, text: str, found: Tokens, *, language: str = "") -> list[Span]:
        """The names of a tokenised text."""
        del text, language
        if self._done > WORDS_KEPT:
            self._forget()
        if not found.runs:
            return []
        seen = self._reader.read(found)
        self._learn()
        scores = self._emit(seen)
        path = best_paths(scores, self._moves, seen.sizes)
        return _spans(path, scores, seen.index.tolist(), found)

    def _learn(self) -> None:
        """Work out the scores of the words that were not met before."""
        fresh = self._reader.fresh()
        if not fresh:
            return
        while self._reader.count > self._scores.shape[1]:
            self._scores = np.concatenate([self._scores, np.zeros_like(self._scores)], axis=1)
        evidence = list(chain.from_iterable([kind.evidence for kind in fresh]))
        ends = np.array(list(accumulate(map(len, evidence))))
        values = self._weights.look(np.array(list(chain.from_iterable(evidence)), np.uint32))
        sums = np.add.reduceat(values, np.append(0, ends[:-1])).reshape(len(fresh), len(OFFSETS), len(LABELS))
        self._scores[:, self._done : self._reader.count] = sums.transpose(1, 0, 2)
        self._done = self._reader.count

    def _emit(self, seen: Seen) -> Floats:
        size = self._scores.shape[1]
        own = self._scores.reshape(-1, len(LABELS))
        parts = []
        for start in range(0, len(seen.joint), AT_ONCE):
            joint, rows = seen.joint[start : start + AT_ONCE].T, seen.rows[:, start : start + AT_ONCE]
            values = self._weights.look(joint.ravel()).reshape(*joint.shape, len(LABELS))
            near = own.take(rows + _LAYERS * size, axis=0)
            parts.append(np.add.reduce(values) + np.add.reduce(near))
        scores = parts[0] if len(parts) == 1 else np.concatenate(parts)
        scores *= self._weights.scale
        return scores


def _bars() -> Floats:
    bars = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for column, label in enumerate(LABELS):
        for row, before in enumerate(LABELS):
            if label[0] == "I" and before[1:] != label[1:]:
                bars[row, column] = IMPOSSIBLE
    return bars


def _spans(path: Ints, scores: Floats, index: list[int], found: Tokens) -> list[Span]:
    """The names that labels spell, with their lead over "no name"."""
    places = np.flatnonzero(path)
    labels = path.take(places)
    cells, row = scores.ravel(), places * len(LABELS)
    leads = (cells.take(row + labels) - cells.take(row)).tolist()
    begun: list[tuple[int, str]] = []
    ends: list[int] = []
    sums: list[float] = []
    for place, number, lead in zip(places.tolist(), labels.tolist(), leads, strict=True):
        token = index[place]
        if number % 2:  # a name begins
            begun.append((found.starts[token], BEGUN[number]))
            ends.append(found.ends[token])
            sums.append(lead)
        else:
            ends[-1] = found.ends[token]
            sums[-1] += lead
    return [Span(start, end, kind, lead) for (start, kind), end, lead in zip(begun, ends, sums, strict=True)]

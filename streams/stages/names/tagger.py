"""Finds spans of people, organisations and places: a linear-chain model over hashed evidence, and the door for others.

A newsroom's own tagger is any object with the methods of `Tagger`, offered by an entry point of the group
`wiredesk.taggers`; docs/taggers.md holds a working example.
"""

from collections.abc import Mapping
from functools import lru_cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from streams.stages.names.features import OFFSETS, Reader, Seen
from streams.stages.names.tokens import Tokens
from streams.vocabularies.names import load_marks

Floats = NDArray[np.float32]
WEIGHTS = Path(__file__).with_name("weights.npz")
GROUP = "wiredesk.taggers"
KINDS = {"PER": "person", "ORG": "organisation", "LOC": "place"}
LABELS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC")
# A sequence that cannot be: a name that goes on without having begun.
IMPOSSIBLE = np.float32(-1e4)
AT_ONCE = 4096  # tokens scored together: a bound on memory for items of any length
# Words kept before the memory of them is cleared; a bound on memory, far above a day's wire.
WORDS_KEPT = 150_000


class Span(NamedTuple):
    """A name at [start, end), in code points; kind is person, organisation or place; score its lead over "no name"."""

    start: int
    end: int
    kind: str
    score: float = 0.0


class Tagger(Protocol):
    """What a tagger of names must do, ours or a newsroom's own."""

    version: str

    def spans(self, text: str, found: Tokens, *, language: str) -> list[Span]:
        """Names in order, none overlapping another. `language` is a BCP 47 tag or empty; `found` may be ignored."""
        ...


def plugged(name: str) -> Tagger:
    """The tagger that an installed package offers under `name` in the group `wiredesk.taggers`.

    Raises:
        LookupError: no package offers it; the message lists what is offered.
    """
    offered = entry_points(group=GROUP)
    for entry in offered:
        if entry.name == name:
            made: Tagger = entry.load()()
            return made
    raise LookupError(f"no tagger {name!r} in {GROUP}; offered: {', '.join(sorted(offered.names)) or 'none'}")


class Weights(NamedTuple):
    """`keys`: hashes of evidence, ascending; `values`: (keys, labels); `moves`: (labels, labels), row to column."""

    keys: NDArray[np.uint32]
    values: Floats
    moves: Floats


@lru_cache(maxsize=1)
def load_weights() -> Weights:
    """The trained model, as tools/models/train_names.py wrote it."""
    with np.load(WEIGHTS) as stored:
        values = stored["values"].astype(np.float32) * stored["scale"]
        return Weights(stored["keys"], values, stored["moves"])


class Chain:
    """Our own tagger; deterministic. Not to be shared between threads."""

    version = "names-1"

    def __init__(self, weights: Weights | None = None, marks: Mapping[str, str] | None = None) -> None:
        """Default weights and word marks are those of the project."""
        self._weights = weights or load_weights()
        self._reader = Reader(load_marks() if marks is None else marks)
        self._moves = self._weights.moves + _bars()
        self._forget()

    def _forget(self) -> None:
        self._reader.clear()
        self._scores = [np.zeros((1024, len(LABELS)), np.float32) for _ in OFFSETS]
        self._done = 0

    def spans(self, text: str, found: Tokens, *, language: str = "") -> list[Span]:
        """The names of a tokenised text."""
        del text, language
        if self._done > WORDS_KEPT:
            self._forget()
        seen = self._reader.read(found)
        self._learn()
        if not seen.index:
            return []
        scores = self._emit(seen)
        return [
            Span(found.starts[first], found.ends[last], KINDS[label], score)
            for start, end in seen.chains
            for first, last, label, score in _names(scores[start:end], self._moves, seen.index[start:end])
        ]

    def _look(self, hashes: NDArray[np.uint32]) -> Floats:
        keys = self._weights.keys
        place = np.minimum(np.searchsorted(keys, hashes), len(keys) - 1)
        found: Floats = self._weights.values[place] * (keys[place] == hashes)[..., None]
        return found

    def _learn(self) -> None:
        """Work out the scores of the words that were not met before."""
        kinds = self._reader.kinds
        for row in range(self._done, len(kinds)):
            for number, evidence in enumerate(kinds[row].evidence):
                if row >= len(self._scores[number]):
                    self._scores[number] = np.concatenate([self._scores[number], np.zeros_like(self._scores[number])])
                self._scores[number][row] = self._look(np.array(evidence, np.uint32)).sum(axis=0)
        self._done = len(kinds)

    def _emit(self, seen: Seen) -> Floats:
        joint = seen.joint.astype(np.uint32)
        parts = [self._look(joint[start : start + AT_ONCE]).sum(axis=1) for start in range(0, len(joint), AT_ONCE)]
        scores: Floats = np.concatenate(parts)
        for number, offset in enumerate(OFFSETS):
            scores += self._scores[number][seen.rows[seen.at + offset]]
        return scores


def _bars() -> Floats:
    bars = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for column, label in enumerate(LABELS):
        for row, before in enumerate(LABELS):
            if label[0] == "I" and before[1:] != label[1:]:
                bars[row, column] = IMPOSSIBLE
    return bars


def _names(scores: Floats, moves: Floats, index: list[int]) -> list[tuple[int, int, str, float]]:
    """Names of one chain as (first token, last token, kind, score)."""
    path = best_path(scores, moves)
    found: list[tuple[int, int, str, float]] = []
    for place, label in enumerate(path):
        if not label:
            continue
        lead = float(scores[place, label] - scores[place, 0])
        if LABELS[label][0] == "B":
            found.append((index[place], index[place], LABELS[label][2:], lead))
        else:
            first, _, kind, score = found[-1]
            found[-1] = (first, index[place], kind, score + lead)
    return found


def best_path(scores: Floats, moves: Floats) -> list[int]:
    """The best sequence of labels (Viterbi, 1967): `scores` are (tokens, labels); no name goes on at the start."""
    current = scores[0].copy()
    current[2::2] += IMPOSSIBLE
    back = []
    for row in scores[1:]:
        ways = current[:, None] + moves
        before = ways.argmax(axis=0)
        back.append(before)
        current = ways[before, np.arange(len(row))] + row
    path = [int(current.argmax())]
    for before in reversed(back):
        path.append(int(before[path[-1]]))
    return path[::-1]

"""Trains the tagger of names (streams/stages/names/weights.npz) on gold and silver text: a linear-chain CRF by L-BFGS.

Needs python-crfsuite 0.9.12 (MIT) beside the project's own packages; at run time the weights are read with numpy alone.
The same data, package versions and machine give the same bytes: built again on 2026-11-24, they were those shipped.
Takes about ten minutes and 5 GB.
Run: python tools/models/train_names.py [../shared/data], with the project installed.
"""

import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

import names_corpus
import numpy as np
import pycrfsuite

from streams.stages.names.features import Hashes, Reader, Seen
from streams.stages.names.tagger import LABELS, WEIGHTS, Floats
from streams.stages.names.tokens import Tokens, tokens
from streams.vocabularies.names import load_marks

# Hand-made labels count twice: they are a tenth of the text, and of the kind that is wanted.
GOLD_TIMES = 2
# Loan agreements: their parties ("the Bank", "Borrower") are names there and nowhere else.
LEFT_OUT = frozenset({"sec"})
# Evidence seen less often is not learned from.
LEAST_SEEN = 3
ITERATIONS = 110
# Weight of the squares of the weights: 0.3 and 1.5 gave .694 and .708 on worldwide news (a quarter of the silver).
REGULAR = 3.0
LARGEST = 127  # of a signed byte


def labels(text: names_corpus.Text, found: Tokens) -> list[str]:
    """One label a token."""
    made = ["O"] * len(found.words)
    starts = {start: index for index, start in enumerate(found.starts)}
    ends = {end: index for index, end in enumerate(found.ends)}
    for start, end, kind in text.spans:
        if start in starts and end in ends:
            first, last = starts[start], ends[end]
            made[first : last + 1] = [f"B-{kind}", *[f"I-{kind}"] * (last - first)]
    return made


def evidence(seen: Seen, kinds: Sequence[tuple[Hashes, ...]]) -> list[Hashes]:
    """All hashes of each candidate token."""
    rows = []
    for beside, joint in zip(seen.rows.T, seen.joint, strict=True):
        near = (kinds[row][number] for number, row in enumerate(beside))
        rows.append(np.concatenate([*near, joint]))
    return rows


def examples(texts: Sequence[names_corpus.Text]) -> Iterator[tuple[list[list[str]], list[str]]]:
    """Chains of candidates: evidence worth learning from, as text, and labels."""
    reader = Reader(load_marks())
    read = []
    for text in texts:
        found = tokens(text.text)
        seen = reader.read(found)
        wanted = labels(text, found)
        read.append((seen, [wanted[index] for index in seen.index]))
    kinds = [tuple(np.array(hashes, np.uint32) for hashes in kind.evidence) for kind in reader.fresh()]
    rows = [evidence(seen, kinds) for seen, _ in read]
    hashes, counts = np.unique(np.concatenate([row for text in rows for row in text]), return_counts=True)
    kept = hashes[counts >= LEAST_SEEN]
    for (seen, wanted), text in zip(read, rows, strict=True):
        for start, end in pairwise([0, *np.cumsum(seen.sizes)]):
            yield [_kept(row, kept) for row in text[start:end]], wanted[start:end]


def _kept(row: Hashes, kept: Hashes) -> list[str]:
    place = np.minimum(np.searchsorted(kept, row), len(kept) - 1)
    return [str(value) for value in row[kept[place] == row]]


def train(texts: Sequence[names_corpus.Text]) -> tuple[Hashes, Floats, Floats]:
    """Hashes in order, their weights for each label, and the weights of moves between labels."""
    trainer = pycrfsuite.Trainer(verbose=False)
    for chain, wanted in examples(texts):
        trainer.append(chain, wanted)
    trainer.select("lbfgs")
    trainer.set_params({"c2": REGULAR, "max_iterations": ITERATIONS, "feature.possible_transitions": True})
    with tempfile.NamedTemporaryFile(suffix=".crf") as file:
        trainer.train(file.name)
        tagger = pycrfsuite.Tagger()
        tagger.open(file.name)
        learned = tagger.info()
    number = {label: index for index, label in enumerate(LABELS)}
    keys = np.array(sorted({int(name) for name, _ in learned.state_features}), np.uint32)
    row = {int(key): index for index, key in enumerate(keys)}
    values = np.zeros((len(keys), len(LABELS)), np.float32)
    for (name, label), weight in learned.state_features.items():
        values[row[int(name)], number[label]] = weight
    moves = np.zeros((len(LABELS), len(LABELS)), np.float32)
    for (before, after), weight in learned.transitions.items():
        moves[number[before], number[after]] = weight
    return keys, values, moves


def save(keys: Hashes, values: Floats, moves: Floats, path: Path) -> None:
    """Write weights as signed bytes; what rounds to nothing is left out."""
    scale = np.float32(np.abs(values).max() / LARGEST)
    small = np.round(values / scale).astype(np.int8)
    used = small.any(axis=1)
    np.savez_compressed(path, keys=keys[used], values=small[used], scale=scale, moves=moves)


def main(data: Path) -> None:
    """Train and write the weights."""
    gold = [text for text in names_corpus.gold(data) if text.source not in LEFT_OUT]
    save(*train([*gold * GOLD_TIMES, *names_corpus.silver(data)]), WEIGHTS)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/data"))

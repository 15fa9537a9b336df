"""The tagger: paths, spans, and other taggers in its place."""

from itertools import pairwise, product

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.names.paths import best_paths
from streams.stages.names.tagger import LABELS, Chain, Floats, Weights, plugged
from streams.stages.names.tokens import tokens


def labels(scores: list[dict[str, float]], moves: dict[tuple[str, str], float], sizes: list[int]) -> list[str]:
    """The best labels of chains."""
    table = np.array([[row.get(label, 0) for label in LABELS] for row in scores], np.float32)
    steps = np.array([[moves.get((before, label), 0) for label in LABELS] for before in LABELS], np.float32)
    return [LABELS[number] for number in best_paths(table, steps, np.array(sizes))]


def test_best_paths_weigh_moves_against_scores() -> None:
    """A label that scores less wins where the move to it is worth more."""
    scores = [{"B-PER": 2.0}, {"B-ORG": 1.0}]
    assert labels(scores, {}, [2]) == ["B-PER", "B-ORG"]
    assert labels(scores, {("B-PER", "I-PER"): 3}, [2]) == ["B-PER", "I-PER"]


def test_no_name_goes_on_without_beginning() -> None:
    """However much an inner label scores, a chain does not start with it."""
    assert labels([{"I-LOC": 50}], {}, [1]) == ["O"]


@given(st.lists(st.integers(1, 4), min_size=1, max_size=6), st.integers(0, 2**32 - 1))
def test_chains_side_by_side_are_as_each_alone(sizes: list[int], seed: int) -> None:
    """The best path of each chain, whatever stands beside it, is the best of all its paths."""
    random = np.random.default_rng(seed)
    scores = random.normal(size=(sum(sizes), len(LABELS))).astype(np.float32)
    moves = random.normal(size=(len(LABELS), len(LABELS))).astype(np.float32)
    found = best_paths(scores, moves, np.array(sizes))
    ends = np.cumsum(sizes)
    for size, end in zip(sizes, ends, strict=True):
        chain = scores[end - size : end]
        ways = [way for way in product(range(len(LABELS)), repeat=size) if LABELS[way[0]][0] != "I"]
        best = max(worth(way, chain, moves) for way in ways)
        assert worth(tuple(found[end - size : end]), chain, moves) == pytest.approx(best)


def worth(way: tuple[int, ...], chain: Floats, moves: Floats) -> float:
    """What a path scores."""
    scores = sum(float(row[label]) for row, label in zip(chain, way, strict=True))
    return scores + sum(float(moves[pair]) for pair in pairwise(way))


def test_evidence_is_found_by_its_hash() -> None:
    """Each key gives its values, every other hash nothing, however many keys begin alike."""
    keys = np.array([0, 1, 2, 3, 1 << 31, 2**32 - 1], np.uint32)
    weights = Weights(keys, np.arange(1, 7, dtype=np.int8)[:, None], 1.0, np.zeros((1, 1), np.float32))
    asked = np.array([*keys, 4, (1 << 31) + 1, 2**32 - 2], np.uint32)
    assert weights.look(asked)[:, 0].tolist() == [1, 2, 3, 4, 5, 6, 0, 0, 0]


def test_plain_news_is_tagged() -> None:
    """Unmistakable names come out with their kinds."""
    text = "President Barack Obama met officials of the European Commission in Berlin on Monday."
    found = [(text[s.start : s.end], s.kind) for s in Chain().spans(text, tokens(text))]
    assert ("Barack Obama", "person") in found
    assert ("European Commission", "organisation") in found
    assert ("Berlin", "place") in found


def test_memory_of_words_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A tagger that has just forgotten its words finds what it found before."""
    text = "Angela Merkel spoke in Munich. Siemens did not."
    chain = Chain()
    before = chain.spans(text, tokens(text))
    monkeypatch.setattr("streams.stages.names.tagger.WORDS_KEPT", 1)
    assert chain.spans(text, tokens(text)) == before


def test_a_tagger_that_is_not_installed_is_named() -> None:
    """The message says which one was asked for."""
    with pytest.raises(LookupError, match="no tagger 'gliner'"):
        plugged("gliner")

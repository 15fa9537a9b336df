"""The tagger: paths, spans, and other taggers in its place."""

import numpy as np
import pytest

from streams.stages.names.tagger import LABELS, Chain, best_path, plugged
from streams.stages.names.tokens import tokens


def test_best_path_weighs_moves_against_scores() -> None:
    """A label that scores less wins where the move to it is worth more."""
    scores = np.zeros((2, len(LABELS)), np.float32)
    scores[0, LABELS.index("B-PER")] = 2
    scores[1, LABELS.index("B-ORG")] = 1
    moves = np.zeros((len(LABELS), len(LABELS)), np.float32)
    assert [LABELS[label] for label in best_path(scores, moves)] == ["B-PER", "B-ORG"]
    moves[LABELS.index("B-PER"), LABELS.index("I-PER")] = 3
    assert [LABELS[label] for label in best_path(scores, moves)] == ["B-PER", "I-PER"]


def test_no_name_goes_on_without_beginning() -> None:
    """However much an inner label scores, a chain does not start with it."""
    scores = np.zeros((1, len(LABELS)), np.float32)
    scores[0, LABELS.index("I-LOC")] = 50
    assert best_path(scores, np.zeros((len(LABELS), len(LABELS)), np.float32)) == [0]


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

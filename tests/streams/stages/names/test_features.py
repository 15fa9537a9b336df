"""What the tagger sees."""

import numpy as np
import pytest

from streams.stages.names.features import Reader, shape
from streams.stages.names.tokens import mode, tokens

JOINT = [42775, 17174, 35491, 33135, 74239, 4597, 70611, 94148, 64714, 34503, 30614, 32427, 61905, 75327]
PADS = [77269, 28116, 30649, 36456, 19896]


@pytest.mark.parametrize(
    ("word", "pattern"), [("Nvidia", "Xx"), ("NATO", "XX"), ("U.S.", "X.X."), ("iPhone", "xXx"), ("2026", "d")]
)
def test_shapes(word: str, pattern: str) -> None:
    """Runs are shortened, but one capital is told from several."""
    assert shape(word) == pattern


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Shares fell after Kivu Bank said so", "N"),
        ("Kivu Bank Shares Fall After Profit Warning", "T"),
        ("KIVU BANK SHARES FALL", "U"),
        ("Kivu Bank", "N"),
    ],
)
def test_headings_are_told_from_sentences(text: str, written: str) -> None:
    """Title case and capitals say little about names."""
    assert mode(text.split()) == written


def test_a_word_is_worked_out_once_and_alike() -> None:
    """The same text gives the same evidence, before and after others, and no word is met twice."""
    reader = Reader({})
    first = reader.read(tokens("Ann Lee met Bo Roe."))
    assert len(reader.fresh()) == reader.count
    again = reader.read(tokens("Ann Lee met Bo Roe."))
    assert reader.fresh() == []
    assert np.array_equal(first.joint, again.joint)
    assert np.array_equal(first.rows, again.rows)


def test_a_text_without_capitals_has_no_candidates() -> None:
    """Nothing to tag is no fault."""
    assert Reader({}).read(tokens("nothing here")).joint.shape[0] == 0


def test_evidence_is_what_the_weights_were_trained_on() -> None:
    """The hashes of a sentence stay as they were when the model was made; else it would find nothing of it."""
    seen = Reader({"ann": "?f"}).read(tokens("He met Ann Lee of Goma."))
    assert [int(number) for number in seen.joint.sum(axis=0, dtype=np.uint64) % 100_000] == JOINT
    kind = Reader({"ann": "?f"}).fresh()[0]
    assert [sum(hashes) % 100_000 for hashes in kind.evidence] == PADS

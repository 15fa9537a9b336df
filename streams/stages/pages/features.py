"""Puts the evidence for each gap together: one row of numbers for every place the running story may have begun."""

from collections.abc import Sequence

import numpy as np

from streams.stages.pages.cohesion import AHEAD, WINDOW, Floats, linked, weights
from streams.stages.pages.cues import NAMES as CUES
from streams.stages.pages.cues import cues
from streams.stages.pages.words import Paragraph

AGES = (
    "words",
    "words sum",
    "words next",
    "words after",
    "names",
    "names sum",
    "names next",
    "first gap",
    "second gap",
    "log age",
)
STATIC = (
    "bias",
    "tail",
    "inside tail",
    "no tail",
    "words within",
    "colon before",
    *(f"before {cue}" for cue in CUES),
    *CUES,
)
NAMES = (*STATIC, *AGES)


def evidence(paragraphs: Sequence[Paragraph], tail: Sequence[bool], inside: Sequence[bool]) -> Floats:
    """Features `[gap, age, feature]`; gap g stands before paragraph g, age counts from 1 (index 0)."""
    count = len(paragraphs)
    weight = weights(paragraphs)
    words = [frozenset(paragraph.stems) - paragraph.names for paragraph in paragraphs]
    names = [paragraph.names for paragraph in paragraphs]
    share, total = linked(paragraphs, words, weight)
    name_share, name_total = linked(paragraphs, names, weight)
    out = np.zeros((count, WINDOW, len(NAMES)))
    own = np.array([cues(paragraph) for paragraph in paragraphs])
    rate = min(1.0, sum(tail) / max(1.0, count / 8))
    columns = [
        np.ones(count),
        np.array(tail, float),
        np.array(inside, float),
        rate * ~np.array(tail, bool),
        _within(words, weight),
        np.array([0.0, *(float(paragraph.text.rstrip()[-1:] in ":,") for paragraph in paragraphs[:-1])]),
        *np.vstack([np.zeros(len(CUES)), own[:-1]]).T,
        *own.T,
    ]
    out[:, :, : len(STATIC)] = np.array(columns).T[:, None, :]
    age = np.arange(1, WINDOW + 1)
    by_age = [
        share[:, 0, 1:],
        np.log1p(total[:, 0, 1:]),
        share[:, 1, 1:],
        share[:, 2, 1:],
        name_share[:, 0, 1:],
        np.log1p(name_total[:, 0, 1:]),
        name_share[:, 1, 1:],
        np.broadcast_to(age == 1, (count, WINDOW)),
        np.broadcast_to(age == 2, (count, WINDOW)),
        np.broadcast_to(np.log(age), (count, WINDOW)),
    ]
    out[:, :, len(STATIC) :] = np.stack(by_age, axis=2)
    return out


def _within(words: Sequence[frozenset[str]], weight: dict[str, float]) -> Floats:
    shares = np.zeros(len(words))
    for gap, here in enumerate(words):
        following = set().union(*words[gap + 1 : gap + AHEAD]) if gap + 1 < len(words) else set()
        shares[gap] = sum(weight[word] for word in here & following) / (1.0 + sum(weight[word] for word in here))
    return shares

"""From what was found to numbers: how likely each branch is, and how strong the evidence for each topic."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from streams.stages.topics.scan import Found
from streams.stages.topics.weights import Floats, Linear, Matcher
from streams.vocabularies import mediatopics

PLACES = {code: place for place, code in enumerate(mediatopics.branches())}
# A phrase in the title counts this often.
TITLE = 2
# How much evidence weighs against the linear model, whose scores lie between -2 and 1 (measured, see the model card).
EVIDENCE = 0.3
# Scores to probabilities: a softmax of this steepness, so that confidence means what it says (measured).
STEEPNESS = 3.5
# Without a linear model (other languages): evidence alone, against this much doubt.
DOUBT = 4.0


@dataclass(frozen=True, slots=True)
class Scores:
    """`branches`: probabilities in the order of the vocabulary's branches; `topics`: evidence by code, above zero."""

    branches: Floats
    topics: dict[str, float]


Readings = Sequence[tuple[Matcher, Found]]


def score(readings: Readings, linear: Linear | None, given: dict[str, float]) -> Scores:
    """Score a story as its matchers read it; the first is the language's own, and the linear model's.

    `linear` is None where there is no model for the language. `given` is evidence from elsewhere, by topic code, on the
    scale of phrases (3 is a telling one).
    """
    topics: dict[str, float] = defaultdict(float, given)
    evidence = _of(given)
    for matcher, found in readings:
        _add(topics, matcher, found)
        evidence += matcher.branches.take(found.title * TITLE + found.body, 0).sum(0)
    branches = _branches(linear, readings[0][1], np.maximum(evidence, 0))
    return Scores(branches, {code: total for code, total in topics.items() if total > 0})


def _add(topics: dict[str, float], matcher: Matcher, found: Found) -> None:
    codes, strengths, starts = matcher.codes, matcher.strengths, matcher.starts
    for weight, numbers in ((TITLE, found.title), (1, found.body)):
        for number in numbers:
            for place in range(starts[number], starts[number + 1]):
                topics[codes[place]] += weight * strengths[place]


def _branches(linear: Linear | None, found: Found, evidence: Floats) -> Floats:
    if linear is None:
        squares = evidence * evidence
        doubtful: Floats = squares / (squares.sum() + DOUBT * DOUBT)
        return doubtful
    lead: npt.NDArray[np.intp] = np.fromiter(found.lead, np.intp, len(found.lead))
    norm = float(linear.squares.take(lead).sum()) ** 0.5 or 1.0
    total = linear.rows.take(lead, 0).sum(0) / norm + linear.bias + EVIDENCE * np.log1p(evidence)
    return softmax(STEEPNESS * total)


def _of(given: dict[str, float]) -> Floats:
    total = np.zeros(len(PLACES), np.float32)
    for code, strength in given.items():
        for branch, share in mediatopics.desks(code).items():
            total[PLACES[branch]] += strength * share
    return total


def softmax(scores: Floats) -> Floats:
    """Probabilities of scores."""
    raised = np.exp(scores - scores.max())
    shares: Floats = raised / raised.sum()
    return shares

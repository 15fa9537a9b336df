"""From what was found to numbers: how likely each branch is, and how strong the evidence for each topic."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from streams.stages.topics import scan
from streams.stages.topics.scan import Text
from streams.stages.topics.weights import SIXTEENTHS, Bytes, Floats, Linear, Matcher
from streams.vocabularies import mediatopics

PLACES = {code: place for place, code in enumerate(mediatopics.branches())}
# A phrase in the title counts this often.
TITLE = 2
# How much evidence weighs against the linear model, whose scores lie between -2 and 1: more in long texts, of which the
# model reads the lead alone (measured).
EVIDENCE = 0.25
EVIDENCE_LONG = 0.5
LONG = 300
# What a newsroom's mix of stories adds to a branch's score: half of what the model learned from is a portal of world
# events, with little technology and much crime and war (measured).
MIX = {"13000000": 0.5, "04000000": -0.1, "02000000": -0.2, "16000000": -0.1}
# What a provider's topic adds to the score of its branch: about as much as the clearest text.
GIVEN = 1.5
# Scores to probabilities: a softmax of this steepness, so that confidence means what it says (chosen on HuffPost's
# later months and on stories of UCI, both kept from training).
STEEPNESS = 2.3
# Without a linear model (other languages): evidence alone, against this much doubt, each raised to a power (chosen on
# SIB-200's German, French and Spanish sentences; squares made long texts too sure).
DOUBT = 2.5
POWER = 1.5
_SILENCE = np.zeros(len(PLACES), np.int32)
_SIXTEENTH = np.float32(1 / SIXTEENTHS)
_MIX = np.array([MIX.get(code, 0.0) for code in PLACES], np.float32)


@dataclass(frozen=True, slots=True)
class Scores:
    """`branches`: probabilities in the order of the vocabulary's branches; `topics`: evidence by code, above zero."""

    branches: Floats
    topics: dict[str, float]


def score(text: Text, matchers: Sequence[Matcher], linear: Linear | None, given: Mapping[str, float]) -> Scores:
    """Score a story by what its matchers find and, for English, the linear model says.

    `linear` is of `mixed`; `given` is evidence from elsewhere, by topic code, on the scale of phrases (3 is a telling
    one).
    """
    topics = dict(given)
    total = _SILENCE
    for matcher in matchers:
        if found := phrases(matcher, text):
            _add(topics, matcher, found)
            total = total + _summed(matcher.branches, found)
    spoken = np.maximum(total, 0) * _SIXTEENTH
    branches = _branches(linear, text, spoken, given)
    return Scores(branches, {code: strength for code, strength in topics.items() if strength > 0})


def mixed(linear: Linear) -> Linear:
    """The linear model as `score` takes it: with what a newsroom's mix of stories adds."""
    return replace(linear, bias=linear.bias + _MIX)


def _summed(rows: Bytes, numbers: list[int] | npt.NDArray[np.intp]) -> npt.NDArray[np.int32]:
    summed: npt.NDArray[np.int32] = np.add.reduce(rows.take(numbers, 0), 0, np.int32)
    return summed


def phrases(matcher: Matcher, text: Text) -> list[int]:
    """The numbers of the phrases in a story, those of the title as often as they count."""
    return scan.evidence(matcher, text.title) * TITLE + scan.evidence(matcher, text.body)


def _add(topics: dict[str, float], matcher: Matcher, found: list[int]) -> None:
    postings, so_far = matcher.postings, topics.get
    for number in found:
        for code, strength in postings[number]:
            topics[code] = so_far(code, 0.0) + strength


def _branches(linear: Linear | None, text: Text, evidence: Floats, given: Mapping[str, float]) -> Floats:
    provided = _of(given) if given else 0
    if linear is None:
        raised = (evidence + provided) ** POWER
        doubtful: Floats = raised / (raised.sum() + DOUBT**POWER)
        return doubtful
    summed = _summed(linear.rows, scan.features(linear, text)) * linear.scale
    weight = EVIDENCE + (EVIDENCE_LONG - EVIDENCE) * min(1.0, text.length / LONG)
    norm = float(summed[-1]) ** 0.5 or 1.0
    said = GIVEN * (_of(given) > 0) if given else 0
    return softmax(STEEPNESS * (summed[:-1] / norm + linear.bias + said + weight * np.log1p(evidence)))


def _of(given: Mapping[str, float]) -> Floats:
    total = np.zeros(len(PLACES), np.float32)
    for code, strength in given.items():
        for branch, share in mediatopics.desks(code).items():
            total[PLACES[branch]] += strength * share
    return total


def softmax(scores: npt.NDArray[np.floating]) -> Floats:
    """Probabilities of scores."""
    raised = np.exp(scores - np.maximum.reduce(scores))
    shares: Floats = raised / np.add.reduce(raised)
    return shares

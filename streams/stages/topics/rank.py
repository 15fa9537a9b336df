"""From scores to the list that is published: finer topics, branches, their order and their confidence."""

from typing import NamedTuple

from streams.stages.topics.score import PLACES, Scores
from streams.vocabularies import mediatopics

# Below this probability of the best branch (0 to 1) a story gets no topic: more would be wrong than right.
THRESHOLD = 0.15
# A finer topic is listed from this confidence on, and at most so many of them.
FINE_FLOOR = 0.2
FINE_MOST = 5
# Other branches are listed from this probability on, up to three in all.
BRANCH_FLOOR = 0.01
BRANCH_MOST = 3
# Evidence of this strength gives a finer topic half its branch's probability; long texts hold more by chance.
HALF = 3.0
HALF_PER_WORD = 1 / 60
# How much a topic loses to a sibling with stronger evidence.
RIVALRY = 0.5
# Keeps what rounding would otherwise drop at the very floor.
_ROUNDING = 0.999


class Ranked(NamedTuple):
    """A topic's code and confidence (0 to 1)."""

    code: str
    confidence: float


def rank(scores: Scores, length: int) -> list[Ranked]:
    """Topics best first; `length` is the story's, in words.

    Broader topics stand behind all narrower ones: they are surer, but say nothing new.
    """
    probabilities = dict(zip(PLACES, scores.branches.tolist(), strict=True))
    leading = sorted(probabilities, key=probabilities.__getitem__, reverse=True)[:BRANCH_MOST]
    if probabilities[leading[0]] < THRESHOLD:
        return []
    fine = _fine(scores.topics, probabilities, length)
    covered = {_OWN[topic.code] for topic in fine}
    alone = [code for code in leading if code not in covered and probabilities[code] >= BRANCH_FLOOR]
    listed = [Ranked(code, probabilities[code]) for code in alone]
    above = [
        Ranked(code, probabilities[code])
        for code in sorted(sorted(covered), key=probabilities.__getitem__, reverse=True)
    ]
    ordered = sorted([*fine, *listed], key=lambda topic: (_OWN[topic[0]] not in leading, -topic[1]))
    return [*_led(ordered, leading[0]), *above]


def _fine(topics: dict[str, float], probabilities: dict[str, float], length: int) -> list[Ranked]:
    half = HALF + HALF_PER_WORD * length
    # A weaker topic cannot reach the floor, however likely its desk is.
    least = half * FINE_FLOOR / (1 - FINE_FLOOR) * _ROUNDING
    strong = {code: strength for code, strength in topics.items() if strength >= least}
    strongest: dict[str, float] = {}
    for code, strength in strong.items():
        own = _OWN[code]
        if strength > strongest.get(own, 0.0):
            strongest[own] = strength
    best = []
    for code, strength in strong.items():
        desk = max([probabilities[branch] * share for branch, share in _DESKS[code]])
        likely = desk * strength / (strength + half)
        if likely >= FINE_FLOOR and code not in PLACES:
            confidence = likely * (strength / strongest[_OWN[code]]) ** RIVALRY
            if confidence >= FINE_FLOOR:
                best.append(Ranked(code, confidence))
    return sorted(best, key=_sureness)[:FINE_MOST]


def _led(topics: list[Ranked], leading: str) -> list[Ranked]:
    """The likeliest branch, or its best topic, comes first, whatever single topic of another branch is surer."""
    first = next((topic for topic in topics if _OWN[topic.code] == leading), None)
    return [first, *(topic for topic in topics if topic is not first)] if first else topics


def _sureness(topic: Ranked) -> float:
    return -topic.confidence


_OWN = {code: mediatopics.branch(code) for code, concept in mediatopics.concepts().items() if not concept.replacement}
_DESKS = {code: tuple(mediatopics.desks(code).items()) for code in _OWN}

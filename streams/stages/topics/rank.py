"""From scores to the list that is published: finer topics, branches, their order and their confidence."""

from collections.abc import Iterable, Mapping, Sequence
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
    """A topic's code and confidence (0 to 1), and the place of its branch among all."""

    code: str
    confidence: float
    place: int


def rank(scores: Scores, length: int) -> list[Ranked]:
    """Topics best first; `length` is the story's, in words.

    Broader topics stand behind all narrower ones: they are surer, but say nothing new.
    """
    shares = scores.branches.tolist()
    leading = _surest(shares, range(len(shares)))[:BRANCH_MOST]
    if shares[leading[0]] < THRESHOLD:
        return []
    fine = _fine(scores.topics, shares, length)
    covered = {topic.place for topic in fine}
    alone = [place for place in leading if place not in covered and shares[place] >= BRANCH_FLOOR]
    ordered = sorted([*fine, *_branches(alone, shares)], key=lambda topic: (topic.place not in leading, -topic[1]))
    return [*_led(ordered, leading[0]), *_branches(_surest(shares, sorted(covered)), shares)]


def _surest(shares: Sequence[float], places: Iterable[int]) -> list[int]:
    return sorted(places, key=shares.__getitem__, reverse=True)


def _branches(places: Iterable[int], shares: Sequence[float]) -> list[Ranked]:
    return [Ranked(_BRANCHES[place], shares[place], place) for place in places]


def _fine(topics: Mapping[str, float], shares: Sequence[float], length: int) -> list[Ranked]:
    half, room = HALF + HALF_PER_WORD * length, max(shares) - FINE_FLOOR
    if room <= 0:
        return []
    # A weaker topic cannot reach the floor, even at the likeliest desk.
    least = half * FINE_FLOOR / room * _ROUNDING
    strong = [(code, strength, *_PLACED[code]) for code, strength in topics.items() if strength >= least]
    strongest: dict[int, float] = {}
    for _, strength, own, _ in strong:
        if strength > strongest.get(own, 0.0):
            strongest[own] = strength
    best = []
    for code, strength, own, desks in strong:
        desk = max([shares[place] * share for place, share in desks])
        likely = desk * strength / (strength + half)
        if likely >= FINE_FLOOR and code not in PLACES:
            confidence = likely * (strength / strongest[own]) ** RIVALRY
            if confidence >= FINE_FLOOR:
                best.append(Ranked(code, confidence, own))
    return sorted(best, key=_sureness)[:FINE_MOST]


def _led(topics: list[Ranked], leading: int) -> list[Ranked]:
    """The likeliest branch, or its best topic, comes first, whatever single topic of another branch is surer."""
    first = next((topic for topic in topics if topic.place == leading), None)
    return [first, *(topic for topic in topics if topic is not first)] if first else topics


def _sureness(topic: Ranked) -> float:
    return -topic.confidence


def _placed(code: str) -> tuple[int, tuple[tuple[int, float], ...]]:
    """The places of a topic's own branch, and of those whose desks take stories on it, each with its share."""
    desks = tuple((PLACES[branch], share) for branch, share in mediatopics.desks(code).items())
    return PLACES[mediatopics.branch(code)], desks


_BRANCHES = list(PLACES)
_PLACED = {code: _placed(code) for code, concept in mediatopics.concepts().items() if not concept.replacement}

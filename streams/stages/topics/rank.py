"""From scores to the list that is published: finer topics, branches, their order and their confidence."""

from collections.abc import Iterator
from dataclasses import dataclass

from streams.stages.topics.score import PLACES, Scores
from streams.vocabularies import mediatopics

# Below this probability of the best branch (0 to 1) a story gets no topic: more would be wrong than right.
THRESHOLD = 0.2
# A finer topic is listed from this confidence on, and at most so many of them.
FINE_FLOOR = 0.2
FINE_MOST = 5
# Other branches are listed from this probability on, up to three in all.
BRANCH_FLOOR = 0.03
BRANCH_MOST = 3
# Evidence of this strength gives a finer topic half its branch's probability; long texts hold more by chance.
HALF = 3.0
HALF_PER_WORD = 1 / 60
# How much a topic loses to a sibling with stronger evidence.
RIVALRY = 0.5


@dataclass(frozen=True, slots=True)
class Ranked:
    """A topic's code and confidence (0 to 1)."""

    code: str
    confidence: float


def rank(scores: Scores, length: int) -> list[Ranked]:
    """Topics best first; `length` is the story's, in words.

    Broader topics stand behind all narrower ones: they are surer, but say nothing new.
    """
    probabilities = {code: float(scores.branches[place]) for code, place in PLACES.items()}
    leading = sorted(probabilities, key=lambda code: -probabilities[code])[:BRANCH_MOST]
    if probabilities[leading[0]] < THRESHOLD:
        return []
    fine = _fine(scores.topics, probabilities, length)
    covered = {mediatopics.branch(topic.code) for topic in fine}
    alone = [Ranked(code, probabilities[code]) for code in leading if code not in covered]
    listed = [topic for topic in alone if topic.confidence >= BRANCH_FLOOR]
    above = [Ranked(code, probabilities[code]) for code in sorted(covered, key=lambda code: -probabilities[code])]
    return [*_desk_first(sorted([*fine, *listed], key=lambda topic: -topic.confidence), leading[0]), *above]


def _fine(topics: dict[str, float], probabilities: dict[str, float], length: int) -> list[Ranked]:
    half = HALF + HALF_PER_WORD * length
    strongest: dict[str, float] = {}
    likely: dict[str, float] = {}
    for code, strength in topics.items():
        branch, desk, share = _places(code)
        strongest[branch] = max(strongest.get(branch, 0.0), strength)
        likely[code] = probabilities[desk] * share * strength / (strength + half)
    graded = (
        Ranked(code, likely[code] * (strength / strongest[_places(code)[0]]) ** RIVALRY)
        for code, strength in topics.items()
        if code not in PLACES
    )
    best = sorted((topic for topic in graded if topic.confidence >= FINE_FLOOR), key=lambda topic: -topic.confidence)
    return best[:FINE_MOST]


def _places(code: str) -> tuple[str, str, float]:
    return _PLACES[code]


def _all_places() -> Iterator[tuple[str, tuple[str, str, float]]]:
    """By code: its branch, and the branch whose desk takes it, with that desk's share."""
    for code, concept in mediatopics.concepts().items():
        if not concept.replacement:
            desk, share = max(mediatopics.desks(code).items(), key=lambda pair: pair[1])
            yield code, (mediatopics.branch(code), desk, share)


_PLACES = dict(_all_places())


def _desk_first(topics: list[Ranked], leading: str) -> list[Ranked]:
    """Puts the leading branch, or its first topic, first where a topic that its desk takes is filed elsewhere."""
    first = next((topic for topic in topics if mediatopics.branch(topic.code) == leading), None)
    if first is None or not topics or _PLACES[topics[0].code][1] != leading:
        return topics
    return [first, *(topic for topic in topics if topic is not first)]

"""Gives a story its IPTC Media Topics, with calibrated confidence, and tells which phrases spoke for them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from streams.stages.topics import evidence, lexicon, weights
from streams.stages.topics.given import Given
from streams.stages.topics.given import evidence as given_evidence
from streams.stages.topics.given import read as read_given
from streams.stages.topics.rank import Ranked, rank
from streams.stages.topics.refinement import lexicon_of as refinement_lexicon
from streams.stages.topics.scan import Text, cut
from streams.stages.topics.score import Scores, mixed, phrases, score
from streams.stages.topics.weights import NOTHING, Matcher
from streams.vocabularies import mediatopics

CREATOR = "wiredesk"
ENGLISH = "en"
_FULL = 100
# Relevance falls by this much from place to place, not below the least.
_STEP = 10
_LEAST = 10


class Subject(NamedTuple):
    """A topic of a story, with the fields of a ninjs subject; `confidence` and `relevance` are 0-100.

    `confidence` is the probability in per cent that an editor would agree; `relevance` falls along the list. A
    provider's subject that said neither has None there, one without a URI an empty one.
    """

    uri: str
    name: str
    confidence: int | None
    relevance: int | None
    creator: str

    def to_ninjs(self) -> dict[str, Any]:
        """The subject as a ninjs 3.1 object; what is empty is left out."""
        uri, name, confidence, relevance, creator = self
        fields = {"uri": uri, "name": name, "creator": creator, "confidence": confidence, "relevance": relevance}
        return {field: value for field, value in fields.items() if value is not None and value != ""}


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a topic was (or nearly was) given: phrases that spoke for it (above zero) and against it, strongest first."""

    subject: Subject
    phrases: list[tuple[str, float]]


class Classifier:
    """Holds the model. Building it reads the weights (some tenths of a second); classifying is pure."""

    def __init__(self, extra_evidence: Path | None = None, refinement: bytes | None = None) -> None:
        """`extra_evidence` is a file or folder like those beside the vocabulary; `refinement` of `wiredesk train`.

        Raises:
            ContentError: a line of the extra evidence, or the refinement, cannot be read.
            OSError: a file cannot be read.
        """
        loaded = weights.load()
        self._matchers, self._linear = loaded.matchers, mixed(loaded.linear)
        own = [lexicon.build(evidence.read(extra_evidence), plurals=True)] if extra_evidence else []
        learned = [refinement_lexicon(refinement)] if refinement else []
        self._extra = [weights.matcher(each) for each in (*own, *learned)]

    def classify(
        self, title: str, text: str, language: str = "", given: Sequence[Mapping[str, Any]] = ()
    ) -> list[Subject]:
        """The story's topics, best first; broader ones behind narrower ones; none where none is likely enough.

        `language` is a BCP 47 tag; empty is taken as English. German, French and Spanish are read by their evidence
        alone, other languages not at all. `given` are a provider's subjects as ninjs has them: they are kept, marked by
        their creator, and count as evidence.
        """
        provided = read_given(given)
        story = cut(title, text)
        return _subjects(rank(self._score(story, language, provided), story.length), provided)

    def explain(
        self, title: str, text: str, language: str = "", given: Sequence[Mapping[str, Any]] = ()
    ) -> list[Explanation]:
        """What spoke for and against each topic that `classify` gives."""
        story = cut(title, text)
        found = [(matcher, phrases(matcher, story)) for matcher in self._reading(language)]
        subjects = self.classify(title, text, language, given)
        return [Explanation(subject, _told(found, subject)) for subject in subjects]

    def _reading(self, language: str) -> list[Matcher]:
        return [self._matchers.get(_primary(language), NOTHING), *self._extra]

    def _score(self, story: Text, language: str, provided: list[Given]) -> Scores:
        linear = self._linear if _primary(language) == ENGLISH else None
        return score(story, self._reading(language), linear, given_evidence(provided))


def _primary(language: str) -> str:
    return language.partition("-")[0].lower() or ENGLISH


def _subjects(ranked: list[Ranked], provided: list[Given]) -> list[Subject]:
    """Ours and the provider's, each topic once; what both name is the provider's, with the greater confidence."""
    if not provided:
        return [_subject(topic, None, place) for place, topic in enumerate(ranked)]
    theirs = {topic.code: topic for topic in provided if topic.code}
    ours = [_subject(topic, theirs.get(topic.code), place) for place, topic in enumerate(ranked)]
    known = {topic.code for topic in ranked}
    rest = [topic for topic in provided if topic.code not in known or not topic.code]
    kept = [Subject(topic.uri, topic.name, topic.confidence, topic.relevance, topic.creator) for topic in rest]
    return [*ours, *kept]


def _subject(topic: Ranked, theirs: Given | None, place: int) -> Subject:
    uri, name = _called(topic.code)
    confidence = round(_FULL * topic.confidence)
    relevance = max(_LEAST, _FULL - _STEP * place)
    if theirs is None:
        return Subject(uri, name, confidence, relevance, CREATOR)
    stated = theirs.relevance if theirs.relevance is not None else relevance
    return Subject(uri, name, max(confidence, theirs.confidence or 0), stated, theirs.creator)


@cache
def _called(code: str) -> tuple[str, str]:
    """The URI and the name of a topic."""
    concept = mediatopics.concepts()[code]
    return concept.uri, concept.name


def _told(found: list[tuple[Matcher, list[int]]], subject: Subject) -> list[tuple[str, float]]:
    code = subject.uri.removeprefix(mediatopics.BASE)
    counted: dict[str, float] = defaultdict(float)
    for matcher, numbers in found:
        for number in numbers:
            for topic, strength in matcher.postings[number]:
                if code in {topic, *mediatopics.desks(topic)}:
                    counted[matcher.phrases[number]] += strength
    return sorted(counted.items(), key=lambda pair: (-abs(pair[1]), pair[0]))

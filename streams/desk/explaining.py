"""Why a story got its topics: the phrases of the evidence, and the words without which it would be less sure, or surer.

The second is found by trying: the story is classified again without each word, so it holds for whatever the model is.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from streams.settings import Settings
from streams.stages.classify import CREATOR, Classifier, Subject
from streams.stages.language import UNDETERMINED, identify_language

# Words that are tried, from the beginning of title and text: later ones say little of the topic, and each costs a try.
TRIED = 120
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Told:
    """A topic with what spoke for it (above zero) and against it, strongest first.

    `phrases` have the strength of evidence, 3 enough on its own; `words` the points of confidence that a story loses
    without them.
    """

    subject: Subject
    phrases: list[tuple[str, float]]
    words: list[tuple[str, int]]


@dataclass(frozen=True, slots=True)
class Explained:
    """A story's title, the language it was read in (BCP 47, or `und`), and its topics, best first."""

    title: str
    language: str
    topics: list[Told]


class Explainer:
    """Holds the classifier that the settings describe."""

    def __init__(self, settings: Settings) -> None:
        """Loads the model.

        Raises:
            ContentError, OSError: the newsroom's own files cannot be read.
        """
        model = settings.topics_model
        self._classifier = Classifier(settings.topics_evidence, model.read_bytes() if model else None)

    def explain(self, title: str, text: str, language: str, given: Sequence[Mapping[str, Any]]) -> Explained:
        """Explain a story. `language` and `given` are the provider's own, as in an item; our own subjects count not."""
        language, _ = identify_language(f"{title}\n{text}", language)
        theirs = [subject for subject in given if subject.get("creator") != CREATOR]
        found = self._classifier.explain(title, text, language, theirs)
        words = self._words([one.subject for one in found], title, text, language, theirs)
        return Explained(
            title,
            language or UNDETERMINED,
            [Told(one.subject, one.phrases, words.get(_key(one.subject), [])) for one in found],
        )

    def _words(
        self, subjects: list[Subject], title: str, text: str, language: str, given: Sequence[Mapping[str, Any]]
    ) -> dict[str, list[tuple[str, int]]]:
        sure = {_key(subject): subject.confidence for subject in subjects if subject.confidence is not None}
        lost: dict[str, list[tuple[str, int]]] = {key: [] for key in sure}
        for word in dict.fromkeys(_WORDS.findall(f"{title} {text}".lower())[:TRIED]):
            without = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
            again = self._classifier.classify(without.sub(" ", title), without.sub(" ", text), language, given)
            left = {_key(subject): subject.confidence or 0 for subject in again}
            for key, confidence in sure.items():
                if points := confidence - left.get(key, 0):
                    lost[key].append((word, points))
        return {key: sorted(found, key=lambda pair: (-abs(pair[1]), pair[0])) for key, found in lost.items()}


def _key(subject: Subject) -> str:
    return subject.uri or subject.name

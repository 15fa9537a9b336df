"""Reads a text once for all who need to know who says what in it."""

from dataclasses import dataclass

from streams.stages.speech.attribution import Attribution
from streams.stages.speech.saying import attributions
from streams.stages.speech.sentences import Sentence, sentences


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence and what it attributes to whom."""

    sentence: Sentence
    attributions: list[Attribution]


def hear(text: str) -> list[Heard]:
    """All sentences, in order; linear in the text's length."""
    return [Heard(sentence, attributions(sentence)) for sentence in sentences(text)]

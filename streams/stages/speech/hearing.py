"""Reads a text once for all who need to know who says what in it."""

from typing import NamedTuple

from streams.stages.speech.attribution import Attribution
from streams.stages.speech.saying import attributions
from streams.stages.speech.sentences import Sentence, sentences

# Characters of a text in which speech is looked for: a novel's length, and a few seconds for the worst of texts.
READ = 1_000_000


class Heard(NamedTuple):
    """A sentence and what it attributes to whom."""

    sentence: Sentence
    attributions: list[Attribution]


def hear(text: str) -> list[Heard]:
    """All sentences, in order, of the first `READ` characters; linear in the text's length."""
    return [Heard(sentence, attributions(sentence)) for sentence in sentences(text[:READ])]

"""Finds the subject that a participle or a colon shares with the clause before it."""

from collections.abc import Iterator

from streams.stages.speech import wording
from streams.stages.speech.attribution import Range
from streams.stages.speech.nouns import after
from streams.stages.speech.sentences import Sentence
from streams.stages.speech.subjects import before
from streams.stages.speech.wording import STOPS
from streams.vocabularies import verbs

# Tokens before a verb in which another verb's subject can be its own.
REACH = 60
# Tokens before a participle that opens a sentence: "After", "While later".
OPENING = 2

_OPENINGS = verbs.word_class("opening")


def subject(sentence: Sentence) -> Range | None:
    """The subject of the sentence's first verb, or else the noun phrase that it opens with."""
    start = _start(sentence)
    return next(_subjects(sentence, range(start + 1, len(sentence))), None) or after(sentence, start)


def subject_before(sentence: Sentence, until: int) -> Range | None:
    """The subject of the nearest verb before the participle `until`; of the main clause, if it opens the sentence."""
    start = _start(sentence)
    if until <= start + OPENING:
        comma = next((index for index in range(until, len(sentence)) if sentence.lows[index] == ","), len(sentence))
        return next(_subjects(sentence, range(comma + 2, len(sentence))), None)
    back = range(until - 1, max(start, until - REACH), -1)
    known = next(_subjects(sentence, back), None) or next(_doers(sentence, back), None)
    return known or after(sentence, start)


def _start(sentence: Sentence) -> int:
    return 1 if sentence.lows[0] in _OPENINGS else 0


def _subjects(sentence: Sentence, places: range) -> Iterator[Range]:
    """Subjects of the verbs at these places."""
    for index in places:
        if sentence.lows[index] in STOPS or sentence.capital(index):
            continue
        if wording.finite(sentence, index) and (found := before(sentence, index)):
            yield found


def _doers(sentence: Sentence, places: range) -> Iterator[Range]:
    """Subjects of words at these places that may as well be participles: crowds marched through the city, singing."""
    for index in places:
        if sentence.lows[index].endswith("ed") and not sentence.capital(index) and (found := before(sentence, index)):
            yield found

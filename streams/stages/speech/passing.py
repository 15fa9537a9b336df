"""Passes over what stands between a verb of saying and what is said: whom it was said to, and when."""

from streams.stages.speech.sentences import Sentence
from streams.stages.speech.wording import DETERMINERS, PRONOUNS, STOPS, TIMES
from streams.vocabularies import verbs

# Tokens of the longest phrase that names whom it was said to.
LONGEST = 12

_OPENERS = verbs.word_class("opener")
_HEARERS = verbs.word_class("hearer")
_TO = frozenset({"to", "not"})


def past_times(sentence: Sentence, start: int, end: int) -> int:
    """Behind "on Monday", "Tuesday night": when it was said."""
    lows = sentence.lows
    at = start
    while at < end and (lows[at] in TIMES or (lows[at] == "on" and at + 1 < end and lows[at + 1] in TIMES)):
        if lows[at] in {"this", "last", "next"} and at + 1 < end and lows[at + 1] not in TIMES:
            break
        at += 1
    return at


def past_hearer(sentence: Sentence, start: int, end: int) -> int:
    """Behind whom it was told."""
    lows = sentence.lows
    if start < end and lows[start] in _HEARERS:
        return start + 1
    at = start
    while at < min(end, start + LONGEST) and lows[at] not in STOPS and lows[at] not in _OPENERS:
        if at > start and (lows[at] in PRONOUNS or lows[at] in DETERMINERS or lows[at] in _TO):
            break
        at += 1
    return at

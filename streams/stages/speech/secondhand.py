"""Whose words they are: the source's own, or those of somebody else who tells what it thinks, wants or did."""

from streams.stages.speech import wording
from streams.stages.speech.attribution import Attribution, Range
from streams.stages.speech.sentences import QUOTE, Sentence
from streams.vocabularies import verbs
from streams.vocabularies.verbs import Verb

_VERBS = verbs.shipped()
# What somebody says, and whose it is.
_WORDS = verbs.word_class("claimed")
_OWN = frozenset("his her their its my our".split())
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_SPOKEN = frozenset({"inverts", "clause"})
# Cues of papers, whose accounts of what others think are theirs to report: according to Coast News, the port hopes.
_REPORTED = frozenset({"according", "per", "report", "reports", "reported", "reporting"})
# Before these a phrase begins a clause of its own.
_BOUNDS = (
    wording.STOPS
    | wording.CONJUNCTIONS
    | wording.PREPOSITIONS
    | wording.TIMES
    | verbs.word_class("opener")
    | {"even", "only", "just"}
)


def is_secondhand(sentence: Sentence, verb: Verb, source: Range, what: list[Range]) -> bool:
    """Whether the source stands in somebody else's clause: a verb's object, behind "that", "plans a mayor made"."""
    first = source[0]
    if not first or sentence.capital(first - 1):
        return False
    low = sentence.lows[first - 1]
    if low in _VERBS or low == "that":
        return not _is_spoken(sentence, verb, what) and not (low in _VERBS and sentence.capital(first))
    if low in wording.FINITE or wording.verbal(sentence, first - 1):
        return True
    return not (low in _BOUNDS or wording.adverb(sentence, first - 1)) and _is_contact(sentence, verb, first, what)


def _is_contact(sentence: Sentence, verb: Verb, first: int, what: list[Range]) -> bool:
    """Whether a clause without "that" begins, which tells what a noun is: the firms a party listed."""
    plain = not sentence.capital(first) and sentence.lows[first] not in wording.PRONOUNS
    return plain and not _is_spoken(sentence, verb, what)


def _is_spoken(sentence: Sentence, verb: Verb, what: list[Range]) -> bool:
    """Whether there are words said, rather than thought or wanted, or words quoted."""
    quoted = any(QUOTE in sentence.lows[start:end] for start, end in what)
    return quoted or (bool(what) and verb.takes >= _SPOKEN)


def is_thought(attribution: Attribution) -> bool:
    """Whether the cue is a verb of thinking or wanting, rather than of speech."""
    start, end = attribution.cue
    verb = _VERBS.get(" ".join(attribution.sentence.lows[start:end]))
    return verb is not None and verb.lemma != "tell" and not verb.takes >= _SPOKEN


def is_report(attribution: Attribution) -> bool:
    """Whether it is a paper's, or is told as one."""
    return attribution.sentence.lows[attribution.cue[0]] in _REPORTED


def owner(sentence: Sentence, source: Range) -> Range:
    """Whose words a source is: hers in "her remarks suggest", the mayor's in "the mayor's statement said"."""
    first, last = source
    if sentence.lows[last - 1] not in _WORDS:
        return source
    for index in range(last - 2, first - 1, -1):
        low = sentence.lows[index]
        if low.endswith(_POSSESSIVE) or (index == first and low in _OWN):
            return first, index + 1
    return source

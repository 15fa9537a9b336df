"""Finds the noun phrase that begins at a place, with the title or clause set beside it."""

from streams.stages.speech.attribution import Range
from streams.stages.speech.sentences import QUOTE, Sentence
from streams.stages.speech.wording import (
    AND,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    FINITE,
    PREPOSITIONS,
    PRONOUNS,
    RELATIVES,
    STOPS,
    TIMES,
    finite,
    verbal,
)
from streams.vocabularies import verbs

# Tokens of the longest noun phrase, and of the longest aside between commas.
PHRASE, ASIDE = 16, 24
# Tokens of the longest title behind a name.
TITLE = 12

_VERBS = verbs.shipped()
_ASIDES = frozenset("meanwhile however too though instead indeed moreover yes no likewise".split())
_TITLES = frozenset({"managing", "acting", "founding", "retired"})
# Prepositions that seldom belong to a name, and those of them that may.
_LOOSE, _IN_NAMES = frozenset("on in at during after before to by about into".split()), frozenset({"in", "at", "on"})
_CLOSES = frozenset({",", ".", QUOTE, "--", "—", "?", "!"})


def after(sentence: Sentence, start: int) -> Range | None:
    """The noun phrase that begins at `start`, with what is set beside it by commas; None if there is none."""
    lows = sentence.lows
    size = len(sentence)
    if start >= size or lows[start] in STOPS or lows[start] in PREPOSITIONS or lows[start] in CONJUNCTIONS:
        return None
    if lows[start] in PRONOUNS and lows[start] != "one":
        return start, start + 1
    end = start
    while end < size and end - start < PHRASE and _belongs(sentence, end, start):
        end += 1
    while end > start + 1 and (
        lows[end - 1] in PREPOSITIONS or lows[end - 1] in TIMES or lows[end - 1] in CONJUNCTIONS
    ):
        end -= 1
    if end == start or (end == start + 1 and lows[start] in DETERMINERS):
        return None
    return start, _with_aside(sentence, end)


def _belongs(sentence: Sentence, index: int, start: int) -> bool:
    low = sentence.lows[index]
    if low in STOPS or (index > start and not sentence.capital(index) and verbal(sentence, index)):
        return False
    if low in AUXILIARIES and low not in DETERMINERS:
        return False
    if low in _LOOSE and index > start:
        following = sentence.lows[index + 1] if index + 1 < len(sentence) else ""
        return low in _IN_NAMES and not (following in TIMES or following.isdigit() or following in DETERMINERS)
    return not (low in CONJUNCTIONS and low != "and") and not (low in PRONOUNS and low != "one")


def _with_aside(sentence: Sentence, end: int) -> int:
    """The phrase's end with ", a professor" or "who was there" behind it, up to a comma or the sentence's end."""
    if end + 1 >= len(sentence):
        return end
    if sentence.lows[end] == "," and _may_appose(sentence, end + 1):
        start = end + 1
    elif sentence.lows[end] in {"who", "that", "whose"}:
        start = end
    else:
        return end
    relative = start == end
    for close in range(start + 1, min(start + ASIDE, len(sentence))):
        relative = relative or sentence.lows[close] in RELATIVES
        if not relative and not sentence.capital(close) and finite(sentence, close):
            return end
        if sentence.lows[close] in _CLOSES:
            again = sentence.lows[close] == "," and start == end + 1 and sentence.lows[start].isdigit()
            return _with_aside(sentence, close) if again else close
    return end


def _may_appose(sentence: Sentence, start: int) -> bool:
    low = sentence.lows[start]
    return low in DETERMINERS or low.isdigit() or (not sentence.capital(start) and apposes(sentence, start))


def beside(sentence: Sentence, found: Range) -> Range:
    """The phrase with a title in capitals behind it: ", Democrat of Delaware", up to a full stop or quotation."""
    first, end = found
    if end + 1 >= len(sentence) or sentence.lows[end] != "," or not sentence.capital(end + 1):
        return found
    for close in range(end + 2, min(end + TITLE, len(sentence))):
        low = sentence.lows[close]
        if low in {".", QUOTE}:
            lower = [word for word in sentence.words[end + 1 : close] if word[0].islower()]
            return (first, close) if lower and not set(lower) <= AND else found
        if low in STOPS or low in FINITE or low in CONJUNCTIONS - AND:
            return found
    return found


def apposes(sentence: Sentence, start: int) -> bool:
    """Whether what begins at `start`, behind a comma, says who somebody is rather than what happened."""
    low = sentence.lows[start]
    if low == QUOTE or low in RELATIVES | CONJUNCTIONS | TIMES | (PREPOSITIONS - {"of"}):
        return False
    if low in _TITLES:
        return True
    return not (low in _VERBS or low.endswith(("ing", "ed", "ly")) or low in AUXILIARIES or low in _ASIDES)

"""Finds the subject of a verb: the noun phrase before it, what comes between left out."""

from streams.stages.speech import wording
from streams.stages.speech.attribution import Range
from streams.stages.speech.nouns import ASIDE, PHRASE, apposes, is_surname
from streams.stages.speech.sentences import QUOTE, Sentence
from streams.stages.speech.wording import (
    AND,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    MADE,
    PREPOSITIONS,
    PRONOUNS,
    STOPS,
    TIMES,
)
from streams.vocabularies import verbs

# Tokens before a phrase that may be set beside another: a word and a comma.
LEAST = 2

# Tokens of a relative clause within a subject, at most.
CLAUSE = 10

_RELATIVE = frozenset({"who", "whose", "which"})
_SENTENCE_ADVERBS = frozenset("meanwhile however still instead indeed yes well so then thus breaking based".split())
_OPENS_CLAUSE = verbs.word_class("subordinator") | {",", ";", ":", QUOTE, "—", "--", "that", "but"}
# Determiners that open a phrase, and what may stand before them in it: two of the aides, even some aides.
_OPENS_PHRASE = frozenset("the a an his her its their our my your this that these those many some".split())
_BEFORE_DETERMINERS = PREPOSITIONS | AND | frozenset("all both half even only not such almost nearly".split())
_CONTRACTED = frozenset(mark + end for mark in "'’" for end in ("s", "re", "m", "ve", "d", "ll"))
_TIME = frozenset({"time", "times", "past"})
_THE_FIRST = frozenset("the a an one first second third same".split())
_WHEN = frozenset("on in for at during over".split())
# Words that end no noun phrase, though no class above has them.
_NO_NOUNS = frozenset("there here why well far please having what enough how particular".split())
# Words in -ing that are nouns where they stand alone.
_NOUNS_IN_ING = frozenset("king everything something nothing anything filing polling".split())
_HAVE = frozenset({"has", "have", "had"})
_HAVE_OR_BE = _HAVE | verbs.word_class("be")
_ME = frozenset("him her them us me".split())
_BOTH = frozenset({"both", "all"})
_BETWEEN = AUXILIARIES | _CONTRACTED
_OPENERS = verbs.word_class("opener") - {"that"}
_CLOSES = frozenset({QUOTE, "!", "?", ";"})


def before(sentence: Sentence, verb: int) -> Range | None:
    """The subject that ends before the verb at `verb`, auxiliaries and asides left out; None if there is none."""
    last = _before_auxiliaries(sentence, _before_times(sentence, _before_auxiliaries(sentence, verb - 1)))
    if last < 0:
        return None
    low = sentence.lows[last]
    if low == "that":
        return None
    if low in {"who", "which"}:
        return (last, last + 1) if antecedent(sentence, last) else None
    if low in {",", "—", "–", "--", ")"}:
        return _before_aside(sentence, last)
    if low in STOPS:
        return None
    found = _ending_at(sentence, last)
    return _with_relative(sentence, found or (last, last + 1)) or (None if low in _ME else found)


def _with_relative(sentence: Sentence, found: Range) -> Range | None:
    """The subject that a relative clause ends with the phrase `found`: people who have fought other threats say."""
    start = found[0]
    opens = start > 1 and sentence.lows[start - 2] == "who"
    if not start or not (opens or wording.finite(sentence, start - 1)):
        return None
    for index in range(start - 2, max(start - CLAUSE, 0), -1):
        low = sentence.lows[index]
        if low in STOPS:
            return None
        if low in {"who", "that"}:
            head = _ending_at(sentence, index - 1)
            return (head[0], found[1]) if head and sentence.lows[head[0]] not in TIMES else None
    return None


def _before_auxiliaries(sentence: Sentence, last: int) -> int:
    """The token before "has also", "went on to" and the like."""
    lows = sentence.lows
    if last > 1 and lows[last] == "to" and lows[last - 1] in {"on", "continued", "continues"}:
        last -= 3 if lows[last - 1] == "on" else 2
    while last >= 0 and (lows[last] not in DETERMINERS or (lows[last] in _BOTH and _floats(sentence, last))):
        since = lows[last] == "since" and last and lows[last - 1] in _HAVE
        if lows[last] not in _BETWEEN and not since and not wording.adverb(sentence, last):
            break
        last -= 1
    return last


def _floats(sentence: Sentence, index: int) -> bool:
    """Whether "both" or "all" stands behind its noun phrase."""
    return index > 0 and sentence.lows[index - 1] not in STOPS and sentence.lows[index - 1] not in CONJUNCTIONS


def _before_times(sentence: Sentence, last: int) -> int:
    """The token before "on Wednesday", "a month later", "for the first time", which part a subject from its verb."""
    lows = sentence.lows
    first = last
    while first > 0 and (lows[first] in TIMES or (lows[first] in _TIME and not sentence.capital(first))):
        first -= 1
    if first in {last, 0} or lows[first] in MADE:
        return last
    while first > 0 and lows[first] in _THE_FIRST:
        first -= 1
    if lows[first] not in _WHEN:
        return first
    return last if lows[first - 1] in MADE else first - 1


def antecedent(sentence: Sentence, relative: int) -> Range | None:
    """The phrase that the "who" at `relative` stands for."""
    last = relative - 1
    if last >= 0 and sentence.lows[last] == ",":
        last -= 1
    found = _ending_at(sentence, last) if last >= 0 and sentence.lows[last] not in STOPS else None
    return None if found and "on" in sentence.lows[slice(*found)] else found


def _before_aside(sentence: Sentence, comma: int) -> Range | None:
    """The subject before ", the city's mayor," or ", who was there," (of it), or ", asked about it," (not of it)."""
    mark = {")": "("}.get(sentence.lows[comma], sentence.lows[comma])
    for opening in range(comma - 1, max(comma - ASIDE, 0), -1):
        low = sentence.lows[opening]
        if low == "," and sentence.lows[opening - 1] in _HAVE_OR_BE:
            return before(sentence, opening)
        if low in _CLOSES or (low == "." and sentence.lows[opening + 1] not in {",", ")"}):
            return None
        if low == "," and opening + 2 == comma and sentence.capital(opening + 1) and sentence.capital(opening - 1):
            continue
        if low == mark and sentence.lows[opening - 1] not in STOPS and (found := _ending_at(sentence, opening - 1)):
            if not _is_beside(sentence, opening, found):
                return found
            return _apposed(sentence, found[0]), comma + (mark == "(")
    return None


def _is_beside(sentence: Sentence, opening: int, found: Range) -> bool:
    """Whether what the mark at `opening` opens says who the phrase before it is."""
    mark, low = sentence.lows[opening], sentence.lows[opening + 1]
    if mark == "(":
        return True
    if low in _RELATIVE:
        return mark == "," and not is_surname(sentence, *found)
    return mark == "," and (low == "including" or apposes(sentence, opening + 1))


def _apposed(sentence: Sentence, first: int) -> int:
    """Where the phrase begins that the one beginning at `first` is set beside: John Smith, a lawyer."""
    if first < LEAST or sentence.lows[first - 1] != ",":
        return first
    prior = _ending_at(sentence, first - 2)
    if not prior or not (prior[0] == 0 or sentence.lows[prior[0] - 1] in _OPENS_CLAUSE | AND):
        return first
    described = not sentence.capital(first) and sentence.capital(first - 2) and apposes(sentence, first)
    named = sentence.capital(first) and not sentence.capital(first - 2) and prior[1] - prior[0] > 1
    opens = sentence.lows[prior[0]] in _SENTENCE_ADVERBS or wording.adverb(sentence, prior[0])
    return _apposed(sentence, prior[0]) if (described or named) and not opens else first


def _ending_at(sentence: Sentence, last: int) -> Range | None:
    """The noun phrase whose last word is at `last`."""
    lows = sentence.lows
    if lows[last] in PRONOUNS:
        return last, last + 1
    if lows[last] in CONJUNCTIONS or lows[last] in PREPOSITIONS or lows[last] in STOPS:
        return None
    if lows[last] in _NO_NOUNS or wording.is_verbal(sentence, last):
        return None
    start, joint = last, -1
    while start and last - start < PHRASE and _goes_on(sentence, start - 1, start):
        start -= 1
        if lows[start] in AND:
            joint = start
    if joint >= 0 and not _sure(sentence, start, joint):
        start = joint + 1
    start = _without_opening(sentence, start, last)
    return (start, last + 1) if start < last or _is_noun(sentence, last) else None


def _is_noun(sentence: Sentence, index: int) -> bool:
    """Whether a word alone can be somebody: no day, and no verb in -ing."""
    low = sentence.lows[index]
    return low not in TIMES and (not low.endswith("ing") or sentence.capital(index) or low in _NOUNS_IN_ING)


def _goes_on(sentence: Sentence, index: int, after: int) -> bool:
    """Whether the token at `index` belongs to the phrase that so far begins at `after`."""
    low = sentence.lows[index]
    if sentence.lows[after] in _OPENS_PHRASE and low not in _BEFORE_DETERMINERS:
        return False
    if low in AND:
        return index > 0 and sentence.lows[index - 1] not in STOPS
    if low in STOPS or low in CONJUNCTIONS or low in _OPENERS:
        return False
    if low not in DETERMINERS and (low in AUXILIARIES or (low in PRONOUNS and sentence.lows[after] not in AND)):
        return False
    return not wording.is_verbal(sentence, index)


def _sure(sentence: Sentence, start: int, joint: int) -> bool:
    """Whether "and" joins two parts of one subject: no verb before them can have the first part as its object."""
    before = sentence.lows[start - 1] if start else ","
    if before in _OPENS_CLAUSE:
        return True
    return sentence.capital(joint - 1) and sentence.capital(joint + 1) and before not in PREPOSITIONS


def _without_opening(sentence: Sentence, start: int, last: int) -> int:
    """Where the phrase begins once "On Monday" and the like at its front are left out."""
    lows = sentence.lows
    while start < last and (lows[start] in TIMES or lows[start] in _SENTENCE_ADVERBS):
        if lows[start] in DETERMINERS:
            break
        start += 1
    if lows[start] not in PREPOSITIONS:
        return start
    best = start + 1
    while best < last and lows[best] in TIMES:
        best += 1
    if lows[best] in DETERMINERS or lows[best] in PREPOSITIONS:
        best = last
    for index in range(last, start + 1, -1):
        before = lows[index - 1]
        opens = lows[index] in DETERMINERS or (sentence.capital(index) and not sentence.capital(index - 1))
        if opens and before not in PREPOSITIONS and lows[index] not in TIMES:
            return index
        if sentence.capital(index) and before in TIMES:
            return index
    return best

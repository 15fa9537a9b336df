"""Finds the noun phrase that begins at a place, with the title or clause set beside it."""

from streams.stages.speech.attribution import Range
from streams.stages.speech.sentences import QUOTE, Sentence
from streams.stages.speech.wording import (
    AND,
    AUXILIARIES,
    CONJUNCTIONS,
    DETERMINERS,
    MADE,
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
PHRASE, ASIDE = 24, 32
# Tokens of a party and state in parentheses, at most, with both of them.
PARTY = 6
# Words of a name beside a description, at least, the comma before it not counted.
LEAST_NAME = 2
# Tokens of the longest title behind a name.
TITLE = 12
# Tokens in which a maker's name begins (by economists Vale and Berg), and of a comma with a state's or country's name.
MAKER, PLACE = 4, 3

_VERBS = verbs.shipped()
_ASIDES = frozenset("meanwhile however too though instead indeed moreover yes no likewise".split())
_TITLES = frozenset({"managing", "acting", "founding", "retired"})
# Prepositions that seldom belong to a name, and those of them that may.
_LOOSE, _IN_NAMES = frozenset("on in at during after before to by about into".split()), frozenset({"in", "at", "on"})
_WHO = frozenset({"who", "whose", "which"})
_ALONE = PRONOUNS - {"one"}
_TRAILING = PREPOSITIONS | TIMES | CONJUNCTIONS
# What tells how an unnamed source knows: a person briefed on the plan, officials involved in the talks.
_CLOSE_TO = frozenset("briefed involved close familiar privy knowledge aware access".split())
_POSSESSIVE = ("'s", "’s", "s'", "s’")
# Before the time when something was made, and before the title of a work.
_WHEN = frozenset({"on", "in"})
_BEFORE_TITLES = frozenset("of book novel memoir show series film movie documentary album song called".split())
# How a source is cited, rather than who it is: who spoke on condition of anonymity.
_UNNAMED = frozenset({"anonymity", "anonymously"})
_ONCE = frozenset({"then", "now", "once", "formerly"})
_ARTICLES = frozenset({"a", "an", "the", "another"})
_CONCERNING = frozenset("concerning regarding following".split())
_CLOSES = frozenset({",", ".", QUOTE, "--", "—", "?", "!"})


def after(sentence: Sentence, start: int) -> Range | None:
    """The noun phrase that begins at `start`, with what is set beside it by commas; None if there is none."""
    found = phrase(sentence, start)
    return (start, _with_aside(sentence, found[1], start)) if found and sentence.lows[start] not in _ALONE else found


def phrase(sentence: Sentence, start: int) -> Range | None:
    """The noun phrase that begins at `start`, by itself; None if there is none."""
    lows = sentence.lows
    size = len(sentence)
    if start >= size or lows[start] in STOPS or lows[start] in PREPOSITIONS or lows[start] in CONJUNCTIONS:
        return None
    if lows[start] in PRONOUNS and lows[start] != "one":
        return start, start + 1
    end = start
    while end < size and end - start < PHRASE and (_belongs(sentence, end, start) or _is_title(sentence, end)):
        end += 1
    while end > start + 1 and lows[end - 1] in _TRAILING and not _is_made(sentence, start, end):
        end -= 1
    if end == start or (end == start + 1 and lows[start] in DETERMINERS):
        return None
    return start, _with_party(sentence, end)


def _is_title(sentence: Sentence, index: int) -> bool:
    """Whether a quotation belongs to the phrase before it, as a title does: the author of “The Harbour”."""
    return index > 0 and sentence.lows[index] == QUOTE and sentence.lows[index - 1] in _BEFORE_TITLES


def _with_party(sentence: Sentence, end: int) -> int:
    """The phrase's end with what stands in parentheses behind a name: (D-Va.)."""
    if sentence.lows[end : end + 1] != ["("]:
        return end
    closing = next((index for index in range(end, min(end + PARTY, len(sentence))) if sentence.lows[index] == ")"), 0)
    return closing + 1 if closing else end


def _is_made(sentence: Sentence, start: int, end: int) -> bool:
    """Whether the times that the phrase ends with tell when it was made: a poll taken last week, released on Monday."""
    lows = sentence.lows
    last = end
    while last > start and lows[last - 1] in TIMES:
        last -= 1
    return last < end and (lows[last - 1] in MADE or (lows[last - 1] in _WHEN and lows[last - 2] in MADE))


def _belongs(sentence: Sentence, index: int, start: int) -> bool:
    low = sentence.lows[index]
    if low in STOPS or (index > start and not sentence.capital(index) and verbal(sentence, index)):
        return False
    if low in AUXILIARIES and low not in DETERMINERS:
        return False
    following = sentence.lows[index + 1] if index + 1 < len(sentence) else ""
    if index > start and (low in _CONCERNING or (low in PREPOSITIONS and following.endswith("ing"))):
        return False
    if low in _LOOSE and index > start:
        return _holds_on(sentence, index, following)
    if low == "than" and sentence.lows[index - 1] in {"more", "fewer", "less"}:
        return index > start
    return not (low in CONJUNCTIONS and low not in AND) and not (low in PRONOUNS and low != "one")


def _holds_on(sentence: Sentence, index: int, following: str) -> bool:
    """Whether a preposition that seldom belongs to a name does: briefed on the plan, a count by Vale."""
    low = sentence.lows[index]
    before = sentence.lows[index - 1]
    if before in _CLOSE_TO or before in MADE or (before.endswith("ed") and not sentence.capital(index - 1)):
        return True
    if low == "by":
        return _is_maker(sentence, index + 1)
    named = following not in DETERMINERS or sentence.capital(index + 1)
    return low in _IN_NAMES and named and not (following in TIMES or following.isdigit())


def _is_maker(sentence: Sentence, index: int) -> bool:
    """Whether a name begins here, as in "a count by the Coast News"."""
    if index + 1 >= len(sentence) or sentence.lows[index] in TIMES:
        return False
    for ahead in range(index, min(index + MAKER, len(sentence))):
        if sentence.capital(ahead):
            return True
        if sentence.lows[ahead] in STOPS or verbal(sentence, ahead):
            return False
    return False


def _with_aside(sentence: Sentence, end: int, begin: int) -> int:
    """The phrase's end with ", a professor" or "who was there" behind it, up to a comma or the sentence's end."""
    if end + 1 >= len(sentence):
        return min(end, len(sentence))
    if name_end := _name_beside(sentence, end):
        return name_end
    start = _aside_start(sentence, end, begin)
    if start < 0:
        return end
    relative = (begin > 1 and sentence.lows[begin - 2] == QUOTE) or start == end or sentence.lows[start] in _WHO
    for close in range(start + 1, min(start + ASIDE, len(sentence))):
        relative = relative or sentence.lows[close] in RELATIVES
        verb = not relative and not sentence.capital(close) and finite(sentence, close)
        if verb or sentence.lows[close] in _UNNAMED:
            return end
        if sentence.lows[close] in _CLOSES and not (_is_place(sentence, close) or _is_title(sentence, close)):
            return _with_aside(sentence, close, begin) if _goes_on(sentence, start, close) else close
    return len(sentence) if len(sentence) < start + ASIDE else end


def _aside_start(sentence: Sentence, end: int, begin: int) -> int:
    """Where what is set beside the phrase begins; -1 where nothing is."""
    if sentence.lows[end] in {"who", "that", "whose"}:
        return end
    if sentence.lows[end] != ",":
        return -1
    if sentence.lows[end + 1] in _WHO:
        return -1 if is_surname(sentence, begin, end) else end + 1
    return end + 1 if _may_appose(sentence, end + 1) else -1


def is_surname(sentence: Sentence, first: int, end: int) -> bool:
    """Whether the phrase is a single name: who that is has been told, and what a clause adds is not about it."""
    return end == first + 1 and sentence.capital(first)


def _name_beside(sentence: Sentence, end: int) -> int:
    """Where a name ends that stands beside a description: another pilot, Ingrid Vale; 0 if none does."""
    if sentence.lows[end] != "," or sentence.capital(end - 1) or not sentence.capital(end + 1):
        return 0
    last = end + 1
    while last < len(sentence) and sentence.capital(last):
        last += 1
    closes = last == len(sentence) or sentence.lows[last] in _CLOSES
    return last if closes and last > end + LEAST_NAME else 0


def _is_place(sentence: Sentence, comma: int) -> bool:
    """Whether a state or country between commas stands here: Houston, Texas, or Lauderdale, Fla., who."""
    if sentence.lows[comma] != "," or not sentence.capital(comma - 1) or comma + 1 == len(sentence):
        return False
    last = comma + 1
    while last < min(comma + PLACE, len(sentence)) and sentence.capital(last):
        last += 1
    return last > comma + 1 and (last == len(sentence) or sentence.lows[last] in _CLOSES)


def _goes_on(sentence: Sentence, start: int, comma: int) -> bool:
    """Whether more is set beside: Vale, 35, the mayor; Vale, the mayor, who was there."""
    if sentence.lows[comma] != "," or comma + 1 == len(sentence):
        return False
    again = sentence.capital(comma - 1) and sentence.lows[comma + 1] in _ARTICLES
    return again or sentence.lows[start].isdigit() or sentence.lows[comma + 1] in _WHO


def _may_appose(sentence: Sentence, start: int) -> bool:
    low = sentence.lows[start]
    if low in _ONCE:
        return start + 1 < len(sentence) and _may_appose(sentence, start + 1)
    if low in DETERMINERS or low.isdigit() or _owns(sentence, start):
        return True
    return not sentence.capital(start) and apposes(sentence, start)


def _owns(sentence: Sentence, start: int) -> bool:
    """Whether a name with what it owns begins here: Vale, Harbour's mayor."""
    owner = start
    while owner + 1 < len(sentence) and sentence.capital(owner) and not sentence.lows[owner].endswith(_POSSESSIVE):
        owner += 1
    return sentence.lows[owner].endswith(_POSSESSIVE) and owner + 1 < len(sentence) and not sentence.capital(owner + 1)


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
        if low in STOPS or low in CONJUNCTIONS - AND or finite(sentence, close):
            return found
    return found


def apposes(sentence: Sentence, start: int) -> bool:
    """Whether what begins at `start`, behind a comma, says who somebody is rather than what happened."""
    low = sentence.lows[start]
    if low == QUOTE or low in RELATIVES | CONJUNCTIONS | TIMES | (PREPOSITIONS - {"of"}):
        return False
    if low in _TITLES:
        return True
    if sentence.lows[start : start + 2] == ["of", "course"]:
        return False
    if sentence.capital(start):
        return low not in _ASIDES
    if low in DETERMINERS:
        return True
    return not (low in _VERBS or low.endswith(("ing", "ed", "ly")) or low in AUXILIARIES or low in _ASIDES)

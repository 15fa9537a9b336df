"""Finds the noun phrase that speaks: before a verb, after it, or after a preposition. No grammar, a few signs."""

from collections.abc import Iterator

from streams.stages.speech.attribution import Range
from streams.stages.speech.sentences import QUOTE, Sentence
from streams.vocabularies import verbs

# Tokens of the longest noun phrase, and of the longest aside between commas.
PHRASE, ASIDE = 16, 24
# Letters of a word that is too short for its ending to tell what it is: red, fly.
SHORT = 4
# Tokens of the longest title behind a name.
TITLE = 12

_AUXILIARIES = verbs.word_class("auxiliary")
_PRONOUNS = verbs.word_class("pronoun")
_CONJUNCTIONS = verbs.word_class("conjunction")
_PREPOSITIONS = verbs.word_class("preposition")
_DETERMINERS = verbs.word_class("determiner")
_TIMES = verbs.word_class("time")
_RELATIVES = frozenset({"who", "which", "whose", "whom", "that", "where"})
_STOPS = frozenset(",;:.!?—–―()[]…|•") | {"--", QUOTE, "-"}
_PAST = verbs.word_class("past")
_VERBS = verbs.shipped()
_SENTENCE_ADVERBS = frozenset("meanwhile however still instead indeed yes well so then thus breaking based".split())
_ASIDES = frozenset("meanwhile however too though instead indeed moreover yes no likewise".split())
_OPENS_CLAUSE = verbs.word_class("subordinator") | {",", ";", ":", QUOTE, "—", "--", "that", "but"}
_FINITE = verbs.word_class("be") | verbs.word_class("modal") - {"to"} | {"has", "have", "had"}
_AND = frozenset({"and", "or", "&"})


def before(sentence: Sentence, verb: int) -> Range | None:
    """The subject that ends before the verb at `verb`, auxiliaries and asides left out; None if there is none."""
    last = verb - 1
    if last > 1 and sentence.lows[last] == "to" and sentence.lows[last - 1] in {"on", "continued", "continues"}:
        last -= 3 if sentence.lows[last - 1] == "on" else 2
    while (
        last >= 0
        and (sentence.lows[last] in _AUXILIARIES or _adverb(sentence, last))
        and sentence.lows[last] not in _DETERMINERS
    ):
        last -= 1
    last = _before_times(sentence, last)
    if last < 0:
        return None
    low = sentence.lows[last]
    if low in {"who", "which", "that"}:
        return _antecedent(sentence, last)
    if low in {",", "—", "–", "--", ")"}:
        return _before_aside(sentence, last)
    if low in _STOPS:
        return None
    return _ending_at(sentence, last)


def _before_times(sentence: Sentence, last: int) -> int:
    """The token before "on Wednesday", "a month later", "this week", which part a subject from its verb."""
    first = last
    while first > 0 and sentence.lows[first] in _TIMES:
        first -= 1
    if first == last or first == 0:
        return last
    return first - 1 if sentence.lows[first] in {"on", "in", "a", "an", "one"} else first


def _adverb(sentence: Sentence, index: int) -> bool:
    low = sentence.lows[index]
    return low.endswith("ly") and len(low) > SHORT and not sentence.capital(index)


def _antecedent(sentence: Sentence, relative: int) -> Range | None:
    last = relative - 1
    if last >= 0 and sentence.lows[last] == ",":
        last -= 1
    found = _ending_at(sentence, last) if last >= 0 and sentence.lows[last] not in _STOPS else None
    return None if found and "on" in sentence.lows[slice(*found)] else found


def _before_aside(sentence: Sentence, comma: int) -> Range | None:
    """The subject before ", the city's mayor," (which belongs to it) or ", who was there," (which does not)."""
    mark = {")": "("}.get(sentence.lows[comma], sentence.lows[comma])
    for opening in range(comma - 1, max(comma - ASIDE, 0), -1):
        low = sentence.lows[opening]
        if low == QUOTE or low in "!?;" or (low == "." and sentence.lows[opening + 1] not in {",", ")"}):
            return None
        if low == mark and (
            found := _ending_at(sentence, opening - 1) if sentence.lows[opening - 1] not in _STOPS else None
        ):
            if mark == "," and not _apposes(sentence, opening + 1):
                return found
            return found[0], comma + (mark == "(")
    return None


def _apposes(sentence: Sentence, start: int) -> bool:
    low = sentence.lows[start]
    if low == QUOTE:
        return False
    if low in _RELATIVES | _CONJUNCTIONS | _TIMES | (_PREPOSITIONS - {"of"}):
        return False
    if low in {"managing", "acting", "founding", "retired"}:
        return True
    return not (low in _VERBS or low.endswith(("ing", "ed", "ly")) or low in _AUXILIARIES or low in _ASIDES)


def _ending_at(sentence: Sentence, last: int) -> Range | None:
    """The noun phrase whose last word is at `last`."""
    lows = sentence.lows
    if lows[last] in _PRONOUNS:
        return last, last + 1
    if lows[last] in _CONJUNCTIONS or lows[last] in _PREPOSITIONS or lows[last] in _STOPS:
        return None
    if not sentence.capital(last) and _verbal(sentence, last):
        return None
    start, joint = last, -1
    while start and last - start < PHRASE and _goes_on(sentence, start - 1, start):
        start -= 1
        if lows[start] in _AND:
            joint = start
    if joint >= 0 and not _sure(sentence, start, joint):
        start = joint + 1
    start = _without_opening(sentence, start, last)
    return (start, last + 1) if lows[start] not in _TIMES or start < last else None


def _goes_on(sentence: Sentence, index: int, after: int) -> bool:
    """Whether the token at `index` belongs to the phrase that so far begins at `after`."""
    low = sentence.lows[index]
    if low in _AND:
        return index > 0 and sentence.lows[index - 1] not in _STOPS
    if (
        low in _STOPS
        or low in _CONJUNCTIONS
        or (low in _PRONOUNS and low not in _DETERMINERS and sentence.lows[after] not in _AND)
    ):
        return False
    if low in _AUXILIARIES and low not in _DETERMINERS:
        return False
    return sentence.capital(index) or not _verbal(sentence, index)


def _sure(sentence: Sentence, start: int, joint: int) -> bool:
    """Whether "and" joins two parts of one subject: no verb before them can have the first part as its object."""
    before = sentence.lows[start - 1] if start else ","
    if before in _OPENS_CLAUSE:
        return True
    return sentence.capital(joint - 1) and sentence.capital(joint + 1) and before not in _PREPOSITIONS


def _verbal(sentence: Sentence, index: int) -> bool:
    """Whether a word in lower case is more likely a verb than part of a noun phrase."""
    low = sentence.lows[index]
    if low in _PAST:
        return True
    before = sentence.lows[index - 1] if index else ""
    if before in _DETERMINERS or before.endswith(("'s", "’s")):
        return False
    following = sentence.lows[index + 1] if index + 1 < len(sentence) else ""
    if index and low.endswith(("ed", "seen")) and _is_reduced(following) and before[-1:].isalpha():
        return before in _PRONOUNS or before in _AUXILIARIES
    if low in _VERBS:
        return low != _VERBS[low].lemma and not (low.endswith("s") and before in _PREPOSITIONS)
    return low.endswith("ed") and len(low) > SHORT and low not in {"united", "hundred"}


def _is_reduced(following: str) -> bool:
    """Whether a participle with this behind it stands for a relative clause: the report released Sunday, seen by."""
    return following in _TIMES or (following in _PREPOSITIONS and following != "to")


def _without_opening(sentence: Sentence, start: int, last: int) -> int:
    """Where the phrase begins once "On Monday" and the like at its front are left out."""
    lows = sentence.lows
    while start < last and (lows[start] in _TIMES or lows[start] in _SENTENCE_ADVERBS):
        if lows[start] in _DETERMINERS:
            break
        start += 1
    if lows[start] not in _PREPOSITIONS:
        return start
    best = start + 1
    while best < last and lows[best] in _TIMES:
        best += 1
    if lows[best] in _DETERMINERS or lows[best] in _PREPOSITIONS:
        best = last
    for index in range(last, start + 1, -1):
        before = lows[index - 1]
        opens = lows[index] in _DETERMINERS or (sentence.capital(index) and not sentence.capital(index - 1))
        if opens and before not in _PREPOSITIONS and lows[index] not in _TIMES:
            return index
        if sentence.capital(index) and before in _TIMES:
            return index
    return best


def has_verb(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a finite verb stands in the range, as far as can be told."""
    lows = sentence.lows
    return any(
        lows[index] in _FINITE or (not sentence.capital(index) and _verbal(sentence, index))
        for index in range(start, end)
    )


def opens_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a subject and its verb stand at `start`, rather than an object."""
    for index in range(start + 1, end):
        low = sentence.lows[index]
        if low in _STOPS or low in _CONJUNCTIONS:
            return False
        if low in _FINITE or (not sentence.capital(index) and _verbal(sentence, index)):
            return True
    return False


def subject(sentence: Sentence) -> Range | None:
    """The subject of the sentence's first verb, or else the noun phrase that it opens with."""
    start = _start(sentence)
    return next(_subjects(sentence, range(start + 1, len(sentence))), None) or after(sentence, start)


def subject_before(sentence: Sentence, until: int) -> Range | None:
    """The subject of the nearest verb before the token `until`, or else the noun phrase that the sentence opens with."""
    start = _start(sentence)
    return next(_subjects(sentence, range(until - 1, start, -1)), None) or after(sentence, start)


def _start(sentence: Sentence) -> int:
    return 1 if sentence.lows[0] in {"but", "and", "so", "yet"} else 0


def _subjects(sentence: Sentence, places: range) -> Iterator[Range]:
    """Subjects of the verbs at these places."""
    for index in places:
        if sentence.lows[index] in _STOPS or sentence.capital(index):
            continue
        if (sentence.lows[index] in _FINITE or _verbal(sentence, index)) and (found := before(sentence, index)):
            yield found


def beside(sentence: Sentence, found: Range) -> Range:
    """The phrase with a title in capitals behind it: ", Democrat of Delaware", where a full stop or quotation follows."""
    first, end = found
    if end + 1 >= len(sentence) or sentence.lows[end] != "," or not sentence.capital(end + 1):
        return found
    for close in range(end + 2, min(end + TITLE, len(sentence))):
        low = sentence.lows[close]
        if low in {".", QUOTE}:
            lower = [word for word in sentence.words[end + 1 : close] if word[0].islower()]
            return (first, close) if lower and not set(lower) <= _AND else found
        if low in _STOPS or low in _FINITE or low in _CONJUNCTIONS - _AND:
            return found
    return found


def after(sentence: Sentence, start: int) -> Range | None:
    """The noun phrase that begins at `start`, with what is set beside it by commas; None if there is none."""
    lows = sentence.lows
    size = len(sentence)
    if start >= size or lows[start] in _STOPS or lows[start] in _PREPOSITIONS or lows[start] in _CONJUNCTIONS:
        return None
    if lows[start] in _PRONOUNS and lows[start] != "one":
        return start, start + 1
    end = start
    while end < size and end - start < PHRASE and _belongs(sentence, end, start):
        end += 1
    while end > start + 1 and (
        lows[end - 1] in _PREPOSITIONS or lows[end - 1] in _TIMES or lows[end - 1] in _CONJUNCTIONS
    ):
        end -= 1
    if end == start or (end == start + 1 and lows[start] in _DETERMINERS):
        return None
    return start, _with_aside(sentence, end)


def _belongs(sentence: Sentence, index: int, start: int) -> bool:
    low = sentence.lows[index]
    if low in _STOPS or (index > start and not sentence.capital(index) and _verbal(sentence, index)):
        return False
    if low in _AUXILIARIES and low not in _DETERMINERS:
        return False
    if low in {"on", "in", "at", "during", "after", "before", "to", "by", "about", "into"} and index > start:
        following = sentence.lows[index + 1] if index + 1 < len(sentence) else ""
        return (
            low in {"in", "at", "on"}
            and following not in _TIMES
            and not following.isdigit()
            and following not in _DETERMINERS
        )
    return not (low in _CONJUNCTIONS and low != "and") and not (low in _PRONOUNS and low != "one")


def _with_aside(sentence: Sentence, end: int) -> int:
    """The phrase's end with ", a professor" or "who was there" behind it, up to a comma or the sentence's end."""
    if end + 1 >= len(sentence):
        return end
    low, following = sentence.lows[end], sentence.lows[end + 1]
    if low == "," and (
        following in _DETERMINERS
        or following.isdigit()
        or (not sentence.capital(end + 1) and _apposes(sentence, end + 1))
    ):
        start = end + 1
    elif low in {"who", "that", "whose"}:
        start = end
    else:
        return end
    relative = start == end
    for close in range(start + 1, min(start + ASIDE, len(sentence))):
        relative = relative or sentence.lows[close] in _RELATIVES
        if (
            not relative
            and not sentence.capital(close)
            and (sentence.lows[close] in _FINITE or _verbal(sentence, close))
        ):
            return end
        if sentence.lows[close] in {",", ".", QUOTE, "--", "—", "?", "!"}:
            again = sentence.lows[close] == "," and start == end + 1 and sentence.lows[start].isdigit()
            return _with_aside(sentence, close) if again else close
    return end

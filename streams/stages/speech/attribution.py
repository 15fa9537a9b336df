"""Who says what in a sentence: each verb of attribution with its subject and what it attributes to it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from streams.stages.speech import nouns
from streams.stages.speech.nouns import Range
from streams.stages.speech.sentences import QUOTE, Sentence
from streams.vocabularies import verbs
from streams.vocabularies.verbs import Verb

# Tokens between a verb and the "that" or quotation that it takes: "said Monday in a statement that".
GAP = 12
# Tokens between a verb and a quotation that is its object's: "called the plan that nobody had read".
FAR = 20

_VERBS = verbs.shipped()
_TIMES = verbs.word_class("time")
_OPENERS = verbs.word_class("opener")
_PREPOSITIONS = verbs.word_class("preposition")
_AUXILIARIES = verbs.word_class("auxiliary")
_PRONOUNS = verbs.word_class("pronoun")
_DETERMINERS = verbs.word_class("determiner")
_ADVERBS = frozenset("also later then again repeatedly recently previously once still even now just not never further".split())
_BE = verbs.word_class("be")
_MODALS = verbs.word_class("modal")
_PLURAL = verbs.word_class("plural")
_STOPS = frozenset(",;:.!?—–()") | {"--", QUOTE}
_ENDS = frozenset(".!?;")
_ASIDE = re.compile(r"[,—–]")


@dataclass(slots=True)
class Attribution:
    """`source` (None: not said), `cue` and `contents` are ranges of tokens of `sentence`, in its order."""

    sentence: Sentence
    source: Range | None
    cue: Range
    contents: list[Range] = field(default_factory=list)


def attributions(sentence: Sentence) -> list[Attribution]:
    """All of a sentence, in the order of their cues; one without contents tells at least that somebody spoke."""
    found: list[Attribution] = []
    for index, low in enumerate(sentence.lows):
        if low not in _VERBS:
            if low == "according" and sentence.lows[index + 1 : index + 2] == ["to"] and (made := _according(sentence, index)):
                found.append(made)
        elif (not sentence.capital(index) or not index) and (made := _verb(sentence, index, found)):
            found.append(made)
    return found or _announced(sentence)


def _announced(sentence: Sentence) -> list[Attribution]:
    """Who speaks in a sentence that leads up to a colon without a verb of saying: "issued the following statement:"."""
    for index, low in enumerate(sentence.lows):
        if low == ":" and index and (index + 1 == len(sentence) or sentence.lows[index + 1] == QUOTE):
            if source := nouns.subject(sentence, index):
                contents = [(index + 1, index + 2)] if index + 1 < len(sentence) else []
                return [Attribution(sentence, source, (index, index + 1), contents)]
    return []


def _according(sentence: Sentence, index: int) -> Attribution | None:
    source = nouns.after(sentence, index + 2)
    if not source:
        return None
    cue = index, index + 2
    end = _end(sentence, source[1])
    left = _clause_before(sentence, index)
    if left and left[1] > left[0]:
        return Attribution(sentence, source, cue, [left])
    right = _skip(sentence, source[1], end, _ASIDE)
    return Attribution(sentence, source, cue, [(right, end)] if right < end else [])


def _clause_before(sentence: Sentence, index: int) -> Range | None:
    """What stands before a closing attribution, from the sentence's beginning."""
    end = index - 1 if index and sentence.lows[index - 1] in {",", "—", "–", "--"} else index
    start = 0
    if sentence.lows[0] in {"but", "and"} and end > 1:
        start = 1
    return (start, end) if end > start else None


def _skip(sentence: Sentence, start: int, end: int, marks: re.Pattern[str]) -> int:
    while start < end and marks.fullmatch(sentence.lows[start]):
        start += 1
    return start


def _end(sentence: Sentence, start: int) -> int:
    """Where the sentence ends, its full stop left out."""
    end = len(sentence)
    while end > start and sentence.lows[end - 1] in _ENDS:
        end -= 1
    return end


def _verb(sentence: Sentence, index: int, found: list[Attribution]) -> Attribution | None:
    verb = _VERBS[sentence.lows[index]]
    source, inverted = _source(sentence, index, found), False
    if not source and "inverts" in verb.takes and _after_content(sentence, index):
        source, inverted = nouns.after(sentence, index + 1), True
    if not source or not (inverted or _is_verb(sentence, index, verb, source)):
        return None
    start = source[1] if inverted else index + 1
    contents = _contents(sentence, verb, source, start, min(index, source[0]))
    if not contents and "speech" not in verb.takes:
        return None
    return Attribution(sentence, source, (index, index + 1), contents)


def _source(sentence: Sentence, index: int, found: list[Attribution]) -> Range | None:
    """Who is the subject of the verb: the phrase before it, or that of the verb it is joined to."""
    low = sentence.lows[index]
    last = index - 1
    while last >= 0 and sentence.lows[last] in _ADVERBS:
        last -= 1
    before = sentence.lows[last] if last >= 0 else ""
    if low.endswith("ing") and before not in _BE:
        joined = before in {"", ",", "and", "or", "—", "–", "--", QUOTE} or before in _PREPOSITIONS or before in {"while", "when"}
    else:
        joined = before in {"and", "but", "or", "then"}
        if not joined:
            return nouns.before(sentence, index)
    if not joined and low != "saying":
        return None
    return found[-1].source if found else nouns.subject(sentence, index)


def _is_verb(sentence: Sentence, index: int, verb: Verb, source: Range) -> bool:
    """Whether a form that may be a noun, an adjective or a passive is a finite verb here."""
    low = sentence.lows[index]
    if low.endswith("ing"):
        return True
    last = index - 1
    while last > 0 and (sentence.lows[last] in _ADVERBS or sentence.lows[last].endswith("ly")):
        last -= 1
    before = sentence.lows[last]
    follows = sentence.lows[index + 1] if index + 1 < len(sentence) else ""
    base, third = low == verb.lemma, low.endswith("s") and low != verb.lemma
    if before in _BE and not base:
        return False
    if not base and not third:
        return before not in _DETERMINERS and not before.endswith(("'s", "’s"))
    if before in _DETERMINERS or follows in _BE or follows in {"has", "had", "will", "would", "of", "for"}:
        return False
    if before == "to":
        return sentence.lows[last - 1] in {"on", "continued", "continues"}
    head = _head(sentence, source)
    plural = head in _PLURAL or (head.endswith("s") and not head.endswith(("'s", "’s", "ss"))) or "and" in sentence.lows[slice(*source)]
    if third and "noun" in verb.takes and not sentence.capital(source[1] - 1) and head not in _PRONOUNS:
        return follows in _OPENERS or follows == QUOTE
    if third:
        return not plural or sentence.capital(source[1] - 1) or head == "who"
    return before in _MODALS - {"to"} or plural or head == "who"


def _head(sentence: Sentence, source: Range) -> str:
    """The last word of the phrase before any preposition or comma in it."""
    first, last = source
    for index in range(first + 1, last):
        if sentence.lows[index] in _PREPOSITIONS or sentence.lows[index] in {",", "who", "which"}:
            return sentence.lows[index - 1]
    return sentence.lows[last - 1]


def _after_content(sentence: Sentence, index: int) -> bool:
    return index > 0 and sentence.lows[index - 1] in {QUOTE, ","} or index == 0


def _contents(sentence: Sentence, verb: Verb, source: Range, start: int, front: int) -> list[Range]:
    """What is attributed: behind the verb, before its subject, or both."""
    left = _left(sentence, front, verb)
    right = _right(sentence, verb, start, quoted=bool(left))
    if left and right and sentence.lows[right[0]] == QUOTE != sentence.lows[left[0]]:
        return [right]
    return [part for part in (left, right) if part]


def _left(sentence: Sentence, front: int, verb: Verb) -> Range | None:
    """A quotation or clause that ends, with a comma, where the attribution begins."""
    if front < 1:
        return None
    before = sentence.lows[front - 1]
    if before == QUOTE and "quote" in verb.takes:
        return front - 1, front
    if before not in {",", "—", "–", "--"} or not ({"clause", "that"} & verb.takes) or front < 3:
        return None
    if sentence.lows[front - 2] == QUOTE:
        return front - 2, front - 1
    clause = _clause_before(sentence, front)
    return clause if clause and _has_verb(sentence, *clause) else None


def _has_verb(sentence: Sentence, start: int, end: int) -> bool:
    lows = sentence.lows
    if lows[start] in _PREPOSITIONS or lows[start] in {"when", "while", "after", "before", "although", "though", "if", "as", "because", "since"}:
        return False
    return any(lows[index] in _AUXILIARIES or lows[index].endswith(("ed", "s")) for index in range(start + 1, end))


def _right(sentence: Sentence, verb: Verb, start: int, *, quoted: bool) -> Range | None:
    lows = sentence.lows
    end = _end(sentence, start)
    if verb.lemma in {"tell", "warn", "remind", "ask", "urge"}:
        start = _past_hearer(sentence, start, end)
    at = _past_times(sentence, start, end)
    if at >= end:
        return None
    if lows[at] in {",", ":"} and at + 1 < end and (lows[at + 1] == QUOTE or lows[at] == ":" and verb.lemma in {"say", "write", "tell", "add"}):
        at += 1
    if lows[at] == QUOTE:
        return (at, _close(sentence, at, end)) if "quote" in verb.takes else None
    for index in range(at, min(at + GAP, end)):
        if lows[index] in _STOPS and lows[index] != ",":
            break
        if lows[index] == "that" and index + 1 < end and (index == at or {"that", "clause"} & verb.takes and not quoted):
            return index, _close(sentence, index, end)
        if lows[index] in _VERBS and index > at and not sentence.capital(index):
            break
    return _bare(sentence, verb, at, end, quoted=quoted) or _far_quote(sentence, verb, at, end)


def _far_quote(sentence: Sentence, verb: Verb, at: int, end: int) -> Range | None:
    """A quotation further on, before anyone else speaks: "called the plan", "said of the rest:"."""
    if "quote" not in verb.takes:
        return None
    for index in range(at, min(at + FAR, end)):
        if sentence.lows[index] == QUOTE:
            return index, index + 1
        if sentence.lows[index] in {";", "("} or (sentence.lows[index] in _SPEAKING and index > at):
            return None
    return None


def _bare(sentence: Sentence, verb: Verb, at: int, end: int, *, quoted: bool) -> Range | None:
    """A clause without "that"."""
    lows = sentence.lows
    low = lows[at]
    if low == "," and quoted and at + 1 < end:
        follows = lows[at + 1]
        return (at + 1, _close(sentence, at + 1, end)) if follows == QUOTE else None
    if low in _STOPS or low in {"and", "but", "or"}:
        return None
    if "that" in verb.takes and low in _OPENERS:
        return at, _close(sentence, at, end)
    if "infinitive" in verb.takes and low == "to":
        return at, _close(sentence, at, end)
    if quoted or "clause" not in verb.takes or low in _PREPOSITIONS:
        return None
    if low in _AUXILIARIES and low not in _DETERMINERS and low not in _PRONOUNS:
        return None
    if verb.lemma in {"say"} or low in _PRONOUNS or low in {"there", "it"}:
        return at, _close(sentence, at, end)
    return (at, _close(sentence, at, end)) if nouns.opens_clause(sentence, at, min(at + GAP, end)) else None


def _past_times(sentence: Sentence, start: int, end: int) -> int:
    """Behind "on Monday", "Tuesday night": when it was said."""
    at = start
    while at < end and (sentence.lows[at] in _TIMES or sentence.lows[at] == "on" and sentence.lows[at + 1 : at + 2] and sentence.lows[at + 1] in _TIMES):
        if sentence.lows[at] in {"this", "last", "next"} and sentence.lows[at + 1 : at + 2] and sentence.lows[at + 1] not in _TIMES:
            break
        at += 1
    return at


def _past_hearer(sentence: Sentence, start: int, end: int) -> int:
    """Behind whom it was told."""
    lows = sentence.lows
    if start < end and lows[start] in {"him", "her", "them", "us", "me", "it", "you", "reporters", "supporters", "voters"}:
        return start + 1
    at = start
    while at < end and at - start < GAP and lows[at] not in _STOPS and lows[at] not in _OPENERS and not (
        at > start and (lows[at] in _PRONOUNS or lows[at] in _DETERMINERS)
    ):
        at += 1
    return at


def _close(sentence: Sentence, start: int, end: int) -> int:
    """Where the attributed words end: at the sentence's end, or before the next attribution by the same speaker."""
    lows = sentence.lows
    if lows[start] == QUOTE:
        return start + 1
    for index in range(start + 2, end - 1):
        if lows[index] == "," and lows[index + 1] in _PARTICIPLES:
            return index
        if lows[index] == "," and lows[index + 1] == "according":
            return index
    return end


_PARTICIPLES = verbs.word_class("participle")
_SPEAKING = frozenset(form for form, verb in _VERBS.items() if "inverts" in verb.takes and "clause" in verb.takes)

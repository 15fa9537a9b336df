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

_VERBS = verbs.shipped()
_TIMES = verbs.word_class("time")
_OPENERS = verbs.word_class("opener")
_PREPOSITIONS = verbs.word_class("preposition")
_AUXILIARIES = verbs.word_class("auxiliary")
_PRONOUNS = verbs.word_class("pronoun")
_DETERMINERS = verbs.word_class("determiner")
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
    """All of a sentence, in the order of their cues."""
    found: list[Attribution] = []
    skip = -1
    for index, low in enumerate(sentence.lows):
        if index <= skip:
            continue
        if low == "according" and sentence.lows[index + 1 : index + 2] == ["to"]:
            attribution = _according(sentence, index)
        elif low in _VERBS and low != QUOTE:
            attribution = _verb(sentence, index, found)
        elif low == "per" or (low == ":" and index):
            attribution = None
        else:
            continue
        if attribution:
            found.append(attribution)
    return found


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
    low = sentence.lows[index]
    verb = _VERBS[low]
    if low.endswith("ing"):
        source = _source_of_participle(sentence, index, found)
    else:
        source = nouns.before(sentence, index)
    inverted = False
    if not source and "inverts" in verb.takes and not low.endswith("ing") and _after_content(sentence, index):
        source, inverted = nouns.after(sentence, index + 1), True
    if not source:
        return None
    cue = index, index + 1
    start = source[1] if inverted else index + 1
    contents = _contents(sentence, verb, source, start, min(index, source[0]))
    return Attribution(sentence, source, cue, contents) if contents else None


def _source_of_participle(sentence: Sentence, index: int, found: list[Attribution]) -> Range | None:
    """Who is adding or saying: the one who said before in the sentence, else its subject."""
    if index and sentence.lows[index - 1] in {"am", "is", "are", "was", "were", "been", "be"}:
        return nouns.before(sentence, index)
    if found and found[-1].sentence is sentence:
        return found[-1].source
    if index and sentence.lows[index - 1] in {",", "and", QUOTE}:
        return _subject(sentence)
    return None


def _subject(sentence: Sentence) -> Range | None:
    """The noun phrase the sentence opens with."""
    start = 1 if sentence.lows[0] in {"but", "and"} else 0
    return nouns.after(sentence, start)


def _after_content(sentence: Sentence, index: int) -> bool:
    return index > 0 and sentence.lows[index - 1] in {QUOTE, ","} or index == 0


def _contents(sentence: Sentence, verb: Verb, source: Range, start: int, front: int) -> list[Range]:
    """What is attributed: behind the verb, before its subject, or both."""
    left = _left(sentence, front, verb)
    right = _right(sentence, verb, start, quoted=bool(left))
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
    return _bare(sentence, verb, at, end, quoted=quoted)


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
    if verb.lemma in {"say"} or low in _PRONOUNS or low in {"there", "it"}:
        return at, _close(sentence, at, end)
    near = range(at + 1, min(at + GAP, end))
    return (at, _close(sentence, at, end)) if any(lows[index] in _AUXILIARIES for index in near) else None


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


_PARTICIPLES = verbs.word_class("subordinate")

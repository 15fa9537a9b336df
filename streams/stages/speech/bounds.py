"""How far what somebody says may go: to the end of the sentence, or of the clause that the speaker is in."""

from streams.stages.speech.attribution import Range
from streams.stages.speech.contents import SHORTEST, clause_before, end_of
from streams.stages.speech.sentences import Sentence
from streams.vocabularies import verbs

_RELATIVES = frozenset({"who", "which", "that"})
_SUBORDINATORS = verbs.word_class("subordinator")


def bound(sentence: Sentence, source: Range, start: int) -> int:
    """Where the clause of the speaker at `source` ends, behind the token `start`."""
    end, first = end_of(sentence, start), source[0]
    if not first:
        return end
    before = sentence.lows[first - 1]
    opens = first > start and sentence.lows[start - 1].endswith("ing")
    aside = before == "," and sentence.lows[first] in _RELATIVES
    if aside or before in _SUBORDINATORS or before == "with" or opens:
        return _next(sentence, ",", start + 1, end)
    return end


def told_as(sentence: Sentence, source: Range, start: int) -> list[Range]:
    """What stands beside "as the paper reported": the clause behind its comma, or the one before it."""
    opening, end = source[0] - 1, end_of(sentence, start)
    if opening < 0 or sentence.lows[opening] != "as":
        return []
    if opening:
        clause = clause_before(sentence, opening) if sentence.lows[opening - 1] in {",", "—", "–"} else None
        return [clause] if clause else []
    comma = _next(sentence, ",", start, end)
    return [(comma + 1, end)] if comma + SHORTEST < end else []


def _next(sentence: Sentence, mark: str, start: int, end: int) -> int:
    return next((index for index in range(start, end) if sentence.lows[index] == mark), end)

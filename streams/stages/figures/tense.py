"""Whether the clause around a date looks ahead or back, by the nearest word that tells."""

import re

from streams.stages.figures.alternation import any_of
from streams.vocabularies import units

# Characters on each side of a date in which a word tells whether it lies ahead.
BEFORE, AFTER = 60, 40

_END = re.compile(r"[;!?\n.](?:(?<=[;!?\n])|(?=\s|\Z))")
_TENSES = units.tenses()
# These look ahead only right before a date ("by the end of May"), and those of speech say little of what was said.
_BOUNDS = frozenset({"by", "before", "until", "till"})
_SPEECH = frozenset({"said", "says", "told", "wrote", "reported", "announced"})
# "Will be held" is no past, and "a planned merger" nothing that lies ahead.
_ADJECTIVES = frozenset(word for word in _TENSES if word.endswith("ed"))
_TENSE = re.compile(
    rf"[^a-z'’]['’]*(?<!\bbe[ \u00a0])({any_of(_TENSES.keys() - _BOUNDS - _ADJECTIVES)}"
    rf"|(?<!\ba[ \u00a0])(?<!\ban[ \u00a0])(?<!\bthe[ \u00a0]){any_of(_ADJECTIVES)}"
    rf"|{any_of(_BOUNDS)}(?=[ \u00a0](?:(?:the|this|early|late|mid|end|start|middle|of)[ \u00a0])*\Z))(?![a-z'’])"
)
_CLAUSE = re.compile(r"[ \u00a0](?:and|but|while|or)[ \u00a0]")


def ahead(text: str, start: int, end: int) -> bool | None:
    """What the nearest word of tense in the same clause says."""
    before = " " + _END.split(text[max(0, start - BEFORE) : start])[-1].lower()
    told = [(len(before) - found.end(), _TENSES[found[1]]) for found in _TENSE.finditer(before)][-1:]
    after = " " + _END.split(text[end : end + AFTER].lower(), maxsplit=1)[0]
    found = _TENSE.search(_CLAUSE.split(after, maxsplit=1)[0] if told else after)
    if found and not (told and found[1] in _SPEECH):
        told.append((found.start(1) - 1, _TENSES[found[1]]))
    return min(told)[1] if told else None

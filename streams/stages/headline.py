"""A headline for an item that came without one: its first sentence, cut where it is too long."""

import re

LONGEST = 120
ELLIPSIS = "…"

_END = re.compile(r"[.!?…]+[\"'”’»)\]]*(?=\s+[\"'“‘«(\[¿¡]*[^\W_a-z])|[。！？]")
_CLAUSE = re.compile(r"\s*(?:[,;:]|\s[-–—]|—)(?=\s)|[，；：]")
# Words after which a full stop ends no sentence; lower case, without the stop.
_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof rev hon st sen rep gov gen col lt sgt capt cmdr adm jr sr vs inc corp co ltd plc bros no nos "
    "vol jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun a.m p.m u.s u.k u.n e.g i.e etc "
    "fig est approx dept univ ave blvd rd mt ft messrs mme mlle hr fr bzw z.b d.h ca evtl inkl".split()
)


def first_sentence(text: str) -> str:
    """The first sentence of a body, with its full stop; the first paragraph where no sentence ends in it."""
    paragraph = text.partition("\n")[0]
    for end in _END.finditer(paragraph):
        if not _is_abbreviation(paragraph[: end.start()]):
            return paragraph[: end.end()]
    return paragraph


def _is_abbreviation(before: str) -> bool:
    word = before[before.rfind(" ") + 1 :].lstrip("(\"'“‘[").lower()
    return (
        word in _ABBREVIATIONS or (len(word) == 1 and word.isalpha()) or re.fullmatch(r"(?:\w\.)+\w", word) is not None
    )


def headline(text: str) -> str:
    """At most 120 characters of the first sentence of a body.

    Whole if it fits; else cut at the last clause boundary within 120; else at the last word within 119, and `…`.
    """
    sentence = first_sentence(text)
    if len(sentence) <= LONGEST:
        return sentence
    clauses = [mark.start() for mark in _CLAUSE.finditer(sentence, 0, LONGEST + 1) if mark.start() > 0]
    if clauses:
        return sentence[: clauses[-1]].rstrip()
    cut = sentence[: LONGEST - 1]
    if not sentence[LONGEST - 1].isspace() and " " in cut:
        cut = cut[: cut.rindex(" ")]
    return cut.rstrip() + ELLIPSIS

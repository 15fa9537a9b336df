"""Quotations that no verb known here attributes: which of them are speech, and who stands beside foreign ones."""

import re
from collections.abc import Mapping

from streams.stages.speech.marks import Region

# A quotation of so many words that nobody is said to speak is speech all the same; a shorter one may be a mere title.
SPEECH = 7
# Characters of a language written without blanks that make a word, roughly.
PER_WORD = 2
# Letters of a word that titles begin with a capital, more than these.
LONG = 3
# Characters before a quotation in which it is called a name or a sign.
BEFORE = 24

_CALLED = re.compile(
    r"\b(?:known as|dubbed|nicknamed|named|titled|entitled|called|labell?ed|words?|phrases?|slogans?|motto|terms?"
    r"|so-called|signs?|hashtags?|song|album|film|book|novel|essay|show|series|podcast)\s*[,:(]?\s*(?:the|a|an)?\s*\Z",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_][\w’']*")
# Marks that English does not quote with, and the few words in any language that stand between them and a name.
_FOREIGN = frozenset("„«»‚「『”")
_SAYS = re.compile(r"[”“»«’‘」』]?\s*([,–—]?)\s*((?:(?![A-ZÀ-ÞА-Я])[^\W\d_]+\s){1,3})")
_STOPS = frozenset(",.!?…")
_SAID = re.compile(r"\s((?:[^\W\d_]+\s?){1,3}):\s*\Z")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")


def is_speech(text: str, region: Region) -> bool:
    """Whether a quotation is speech, not a title, a sign, a nickname, or a word held at arm's length."""
    inside = text[region.start : region.end]
    if text[region.outer - 1 : region.outer] == "=" or _is_title(inside):
        return False
    words = inside.count(" ") + 1 + len(_UNSPACED.findall(inside)) // PER_WORD
    if words >= SPEECH:
        return True
    called = text[region.outer - 1 : region.outer] == "(" or _CALLED.search(
        text[max(0, region.outer - BEFORE) : region.outer]
    )
    return words > 1 and inside[0].islower() and not called


def beside(text: str, region: Region, names: Mapping[int, int]) -> tuple[int, str] | None:
    """Where the name begins that stands beside a quotation in marks that are not English, and the words between them.

    `names` are starts and ends of names: „…“, sagte Vale; Vale a dit : «…».
    """
    if text[region.outer] not in _FOREIGN:
        return None
    after = _SAYS.match(text, region.outer_end)
    if after and after.end() in names and (after[1] or region.stop in _STOPS):
        return after.end(), after[2].strip()
    before = _SAID.search(text, max(0, region.outer - BEFORE), region.outer)
    starts = [start for start, end in names.items() if before and end == before.start()]
    return (starts[0], before[1].strip()) if before and starts and before[1].islower() else None


def _is_title(inside: str) -> bool:
    """Whether all longer words are written with a capital, as in the title of a work."""
    longer = [word for word in _WORD.findall(inside) if len(word) > LONG]
    return len(longer) > 1 and all(word[0].isupper() for word in longer)

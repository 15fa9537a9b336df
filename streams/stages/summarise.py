"""Sums an item up in sentences of its own: the one that opens it, and the one that says most of what it is about."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import chain, islice

from streams.stages.speech.hearing import Heard
from streams.stages.speech.sentences import QUOTE, Sentence, sentences
from streams.vocabularies import words

# Sentences looked at: news says what matters first.
READ = 24
# Characters in which they are, but for texts without full stops.
LENGTH = 50_000
# Words of a sentence that tells enough to stand alone, and of one that is too long to be a summary.
SHORT, LONG = 6, 60
# The second sentence has to share so much of its words with the item to be added.
WORTH = 0.25
# A word of the title counts as so many more sentences that have it.
IN_TITLE = 2
# A lead that leans on what is not there gives way to one of so many sentences behind it.
LEADS = 3

# A sentence that opens with one of these is understood from the one before it.
_LEANS = frozenset(
    "he she they it his her their its him this that these those such but and or so yet also then however meanwhile"
    " moreover instead still nevertheless therefore thus besides another both neither there here".split()
)
# What pages carry around a story: words that give it away, and those that may, looked at again together.
_SIGNS = frozenset("subscribe newsletter newsletters cookies © copyright".split())
_HINTS = frozenset("sign click read follow getty reporting editing writing rights photo story article".split())
_BOILERPLATE = re.compile(
    r"\b(?:(?:reporting|writing|editing) by|all rights reserved|sign up|click here|read (?:more|the full)|getty images"
    r"|follow (?:us|me|him|her) on|photo(?: credit)? :|this (?:story|article) (?:has been|was))\b"
)
_LABELS = frozenset("correction update updated watch listen related online".split())
# Where and from whom: LONDON, May 3 (Reuters) - ; Washington (AFP) – ; SCRANTON, Pa. —
_DATELINE = re.compile(
    r"[A-ZÀ-Þ][\w.’'-]{0,30}?(?:[ ,/]{1,2}[A-ZÀ-Þ][\w.’'-]{0,30}){0,4}"
    r"(?:,? (?:[A-Z][a-z]{2,8}\.? )?\d{1,2}(?:, \d{4})?)? ?"
    r"(?:(?:\([A-Z][^()\n]{1,30}\)|/[^/\n]{2,30}/) ?[-–—]+|[-–—]{1,2} ) ?(?=\S)"
)
_STRAY = frozenset("\"'”’»)]")
_CAPITALS = re.compile(r"[A-ZÀ-Þ]{3}|[(/]")


def summary(title: str, text: str, heard: Sequence[Heard] | None = None) -> str:
    """One or two sentences of the body in its order, parted by a blank; empty for an empty body.

    Sentences are word for word those of the body, the dateline left out. `heard` is what `hear` made of the text, where
    that is at hand.
    """
    every = sentences(text[:LENGTH]) if heard is None else [one.sentence for one in heard]
    read = list(islice(filter(_is_whole, every), READ))
    told = [one for one in read if SHORT <= len(one) <= LONG and not _is_boilerplate(one)] or read[:1]
    if not told:
        return ""
    lead = next((index for index in range(min(LEADS, len(told))) if not _leans(told[index])), 0)
    terms = [set(sentence.lows) for sentence in told]
    weights = _weights(title, terms)
    whole = sum(weights.values()) or 1
    worth = [sum(map(weights.__getitem__, (one & weights.keys()) - terms[lead])) / whole for one in terms]
    added = [index for index in range(lead + 1, len(told)) if index == lead + 1 or not _leans(told[index])]
    best = max(added, key=lambda index: worth[index], default=lead)
    chosen = [told[lead], told[best]] if worth[best] > WORTH else [told[lead]]
    return " ".join(_without_dateline(_written(text, sentence)) for sentence in chosen)


def _is_boilerplate(sentence: Sentence) -> bool:
    lows = sentence.lows
    if lows[0] in _LABELS or not _SIGNS.isdisjoint(lows):
        return True
    return not _HINTS.isdisjoint(lows) and bool(_BOILERPLATE.search(" ".join(lows)))


def _written(text: str, sentence: Sentence) -> str:
    """The sentence without a mark that closes what was before it."""
    first = next((index for index, low in enumerate(sentence.lows) if low not in _STRAY), 0)
    return text[sentence.starts[first] : sentence.ends[-1]]


def _without_dateline(written: str) -> str:
    found = _DATELINE.match(written)
    return written[found.end() :] if found and _CAPITALS.search(found[0]) else written


def _leans(sentence: Sentence) -> bool:
    """Whether it takes another sentence to understand it, or is a quotation."""
    return sentence.lows[0] in _LEANS or sentence.lows[0] == QUOTE


def _is_whole(sentence: Sentence) -> bool:
    """Whether it ends as a sentence does; headings and credits do not."""
    return sentence.words[-1] in {".", "!", "?", "…"} or bool(sentence.quotes)


def _weights(title: str, terms: list[set[str]]) -> dict[str, int]:
    """How many sentences have a word that says something, if several do or the title has it."""
    stop, counts = words.stop(), Counter(chain.from_iterable(terms))
    for word in title.lower().split():
        if word in counts:
            counts[word] += IN_TITLE
    return {term: count for term, count in counts.items() if count > 1 and term[0].isalnum() and term not in stop}

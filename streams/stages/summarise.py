"""Sums an item up in sentences of its own: the one that opens it, and the one that says most of what it is about."""

from collections import Counter
from collections.abc import Sequence
from itertools import chain, islice

from streams.stages.speech.hearing import Heard
from streams.stages.speech.sentences import Sentence, sentences
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


def summary(title: str, text: str, heard: Sequence[Heard] | None = None) -> str:
    """One or two sentences of the body in its order, parted by a blank; empty for an empty body.

    `heard` is what `hear` made of the text, where that is at hand.
    """
    every = sentences(text[:LENGTH]) if heard is None else [one.sentence for one in heard]
    read = list(islice(filter(_is_whole, every), READ))
    told = [sentence for sentence in read if SHORT <= len(sentence) <= LONG] or read[:1]
    if not told:
        return ""
    lead = told[0]
    terms = [_terms(sentence) for sentence in told]
    weights = _weights(title, terms)
    best = max(range(len(told)), key=lambda index: _worth(terms[index], terms[0], weights))
    chosen = [lead, told[best]] if _worth(terms[best], terms[0], weights) > WORTH else [lead]
    return " ".join(text[sentence.starts[0] : sentence.ends[-1]] for sentence in chosen)


def _is_whole(sentence: Sentence) -> bool:
    """Whether it ends as a sentence does; headings and credits do not."""
    return sentence.words[-1] in {".", "!", "?", "…"} or bool(sentence.quotes)


def _terms(sentence: Sentence) -> set[str]:
    stop = words.stop()
    return {low for low in sentence.lows if low[0].isalnum() and low not in stop}


def _weights(title: str, terms: list[set[str]]) -> dict[str, int]:
    """How many sentences have a word, if several do or the title has it."""
    weights = Counter(chain.from_iterable(terms))
    for word in title.lower().split():
        if word in weights:
            weights[word] += IN_TITLE
    return {term: weight for term, weight in weights.items() if weight > 1}


def _worth(terms: set[str], lead: set[str], weights: dict[str, int]) -> float:
    """The share of the item's weight that a sentence adds to the lead's."""
    return sum(weights.get(term, 0) for term in terms - lead) / (sum(weights.values()) or 1)

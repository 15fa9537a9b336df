"""Sums an item up in sentences of its own: the one that opens it, and the one that says most of what it is about."""

from collections.abc import Iterator

from streams.stages.speech.sentences import Sentence, sentences
from streams.vocabularies import words

# Sentences looked at: news says what matters first.
READ = 24
# Words of a sentence that tells enough to stand alone, and of one that is too long to be a summary.
SHORT, LONG = 6, 60
# The second sentence has to share so much of its words with the item to be added.
WORTH = 0.25


def summary(title: str, text: str) -> str:
    """One or two sentences of the body in its order, parted by a blank; empty for an empty body."""
    read = [sentence for sentence, _ in zip(_whole(text), range(READ), strict=False)]
    told = [sentence for sentence in read if SHORT <= len(sentence) <= LONG] or read[:1]
    if not told:
        return ""
    lead = told[0]
    weights = _weights(title, read)
    best = max(told[1:], key=lambda sentence: _worth(sentence, lead, weights), default=lead)
    chosen = [lead, best] if best is not lead and _worth(best, lead, weights) > WORTH else [lead]
    return " ".join(text[sentence.starts[0] : sentence.ends[-1]] for sentence in chosen)


def _whole(text: str) -> Iterator[Sentence]:
    """Sentences that end as one does; headings and credits do not."""
    return (sentence for sentence in sentences(text) if sentence.words[-1] in {".", "!", "?", "…"} or sentence.quotes)


def _terms(sentence: Sentence) -> set[str]:
    stop = words.stop()
    return {low for low in sentence.lows if low[0].isalnum() and low not in stop}


def _weights(title: str, read: list[Sentence]) -> dict[str, float]:
    weights: dict[str, float] = {}
    for sentence in read:
        for term in _terms(sentence):
            weights[term] = weights.get(term, 0.0) + 1
    for word in title.lower().split():
        if word in weights:
            weights[word] += 2
    return {term: weight for term, weight in weights.items() if weight > 1}


def _worth(sentence: Sentence, lead: Sentence, weights: dict[str, float]) -> float:
    """The share of the item's weight that the sentence adds to the lead's, a little less for each later place."""
    new = _terms(sentence) - _terms(lead)
    total = sum(weights.values()) or 1.0
    return sum(weights.get(term, 0.0) for term in new) / total

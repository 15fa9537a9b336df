"""Finds the words an item is about: those it comes back to, weighed by where they stand."""

import re
from collections import Counter

from streams.vocabularies import words

# As many as a reader takes in at a glance.
KEPT = 8
# So many of the best are looked at to find those that are not part of one another.
RANKED = 40
# A word of the title counts as so many in the body, and one of its first 300 characters as two.
IN_TITLE, IN_LEAD, LEAD = 3.0, 1.0, 300
# A name says more of what a story is about than another word.
OF_NAME = 1.3
# A word has to come twice, or stand in the title.
LEAST = 2.0
# Letters of the shortest word that says something, and of a word that is long enough to be a plural by its ending.
SHORT, LONG = 3, 5
# Characters of a body beyond which nothing new is read: the subject is clear by then.
READ = 20_000

_WORD = re.compile(r"(?<![\w’'])[^\W\d_]\w*(?:[&.-]\w+)*")


def keywords(title: str, text: str) -> list[str]:
    """Words, best first, as they are written most often; singular and plural are one. Linear in the text's length."""
    body, lead, headline = (Counter(_WORD.findall(part)) for part in (text[:READ], text[:LEAD], title))
    stop = words.stop()
    weights: dict[str, float] = {}
    spellings: dict[str, list[str]] = {}
    for word in {**body, **headline}:
        low = word.lower()
        if len(word) < SHORT or low in stop:
            continue
        weight = (body.get(word, 0) + IN_LEAD * lead.get(word, 0) + IN_TITLE * headline.get(word, 0)) * (
            OF_NAME if word[0] < "a" else 1.0
        )
        key = _stem(low)
        weights[key] = weights.get(key, 0.0) + weight
        spellings.setdefault(key, []).append(word)
    ranked = sorted((key for key, weight in weights.items() if weight > LEAST), key=lambda key: (-weights[key], key))
    written = body + headline
    return [max(spellings[key], key=lambda word: (written.get(word, 0), word)) for key in _apart(ranked[:RANKED])][
        :KEPT
    ]


def _stem(word: str) -> str:
    """Singular and plural together."""
    if word.endswith("ies") and len(word) > LONG:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) >= LONG else word


def _apart(ranked: list[str]) -> list[str]:
    """Without words that are part of a better one."""
    kept: list[str] = []
    for key in ranked:
        if not any(key in other or other in key for other in kept):
            kept.append(key)
    return kept

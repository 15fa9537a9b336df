"""Finds the words an item is about: those it comes back to, weighed by where they stand."""

import re
from collections import defaultdict

from streams.vocabularies import words

# As many as a reader takes in at a glance.
KEPT = 8
# A word of the title counts as so many in the body, and one of its first 300 characters as two.
IN_TITLE, IN_LEAD, LEAD = 3.0, 1.0, 300
# A word has to come twice, or stand in the title.
LEAST = 2.0
# Characters of a body beyond which nothing new is read: the subject is clear by then.
READ = 20_000

_WORD = re.compile(r"[^\W\d_](?:[\w]|[’'&.-](?=\w))+")
_POSSESSIVE = re.compile(r"['’]s?\Z")
# Runs of capitalised words are one name.
_NAME = re.compile(r"[A-Z][\w’'&.-]*\w(?:[ \u00a0][A-Z][\w’'&.-]*\w){1,2}")


def keywords(title: str, text: str) -> list[str]:
    """Words, best first, as they are written most often; names stay whole, where they occur as a whole again."""
    weights: dict[str, float] = defaultdict(float)
    spellings: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for start, word in _words(text[:READ]):
        _count(word, 1.0 + (IN_LEAD if start < LEAD else 0.0), weights, spellings)
    for _, word in _words(title):
        _count(word, IN_TITLE, weights, spellings)
    ranked = sorted((key for key, weight in weights.items() if weight > LEAST), key=lambda key: (-weights[key], key))
    return [_spelling(spellings[key]) for key in _apart(ranked)][:KEPT]


def _words(text: str) -> list[tuple[int, str]]:
    stop = words.stop()
    found = [(match.start(), _POSSESSIVE.sub("", match[0])) for match in _WORD.finditer(text)]
    return [(start, word) for start, word in found if len(word) > 2 and word.lower() not in stop]


def _count(word: str, weight: float, weights: dict[str, float], spellings: dict[str, dict[str, int]]) -> None:
    key = _stem(word.lower())
    weights[key] += weight * (1.3 if word[0].isupper() else 1.0)
    spellings[key][word] += 1


def _stem(word: str) -> str:
    """Singular and plural together."""
    if word.endswith("ies") and len(word) > 5:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 4 else word


def _spelling(found: dict[str, int]) -> str:
    return max(found, key=lambda word: (found[word], word.islower(), word))


def _apart(ranked: list[str]) -> list[str]:
    """Without words that are part of a better one."""
    kept: list[str] = []
    for key in ranked:
        if not any(key in other or other in key for other in kept):
            kept.append(key)
    return kept

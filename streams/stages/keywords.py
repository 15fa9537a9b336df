"""Finds the words an item is about: those it comes back to, weighed by where they stand."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from streams.vocabularies import words

# As many as a reader takes in at a glance.
KEPT = 8
# So many of the best are looked at to find those that are not part of one another.
RANKED = 40
# A word of the title counts as so many in the body, if it comes there at all, and one of its first 300 characters as
# two: headlines have verbs of their own.
IN_TITLE, IN_LEAD, LEAD = 3.0, 1.0, 300
# A name says more of what a story is about than another word.
OF_NAME = 1.3
# A word has to come twice, or stand in the title as well.
LEAST = 2.0
# Letters of the shortest word that says something, and of a word that is long enough to be a plural by its ending.
SHORT, LONG = 3, 5
# Characters of a body beyond which nothing new is read: the subject is clear by then.
READ = 20_000
# So many are kept before given names are joined to family names.
ENOUGH = 12
# Letters that words of one stem have in common at least, and letters in which they may differ.
STEM, ENDING = 5, 2
# A given name goes with the family name that follows it so often, and the two are one if that has no other so often.
TOGETHER, ONE = 0.6, 0.5

_WORD = re.compile(r"(?<![\w’'])[^\W\d_]\w*(?:[&.-]\w+)*(?:(?<=\.\w)\.)?")
_MARKS = ".,;:!?"
_NAME = re.compile(r"([A-ZÀ-Þ]\w+) (?=([A-ZÀ-Þ]\w+))")


def keywords(title: str, text: str) -> list[str]:
    """Words, best first, as they are written most often; singular and plural are one. Linear in the text's length."""
    chunks = text[:READ].replace(", ", " ").split()
    body, lead = _counted(chunks), Counter(_first(chunks, text.count(" ", 0, LEAD)))
    headline = Counter(_WORD.findall(title))
    weights, spellings = _weighed(body, lead, headline)
    ranked = sorted((key for key, weight in weights.items() if weight > LEAST), key=lambda key: (-weights[key], key))
    kept = _apart(ranked[:RANKED])
    written = {
        key: max(spellings[key], key=lambda word: (body.get(word, 0), headline.get(word, 0), word)) for key in kept
    }
    return list(_named(kept, written, body, text[:READ]))[:KEPT]


def _counted(chunks: Iterable[str]) -> dict[str, int]:
    """Words of what stands between blanks, counted: all that is letters alone is a word."""
    counts: dict[str, int] = Counter(chunks)
    for chunk in [chunk for chunk in counts if not chunk.isalpha()]:
        count = counts.pop(chunk)
        for word in _words(chunk):
            counts[word] = counts.get(word, 0) + count
    return counts


def _first(chunks: Iterable[str], most: int) -> list[str]:
    """The first words, so many at most."""
    first: list[str] = []
    for chunk in chunks:
        if len(first) >= most:
            break
        if chunk.isalpha():
            first.append(chunk)
        else:
            first += _words(chunk)
    return first[:most]


def _words(chunk: str) -> list[str]:
    """Most are one word and a mark behind it."""
    bare = chunk.rstrip(_MARKS)
    return [bare] if bare.isalpha() else _WORD.findall(chunk)


def _weighed(
    body: Mapping[str, int], lead: Mapping[str, int], headline: Mapping[str, int]
) -> tuple[dict[str, float], dict[str, list[str]]]:
    """Weights of words by what is common to their forms, and the forms."""
    stop = words.stop()
    weights: dict[str, float] = {}
    spellings: dict[str, list[str]] = {}
    said = [
        word for word, count in body.items() if (count > 1 or word in lead or word in headline) and word not in stop
    ]
    for word in said:
        low = word.lower()
        if low in stop or len(word) < SHORT:
            continue
        key = _stem(low) if low[-1] == "s" else low
        weight = (body[word] + IN_LEAD * lead.get(word, 0)) * (OF_NAME if word[0] < "a" else 1.0)
        if key in weights:
            weights[key] += weight
            spellings[key].append(word)
        else:
            weights[key] = weight
            spellings[key] = [word]
    for word, count in headline.items():
        key = _stem(word.lower())
        if key in weights or (not body and len(word) >= SHORT and key not in stop):
            weights[key] = weights.get(key, 0.0) + IN_TITLE * count
            spellings.setdefault(key, []).append(word)
    return weights, spellings


def _stem(word: str) -> str:
    """Singular and plural together."""
    if word.endswith("ies") and len(word) > LONG:
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) >= LONG else word


def _apart(ranked: list[str]) -> list[str]:
    """Without words that are akin to a better one, a few more than are kept."""
    kept: list[str] = []
    for key in ranked:
        head = key[:STEM]
        for other in kept:
            if key in other or other in key or (other.startswith(head) and _is_akin(key, other)):
                break
        else:
            kept.append(key)
            if len(kept) == ENOUGH:
                break
    return kept


def _is_akin(key: str, other: str) -> bool:
    """Whether both are of one stem: Mexico and Mexican, president and presidency."""
    shorter = min(len(key), len(other))
    stem = max(STEM, shorter - ENDING)
    return shorter >= stem and key[:stem] == other[:stem]


def _named(kept: list[str], written: Mapping[str, str], body: Mapping[str, int], text: str) -> dict[str, None]:
    """The words, but a given name with its family name, or left out where that stands by itself mostly."""
    capitals = {word for key in kept if (word := written[key])[0].isupper()}
    # Of two names, the first is looked for where a blank follows it more than once.
    found = _NAME.findall(text) if any(text.count(f"{name} ") > 1 for name in capitals) else []
    pairs = Counter(pair for pair in found if pair[0] in capitals and pair[1] in capitals)
    full: dict[str, str] = {}
    for (first, last), count in pairs.most_common():
        if count > 1 and count >= TOGETHER * body[first] and first not in full:
            one = f"{first} {last}" if count >= ONE * body[last] else last
            full[first] = full[last] = full.get(last, one)
    return dict.fromkeys(full.get(written[key], written[key]) for key in kept)

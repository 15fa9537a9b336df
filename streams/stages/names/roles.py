"""Finds the role that a text states beside a person's name: "Tesla CEO Elon Musk", "Jane Roe, the mayor of Leeds,"."""

from collections.abc import Mapping, Sequence

from streams.stages.names.fixed import Name
from streams.stages.names.tokens import Tokens
from streams.vocabularies.lists import word_list

LONGEST_BEFORE = 9  # tokens
LONGEST_AFTER = 14
DASHES = frozenset({"-", "–", "'s", "’s"})
ARTICLES = frozenset({"the", "a", "an", "The", "A", "An", "its", "his", "her", "their", "our"})
LINKS = frozenset({"of", "at", "for", "in", "and", "with", "to", "&"})
STOPS = frozenset({",", ".", ";", ":", "(", ")", "—", "–", "who", "which", "said", "says", "told", "is", "was", "has"})


def roles(names: Sequence[Name], found: Tokens, text: str, marks: Mapping[str, str]) -> dict[int, str]:
    """Roles as stated, by the index in `names` of the person's mention."""
    made = {}
    for index, name in enumerate(names):
        if name.kind == "person":
            role = _before(name, found, text, found.opens, marks) or _after(name, found, text, found.stops)
            if role:
                made[index] = role
    return made


def _is_role(word: str) -> bool:
    return word.lower() in word_list("names/roles")


def _before(name: Name, found: Tokens, text: str, opens: frozenset[int], marks: Mapping[str, str]) -> str:
    """What stands right before the name, from its role word back over the words that belong to it."""
    words = found.words
    last = name.first - 1
    if name.first in opens or last < 0 or not _is_role(words[last].rstrip(".")):
        return ""
    first = last
    while first > max(last - LONGEST_BEFORE, 0) and first not in opens and _belongs(words, first - 1, opens, marks):
        first -= 1
    while first < last and (words[first] in ARTICLES or words[first] in LINKS or words[first] in DASHES):
        first += 1
    return text[found.starts[first] : found.ends[last]]


def _belongs(words: Sequence[str], index: int, opens: frozenset[int], marks: Mapping[str, str]) -> bool:
    word = words[index]
    if word in DASHES or word.lower() in word_list("names/role_words") or _is_role(word):
        return True
    if not word[0].isupper() or word in ARTICLES:
        return False
    return index not in opens or marks.get(word.lower(), "?")[0] not in "34"


def _after(name: Name, found: Tokens, text: str, ends: frozenset[int]) -> str:
    """An apposition between commas that holds a role word before any preposition."""
    words = found.words
    first = name.end + 1
    if name.end in ends or name.end >= len(words) or words[name.end] not in {",", "—", "–"}:
        return ""
    last = first
    while last < len(words) and last not in ends and words[last] not in STOPS and last - first < LONGEST_AFTER:
        last += 1
    while first < last and words[first] in ARTICLES:
        first += 1
    head = first
    while head < last and words[head] not in LINKS:
        head += 1
    if not any(_is_role(word) for word in words[first:head]) or last - first >= LONGEST_AFTER:
        return ""
    return text[found.starts[first] : found.ends[last - 1]]

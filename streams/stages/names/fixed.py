"""Finds names that are nearly always of one kind, and things that look like names and are none."""

from collections import defaultdict
from collections.abc import Mapping
from itertools import compress
from typing import NamedTuple

from streams.stages.names.tokens import Tokens, tokens

THING = "thing"
PLATFORM = "X"
# Words that are capitalised only because a sentence begins with them.
SMALL = frozenset("the a an in at on but and for from by with as while when after before to if per under".split())
LONGEST_MODEL = 4  # signs of a model number that is taken for a body: A14


class Name(NamedTuple):
    """A name over tokens [first, end)."""

    first: int
    end: int
    kind: str
    score: float


class Fixed:
    """The vocabulary's known names, split into tokens once."""

    def __init__(self, known: Mapping[str, tuple[str, str]]) -> None:
        """`known`: a name's kind and full name (streams.vocabularies.names.known)."""
        self._full = {name: full for name, (_, full) in known.items()}
        self._kinds: dict[tuple[str, ...], str] = {}
        self._firsts: dict[str, list[tuple[str, ...]]] = defaultdict(list)
        for name, (kind, _) in known.items():
            words = tuple(tokens(name).words)
            self._kinds[words] = kind
            self._firsts[words[0]].append(words)
        for listed in self._firsts.values():
            listed.sort(key=len, reverse=True)
        self._firsts[PLATFORM]  # looked at without being listed: only "on X" is a name

    def known(self, name: str) -> bool:
        """Whether a name's full name is known, whatever a text calls it."""
        return self._full.get(name, name) != name

    def full(self, name: str) -> str:
        """The full name of a name, itself where none is known."""
        return self._full.get(name, name)

    def kind(self, words: tuple[str, ...]) -> str:
        """The kind of a name, or nothing."""
        return self._kinds.get(words, "")

    def mentions(self, found: Tokens) -> list[Name]:
        """Where known names stand; those of one word only where no capitals stand beside them."""
        made: list[Name] = []
        free = 0
        firsts = self._firsts
        for index in compress(range(len(found.words)), map(firsts.__contains__, found.words)):
            if index < free:
                continue
            kind, end = self._at(index, found)
            if kind:
                made.append(Name(index, end, kind, 0.0))
                free = end
        return made

    def _at(self, index: int, found: Tokens) -> tuple[str, int]:
        words = found.words
        for known in self._firsts.get(words[index], ()):
            end = index + len(known)
            if tuple(words[index:end]) == known and (len(known) > 1 or _alone(index, end, words)):
                return self._kinds[known], end
        if words[index] == PLATFORM and words[index - 1 : index] == ["on"] and _alone(index, index + 1, words):
            return "organisation", index + 1
        return "", index


def _alone(first: int, end: int, words: list[str]) -> bool:
    before = [word for word in words[max(first - 1, 0) : first] if word.lower() not in SMALL]
    return not any(word[0].isupper() for word in (*before, *words[end : end + 1]))


def is_model(name: Name, found: Tokens) -> bool:
    """Whether a name is a model number (A14)."""
    word = found.words[name.first]
    short = name.end - name.first == 1 and len(word) <= LONGEST_MODEL
    return short and word[0].isalpha() and word[1:].isdigit()

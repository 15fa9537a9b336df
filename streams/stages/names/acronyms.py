"""Knows which short form in capitals stands for which name: "Kivu Mines Board (KMB)", and KMB from there on."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from streams.stages.names.fixed import Name
from streams.stages.names.tokens import Tokens
from streams.vocabularies.companies.keys import LEGAL

SHORTEST, LONGEST = 2, 8  # letters
NAMES_KEPT = 4096  # whose short forms are remembered
SMALL = frozenset("of the and for & de in on".split())
# Words that may stand in a name without giving a letter.
LINKS = SMALL | frozenset("a an to with by at from la le des du del - 's ’s ' ’".split())


def is_acronym(word: str) -> bool:
    """Whether a word is written as a short form is: capitals alone, with or without stops."""
    letters = word.replace(".", "")
    return SHORTEST <= len(letters) <= LONGEST and letters.isalpha() and letters.isupper()


@lru_cache(maxsize=NAMES_KEPT)
def initials(words: tuple[str, ...]) -> frozenset[str]:
    """The short forms of a name: of all its words, without small ones, and of the capitalised alone."""
    big = [word for word in words if word[0].isalnum() and word.lower() not in LEGAL]
    forms = (
        "".join([word[0] for word in big]).upper(),
        "".join([word[0] for word in big if word.lower() not in SMALL]).upper(),
        "".join([word[0] for word in big if word[0].isupper()]),
    )
    return frozenset(forms)


def defined(found: Tokens) -> Iterator[tuple[int, int]]:
    """Names that the text itself gives a short form in brackets, as token ranges; the short form stands 1 behind."""
    words = found.words
    for index in [index for index, word in enumerate(words) if word == "("] if "(" in found.text else ():
        if words[index + 2 : index + 3] == [")"] and is_acronym(words[index + 1]):
            first = _began(words, index, words[index + 1].replace(".", ""))
            if first < index:
                yield first, index


def _began(words: Sequence[str], end: int, letters: str) -> int:
    """Where a name begins that ends at `end` and has these initials; `end` itself where none does."""
    index, left = end, len(letters)
    while left and index:
        word = words[index - 1]
        if word[0] == letters[left - 1]:
            left -= 1
        elif word.lower() not in LINKS:
            return end
        index -= 1
    return index if not left else end


def settled(names: Sequence[Name], found: Tokens) -> list[Name]:
    """Names, those that are given a short form as wide as it says, if the tagger saw an organisation in either."""
    made = list(names)
    for first, end in defined(found):
        touched = [name for name in made if name.first < end + 2 and name.end > first]
        bodies = [name for name in touched if name.kind == "organisation"]
        if bodies and not any(name.first < first for name in touched):
            score = max(name.score for name in bodies)
            made = [name for name in made if name not in touched]
            made += [Name(first, end, "organisation", score), Name(end + 1, end + 2, "organisation", score)]
    return made

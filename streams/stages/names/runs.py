"""Finds the runs of capitals in which names may stand, small words inside them and particles before them included."""

import re
from collections.abc import Sequence

# Lower-case words that may stand inside a name, and those that may begin one before a capital.
INNER = frozenset(
    "of the and for de la le du des del da di do dos al el ul bin ibn van von der den ter zu y e"
    " & - ' ’ 's ’s / . on in at to".split()
)
FIRST = frozenset("al el ul bin ibn de van von der da di du del la le ter - abu".split())
INNER_GAP = 3  # tokens
FIRST_GAP = 2
UPPER = re.compile(r"[^\W\d_a-z]")
IS_CAPITAL, IS_INNER, IS_FIRST, IS_SIGN = 1, 2, 4, 8
SIGN = re.compile(r"[A-Z]{2,5}s*")  # a bare ticker, also as a plural
LONGEST_SIGN = 6  # signs, with the "s"


Run = tuple[int, int, int]
"""A run over tokens [first, end), all of the sentence of that number."""


def run_marks(word: str) -> int:
    """What of a run a word may be, and whether it may be a bare ticker, as the lowest bits of a number."""
    low = word.lower()
    capital = not word.islower() and UPPER.search(word) is not None
    sign = len(word) <= LONGEST_SIGN and SIGN.fullmatch(word) is not None
    return IS_CAPITAL * capital + IS_INNER * (low in INNER) + IS_FIRST * (low in FIRST) + IS_SIGN * sign


def runs(marks: Sequence[int], capitals: Sequence[int], sentences: Sequence[tuple[int, int]]) -> list[Run]:
    """The runs of a text, whose words have these marks, in order; `sentences` are ranges of token indices.

    `capitals` are the indices of tokens with a capital.
    """
    found: list[Run] = []
    first = end = number = 0
    for index in capitals:
        if index >= sentences[number][1]:
            if end:
                found.append((first, end, number))
            end = 0
            while index >= sentences[number][1]:
                number += 1
        start = _start(index, sentences[number][0], marks) if marks[index - 1] & IS_FIRST else index
        if not end or (start > end and not _between(marks, end, index)):
            if end:
                found.append((first, end, number))
            first = start
        end = index + 1
    return [*found, (first, end, number)] if end else found


def _start(index: int, opening: int, marks: Sequence[int]) -> int:
    """Where a run begins whose first capital is at `index`, in a sentence that opens there or before."""
    start = index
    while start > max(opening, index - FIRST_GAP) and marks[start - 1] & IS_FIRST:
        start -= 1
    return start


def _between(marks: Sequence[int], end: int, index: int) -> bool:
    """Whether a run that ended at `end` goes on with the capital at `index`."""
    return index - end <= INNER_GAP and all(mark & IS_INNER for mark in marks[end:index])

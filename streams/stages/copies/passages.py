"""What two texts share, and which figures they do not, for eyes: words and figures of fingerprints with their places.

`streams.stages.fingerprint` decides what a word and a figure are; here the same ones are found again, each with its
span in the text. Nothing is decided by them.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from schemas.sketch import WORDS_A_SHINGLE
from streams.stages.copies.characters import fold

# Of a folded text in lower case: a word, or the sign that is read as the word minus.
_WORD = re.compile(r"[0-9a-z$\x80-\U0010ffff]+|-(?<![^\s(]-)(?=[$0-9])")
_MINUS = "minus"
_FIGURE = re.compile(r"[0-9](?:[0-9./:,]*[0-9])?")
_CHARACTERS = 1 << 14  # remembered: more than the scripts of one wire have

Shingle = tuple[str, ...]
Span = tuple[int, int]


class Part(NamedTuple):
    """A word or figure as it is compared, and its span `[start, end)` in code points of the text."""

    value: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Side:
    """One of two texts.

    `passages` are the spans `[start, end)`, in code points and in order, whose words stand in the other text too, in
    runs of five or more. `shingles` counts its distinct runs of five words, `own_figures` are those figures that the
    other text lacks.
    """

    passages: list[Span]
    shingles: int
    own_figures: list[Part]


@dataclass(frozen=True, slots=True)
class Sharing:
    """Two texts: each side, and the distinct shingles and figures that both have."""

    one: Side
    other: Side
    shingles: int
    figures: int


def words(text: str) -> list[Part]:
    """The words of a text, those that its hash is made of."""
    return [Part(_MINUS if found[0] == "-" else found[0], *span) for found, span in _found(_WORD, text)]


def figures(text: str) -> list[Part]:
    """The numbers of a text; thousands separators and punctuation around them do not count."""
    return [Part(found[0].replace(",", ""), *span) for found, span in _found(_FIGURE, text)]


def sharing(one: str, other: str) -> Sharing:
    """What two texts share, in time proportional to their lengths. Equal words are shared however few they are."""
    words_one, words_other = words(one), words(other)
    shingles_one, shingles_other = _shingles(words_one), _shingles(words_other)
    both = set(shingles_one) & set(shingles_other)
    figures_one, figures_other = figures(one), figures(other)
    values_one, values_other = ({part.value for part in parts} for parts in (figures_one, figures_other))
    same = [word.value for word in words_one] == [word.value for word in words_other]

    def side(parts: list[Part], shingles: list[Shingle], numbers: list[Part], others: set[str]) -> Side:
        passages = [(parts[0].start, parts[-1].end)] if same and parts else list(_passages(parts, shingles, both))
        return Side(passages, len(set(shingles)), [number for number in numbers if number.value not in others])

    return Sharing(
        one=side(words_one, shingles_one, figures_one, values_other),
        other=side(words_other, shingles_other, figures_other, values_one),
        shingles=len(both),
        figures=len(values_one & values_other),
    )


def aligned(one: Sequence[str], other: Sequence[str]) -> list[tuple[int | None, int | None]]:
    """Two texts' paragraphs side by side: the indices of each row, None where one text has nothing beside the other's.

    A paragraph's partner is the one that shares most shingles with it; where partners cross, the longest series that
    does not cross is kept.
    """
    found: list[tuple[int | None, int | None]] = []
    left = right = 0
    for pair in _uncrossed(list(_partners(one, other))):
        found += [(at, None) for at in range(left, pair[0])]
        found += [(None, at) for at in range(right, pair[1])]
        found.append(pair)
        left, right = pair[0] + 1, pair[1] + 1
    found += [(at, None) for at in range(left, len(one))]
    return found + [(None, at) for at in range(right, len(other))]


def _found(pattern: re.Pattern[str], text: str) -> Iterator[tuple[re.Match[str], Span]]:
    """Where a pattern stands in the folded text, and the span of what that was made of."""
    folded = [char.lower() if char.isascii() else _folded(char) for char in text]
    places = [place for place, piece in enumerate(folded) for _ in piece]
    for found in pattern.finditer("".join(folded)):
        yield found, (places[found.start()], places[found.end() - 1] + 1)


@lru_cache(_CHARACTERS)
def _folded(char: str) -> str:
    return fold(char).casefold()


def _shingles(parts: Sequence[Part]) -> list[Shingle]:
    values = [part.value for part in parts]
    return [tuple(values[at : at + WORDS_A_SHINGLE]) for at in range(len(values) - WORDS_A_SHINGLE + 1)]


def _passages(parts: Sequence[Part], shingles: Sequence[Shingle], both: set[Shingle]) -> Iterator[Span]:
    """The words that lie in shared shingles, as one passage where they follow one another without a gap."""
    start = end = 0  # of the passage that is open, in words
    for at, shingle in enumerate(shingles):
        if shingle not in both:
            continue
        if at > end:
            if end:
                yield parts[start].start, parts[end - 1].end
            start = at
        end = at + WORDS_A_SHINGLE
    if end:
        yield parts[start].start, parts[end - 1].end


def _partners(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int]]:
    holders: dict[Shingle, int] = {}
    for index, paragraph in enumerate(other):
        for shingle in _shingles(words(paragraph)):
            holders.setdefault(shingle, index)
    for index, paragraph in enumerate(one):
        held = Counter(holders[shingle] for shingle in _shingles(words(paragraph)) if shingle in holders)
        if held:
            yield index, max(held, key=lambda holder: (held[holder], -holder))


def _uncrossed(pairs: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """The longest series of pairs in which both sides grow (Fredman 1975)."""
    rights: list[int] = []  # of the best series of each length: where its last pair stands in the other text
    ends: list[int] = []  # and that pair's index
    before: list[int] = []
    for at, (_, right) in enumerate(pairs):
        length = bisect_left(rights, right)
        before.append(ends[length - 1] if length else -1)
        rights[length : length + 1] = [right]
        ends[length : length + 1] = [at]
    series: list[tuple[int, int]] = []
    at = ends[-1] if ends else -1
    while at >= 0:
        series.append(pairs[at])
        at = before[at]
    return series[::-1]

"""Finds paragraphs that say again what stands before: tails run off twice, and single passages. Removes nothing itself.

A paragraph repeats another only if all its words stand there in the same order, so that no word is lost with it.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.stages.pages.words import Paragraph

TAIL_WINDOW = 60  # kept paragraphs looked back for the start of a repeated tail; a longer tail is a second story
LEAST_WORDS = 6  # in a repeated tail: shorter ones are refrains, scores, answers
CUT_LEAST = 0.6  # of its words must be left of a repeat that lost its last ones


@dataclass(frozen=True, slots=True)
class Tail:
    """Paragraphs `start` to `end` (positions, end excluded) repeat the kept ones `sources`, which stand just before."""

    start: int
    end: int
    sources: tuple[int, ...]


def says_again(later: Paragraph, earlier: Paragraph) -> bool:
    """Whether `later` is `earlier` again: typography apart, and possibly without its last words."""
    if later.key == earlier.key:
        return True
    return len(later.key) >= CUT_LEAST * len(earlier.key) and _opens(later, earlier)


def _opens(later: Paragraph, earlier: Paragraph) -> bool:
    return earlier.key.startswith(later.key) and len(later.stems) >= LEAST_WORDS


def tails(paragraphs: Sequence[Paragraph]) -> list[Tail]:
    """All repeated tails in order: each run of paragraphs that repeats exactly the last kept ones before it."""
    found: list[Tail] = []
    kept: list[int] = []
    position = 0
    while position < len(paragraphs):
        length = _length_of_tail(paragraphs, kept, position)
        if length:
            found.append(Tail(position, position + length, tuple(kept[-length:])))
        else:
            kept.append(position)
        position += max(1, length)
    return found


def _length_of_tail(paragraphs: Sequence[Paragraph], kept: Sequence[int], position: int) -> int:
    for length in range(1, min(len(kept), TAIL_WINDOW, len(paragraphs) - position) + 1):
        sources = kept[-length:]
        if says_again(paragraphs[position], paragraphs[sources[0]]) and _is_tail(paragraphs, sources, position):
            return length
    return 0


def _is_tail(paragraphs: Sequence[Paragraph], sources: Sequence[int], position: int) -> bool:
    pairs = [(paragraphs[position + place], paragraphs[source]) for place, source in enumerate(sources)]
    return sum(len(later.stems) for later, _ in pairs) >= LEAST_WORDS and all(says_again(*pair) for pair in pairs)

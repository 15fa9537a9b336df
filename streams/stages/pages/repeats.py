"""Finds what a story says twice, and lines that end story after story. Repeated tails are found before, in `tails`."""

from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from itertools import pairwise

from streams.stages.pages.lines import Line
from streams.stages.pages.signoffs import is_credit, is_signoff
from streams.stages.pages.tails import CANDIDATES, LEAST_WORDS, OPENING

BOILERPLATE = 3  # stories that end with the same line make it the page's, not theirs
REFRAIN = 2  # times that a line must come back to be one
LAST_LINES = 3  # of a story are looked at for it


def passages(story: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Paragraphs of a story that repeat an earlier one of it, each with that one.

    Protected: short lines (scores, names of speakers), headings and lists, questions, refrains, and what is quoted
    again to be answered, that is a quotation that new text follows.
    """
    again = _said_again(story)
    stands: defaultdict[int, list[int]] = defaultdict(list)
    for place, first in again.items():
        stands[first].append(place)
    refrains = {first for first, places in stands.items() if _is_refrain(story, first, places, again)}
    for place, first in again.items():
        if first not in refrains and not _protected(story[place], last=place + 1 == len(story)):
            yield story[place], story[first]


def _said_again(story: Sequence[Line]) -> dict[int, int]:
    """Where a line says again what one before it said → where that one stands."""
    openings: defaultdict[str, list[int]] = defaultdict(list)
    again: dict[int, int] = {}
    for place, line in enumerate(story):
        earlier = openings[line.key[:OPENING]]
        first = next((one for one in reversed(earlier[-CANDIDATES:]) if line.says_again(story[one])), None)
        if first is None:
            earlier.append(place)
        else:
            again[place] = first
    return again


def _is_refrain(story: Sequence[Line], first: int, places: Sequence[int], again: Container[int]) -> bool:
    """Whether a line comes back after new text each time, as in a song; a sign-off that does is none."""
    if len(places) < REFRAIN or is_signoff(story[first].text):
        return False
    return all(any(between not in again for between in range(a + 1, b)) for a, b in pairwise([first, *places]))


def _protected(line: Line, *, last: bool) -> bool:
    if line.words < LEAST_WORDS or line.is_row() or line.text.rstrip().endswith(("?", ":")):
        return True
    return line.opens_quote() and not last


def boilerplate(stories: Sequence[Sequence[Line]]) -> Iterator[tuple[Line, Line]]:
    """Lines that end story after story, each with the first of its kind, which is kept. Credits are no boilerplate."""
    alike: defaultdict[str, list[Line]] = defaultdict(list)
    homes: defaultdict[str, set[int]] = defaultdict(set)
    for number, story in enumerate(stories):
        for line in story[1:][-LAST_LINES:]:
            alike[line.key].append(line)
            homes[line.key].add(number)
    for key, (first, *others) in alike.items():
        if len(homes[key]) >= BOILERPLATE and not is_credit(first.text):
            yield from ((other, first) for other in others)

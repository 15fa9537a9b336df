"""Finds what a story says twice, and lines that end story after story. Repeated tails are found before, in `tails`."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from streams.stages.pages.lines import Line
from streams.stages.pages.signoffs import is_credit
from streams.stages.pages.tails import CANDIDATES, LEAST_WORDS, OPENING

BOILERPLATE = 3  # stories that end with the same line make it the page's, not theirs
LAST_LINES = 3  # of a story are looked at for it


def passages(story: Sequence[Line]) -> Iterator[tuple[Line, Line]]:
    """Paragraphs of a story that repeat an earlier one of it, each with that one.

    Protected: short lines (refrains, scores, names of speakers), headings and lists, questions, and what is quoted
    again to be answered, that is a quotation that new text follows.
    """
    openings: defaultdict[str, list[Line]] = defaultdict(list)
    for place, line in enumerate(story):
        earlier = openings[line.key[:OPENING]]
        original = next((one for one in reversed(earlier[-CANDIDATES:]) if line.says_again(one)), None)
        if original is None:
            earlier.append(line)
        elif not _protected(line, last=place + 1 == len(story)):
            yield line, original


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

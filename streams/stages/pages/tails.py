"""Takes out of a page what would blur its borders, repeated tails and routine lines, and marks where they stood.

A tail is a run of paragraphs that repeats exactly the last ones before it: scrapers print the end of a story twice.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

from streams.stages.pages.lines import Line
from streams.stages.pages.signoffs import closes

OPENING = 16  # letters by which the paragraph that is repeated is looked up
CANDIDATES = 8  # last ones with that opening: cost stays bounded on a page of equal lines
LONGEST_TAIL = 60  # paragraphs: a longer one is a second story
LEAST_WORDS = 6  # of a line of a repeated tail: shorter ones are refrains, scores, answers
LEAST_TAILS = 3  # on a page make a habit: there a short line or a row run off twice is a repeat too
FEWEST_WORDS = 2  # of a line, even there: single words and scores are protected
SIGNED_OFF = 2  # times on a page make sign-offs show where stories end; one may stand inside a story
ROUTINE = 3  # different neighbours on both sides make a line the page's, not a story's

Says = Callable[[Line], bool]  # whether a line says enough for its repetition to be no chance


@dataclass(frozen=True, slots=True)
class Marks:
    """Of each paragraph shown: what stood between it and the one before it, or holds them together.

    `ended`: a repeated tail; `routine`: a routine line; `inside`: a tail that was repeated goes on in it, and `opens`:
    begins with it.
    """

    ended: Sequence[bool]
    opens: Sequence[bool]
    inside: Sequence[bool]
    routine: Sequence[bool]


@dataclass(frozen=True, slots=True)
class Shown:
    """What the cutter is shown: `lines`, `marks`; and the repeated `tails`, by index of repeat the original's."""

    lines: list[Line]
    marks: Marks
    tails: dict[int, int]


def shown(lines: Sequence[Line], known: Collection[int] = ()) -> Shown:
    """Take out repeated tails, routine lines and those known to be boilerplate, given by their indexes."""
    signed, daily = _signoffs(lines, known), routine(lines)
    told = [line for line in lines if line.index not in daily and line.index not in known]
    again = tails(told)
    left = [line for line in lines if line.index not in again]
    if _close(left, signed) >= SIGNED_OFF:
        daily |= signed
    unsigned = [line for line in told if line.index not in again and line.index not in signed]
    again |= tails(unsigned)
    kept = [line for line in unsigned if line.index not in again]
    inner = {again[late.index] for early, late in pairwise(told) if _runs_on(early, late, again)}
    originals = set(again.values())
    borders = list(pairwise(kept))
    return Shown(
        kept,
        Marks(
            [False, *(_any_between(before, after, again) for before, after in borders)],
            [line.index in originals and line.index not in inner for line in kept],
            [line.index in inner for line in kept],
            [False, *(_any_between(before, after, daily) for before, after in borders)],
        ),
        again,
    )


def _runs_on(early: Line, late: Line, again: dict[int, int]) -> bool:
    return early.index in again and late.index in again and again[early.index] < again[late.index]


def _any_between(before: Line, after: Line, indexes: set[int] | dict[int, int]) -> bool:
    return any(index in indexes for index in range(before.index + 1, after.index))


def routine(lines: Sequence[Line]) -> set[int]:
    """Indexes of separators and boilerplate: lines that stand again and again between different ones.

    A label of few words stays in sight, for it may open a story, and so does the line that opens the page.
    """
    before, after = defaultdict[str, set[str]](set), defaultdict[str, set[str]](set)
    for early, late in pairwise(lines):
        before[late.key].add(early.key)
        after[early.key].add(late.key)
    often = {own for own, keys in before.items() if len(keys) >= ROUTINE and len(after[own]) >= ROUTINE - 1}
    often -= {lines[0].key} if lines else set()
    return {line.index for line in lines if line.key in often and not line.is_label()}


def _signoffs(lines: Sequence[Line], known: Collection[int]) -> set[int]:
    """Indexes of the lines worded as a story's last or known as such, which begin none, but for the page's first."""
    return {line.index for line in lines[1:] if closes(line.text)} | set(known)


def _close(lines: Sequence[Line], indexes: set[int]) -> int:
    """How often such a line closes the text before it."""
    return sum(early.index not in indexes and late.index in indexes for early, late in pairwise(lines))


def alike(lines: Sequence[Line]) -> bool:
    """Whether any two open alike. Where none do, nothing is said twice, and a single story need not be looked at."""
    return len({line.key[:OPENING] for line in lines}) < len(lines)


def tails(lines: Sequence[Line]) -> dict[int, int]:
    """Indexes of all lines that are part of a repeated tail, each with that of its original."""
    runs = _runs(lines, _is_long)
    if len(runs) >= LEAST_TAILS:
        runs = _runs(lines, _is_phrase)
    return {late: early for run in runs for late, early in run}


def _is_long(line: Line) -> bool:
    return line.words >= LEAST_WORDS and not line.is_row()


def _is_phrase(line: Line) -> bool:
    return line.words >= FEWEST_WORDS


def _runs(lines: Sequence[Line], says: Says) -> list[list[tuple[int, int]]]:
    found: list[list[tuple[int, int]]] = []
    kept: list[Line] = []
    openings: defaultdict[str, list[int]] = defaultdict(list)
    position = 0
    while position < len(lines):
        opening = lines[position].key[:OPENING]
        sizes = (len(kept) - at for at in reversed(openings[opening][-CANDIDATES:]))
        size = next((size for size in sizes if _is_tail(lines, kept, position, size, says)), 0)
        if size:
            again = lines[position : position + size]
            found.append([(late.index, early.index) for late, early in zip(again, kept[-size:], strict=True)])
        else:
            openings[opening].append(len(kept))
            kept.append(lines[position])
        position += max(1, size)
    return found


def _is_tail(lines: Sequence[Line], kept: Sequence[Line], position: int, size: int, says: Says) -> bool:
    if size > LONGEST_TAIL or position + size > len(lines):
        return False
    again = lines[position : position + size]
    repeated = all(late.says_again(early) for late, early in zip(again, kept[-size:], strict=True))
    return repeated and any(says(early) for early in kept[-size:])

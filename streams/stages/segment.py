"""Cuts a page into its stories and takes out what a story says twice, on the evidence that `pages` gathers."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from schemas.cut import Piece, Repeat
from streams.stages.pages import repeats, words
from streams.stages.pages.cut import Cut, cut, is_english
from streams.stages.pages.lines import Line, line
from streams.stages.pages.reasons import reasons
from streams.stages.pages.single import is_list, is_live_blog
from streams.stages.pages.tails import Shown, shown
from streams.stages.pages.weights import load

MINIMUM_CONFIDENCE = 80  # percent that a page holds several stories: cuts less than 1 % of single articles
LIST_CONFIDENCE = 100  # percent, the same for a document that is mostly rows: results and tables are single items
LONGEST_PAGE = 10_000  # paragraphs: a longer document is no news page and is left whole
REASONS = 3  # codes of evidence a story is given at most
SPEAKS = 0.5  # log odds: a weaker reason is not named


@dataclass(frozen=True, slots=True)
class Gap:
    """Before `paragraph` (its index in the document): the probability that a story begins there; log odds by kind."""

    paragraph: int
    probability: float
    reasons: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The cut; the percent that the page holds several stories (None if that was not asked); what was seen of gaps."""

    pieces: list[Piece]
    confidence: int | None = None
    lines: Sequence[Line] = ()
    cut: Cut | None = None

    def gaps(self) -> Iterator[Gap]:
        """Every gap that was weighed, in order; none stands before routine lines and repeated tails."""
        if self.cut:
            for one, begins, pull in zip(self.lines, self.cut.begins, self.cut.pulls, strict=True):
                yield Gap(one.index, float(begins), reasons(pull))


def segment(
    paragraphs: Sequence[str],
    *,
    page: bool,
    language: str = "",
    minimum_confidence: int = MINIMUM_CONFIDENCE,
    live: bool = False,
) -> list[Piece]:
    """The stories of a page in order, or the one story of an item that is no page.

    `paragraphs` are those of the document as received; each that is not blank stands in exactly one piece, kept or as
    a repeat. `language` is a BCP 47 tag or empty. A page that holds several stories with less than
    `minimum_confidence` percent is left whole, and so are, unless `live`, live blogs. Nothing comes of a document
    without text. Cost grows with the length of the text and with n log n in the paragraphs; a story is looked
    back at over the window of `cohesion`.
    """
    return explain(paragraphs, page=page, language=language, minimum_confidence=minimum_confidence, live=live).pieces


def explain(
    paragraphs: Sequence[str],
    *,
    page: bool,
    language: str = "",
    minimum_confidence: int = MINIMUM_CONFIDENCE,
    live: bool = False,
) -> Explanation:
    """The same cut with the evidence at every gap, for people who want to see why; arguments as in `segment`."""
    lines = [line(index, text) for index, text in enumerate(paragraphs) if text and not text.isspace()]
    seen = shown(lines)
    kept = [one for one in lines if one.index not in seen.tails]
    if not page or not 1 < len(seen.lines) <= LONGEST_PAGE or (is_live_blog(lines) and not live):
        return Explanation(_pieces([kept] if kept else [], seen.tails))
    least = LIST_CONFIDENCE if is_list(lines) else 0
    return _explained(kept, seen, language, max(least, minimum_confidence))


def _explained(kept: Sequence[Line], seen: Shown, language: str, minimum_confidence: int) -> Explanation:
    read = [words.read(one) for one in seen.lines]
    english = is_english(language, read)
    found = cut(read, seen.marks, load(english=english), english=english)
    confidence = _percent(1.0 - found.whole)
    starts = found.starts if confidence >= minimum_confidence else (0,)
    pieces = _pieces(_stories(kept, [seen.lines[start] for start in starts[1:]]), seen.tails)
    if len(starts) > 1:
        pieces = [_judged(piece, at, starts, found) for at, piece in enumerate(pieces)]
    return Explanation(pieces, confidence, seen.lines, found)


def _stories(kept: Sequence[Line], firsts: Sequence[Line]) -> list[Sequence[Line]]:
    """The kept lines parted before each of the first ones."""
    places = {one.index: at for at, one in enumerate(kept)}
    borders = (0, *(places[first.index] for first in firsts), len(kept))
    return [kept[start:end] for start, end in pairwise(borders)]


def _percent(chance: float) -> int:
    return round(100.0 * chance)


def _judged(piece: Piece, at: int, starts: Sequence[int], found: Cut) -> Piece:
    """A piece with the confidence of its less certain border, and what speaks for the one it begins with."""
    borders = [start for start in starts[at : at + 2] if start > 0]
    chance = min(1.0 - found.whole, *(float(found.begins[border]) for border in borders))
    codes = [code for code, pull in reasons(found.pulls[borders[0]]).items() if pull > SPEAKS]
    return Piece(piece.kept, piece.repeats, _percent(chance), tuple(codes[:REASONS]))


def _pieces(stories: Sequence[Sequence[Line]], twice: Mapping[int, int]) -> list[Piece]:
    """The stories without their repeats, each of which goes to the story it repeats."""
    gone = dict(twice)
    for story in stories:
        gone.update(_indexes(repeats.passages(story)))
    gone.update(_indexes(repeats.boilerplate([[one for one in story if one.index not in gone] for story in stories])))
    home = {one.index: number for number, story in enumerate(stories) for one in story}
    lists: list[list[Repeat]] = [[] for _ in stories]
    for index in sorted(gone):
        original = _original(index, gone)
        lists[home[original]].append(Repeat(index, original))
    kept = ([one.index for one in story if one.index not in gone] for story in stories)
    return [Piece(tuple(own), tuple(again)) for own, again in zip(kept, lists, strict=True)]


def _indexes(pairs: Iterable[tuple[Line, Line]]) -> Iterator[tuple[int, int]]:
    return ((again.index, original.index) for again, original in pairs)


def _original(index: int, gone: Mapping[int, int]) -> int:
    while index in gone:
        index = gone[index]
    return index

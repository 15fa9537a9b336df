"""Cuts a page into its stories and takes out what a story says twice, on the evidence that `pages` gathers."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from schemas.cut import Piece, Repeat
from streams.stages.pages import repeats, words
from streams.stages.pages.boilerplate import NO_PHRASES, Phrases
from streams.stages.pages.cut import Cut, cut, is_english
from streams.stages.pages.lines import Line, line
from streams.stages.pages.reasons import reasons
from streams.stages.pages.single import entries, is_list, is_live_blog
from streams.stages.pages.tails import Shown, alike, shown
from streams.stages.pages.weights import load

MINIMUM_CONFIDENCE = 80  # percent that a page holds several stories: cuts less than 1 % of single articles
LIST_CONFIDENCE = 100  # percent, the same for a document that is mostly rows: results and tables are single items
LONGEST_PAGE = 10_000  # paragraphs: a longer document is no news page and is left whole
REASONS = 3  # codes of evidence a story is given at most
SPEAKS = 0.5  # log odds: a weaker reason is not named
ENTRY = "live-entry"  # the evidence of a live blog's times
# Why a page is left whole.
ONE_PARAGRAPH = "it has one paragraph"
TOO_LONG = f"it has more than {LONGEST_PAGE:,} paragraphs"
LIVE_BLOG = "it is a live blog, and its entries are one item"
LIST = "most of it is rows: lists, results and tables are one item"
ONE_STORY = "nothing speaks for a second story"
UNSURE = "that is less than the minimum"


@dataclass(frozen=True, slots=True)
class Rules:
    """What a desk has laid down for a feed.

    A page that holds several stories with less than `minimum_confidence` percent is left whole. `live`: the entries of
    live blogs become items. `boilerplate`: paragraphs to be taken out wherever they stand.
    """

    minimum_confidence: int = MINIMUM_CONFIDENCE
    live: bool = False
    boilerplate: Phrases = NO_PHRASES


USUAL = Rules()


@dataclass(frozen=True, slots=True)
class Gap:
    """Before `paragraph` (its index in the document): the probability that a story begins there; log odds by kind."""

    paragraph: int
    probability: float
    reasons: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class Explanation:
    """The cut; the percent that the page holds several stories (None if that was not asked); what was seen of gaps.

    `left_whole` says why a page is one piece; it is empty where it was cut, and for what is no page.
    """

    pieces: list[Piece]
    confidence: int | None = None
    lines: Sequence[Line] = ()
    cut: Cut | None = None
    left_whole: str = ""

    def gaps(self) -> Iterator[Gap]:
        """Every gap that was weighed, in order; none stands before routine lines and repeated tails."""
        if self.cut:
            for one, begins, pull in zip(self.lines, self.cut.begins, self.cut.pulls, strict=True):
                yield Gap(one.index, float(begins), reasons(pull))


def segment(paragraphs: Sequence[str], *, page: bool, language: str = "", rules: Rules = USUAL) -> list[Piece]:
    """The stories of a page in order, or the one story of an item that is no page.

    `paragraphs` are those of the document as received; each that is not blank stands in exactly one piece: kept, as a
    repeat, or as boilerplate. `language` is a BCP 47 tag or empty. Live blogs are left whole unless `rules` say
    otherwise. Nothing comes of a document without text. Cost grows with the length of the text and with n log n in the
    paragraphs; a story is looked back at over the window of `cohesion`.
    """
    return explain(paragraphs, page=page, language=language, rules=rules).pieces


def explain(paragraphs: Sequence[str], *, page: bool, language: str = "", rules: Rules = USUAL) -> Explanation:
    """The same cut with the evidence at every gap, for people who want to see why; arguments as in `segment`."""
    lines = [line(index, text) for index, text in enumerate(paragraphs) if text and not text.isspace()]
    known = rules.boilerplate.found(lines)
    told = [one for one in lines if one.index not in known]
    explained = _explained(told, shown(lines, known), language, rules) if page else _alone(told)
    return replace(explained, pieces=_with_boilerplate(explained.pieces, sorted(known))) if known else explained


def _alone(told: Sequence[Line]) -> Explanation:
    """The one story of an item that is no page."""
    if alike(told):
        return _whole(told, shown(told))
    return Explanation([Piece(tuple(one.index for one in told))] if told else [])


def _whole(told: Sequence[Line], seen: Shown, left_whole: str = "") -> Explanation:
    """One story, and why it is one."""
    kept = [one for one in told if one.index not in seen.tails]
    return Explanation(_pieces([kept] if kept else [], seen.tails), left_whole=left_whole)


def _explained(told: Sequence[Line], seen: Shown, language: str, rules: Rules) -> Explanation:
    if len(seen.lines) <= 1:
        return _whole(told, seen, ONE_PARAGRAPH)
    if len(seen.lines) > LONGEST_PAGE:
        return _whole(told, seen, TOO_LONG)
    if is_live_blog(told):
        return _entries(told) if rules.live else _whole(told, seen, LIVE_BLOG)
    return _cut(told, seen, language, rules)


def _entries(told: Sequence[Line]) -> Explanation:
    """A live blog parted at its times; what is said in two entries stays in both."""
    pieces = _pieces(_stories(told, entries(told)), {})
    return Explanation([replace(piece, confidence=100, evidence=(ENTRY,)) for piece in pieces])


def _cut(told: Sequence[Line], seen: Shown, language: str, rules: Rules) -> Explanation:
    kept = [one for one in told if one.index not in seen.tails]
    read = [words.read(one) for one in seen.lines]
    english = is_english(language, read)
    found = cut(read, seen.marks, load(english=english), english=english)
    confidence = _percent(1.0 - found.whole)
    least = max(LIST_CONFIDENCE if is_list(told) else 0, rules.minimum_confidence)
    starts = found.starts if confidence >= least else (0,)
    pieces = _pieces(_stories(kept, [seen.lines[start] for start in starts[1:]]), seen.tails)
    if len(starts) > 1:
        pieces = [_judged(piece, at, starts, found) for at, piece in enumerate(pieces)]
        return Explanation(pieces, confidence, seen.lines, found)
    unsure = LIST if confidence >= rules.minimum_confidence else UNSURE
    return Explanation(pieces, confidence, seen.lines, found, ONE_STORY if len(found.starts) == 1 else unsure)


def _with_boilerplate(pieces: Sequence[Piece], known: Sequence[int]) -> list[Piece]:
    """Each paragraph of boilerplate with the story it follows, or with the first."""
    firsts = [piece.kept[0] for piece in pieces]
    homes = [max(0, bisect_right(firsts, index) - 1) for index in known]
    return [
        replace(piece, boilerplate=tuple(index for index, home in zip(known, homes, strict=True) if home == number))
        for number, piece in enumerate(pieces)
    ]


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
    closing = _indexes(repeats.boilerplate([[one for one in story if one.index not in gone] for story in stories]))
    boilerplate = dict(closing)
    gone |= boilerplate
    home = {one.index: number for number, story in enumerate(stories) for one in story}
    lists: list[list[Repeat]] = [[] for _ in stories]
    for index in sorted(gone):
        original = _original(index, gone)
        lists[home[original]].append(Repeat(index, original, index in boilerplate))
    kept = ([one.index for one in story if one.index not in gone] for story in stories)
    return [Piece(tuple(own), tuple(again)) for own, again in zip(kept, lists, strict=True)]


def _indexes(pairs: Iterable[tuple[Line, Line]]) -> Iterator[tuple[int, int]]:
    return ((again.index, original.index) for again, original in pairs)


def _original(index: int, gone: Mapping[int, int]) -> int:
    while index in gone:
        index = gone[index]
    return index

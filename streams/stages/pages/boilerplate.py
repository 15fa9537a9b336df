"""Boilerplate of a feed: which paragraphs are the phrases a desk laid down, and which lines look like new ones.

Learning only counts and proposes: what is removed from stories is what the desk has read and set.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemas.boilerplate import ANYTHING, Phrase
from streams.stages.pages.lines import Line, key, line
from streams.stages.pages.signoffs import is_credit, is_signoff, opening
from streams.stages.pages.tails import LEAST_WORDS

FIRST_LINES, LAST_LINES = 2, 4  # of a story, where boilerplate stands
LEAST_STORIES = 5  # with a line make it boilerplate
# Of the feed's stories, unless it is worded as a sign-off: phrases of the trade ("Terms were not disclosed") end one
# story in 1,800 of Reuters and say something.
LEAST_SHARE = 0.02
SAME_STORY = 0.5  # of the paragraphs inside: stories that share more are versions of one and count once
YEAR = re.compile(r"(?:19|20)\d\d")  # a copyright line is the same next year


def _without_year(letters: str) -> str:
    return YEAR.sub("0000", letters)


@dataclass(frozen=True, slots=True)
class Phrases:
    """Phrases to be compared with lines: keys of whole paragraphs, and those with which a paragraph begins."""

    whole: frozenset[str] = frozenset()
    openings: tuple[str, ...] = ()

    def found(self, lines: Sequence[Line]) -> set[int]:
        """Indexes of the lines that are one of the phrases; none if nothing else would be left."""
        if not self.whole and not self.openings:
            return set()
        found = {one.index for one in lines if self._is_one(one)}
        return found if len(found) < len(lines) else set()

    def _is_one(self, one: Line) -> bool:
        letters = _without_year(one.key)
        return letters in self.whole or letters.startswith(self.openings)


NO_PHRASES = Phrases()


def phrases(texts: Iterable[str]) -> Phrases:
    """Phrases as a desk writes them; one that ends with `*` stands for every paragraph that begins so."""
    listed = list(texts)
    begins = (text.removesuffix(ANYTHING) for text in listed if text.endswith(ANYTHING))
    whole = (text for text in listed if not text.endswith(ANYTHING))
    return Phrases(
        frozenset(_without_year(key(text)) for text in whole), tuple(_without_year(key(text)) for text in begins)
    )


@dataclass(frozen=True, slots=True)
class _Edge:
    """A line at a story's edge, and hashes of the story's paragraphs away from its edges."""

    line: Line
    inside: frozenset[int]


class Tally:
    """Counts the lines at the edges of a feed's stories, to learn which of them are boilerplate."""

    def __init__(self) -> None:
        """Nothing is counted yet."""
        self.stories = 0
        self._lines: defaultdict[str, list[_Edge]] = defaultdict(list)
        self._openings: defaultdict[str, list[_Edge]] = defaultdict(list)

    def add(self, story: Sequence[str]) -> None:
        """Count a story's first and last paragraphs. A line that stands twice in it counts once."""
        self.stories += 1
        for edge in _edges(story):
            self._lines[_without_year(edge.line.key)].append(edge)
            if start := opening(edge.line.text):
                self._openings[start].append(edge)

    def learnt(self, feed: str, least: int = LEAST_STORIES) -> Iterator[Phrase]:
        """The lines that open or end at least `least` different stories, each with in how many it does.

        Proposed are lines worded as a sign-off, and others that are whole sentences and stand in LEAST_SHARE of the
        stories: never a credit, a row, a question. Sign-offs that go on differently, such as "Read more:" with a title,
        are proposed by their beginning.
        """
        begun = {start: _different(found) for start, found in self._openings.items() if _goes_on(found) >= least}
        openings = {start: count for start, count in begun.items() if count >= least}
        yield from (Phrase(feed, count, f"{start} {ANYTHING}") for start, count in openings.items())
        for found in self._lines.values():
            first = found[0].line
            if len(found) < least or opening(first.text) in openings or is_credit(first.text):
                continue
            count = _different(found)
            if count >= least and (is_signoff(first.text) or self._is_common(first, count)):
                yield Phrase(feed, count, " ".join(first.text.split()))

    def _is_common(self, one: Line, count: int) -> bool:
        says = one.words >= LEAST_WORDS and not one.is_row() and not one.text.rstrip().endswith(("?", ":"))
        return says and count >= LEAST_SHARE * self.stories


def _edges(story: Sequence[str]) -> Iterator[_Edge]:
    read = (line(at, text) for at, text in enumerate(story) if text.strip())
    lines = list({one.key: one for one in read}.values())
    inside = frozenset(hash(one.key) for one in lines[FIRST_LINES:-LAST_LINES])
    if len(lines) > 1:
        yield from (_Edge(one, inside) for one in dict.fromkeys((*lines[:FIRST_LINES], *lines[-LAST_LINES:])))


def _goes_on(found: Sequence[_Edge]) -> int:
    """In how many ways the lines go on."""
    return len({edge.line.key for edge in found})


def _different(found: Sequence[_Edge]) -> int:
    """How many different stories these are."""
    seen: set[int] = set()
    count = 0
    for edge in found:
        if len(edge.inside & seen) <= SAME_STORY * len(edge.inside):
            count += 1
            seen |= edge.inside
    return count

"""Boilerplate of a feed: which paragraphs are the phrases a desk laid down, and which lines look like new ones.

Learning only counts and proposes: what is removed from stories is what the desk has read and set.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schemas.boilerplate import ANYTHING, Phrase
from streams.stages.pages.lines import Line, key, line
from streams.stages.pages.repeats import CREDIT
from streams.stages.pages.signoffs import is_signoff, opening
from streams.stages.pages.tails import LEAST_WORDS

FIRST_LINES, LAST_LINES = 2, 4  # of a story, where boilerplate stands
LEAST_STORIES = 5  # with a line make it boilerplate
# Of the feed's stories, unless it is worded as a sign-off: phrases of the trade ("Terms were not disclosed") end one
# story in a thousand and say something.
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
    """A line at a story's edge, and the story's paragraphs away from its edges."""

    line: Line
    inside: frozenset[str]


def learnt(feed: str, stories: Iterable[Sequence[str]], least: int = LEAST_STORIES) -> Iterator[Phrase]:
    """The lines that open or end at least `least` different stories of a feed, each with in how many it does.

    `stories` are their paragraphs. Proposed are lines worded as a sign-off, and others that are whole sentences and
    stand in LEAST_SHARE of the stories: never a credit, a row, a question. Sign-offs that go on differently, such as
    "Read more:" with a title, are proposed by their beginning.
    """
    edges: defaultdict[str, list[_Edge]] = defaultdict(list)
    begins: defaultdict[str, list[_Edge]] = defaultdict(list)
    total = 0
    for story in stories:
        total += 1
        for edge in _edges(story):
            edges[_without_year(edge.line.key)].append(edge)
            begins[opening(edge.line.text)].append(edge)
    begun = {start: _different(found) for start, found in begins.items() if start and _goes_on(found) >= least}
    openings = {start for start, count in begun.items() if count >= least}
    yield from (Phrase(feed, begun[start], f"{start} {ANYTHING}") for start in openings)
    for found in edges.values():
        first = found[0].line
        if len(found) >= least and opening(first.text) not in openings and not CREDIT.match(first.text):
            count = _different(found)
            if count >= least and (is_signoff(first.text) or _is_common(first, count, total)):
                yield Phrase(feed, count, " ".join(first.text.split()))


def _edges(story: Sequence[str]) -> Iterator[_Edge]:
    read = (line(at, text) for at, text in enumerate(story) if text.strip())
    lines = list({one.key: one for one in read}.values())
    inside = frozenset(one.key for one in lines[FIRST_LINES:-LAST_LINES])
    if len(lines) > 1:
        yield from (_Edge(one, inside) for one in dict.fromkeys((*lines[:FIRST_LINES], *lines[-LAST_LINES:])))


def _goes_on(found: Sequence[_Edge]) -> int:
    """In how many ways the lines go on."""
    return len({edge.line.key for edge in found})


def _different(found: Sequence[_Edge]) -> int:
    """How many different stories these are."""
    seen: set[str] = set()
    count = 0
    for edge in found:
        if len(edge.inside & seen) <= SAME_STORY * len(edge.inside):
            count += 1
            seen |= edge.inside
    return count


def _is_common(one: Line, count: int, total: int) -> bool:
    says = one.words >= LEAST_WORDS and not one.is_row() and not one.text.rstrip().endswith(("?", ":"))
    return says and count >= LEAST_SHARE * total

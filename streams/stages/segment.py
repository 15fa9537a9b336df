"""Cuts a page into its stories and takes out what a story says twice, on the evidence that `pages` gathers."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from schemas.cut import Piece, Repeat
from streams.stages.pages import decide, features, repeats, words
from streams.stages.pages.weights import load

MINIMUM_CONFIDENCE = 0  # percent: below it a page is left whole


@dataclass(frozen=True, slots=True)
class Explanation:
    """What the cutter saw: the cut, and for each kept paragraph the probability that a story begins with it and why."""

    pieces: list[Piece]
    probabilities: dict[int, float] = field(default_factory=dict)
    evidence: dict[int, list[tuple[str, float]]] = field(default_factory=dict)


def segment(
    paragraphs: Sequence[str], *, page: bool, language: str = "", minimum_confidence: int = MINIMUM_CONFIDENCE
) -> list[Piece]:
    """The stories of a page in order, or the one story of an item that is no page.

    `paragraphs` are those of the document as received; each that is not blank stands in exactly one piece, kept or as
    a repeat. `language` is a BCP 47 tag or empty. A page cut with less than `minimum_confidence` percent stays whole.
    Deterministic; cost is linear in the number of words. No piece comes from a document without text.
    """
    return explain(paragraphs, page=page, language=language, minimum_confidence=minimum_confidence).pieces


def explain(
    paragraphs: Sequence[str], *, page: bool, language: str = "", minimum_confidence: int = MINIMUM_CONFIDENCE
) -> Explanation:
    """The same cut with the evidence for it."""
    del language
    read = [words.read(index, text) for index, text in enumerate(paragraphs) if text.strip()]
    if not read:
        return Explanation([])
    tails = repeats.tails(read)
    gone = {position for tail in tails for position in range(tail.start, tail.end)}
    kept = [position for position in range(len(read)) if position not in gone]
    if not page:
        return Explanation(_pieces(read, kept, [0], tails, {}))
    seen = features.evidence([read[position] for position in kept], *_tail_marks(kept, tails))
    weights = load()
    decision = decide.decide(seen @ weights)
    starts = list(decision.starts)
    chances = {read[kept[gap]].index: float(decision.probabilities[gap]) for gap in range(len(kept))}
    confidence = min((chances[read[kept[start]].index] for start in starts[1:]), default=1.0)
    if len(starts) > 1 and 100 * confidence < minimum_confidence:
        starts = [0]
    return Explanation(_pieces(read, kept, starts, tails, chances), chances)


def _tail_marks(kept: Sequence[int], tails: Sequence[repeats.Tail]) -> tuple[list[bool], list[bool]]:
    ends = {tail.sources[-1] for tail in tails}
    inner = {source for tail in tails for source in tail.sources[1:]}
    after = [False, *(position in ends for position in kept[:-1])]
    return after, [position in inner for position in kept]


def _pieces(
    read: Sequence[words.Paragraph],
    kept: Sequence[int],
    starts: Sequence[int],
    tails: Sequence[repeats.Tail],
    chances: Mapping[int, float],
) -> list[Piece]:
    twice: dict[int, list[int]] = {source: [] for source in kept}
    for tail in tails:
        for position, source in zip(range(tail.start, tail.end), tail.sources, strict=True):
            twice[source].append(position)
    made = []
    borders = [*starts, len(kept)]
    for start, end in zip(borders, borders[1:], strict=False):
        own = kept[start:end]
        again = sorted((position, source) for source in own for position in twice[source])
        sides = [chances.get(read[kept[gap]].index, 1.0) for gap in (start, end) if 0 < gap < len(kept)]
        made.append(
            Piece(
                tuple(read[position].index for position in own),
                tuple(Repeat(read[position].index, read[source].index) for position, source in again),
                round(100 * min(sides)) if sides and len(starts) > 1 else None,
            )
        )
    return made

"""How much of each paragraph's vocabulary stands already in the story so far, for every place the story may have begun.

Lexical cohesion after Hearst (TextTiling, 1997) and Utiyama and Isahara (2001), counted from the start of the story
instead of in a fixed block, so that a short story before does not blur the border.
"""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from streams.stages.pages.words import Paragraph, common

Floats = npt.NDArray[np.float64]

WINDOW = 60  # paragraphs a story is looked back: older mentions add nothing
AHEAD = 3  # paragraphs at and after a gap that are compared with the story before it
TEXTS = 57_352  # counted for the table of frequencies
UNKNOWN = 4.0  # texts a word is taken to stand in that the table has not


def weights(paragraphs: Sequence[Paragraph]) -> dict[str, float]:
    """Weight of each stem: how rare it is in news at large, less for what stands all over this page."""
    on_page = Counter(stem for paragraph in paragraphs for stem in set(paragraph.stems))
    table, count = common(), len(paragraphs)
    return {
        stem: math.log(TEXTS / (table.get(stem, 0.0) + UNKNOWN))
        * math.log((count + 1) / (seen * 0.7 + 0.3))
        / math.log(count + 1)
        for stem, seen in on_page.items()
    }


def linked(
    paragraphs: Sequence[Paragraph], words: Sequence[frozenset[str]], weight: dict[str, float]
) -> tuple[Floats, Floats]:
    """Shares and sums of weight: `[gap, ahead, age]`, age = how many paragraphs back the story is taken to begin.

    Of the words of paragraph `gap + ahead` (not used between the gap and it), how much stands in the `age` paragraphs
    before the gap.
    """
    count = len(paragraphs)
    sums = np.zeros((count, AHEAD, WINDOW + 1))
    totals = np.zeros((count, AHEAD))
    last: dict[str, int] = {}
    for gap in range(count):
        for ahead in range(min(AHEAD, count - gap)):
            for word in words[gap + ahead]:
                totals[gap, ahead] += weight[word]
                age = gap - last.get(word, -WINDOW * 2)
                if age <= WINDOW:
                    sums[gap, ahead, age] += weight[word]
        for word in words[gap]:
            last[word] = gap
    sums = np.cumsum(sums, axis=2)
    return sums / (totals[:, :, None] + 1.0), sums

"""Why a story was taken to begin at a gap, in a few codes: the numbers of the evidence, by kind, against the usual."""

import numpy as np

from streams.stages.pages.arrays import Floats
from streams.stages.pages.features import NAMES, TOGETHER
from streams.stages.pages.weights import Weights

KINDS = {
    "routine-line": ("routine line before",),
    "repeated-tail": (
        "tail ends", "tail opens soon", "tail opens as usual", "inside tail", "no tails on page", "no tail here",
    ),
    "new-words": (
        "words follow", "unlike", "most alike", "depth", "words known", "block known", "next words here",
        "new words go on", *(f"{aged} x {gap}" for aged, gap in TOGETHER),
    ),
    "new-names": (
        "names follow", "names known", "no name known", "next names known", "later names known", "name taken up",
        "new bare names", "new full names", "full names", "next names here", "new names go on",
    ),
    "heading": ("heading", "byline", "before: heading", "no heading here", "heading here", "heading before"),
    "dateline": ("dateline",),
    "separator": ("no word", "before: no word"),
    "length": ("one paragraph", "words so far", "long stories"),
}  # fmt: skip
OPENING = "opening"  # the other cues: how a lead is written
CODES = (*KINDS, OPENING)
KIND_OF = {name: CODES.index(code) for code, names in KINDS.items() for name in names}
SUMS = np.eye(len(CODES))[[KIND_OF.get(name, CODES.index(OPENING)) for name in NAMES]]


def pulls(rows: Floats, weights: Weights) -> Floats:
    """Log odds `[gap, code]` for (above 0) and against a border, against what is usual at a gap."""
    summed: Floats = (weights.gap * (rows - weights.usual)) @ SUMS
    return summed


def reasons(pull: Floats) -> dict[str, float]:
    """One gap's log odds by code, the strongest first."""
    return dict(sorted(zip(CODES, map(float, pull), strict=True), key=lambda item: -abs(item[1])))

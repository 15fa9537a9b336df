"""Why a story was taken to begin at a gap, in a few codes: the numbers of the evidence, by kind, against the usual."""

from collections import defaultdict

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
KIND_OF = {name: kind for kind, names in KINDS.items() for name in names}
OPENING = "opening"  # the other cues: how a lead is written


def reasons(row: Floats, weights: Weights) -> dict[str, float]:
    """Log odds by kind of evidence, for (above 0) and against a border, the strongest first."""
    pulls: defaultdict[str, float] = defaultdict(float)
    for name, pull in zip(NAMES, weights.gap * (row - weights.usual), strict=True):
        pulls[KIND_OF.get(name, OPENING)] += float(pull)
    return dict(sorted(pulls.items(), key=lambda item: -abs(item[1])))

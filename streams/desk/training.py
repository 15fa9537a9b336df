"""Refines the shipped topics on a newsroom's labelled archive, and measures on a tenth of it what that brought.

Which items are held out depends on their text alone, so the same archive gives the same model and the same figures.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from streams.errors import ContentError, Reason
from streams.stages.classify import Classifier
from streams.stages.language import identify_language
from streams.stages.topics.refinement import Labelled, learn
from streams.stages.topics.truth import Truth, branch_name, truth

# The archive is parted in so many by its texts: one is held out, one chooses how strongly what was learned counts.
PARTS = 10
HELD, CHOOSING = 0, 1
# Each of these two must hold this many items.
FEWEST = 10
# How strongly learned evidence may count; 0 is not at all.
SCALES = (0.0, 0.5, 1.0, 2.0)
# Characters of a text that are kept: the classifier reads no further.
READ = 4000
# The confidence from which a topic is more likely right than wrong.
EVEN = 50
_THREE = 3

Pair = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Example:
    """An item of the archive with the codes of its Media Topics; `language` is a BCP 47 tag."""

    title: str
    text: str
    language: str
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BranchGain:
    """Of the held-out items of a branch, the share (0 to 1) whose best-placed topic lies in it, before and after."""

    code: str
    name: str
    items: int
    first: Pair


@dataclass(frozen=True, slots=True)
class Gain:
    """What a refinement brought on the held-out tenth: shares from 0 to 1, each before and after.

    `first`: the best-placed topic lies in a labelled branch; `three`: one of the first three branches does; `topics`:
    micro F1 of all topics listed with at least even odds, broader ones of the labels included. `scale` 0: nothing was
    gained where it was chosen.
    """

    learned: int
    held_out: int
    scale: float
    first: Pair
    three: Pair
    topics: Pair
    branches: list[BranchGain]


def example(title: str, text: str, codes: tuple[str, ...], language: str = "") -> Example:
    """An item as it is learned from; its language is told from its text where it is not given."""
    return Example(title, text[:READ], identify_language(f"{title}\n{text[:READ]}", language)[0], codes)


def refine(examples: Iterable[Example], extra_evidence: Path | None = None) -> tuple[bytes, Gain]:
    """Learn from a labelled archive: a model for the setting `topics_model`, and its gain on a held-out tenth.

    Raises:
        ContentError: too few items to learn from and to measure with.
    """
    parts: dict[int, list[Example]] = defaultdict(list)
    for item in examples:
        parts[crc32(f"{item.title}\n{item.text}".encode("utf-8", "replace")) % PARTS].append(item)
    held, choosing = parts.pop(HELD, []), parts.get(CHOOSING, [])
    rest = [item for part in sorted(parts) if part != CHOOSING for item in parts[part]]
    if min(len(held), len(choosing)) < FEWEST:
        raise ContentError(
            Reason.INVALID_ITEM, f"an archive of some {2 * PARTS * FEWEST} labelled items is the least to learn from"
        )
    labelled = [Labelled(item.title, item.text, item.codes) for item in rest]
    scale = max(SCALES, key=lambda each: _worth(Classifier(extra_evidence, learn(labelled, each)), choosing))
    model = learn([*(Labelled(item.title, item.text, item.codes) for item in choosing), *labelled], scale)
    before, after = (_measured(Classifier(extra_evidence, known), held) for known in (None, model))
    return model, _gain(len(rest) + len(choosing), scale, before, after)


def _worth(classifier: Classifier, items: Sequence[Example]) -> float:
    measured = _measured(classifier, items)
    return measured.share("first") + measured.f1()


@dataclass(slots=True)
class _Measured:
    """Of each item what was right, and sums for F1."""

    items: list[Truth]

    def share(self, what: str, branch: str = "") -> float:
        among: list[bool] = [getattr(item, what) for item in self.items if not branch or branch in item.branches]
        return sum(among) / max(len(among), 1)

    def f1(self) -> float:
        both = sum(item.both for item in self.items)
        return 2 * both / max(sum(item.listed + item.true for item in self.items), 1)


def _measured(classifier: Classifier, items: Sequence[Example]) -> _Measured:
    found = ((item, classifier.classify(item.title, item.text, item.language)) for item in items)
    return _Measured(
        [
            truth(item.codes, [(subject.uri, subject.confidence or 0) for subject in subjects], EVEN, _THREE)
            for item, subjects in found
        ]
    )


def _gain(learned: int, scale: float, before: _Measured, after: _Measured) -> Gain:
    branches = sorted({branch for item in before.items for branch in item.branches})
    return Gain(
        learned=learned,
        held_out=len(before.items),
        scale=scale,
        first=(before.share("first"), after.share("first")),
        three=(before.share("three"), after.share("three")),
        topics=(before.f1(), after.f1()),
        branches=[
            BranchGain(
                code,
                branch_name(code),
                sum(code in item.branches for item in before.items),
                (before.share("first", code), after.share("first", code)),
            )
            for code in branches
        ],
    )

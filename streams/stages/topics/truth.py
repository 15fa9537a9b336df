"""What a classifier said of an item against the item's labels."""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.stages.topics.refinement import current
from streams.vocabularies import mediatopics


@dataclass(frozen=True, slots=True)
class Truth:
    """What was right: whether the best-placed topic, or one of the first three branches, lies in a labelled branch.

    `branches` are those of the labels; `true`, `listed` and `both` count topics, broader ones included.
    """

    branches: frozenset[str]
    first: bool
    three: bool
    true: int
    listed: int
    both: int


def truth(labels: Sequence[str], said: Sequence[tuple[str, int]], least: int, most: int) -> Truth:
    """Compare. `said` are URIs and confidences, best first; topics count as listed from the confidence `least` on."""
    true = {code for label in current(labels) for code in (label, *mediatopics.broader(label))}
    branches = frozenset(mediatopics.branch(code) for code in true)
    codes = [uri.removeprefix(mediatopics.BASE) for uri, _ in said]
    placed = list(dict.fromkeys(map(mediatopics.branch, codes)))
    listed = {code for code, (_, confidence) in zip(codes, said, strict=True) if confidence >= least}
    return Truth(
        branches=branches,
        first=bool(branches.intersection(placed[:1])),
        three=bool(branches.intersection(placed[:most])),
        true=len(true),
        listed=len(listed),
        both=len(listed & true),
    )


def branch_name(code: str) -> str:
    """A branch as IPTC calls it."""
    return mediatopics.concepts()[code].name

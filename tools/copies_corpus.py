"""Copies with the truth, from the developers' data: pairs of the Reuters collection, and copies made of its items.

Shared by the sweep and by the quality test. The data's text stays in memory.
"""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FIGURES_AGREE = 0.6  # below, two items are issues of one template and count neither as copies nor as others
SAMPLES = 1500
OPENING = "Good morning from Example Media. World news from our own correspondents. All rights reserved.\n"
CLOSING = (
    "\nThis material may not be published, broadcast, rewritten or redistributed without permission of Example Media. "
    "Visit our site for more stories and sign up to the newsletter."
)
_FIGURE = re.compile(r"\d+(?:[.,:/]\d+)*")
_WORD = re.compile(r"[a-z0-9]+")

Shingles = set[tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Item:
    """An item by its number in the collection, which is the order of publication."""

    number: int
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two items, the earlier first; exact Jaccard and containment of their runs of five words; figures that agree."""

    earlier: int
    later: int
    resemblance: float
    containment: float
    figures: float
    corrected: bool

    @property
    def counts(self) -> bool:
        """Whether it is a pair of copies, if it resembles enough."""
        return self.figures >= FIGURES_AGREE and not self.corrected


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def items(data: Path) -> dict[int, Item]:
    """The items with a body, in order."""
    rows = sorted(_rows(data / "reuters21578" / "reuters21578.jsonl"), key=lambda row: int(str(row["newid"])))
    read = (Item(int(str(row["newid"])), str(row["title"] or ""), str(row["body"])) for row in rows if row["body"])
    return {item.number: item for item in read}


def words(text: str) -> list[str]:
    """The words as the truth counts them."""
    return _WORD.findall(text.lower())


def shingles(text: str) -> Shingles:
    """The distinct runs of five words."""
    read = words(text)
    return {tuple(read[at : at + 5]) for at in range(len(read) - 4)}


def shared(a: str, b: str) -> tuple[float, float]:
    """Exact Jaccard and containment (of the shorter) of two texts; equal words are whole copies of any length."""
    if words(a) == words(b):
        return 1.0, 1.0
    one, other = shingles(a), shingles(b)
    both, fewer = len(one & other), min(len(one), len(other))
    return (both / len(one | other), both / fewer) if fewer else (0.0, 0.0)


def _figures(a: str, b: str) -> float:
    fewer, more = sorted((set(_FIGURE.findall(a)), set(_FIGURE.findall(b))), key=len)
    return len(fewer & more) / len(fewer) if fewer else 1.0


def pairs(data: Path, known: dict[int, Item]) -> list[Pair]:
    """All pairs that share three tenths of their shingles."""
    found = []
    for row in _rows(data / "reuters21578" / "jaccard5_pairs_ge03.jsonl"):
        earlier, later = sorted((int(str(row["a"])), int(str(row["b"]))))
        if earlier in known and later in known:
            one, other = known[earlier], known[later]
            corrected = any("CORRECT" in item.title.upper() for item in (one, other))
            measures = float(str(row["jaccard"])), float(str(row["containment"]))
            found.append(Pair(earlier, later, *measures, _figures(one.text, other.text), corrected))
    return found


def sample(known: dict[int, Item], fewest_words: int, count: int = SAMPLES) -> list[Item]:
    """Items of some length, always the same."""
    long = [item for item in known.values() if len(words(item.text)) >= fewest_words]
    return random.Random(fewest_words).sample(long, min(count, len(long)))  # noqa: S311 - a sample, no secret


def excerpt(text: str, share: float = 0.3) -> str:
    """The first words."""
    parts = text.split()
    return " ".join(parts[: round(len(parts) * share)])


def padded(text: str) -> str:
    """Boilerplate at both ends."""
    return OPENING + text + CLOSING


def embedded(text: str, host: str) -> str:
    """In the middle of another."""
    paragraphs = host.split("\n")
    middle = len(paragraphs) // 2
    return "\n".join([*paragraphs[:middle], text, *paragraphs[middle:]])

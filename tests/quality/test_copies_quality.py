"""How well copies are told from stories on a year's wire. Floors are only ever raised.

Measured when they were set: recall 1.0, 1.0 and 0.975 at 0.9, 0.7 and 0.5; precision 1.0; no template merged; excerpts
0.999, padded 1.0, embedded 0.999.
"""

import runpy
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from streams.stages.compare import Copies, Match
from streams.stages.fingerprint import fingerprint

pytestmark = pytest.mark.quality
CORPUS = runpy.run_path(str(Path(__file__).resolve().parents[2] / "tools" / "copies_corpus.py"))
TRULY_SHARED = 0.3, 0.6  # resemblance or containment of what may be called a copy


@dataclass(frozen=True, slots=True)
class Wire:
    """The collection, its pairs, an index of all of it, and what was found for each item when it came."""

    items: dict[int, Any]
    pairs: list[Any]
    copies: Copies
    found: dict[int, list[Match]]


@pytest.fixture(scope="module")
def wire(shared_data: Path) -> Wire:
    """Every item is known once it came, so that each pair stands for itself."""
    items = CORPUS["items"](shared_data)
    copies, found = Copies(), {}
    for number, item in items.items():
        made = fingerprint(item.title, item.text)
        found[number] = copies.matches(made)
        copies.add(number, made, number)
    return Wire(items, CORPUS["pairs"](shared_data, items), copies, found)


def is_found(wire: Wire, pair: Any) -> bool:
    """Whether the earlier item was found for the later one."""
    return pair.earlier in {match.key for match in wire.found[pair.later]}


@pytest.mark.parametrize(("resemblance", "floor"), [(0.9, 0.998), (0.7, 0.996), (0.5, 0.97)])
def test_copies_are_found(wire: Wire, resemblance: float, floor: float) -> None:
    """Of pairs at that resemblance and above."""
    pairs = [pair for pair in wire.pairs if pair.counts and pair.resemblance >= resemblance]
    assert sum(is_found(wire, pair) for pair in pairs) / len(pairs) >= floor


def test_what_is_called_a_copy_is_one(wire: Wire) -> None:
    """It truly shares its text with the named original."""
    called = [(wire.items[number], wire.items[found[0].key]) for number, found in wire.found.items() if found]
    true = [CORPUS["shared"](item.text, original.text) for item, original in called]
    right = sum(a >= TRULY_SHARED[0] or b >= TRULY_SHARED[1] for a, b in true)
    assert right / len(called) >= 0.998


def test_templates_are_not_merged(wire: Wire) -> None:
    """Items that share their words but not their figures."""
    pairs = [pair for pair in wire.pairs if pair.figures < CORPUS["FIGURES_AGREE"]]
    assert len(pairs) > 100
    assert sum(is_found(wire, pair) for pair in pairs) == 0


@pytest.mark.parametrize(
    ("change", "fewest_words", "floor"),
    [
        pytest.param(lambda text, _: CORPUS["excerpt"](text), 60, 0.995, id="the first 30 percent"),
        pytest.param(lambda text, _: CORPUS["excerpt"](text), 40, 0.985, id="of short items too"),
        pytest.param(lambda text, _: CORPUS["padded"](text), 40, 0.999, id="boilerplate at both ends"),
        pytest.param(CORPUS["embedded"], 40, 0.995, id="in another item"),
    ],
)
def test_other_forms_are_found(wire: Wire, change: Callable[[str, str], str], fewest_words: int, floor: float) -> None:
    """Under another headline, among all other items of the wire."""
    sample = CORPUS["sample"](wire.items, fewest_words)
    found = 0
    for item, host in zip(sample, [*sample[1:], sample[0]], strict=True):
        matches = wire.copies.matches(fingerprint("Another headline", change(item.text, host.text)))
        found += item.number in {match.key for match in matches}
    assert found / len(sample) >= floor

"""What `wiredesk duplicates explain` shows of a year's wire is what was decided of it. Floors are only ever raised.

Measured when they were set, over 8,000 items: every score, threshold and count of words the same; scores .015 from the
exact share on average.
"""

import runpy
from pathlib import Path
from statistics import mean
from typing import NamedTuple

import pytest

from schemas import row
from schemas.prepared import Prepared, packed_sketch
from streams.desk import Deduplicate
from streams.desk.comparison import Comparison, compare
from streams.settings import Settings
from streams.stages.fingerprint import fingerprint
from streams.stages.identify import content
from streams.state import MemoryState

pytestmark = pytest.mark.quality
CORPUS = runpy.run_path(str(Path(__file__).resolve().parents[2] / "tools" / "copies_corpus.py"))
ITEMS = 8000
SETTINGS = Settings.load({})


class Explained(NamedTuple):
    """A decision with what is said of it afterwards."""

    decided: dict
    seen: Comparison
    copy: Prepared


def prepared(number: int, title: str, text: str) -> Prepared:
    made = fingerprint(title, text)
    day, minute = divmod(number, 1440)
    received = f"2026-05-{1 + day:02}T{minute // 60:02}:{minute % 60:02}:00Z"
    return Prepared(
        origin=f"wire-raw/0/{number}#0", feed=f"feed{number % 5}", family="", uri=f"{number:032x}", source=str(number),
        received=received, title=title, text=text, content=content(title, text), text_hash=made.text_hash,
        sketch=packed_sketch(made.sketch),
    )  # fmt: skip


@pytest.fixture(scope="module")
def explained(shared_data: Path) -> list[Explained]:
    """Every duplicate among the first items, compared by itself with the original that was named."""
    desk, known, found = Deduplicate(SETTINGS, MemoryState()), {}, []
    for at, item in enumerate(list(CORPUS["items"](shared_data).values())[:ITEMS]):
        made = prepared(item.number, item.title, item.text)
        known[made.uri] = made
        decided = desk.decide(made, row.order(at, 0)).row
        if decided and decided.duplicate:
            found.append(Explained(decided.duplicate, compare(made, known[decided.duplicate["of"]], SETTINGS), made))
    return found


def test_what_is_shown_is_what_was_decided(explained: list[Explained]) -> None:
    """Method, score, threshold and words in common of every one."""
    names = ("method", "score", "threshold", "shared")
    assert len(explained) > 250
    wrong = [
        one.copy.source
        for one in explained
        if not one.seen.judged or any(getattr(one.seen.judged, name) != one.decided[name] for name in names)
    ]
    assert wrong == []


def test_passages_show_why(explained: list[Explained]) -> None:
    """Each side has some, and what is counted exactly is near the score."""
    assert all(one.seen.sharing.one.passages and one.seen.sharing.other.passages for one in explained)
    errors = []
    for one in explained:
        sharing = one.seen.sharing
        union = sharing.one.shingles + sharing.other.shingles - sharing.shingles
        if one.decided["method"] == "near-text":
            errors.append(abs(sharing.shingles / union - one.decided["score"]))
    print(f"scores are {mean(errors):.4f} from the exact share on average, {max(errors):.3f} at most")
    assert mean(errors) < 0.02

"""Fits the page cutter's weights on generated pages and writes them beside its code; the same bits on every run.

Usage: train_pages.py [DATA], DATA being the developers' data (default: ../shared/data beside the project).
"""

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import page_corpus
import page_truth

from streams.stages.pages import decide
from streams.stages.pages.arrays import Floats
from streams.stages.pages.cut import ages, page_numbers
from streams.stages.pages.features import NAMES, Evidence, Habits
from streams.stages.pages.weights import FILE, PAGE_NAMES

PAGES = 1_500
SMALL_PAGES = 500
DRESSED = 0.15  # of the pages have titles, bylines, boilerplate or separators
ROUNDS = 3  # of fitting, each with the pages' habits as the last round's weights see them
RIDGE = 2.0  # on standardised numbers
STEPS = 15  # of Newton's method: it stands still after ten
CONSTANT = 1e-6  # spread of a number that never varies
DIGITS = 3  # kept: the weights do not hang on the last bits of a machine's arithmetic
Marked = tuple[Evidence, list[int]]


def logistic(rows: Floats, truth: Floats) -> Floats:
    """Ridge logistic regression by Newton's method (no penalty matters for constants: their spread counts as 1)."""
    spread = rows.std(axis=0)
    spread[spread < CONSTANT] = 1.0
    scaled, weights = rows / spread, np.zeros(rows.shape[1])
    for _ in range(STEPS):
        chance = 1.0 / (1.0 + np.exp(-(scaled @ weights)))
        slope = scaled.T @ (truth - chance) - RIDGE * weights
        bend = (scaled * (chance * (1.0 - chance))[:, None]).T @ scaled + RIDGE * np.eye(len(weights))
        weights += np.linalg.solve(bend, slope)
    return weights / spread


def samples(pages: Sequence[Marked], habits: Sequence[Habits]) -> tuple[Floats, Floats]:
    """A row a gap, with the age of the true running story, and whether a story begins there."""
    rows, truth = [], []
    for (found, starts), habit in zip(pages, habits, strict=True):
        count = len(found.gap)
        rows.append(found.rows(ages([0, *starts[1:]], count), habit)[1:])
        truth.append(np.isin(np.arange(1, count), starts))
    return np.vstack(rows), np.concatenate(truth).astype(np.float64)


def seen_habits(found: Evidence, weights: Floats) -> Habits:
    """The habits as the first pass sees them."""
    return found.habits(decide.probabilities(found.weighed(weights, found.first_habits())))


def fit_gaps(pages: Sequence[Marked]) -> tuple[Floats, Floats]:
    """Weights, and the mean of each number."""
    habits = [found.first_habits() for found, _ in pages]
    weights, rows = np.zeros(len(NAMES)), np.zeros((1, len(NAMES)))
    for _ in range(ROUNDS):
        rows, truth = samples(pages, habits)
        weights = logistic(rows, truth).round(DIGITS)
        habits = [seen_habits(found, weights) for found, _ in pages]
    return weights, rows.mean(axis=0).round(DIGITS)


def numbers(found: Evidence, weights: Floats) -> Floats:
    """The page's numbers after both passes."""
    return page_numbers(found.weighed(weights, seen_habits(found, weights)), found)


def fit_page(pages: Sequence[Marked], singles: Sequence[Marked], weights: Floats) -> Floats:
    """Weights for telling pages from single articles; both count alike, however many there are."""
    rows = np.array([numbers(found, weights) for found, _ in (*pages, *singles)])
    return logistic(rows, np.array([1.0] * len(pages) + [0.0] * len(singles))).round(DIGITS)


def fit(data: Path, *, english: bool) -> dict[str, dict[str, object]]:
    """One set of weights; without the cues of English for the other languages."""
    pool = page_corpus.stories(data, "train")
    pages = page_corpus.pages(pool, PAGES, dressed=DRESSED)
    small = [page_corpus.small_page(pool, seed) for seed in range(SMALL_PAGES)]
    marked = [page_truth.marked(page, english=english) for page in pages]
    marked_small = [page_truth.marked(page, english=english) for page in small]
    singles = [
        page_truth.marked(page_corpus.Page(list(story.paragraphs), [0]), english=english)
        for story in page_corpus.articles(pool)
    ]
    weights, usual = fit_gaps(marked)
    whole = fit_page([*marked, *marked_small], singles, weights)
    return {
        "gap": {name: [float(weight), float(mean)] for name, weight, mean in zip(NAMES, weights, usual, strict=True)},
        "page": dict(zip(PAGE_NAMES, map(float, whole), strict=True)),
    }


def main() -> None:
    """Fit both sets and write them."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared" / "data"
    sets = {name: fit(data, english=name == "english") for name in ("english", "other")}
    FILE.write_text(_readable(sets), encoding="utf-8")


def _readable(sets: dict[str, dict[str, dict[str, object]]]) -> str:
    """A line a number."""
    return re.sub(r"\[\s+(\S+),\s+(\S+)\s+\]", r"[\1, \2]", json.dumps(sets, indent=1)) + "\n"


if __name__ == "__main__":
    main()

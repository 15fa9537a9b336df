"""Measures the page cutter on generated pages and on single articles: borders, whole pages, repeats, wrong cuts.

Usage: page_quality.py [PART [PAGES [DATA]]], PART being `dev` (default) or `test`.
"""

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import page_corpus

from schemas.cut import Piece
from streams.stages.segment import segment

Cutter = Callable[[Sequence[str]], list[Piece]]


@dataclass(slots=True)
class Counts:
    """What was counted over some pages: borders, words of repeats, pages, WindowDiff, lines lost or doubled."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    words_right: int = 0
    words_wrong: int = 0
    words_missed: int = 0
    pages: int = 0
    exact: int = 0
    whole: int = 0
    lost: int = 0
    differences: list[float] = field(default_factory=list)

    def figures(self) -> dict[str, float]:
        """Boundary F1, precision and recall; share of pages exactly right; WindowDiff; repeats; lines lost."""
        return {
            "f1": 2 * self.right / max(1, 2 * self.right + self.wrong + self.missed),
            "precision": self.right / max(1, self.right + self.wrong),
            "recall": self.right / max(1, self.right + self.missed),
            "exact": self.exact / max(1, self.pages),
            "window_diff": sum(self.differences) / max(1, len(self.differences)),
            "repeats_precision": self.words_right / max(1, self.words_right + self.words_wrong),
            "repeats_recall": self.words_right / max(1, self.words_right + self.words_missed),
            "left_whole": self.whole / max(1, self.pages),
            "lines_lost": float(self.lost),
        }


def measure(pages: Iterable[page_corpus.Page], cutter: Cutter) -> Counts:
    """Cut each page and count. A page is exact if every border and every repeat is right."""
    counts = Counts()
    for page in pages:
        _count(counts, page, cutter(page.paragraphs))
    return counts


def _count(counts: Counts, page: page_corpus.Page, pieces: Sequence[Piece]) -> None:
    found, true = {piece.kept[0] for piece in pieces[1:]}, set(page.starts[1:])
    counts.right += len(found & true)
    counts.wrong += len(found - true)
    counts.missed += len(true - found)
    removed = {repeat.paragraph for piece in pieces for repeat in piece.repeats}
    counts.words_right += _words(page, removed & page.repeats.keys())
    counts.words_wrong += _words(page, removed - page.repeats.keys())
    counts.words_missed += _words(page, page.repeats.keys() - removed)
    counts.pages += 1
    counts.exact += found == true and removed == page.repeats.keys()
    counts.whole += len(pieces) == 1
    shown = sorted([*removed, *(index for piece in pieces for index in piece.kept)])
    counts.lost += len(set(range(len(page.paragraphs))) ^ set(shown)) + len(shown) - len(set(shown))
    kept = [index for index in range(len(page.paragraphs)) if index not in page.repeats]
    counts.differences.append(window_diff([index in true for index in kept], [index in found for index in kept]))


def _words(page: page_corpus.Page, indexes: Iterable[int]) -> int:
    return sum(len(page.paragraphs[index].split()) for index in indexes)


def window_diff(true: Sequence[bool], found: Sequence[bool]) -> float:
    """Share of windows with different counts of borders; window: half a story (Pevzner and Hearst, CL 28, 2002)."""
    width = max(2, round(len(true) / (sum(true) + 1) / 2))
    starts = range(1, max(2, len(true) - width + 1))
    return sum(sum(true[at : at + width]) != sum(found[at : at + width]) for at in starts) / len(starts)


def wrongly_cut(articles: Sequence[page_corpus.Story], cutter: Cutter) -> float:
    """Share of single articles that came out as more than one story."""
    return sum(len(cutter(story.paragraphs)) > 1 for story in articles) / max(1, len(articles))


def cut_page(paragraphs: Sequence[str]) -> list[Piece]:
    """The cutter as the desk uses it."""
    return segment(paragraphs, page=True)


def pooled(kinds: Iterable[Counts]) -> Counts:
    """All counts together."""
    total = Counts()
    for counts in kinds:
        for name in Counts.__slots__:
            setattr(total, name, getattr(total, name) + getattr(counts, name))
    return total


def main() -> None:
    """Print a table."""
    part, count, *rest = (*sys.argv[1:], *("dev", "300")[len(sys.argv) - 1 :])
    data = Path(rest[0]) if rest else Path(__file__).resolve().parents[2] / "shared" / "data"
    pool = page_corpus.stories(data, part)
    pages = page_corpus.pages(pool, int(count))
    kinds = {kind: measure([page for page in pages if page.kind == kind], cut_page) for kind in page_corpus.TAIL_CHANCE}
    dressed = {
        dress: measure([page_corpus.page(pool, "half", seed, dress=dress) for seed in range(40)], cut_page)
        for dress in page_corpus.DRESSES
    }
    french = measure(page_corpus.pages(page_corpus.french_stories(data), 60), cut_page)
    for name, counts in {**kinds, "all": pooled(kinds.values()), **dressed, "french": french}.items():
        print(f"{name:20}", *(f"{key} {value:.3f}" for key, value in counts.figures().items()))
    articles = page_corpus.articles(pool)
    print(f"single articles {len(articles)}, wrongly cut {wrongly_cut(articles, cut_page):.4f}")


if __name__ == "__main__":
    main()

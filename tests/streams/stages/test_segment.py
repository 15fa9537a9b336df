"""The page cutter on small pages of our own and on the page that started the project."""

from pathlib import Path

from schemas.cut import Piece
from streams.stages.segment import segment

WIRE_STORIES = [
    (1, 4), (8, 9), (10, 14), (19, 22), (25, 29), (33, 35), (36, 42), (48, 50), (52, 55), (58, 63), (68, 70), (71, 73),
    (74, 78),
]  # fmt: skip


def accounted(pieces: list[Piece]) -> list[int]:
    """Every paragraph index the pieces speak of, sorted."""
    kept = [index for piece in pieces for index in piece.kept]
    return sorted(kept + [repeat.paragraph for piece in pieces for repeat in piece.repeats])


def test_the_wire_page_comes_out_exactly(shared_data: Path) -> None:
    """Thirteen stories, every paragraph once, the other 28 lines repeats of the story before them."""
    lines = (shared_data / "wire_page.txt").read_text(encoding="utf-8").split("\n")
    pieces = segment(lines, page=True)
    assert [piece.kept for piece in pieces] == [tuple(range(first - 1, last)) for first, last in WIRE_STORIES]
    assert sum(len(piece.repeats) for piece in pieces) == 28
    assert accounted(pieces) == [index for index, line in enumerate(lines) if line.strip()]


def test_an_item_that_is_no_page_stays_one_piece() -> None:
    """Blank paragraphs are neither kept nor repeats."""
    assert segment(["First.", "", " ", "Second."], page=False) == [Piece((0, 3))]


def test_nothing_comes_of_nothing() -> None:
    """A document of blank paragraphs has no story."""
    assert segment(["", "\n"], page=True) == []

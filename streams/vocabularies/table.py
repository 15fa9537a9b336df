"""Reads vocabulary tables: tab-separated text, one entry a line, `#` opens a comment line, lists have commas."""

from collections.abc import Iterator
from pathlib import Path

Row = list[str]


def rows(path: Path, columns: int) -> Iterator[Row]:
    """The entries of a UTF-8 table; missing columns at a line's end are empty.

    Raises:
        ValueError: a line has more than `columns` columns; the message names file and line.
    """
    for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
        if not line.strip() or line.startswith("#"):
            continue
        row = [cell.strip() for cell in line.split("\t")]
        if len(row) > columns:
            raise ValueError(f"{path.name}:{number}: {len(row)} columns where {columns} are known")
        yield row + [""] * (columns - len(row))


def listed(cell: str) -> list[str]:
    """The words of a cell."""
    return [word for part in cell.split(",") if (word := part.strip())]


def words(path: Path) -> frozenset[str]:
    """A list of lower-case words: those of all lines, parted by blanks."""
    return frozenset(word for row in rows(path, 1) for word in row[0].split())

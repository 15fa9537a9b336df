"""The word lists of the vocabularies' folders: text files whose lines with `#` in front are comments."""

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of a list such as `companies/trading`, parted by blanks."""
    return frozenset(word for line in line_list(name) for word in line.split())


@cache
def line_list(name: str) -> frozenset[str]:
    """The lines of a list."""
    lines = (HERE / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))

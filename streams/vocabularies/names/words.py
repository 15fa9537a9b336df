"""The word lists of this folder: titles before names, and what stated roles are made of."""

from functools import cache
from pathlib import Path

HERE = Path(__file__).parent


@cache
def word_list(name: str) -> frozenset[str]:
    """The words of `name`.txt: parted by blanks, `#` opens a comment line."""
    lines = (HERE / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


@cache
def line_list(name: str) -> frozenset[str]:
    """The lines of `name`.txt but for comments."""
    lines = (HERE / f"{name}.txt").read_text("utf-8").splitlines()
    return frozenset(line.strip() for line in lines if line.strip() and not line.startswith("#"))

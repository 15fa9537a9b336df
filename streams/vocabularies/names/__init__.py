"""What is known of a word before any context: commonness in lower case, names of people, cities, company words."""

from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("marks.tsv")


@lru_cache(maxsize=1)
def load_marks() -> dict[str, str]:
    """Lower-case word to its marks; the letters are explained in the file's head."""
    lines = FILE.read_text("utf-8").splitlines()
    return dict(line.split("\t", 1) for line in lines if not line.startswith("#"))

"""Words that say nothing of what a story is about; README.md says where they are from."""

from functools import cache
from pathlib import Path

from streams.vocabularies.table import words

HERE = Path(__file__).parent


@cache
def stop() -> frozenset[str]:
    """English stop words, in lower case."""
    return words(HERE / "stop.txt")

"""Reads evidence: one line a topic, of phrases for it, against it, and near misses."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from streams.errors import ContentError, Reason
from streams.stages.topics.words import words

# A phrase's strength by its mark: `!` is enough on its own, `?` only adds to others, `!?` tells but often misleads.
STRENGTHS = {"!?": 1, "!": 3, "?": 1, "": 2}
# What a phrase against a topic takes away.
AGAINST = -3

Phrase = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """The evidence of one topic: phrases as words, each with its strength; `near` are near misses."""

    code: str
    phrases: tuple[tuple[Phrase, int], ...]
    against: tuple[Phrase, ...]
    near: tuple[Phrase, ...]


def read(path: Path) -> list[Entry]:
    """The entries of an evidence file, or of all files of a folder in the order of their names.

    Raises:
        ContentError: a line is not `code name: phrases | against | near misses`.
        OSError: the file cannot be read.
    """
    files = sorted(path.glob("*.txt")) if path.is_dir() else [path]
    return [entry for file in files for entry in parse(file.read_text("utf-8").splitlines(), file.name)]


def parse(lines: Iterable[str], name: str) -> Iterator[Entry]:
    """Entries of lines; empty lines and lines that begin with `#` are passed over. `name` is for error messages."""
    for number, line in enumerate(lines, 1):
        if line.strip() and not line.startswith("#"):
            yield _entry(line, f"line {number} of {name}")


def _entry(line: str, where: str) -> Entry:
    head, colon, body = line.partition(": ")
    parts = body.split("|")
    code = head[:8]
    if not colon or not code.isdigit() or len(code) < len("00000000") or len(parts) > len(("for", "against", "near")):
        raise ContentError(Reason.INVALID_ITEM, f"{where} is not `code name: phrases | against | near misses`")
    favour, against, near = (*parts, "", "")[:3]
    return Entry(code, tuple(_marked(favour)), tuple(_phrases(against)), tuple(_phrases(near)))


def _marked(text: str) -> Iterator[tuple[Phrase, int]]:
    for part in text.split(","):
        bare = part.strip()
        mark = next(mark for mark in STRENGTHS if bare.endswith(mark))
        if found := tuple(words(bare)):
            yield found, STRENGTHS[mark]


def _phrases(text: str) -> Iterator[Phrase]:
    return filter(None, (tuple(words(part)) for part in text.split(",")))

"""Units, number words and what tells the direction of a change; README.md says what each table holds."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from streams.vocabularies.table import listed, rows, words

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True, eq=False)
class Units:
    """`forms` (lower case) and `abbreviations` (with their case) name a unit; `kinds` say what each measures.

    One vocabulary is equal to itself alone.
    """

    forms: dict[str, str]
    abbreviations: dict[str, str]
    kinds: dict[str, str]


@dataclass(frozen=True, slots=True)
class NumberWord:
    """A word of a number: `unit` words add, `scale` words multiply, `short` ones are abbreviated scales."""

    value: int
    kind: str


def load(*extra: Path) -> Units:
    """The units, with further tables in the columns of `units.tsv`; the last entry of a form holds.

    Raises:
        ValueError: a table has more columns than are known, or an entry no name; the message names the file.
    """
    forms: dict[str, str] = {}
    abbreviations: dict[str, str] = {}
    kinds: dict[str, str] = {}
    for name, kind, more, short in (row for path in (HERE / "units.tsv", *extra) for row in _entries(path)):
        kinds[name] = kind
        forms |= {form.lower(): name for form in (name, plural(name), *listed(more))}
        abbreviations |= dict.fromkeys(listed(short), name)
    return Units(forms, abbreviations, kinds)


def _entries(path: Path) -> Iterator[list[str]]:
    for row in rows(path, 4):
        if not row[0] or not row[1]:
            message = f"{path.name}: a line has no name, or does not say what is measured: {row}"
            raise ValueError(message)
        yield row


@cache
def shipped() -> Units:
    """The units as they come, read once."""
    return load()


@cache
def numbers() -> dict[str, NumberWord]:
    """Number words by their text."""
    return {word: NumberWord(int(value), kind) for word, value, kind in rows(HERE / "numbers.tsv", 3)}


@cache
def scales() -> dict[str, int]:
    """Words of other languages than English that scale a number, in lower case."""
    return {word: int(value) for word, value in rows(HERE / "scales.tsv", 2)}


@cache
def singulars() -> dict[str, str]:
    """Irregular plurals and their singulars."""
    return dict(rows(HERE / "irregular.tsv", 2))


@cache
def directions() -> dict[str, tuple[str, str]]:
    """Words of change: which way (`up`, `down`), and where they stand (`before`, `after`, `both`)."""
    return {word: (way, where) for word, way, where in rows(HERE / "directions.tsv", 3)}


@cache
def phrase_ends() -> frozenset[str]:
    """Words that end the noun phrase after a number."""
    return words(HERE / "phrase_ends.txt")


@cache
def before_names() -> frozenset[str]:
    """Words before a number that make it a name."""
    return words(HERE / "before_names.txt")


@cache
def approximations() -> frozenset[str]:
    """Words, or phrases with blanks, that make the figure after them approximate."""
    return frozenset(word.replace("_", " ") for word in words(HERE / "approximations.txt"))


def plural(name: str) -> str:
    """The regular plural of a unit, made on its first word (`barrel per day` gives `barrels per day`)."""
    head, *rest = name.split(" per ")
    return " per ".join([head if head.endswith(("s", "z")) else f"{head}s", *rest])


@cache
def tenses() -> dict[str, bool]:
    """Words near a date: whether it lies ahead of the item."""
    return {word: tense == "ahead" for word, tense in rows(HERE / "tense.tsv", 2)}


@cache
def holidays() -> dict[str, tuple[int, ...]]:
    """Days with a name: (month, day), (month, ISO weekday, which one, days from there), or (0, days from Easter)."""
    return {row[0]: tuple(int(cell) for cell in row[1:] if cell) for row in rows(HERE / "holidays.tsv", 5)}

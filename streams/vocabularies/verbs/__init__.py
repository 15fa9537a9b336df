"""Verbs and words of attribution; README.md says what each table holds."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from streams.vocabularies.table import listed, rows, words

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Verb:
    """A form of a verb of attribution: its lemma, and what it takes (see `verbs.tsv`)."""

    lemma: str
    takes: frozenset[str]


def load(*extra: Path) -> dict[str, Verb]:
    """Verbs by their forms in lower case, with further tables in the columns of `verbs.tsv`; the last entry holds.

    Raises:
        ValueError: a table has more columns than are known.
    """
    verbs: dict[str, Verb] = {}
    for lemma, forms, takes in (row for path in (HERE / "verbs.tsv", *extra) for row in rows(path, 3)):
        verb = Verb(lemma, frozenset(listed(takes)))
        verbs |= dict.fromkeys(listed(forms), verb)
    return verbs


@cache
def shipped() -> dict[str, Verb]:
    """The verbs as they come, read once."""
    return load()


@cache
def word_class(name: str) -> frozenset[str]:
    """The words of a class in `words.tsv`, with either apostrophe: auxiliaries, pronouns, prepositions, times, ..."""
    cells = (cell for found, cell in rows(HERE / "words.tsv", 2) if found == name)
    return frozenset(word for cell in cells for word in (*cell.split(), *cell.replace("'", "’").split()))


@cache
def pronouns() -> dict[str, str]:
    """Given names in lower case, and the pronoun that is said of who bears them: `he` or `she`."""
    return {name: pronoun for pronoun, cell in rows(HERE / "given_names.tsv", 2) for name in cell.split()}


__all__ = ["Verb", "load", "pronouns", "shipped", "word_class", "words"]

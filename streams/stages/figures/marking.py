"""A text's numbers, each with the currency it is an amount of: read once for all who need figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.stages.figures import currency
from streams.stages.figures.foreign import foreign_numbers, is_english
from streams.stages.figures.joints import Tag
from streams.stages.figures.numbers import numbers
from streams.stages.figures.openings import openings
from streams.stages.figures.spelled import Number
from streams.vocabularies import currencies


@dataclass(frozen=True, slots=True)
class Marked:
    """Where figures can begin, whether words are read, numbers in order, and what each is an amount of, or None."""

    opened: Sequence[tuple[int, str]]
    english: bool

    numbers: Sequence[Number]
    amounts: Sequence[Tag | None]

    @property
    def others(self) -> list[Number]:
        """The numbers that are no money."""
        return [number for number, amount in zip(self.numbers, self.amounts, strict=True) if amount is None]


def mark(
    text: str, *, country: str = "", language: str = "", vocabulary: currencies.Currencies | None = None
) -> Marked:
    """The numbers of a text, read once; linear in its length.

    `country`, ISO 3166 or empty, is where the text is from: its own dollar is meant by "$". In a `language` (BCP 47)
    other than English only digits are read. `vocabulary` is what
    `currencies.load` makes of tables of one's own.
    """
    opened = openings(text)
    english = is_english(language)
    found = numbers(text, opened) if english else foreign_numbers(text, opened, language)
    reader = currency.reader(vocabulary or currencies.shipped())
    return Marked(opened, english, found, reader.amounts(text, found, country))

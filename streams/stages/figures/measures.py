"""Which unit a number is a measure of ("10-gallon", "1.3 GW", "500,000 barrels a day"), by the words after it."""

import re
from functools import lru_cache

from streams.stages.figures.alternation import any_of
from streams.stages.figures.joints import Tag
from streams.stages.figures.spelled import Number
from streams.vocabularies.units import Units

_AFTER = re.compile(
    r"[ \u00a0-]?([^\W\d_][^\W\d_./]*)(?:[ \u00a0-]([^\W\d_]+))?(?:[ \u00a0-]([^\W\d_]+))?(?:[ \u00a0-]([^\W\d_]+))?"
)
_FIRST = re.compile(r"[ \u00a0-]?([^\W\d_][^\W\d_./]*)")
_PER_WORD = re.compile(r"(?:[ \u00a0](?:per|an?)[ \u00a0]|[ ]?/[ ]?)([^\W\d_]+)")
# Kinds of units that others are a rate of ("barrels a day", "kilometres per litre").
_RATES = frozenset({"time", "length", "area", "volume", "mass"})
# Words that are units beside being ordinary ones, and are read as such only in digits or as a plural.
_ORDINARY = frozenset({"second", "quarter", "point", "mole", "stone", "yard", "bit", "degree", "foot"})


# Vocabularies whose patterns are kept: the shipped one and a newsroom's.
KEPT = 8


_DEGREES = re.compile(r"([CF])(?![\w°])")
_SCALES = {"C": "degree Celsius", "F": "degree Fahrenheit"}
_WEATHER = re.compile(
    r"temperature|degree|°|heat|\bhot\b|cold|warm|cool|freez|weather|thermometer|mercury|celsius|fahrenheit"
    r"|[0-9]F \(-?[0-9]|[0-9]C \(-?[0-9]",
    re.IGNORECASE,
)
# Characters on each side of "35C" in which a word of heat tells a temperature.
WEATHER = 80


# A quarter or half point is one of interest rates.
QUARTER, HALF = 0.25, 0.5


class Reader:
    """Reads the units of one vocabulary, built once."""

    def __init__(self, units: Units) -> None:
        """`units` as loaded."""
        self._units = units
        self._short = re.compile(rf"[ \u00a0]?-?({any_of(units.abbreviations)})(?![\w²³°])")
        self._firsts = frozenset(form.split()[0].partition("-")[0] for form in units.forms)

    def kind(self, unit: str) -> str:
        """What a unit measures; empty for counts and rates."""
        return self._units.kinds.get(unit, "")

    def measure(self, text: str, number: Number) -> Tag | None:
        """The unit right after the number, if there is one."""
        if number.code:
            return None
        found = self._word(text, number) or self._abbreviation(text, number)
        if not found:
            return None
        end, unit, factor = found
        if self.kind(unit) not in {"share", "time"} and (per := _PER_WORD.match(text, end)):
            rate = self._units.forms.get(per[1].lower()) or self._units.abbreviations.get(per[1])
            if rate and self.kind(rate) in _RATES:
                end, unit = per.end(), f"{unit} per {rate}"
        return Tag(number.start, end, unit, factor)

    def sign(self, text: str, number: Number) -> Tag | None:
        """The unit right after the number, if it is a sign, an abbreviation, or a word for percent."""
        if number.code:
            return None
        found = self._abbreviation(text, number) or self._word(text, number)
        if not found or (self.kind(found[1]) != "share" and not self._short.match(text, number.end)):
            return None
        return Tag(number.start, *found)

    def _word(self, text: str, number: Number) -> tuple[int, str, float] | None:
        for end, factor in ((number.end, 1), (number.short_end, number.short))[: 1 + (number.short > 1)]:
            word = _FIRST.match(text, end)
            if not word or word[1].lower().partition("-")[0] not in self._firsts:
                continue
            match = _AFTER.match(text, end)
            if not match or (match.start(1) == end and match[1] != "percent"):
                continue
            if found := self._form(match, number):
                return *found, factor
        return None

    def _form(self, match: re.Match[str], number: Number) -> tuple[int, str] | None:
        spoken = [word.lower() for word in match.groups() if word]
        for count in range(len(spoken), 0, -1):
            form = " ".join(spoken[:count])
            unit = self._units.forms.get(form) or self._units.forms.get(form.replace(" ", "-"))
            hyphened = match.string[match.start(1) - 1] == "-"
            if (
                unit
                and not (hyphened and form == "quarters")
                and (hyphened or form not in _ORDINARY or number.value <= 1)
            ):
                return match.end(count), "percentage point" if form == "point" and _is_of_rates(number) else unit
        return None

    def _abbreviation(self, text: str, number: Number) -> tuple[int, str, float] | None:
        match = self._short.match(text, number.end)
        if match and not _is_decade(number, match):
            return match.end(), self._units.abbreviations[match[1]], 1
        if number.digits and (degrees := _DEGREES.match(text, number.end)) and _is_weather(text, number):
            return degrees.end(), _SCALES[degrees[1]], 1
        if number.short > 1 and (match := self._short.match(text, number.short_end)):
            return match.end(), self._units.abbreviations[match[1]], number.short
        return None


def _is_of_rates(number: Number) -> bool:
    """Whether a point is one of interest rates: a quarter point, a half-point cut."""
    bare = not number.digits and number.end - number.start == len("half")
    return number.value == QUARTER or (number.value == HALF and bare)


def _is_decade(number: Number, match: re.Match[str]) -> bool:
    """Whether the "s" right behind digits is that of "1990s" or "in their 20s"."""
    return match[1] == "s" and match.start(1) == number.end and number.digits and number.value % 10 == 0


def _is_weather(text: str, number: Number) -> bool:
    return _WEATHER.search(text, max(0, number.start - WEATHER), number.end + WEATHER) is not None


@lru_cache(KEPT)
def reader(units: Units) -> Reader:
    """The reader of a vocabulary, built once."""
    return Reader(units)

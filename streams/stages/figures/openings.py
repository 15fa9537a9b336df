"""Where a number or a date can begin: digits, fractions and some words, found in one pass for all who read figures."""

import re
from itertools import islice

from streams.stages.figures import grammar, numbers, phrases, spelled
from streams.stages.figures.alternation import any_of

# A text with more is a table or an attack; what comes after them is not read.
MOST = 100_000

_FRACTIONS = "".join(numbers.FRACTIONS)
_ALWAYS = (spelled.FIRSTS | phrases.FIRSTS) - grammar.FOLLOWED.keys()
_FOLLOWED = "|".join(f"{word}(?={after})" for word, after in grammar.FOLLOWED.items())
# What stands before a word is matched with it: of all characters only those between words are then looked at closely.
_WORD = re.compile(f"[^a-z0-9{_FRACTIONS}]((?>{any_of(_ALWAYS)}(?![a-z])|{_FOLLOWED}))(?![a-z])")
_DIGITS = re.compile(f"[0-9{_FRACTIONS}](?:(?<=[0-9])[0-9]+)?")


def openings(text: str) -> list[tuple[int, str]]:
    """Where each begins, and its first word in lower case, or digits; up to `MOST`. Linear in the text's length."""
    plain = text.replace("\u0130", "I").lower()  # the one letter whose small form is longer
    words = [(match.start(), match[1]) for match in islice(_WORD.finditer(f" {plain}"), MOST)]
    digits = [(match.start(), match[0]) for match in islice(_DIGITS.finditer(plain), MOST)]
    return sorted(words + digits)[:MOST]

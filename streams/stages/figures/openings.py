"""Where a number or a date can begin: digits, fractions and some words, found in one pass for all who read figures."""

import re

from streams.stages.figures import numbers, phrases, spelled

# A text with more is a table or an attack; what comes after them is not read.
MOST = 100_000

_WORDS = spelled.FIRSTS | phrases.FIRSTS
_TOKEN = re.compile(f"[A-Za-z]+|[0-9]+|[{''.join(numbers.FRACTIONS)}]")


def openings(text: str) -> list[tuple[int, str]]:
    """Where each begins, and its first word in lower case, or digits; up to `MOST`. Linear in the text's length."""
    found: list[tuple[int, str]] = []
    for match in _TOKEN.finditer(text):
        token = match[0].lower()
        if not "a" <= token[0] <= "z" or token in _WORDS:
            found.append((match.start(), token))
            if len(found) == MOST:
                break
    return found

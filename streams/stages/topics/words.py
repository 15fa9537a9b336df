"""How texts and phrases are cut into words: the same everywhere, so that a phrase is found where it stands."""

import re

_WORDS = re.compile(r"\w+")


def words(text: str) -> list[str]:
    """Runs of letters and digits, in lower case; apostrophes, hyphens and points part them (`u.s.` is two words)."""
    return _WORDS.findall(text.lower())

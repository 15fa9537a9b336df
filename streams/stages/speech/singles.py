"""Tells single quotation marks from apostrophes: what they open, and where it ends."""

import re

# Marks that end in an apostrophe's look-alike, by the mark that opens.
_CLOSING = {"‘": "’", "'": "'", "‚": "‘’"}
# Words that an apostrophe shortens at the front: rock 'n' roll, give 'em, 'til.
_SHORTENED = re.compile(r"(?:n|em|til|till|tis|twas|cause|cos|round|bout|er|ere)\b|\d", re.IGNORECASE)
_END = re.compile(r"(?<=\S)[’'‘](?!\w)|\n")


def closing(text: str, opening: int) -> int:
    """Where the quotation ends that a single mark at `opening` begins; -1 where the mark is an apostrophe.

    A quotation ends within its paragraph, at the first mark that cannot be a plural's own (the pilots' boats), or at
    the last of those that can.
    """
    marks = _CLOSING[text[opening]]
    if _SHORTENED.match(text, opening + 1):
        return -1
    doubtful = -1
    for match in _END.finditer(text, opening + 1):
        place = match.start()
        if text[place] == "\n":
            break
        if text[place] not in marks:
            continue
        if text[place - 1] != "s":
            return place
        doubtful = place
    return doubtful

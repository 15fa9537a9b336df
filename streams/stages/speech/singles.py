"""Tells single quotation marks from apostrophes: what they open, and where it ends."""

import re

# A mark that opens, by the blank before it; apostrophes that shorten a word at its front are none: rock 'n' roll, '90s.
OPENING = r"(?<![\w’'])[‘'‚](?=[\w“\"])(?!\d|(?i:n|em|til|till|tis|twas|cause|cos|round|bout|er|ere)\b)"

_CLOSING = {"‘": "’", "'": "'", "‚": "‘’"}
_END = re.compile(r"(?<=\S)[’'‘](?!\w)|\n")


def closing(text: str, opening: int) -> int:
    """Where the quotation ends that a single mark at `opening` begins; -1 where nothing in its paragraph ends one.

    It ends at the first mark that cannot be a plural's own (the pilots' boats), or at the last of those that can.
    """
    marks = _CLOSING[text[opening]]
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

"""Plain text to paragraphs: a non-blank line, or, in hard-wrapped text, the block between blank lines."""

import re
from itertools import groupby, pairwise

from streams.errors import ContentError, Reason
from streams.formats.format import check_paragraphs

MIN_WIDTH, MAX_WIDTH = 40, 100
"""Columns of hard-wrapped text: teleprinters and mail wrap at 64 to 80, narrow columns at 40; longer lines are
paragraphs."""
MIN_FULL = 0.7
"""Share of line breaks that stand where the next word did not fit any more. Hand-wrapped text reaches 0.8, lists and
short paragraphs stay under 0.3."""
MAX_SENTENCE_ENDS = 0.4
"""Share of line breaks after the end of a sentence: about one in ten where lines are wrapped, nearly all where each
line is a paragraph."""
SLACK = 8
"""Columns by which a wrapped line may fall short of the width: writers' editors differ by a word's end."""

MAX_LINES = 1_000_000
"""Lines, blank ones too, beyond which a text is no page. Half a second's work."""

_SENTENCE_END = re.compile(r"[.!?…:;。！？।؟۔][\"'”’»)\]]*$")


def paragraphs(text: str) -> list[str]:
    """The paragraphs of plain text, in order, stripped at both ends, none of them blank.

    A paragraph is a non-blank line. Where blank lines part the text and its lines are hard-wrapped, it is the block
    between blank lines, joined by single spaces (nothing after a hyphenated letter). Hard-wrapped means, by evidence
    over the whole text: the longest line has MIN_WIDTH to MAX_WIDTH characters, MIN_FULL of the breaks inside blocks
    stand where the next word would not have fitted (within SLACK), and at most MAX_SENTENCE_ENDS end a sentence.

    Raises:
        ContentError: TOO_LARGE, beyond MAX_LINES or `format.MAX_PARAGRAPHS`.
    """
    lines = [line.strip() for line in text.splitlines()]
    if len(lines) > MAX_LINES:
        raise ContentError(Reason.TOO_LARGE, f"The text has {len(lines)} lines; {MAX_LINES} is the limit.")
    blocks = [list(block) for filled, block in groupby(lines, key=bool) if filled]
    found = (
        [_joined(block) for block in blocks]
        if len(blocks) > 1 and _hard_wrapped(blocks)
        else [line for block in blocks for line in block]
    )
    check_paragraphs(len(found))
    return found


def _hard_wrapped(blocks: list[list[str]]) -> bool:
    width = max(len(line) for block in blocks for line in block)
    if not MIN_WIDTH <= width <= MAX_WIDTH:
        return False
    breaks = [pair for block in blocks for pair in pairwise(block)]
    if not breaks:
        return False
    full = sum(_is_full(line, following, width) for line, following in breaks)
    ends = sum(bool(_SENTENCE_END.search(line)) for line, _ in breaks)
    return full >= MIN_FULL * len(breaks) and ends <= MAX_SENTENCE_ENDS * len(breaks)


def _is_full(line: str, following: str, width: int) -> bool:
    return len(line) + 1 + len(following.split(maxsplit=1)[0]) > width - SLACK


def _joined(block: list[str]) -> str:
    parts = [block[0]]
    for line, following in pairwise(block):
        hyphenated = line.endswith("-") and line[-2:-1].isalpha()
        parts.append(following if hyphenated else " " + following)
    return "".join(parts)

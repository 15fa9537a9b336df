"""Finds what stands in quotation marks, across sentences and over paragraphs that a quotation continues in."""

import re
from dataclasses import dataclass

# A quotation left open for more than this, in characters, is a slip of the keyboard.
LONGEST = 4000
# Line feeds and blanks between two paragraphs, at most.
BETWEEN = 4

_MARK = re.compile(r"[“”„«»\"\n]|``|''")
_OPENING = frozenset("“„«") | {"``"}
_CLOSING = {"“": "”“", "„": "“”", "«": "»", "``": ('"', "''")}


@dataclass(frozen=True, slots=True)
class Region:
    """A quotation: `[outer, outer_end)` with its marks, `[start, end)` without.

    `stop` is its last character. `open`: it goes on in the next paragraph.
    """

    outer: int
    start: int
    end: int
    outer_end: int
    stop: str
    open: bool = False


def regions(text: str) -> list[Region]:
    """Quotations in order; one inside another belongs to it. Linear in the text's length."""
    found: list[Region] = []
    mark, at, depth = "", 0, 0
    for match in _MARK.finditer(text):
        char, place = match[0], match.start()
        if mark and (place - at > LONGEST or char == "\n"):
            if char == "\n" and _continues(text, place, mark):
                found.append(Region(at, at + len(mark), place, place, text[place - 1], open=True))
            mark = ""
        if char == "\n":
            continue
        if not mark:
            if _opens(text, char, place):
                mark, at, depth = char, place, 0
        elif char == mark == "“" and _inside(text, place):
            depth += 1
        elif _closes(mark, char):
            if depth:
                depth -= 1
                continue
            if text[at + len(mark) : place].strip():
                found.append(_region(text, at, at + len(mark), place, match.end()))
            mark = ""
    return found


def _inside(text: str, place: int) -> bool:
    """Whether an opening mark in a quotation opens another one, rather than closing it by a slip."""
    return text[place - 1 : place].isspace() and text[place + 1 : place + 2].isalnum()


def _region(text: str, outer: int, start: int, end: int, outer_end: int) -> Region:
    """Without the blanks inside its marks."""
    inner = text[start:end]
    start += len(inner) - len(inner.lstrip())
    end = max(start, end - (len(inner) - len(inner.rstrip())))
    return Region(outer, start, end, outer_end, text[end - 1])


def _continues(text: str, newline: int, mark: str) -> bool:
    """Whether the next paragraph opens with the mark again, as one does while a quotation goes on."""
    after = newline
    while text[after : after + 1].isspace() and after - newline < BETWEEN:
        after += 1
    return text.startswith(mark, after)


def _opens(text: str, char: str, place: int) -> bool:
    if char in _OPENING:
        return True
    after = text[place + len(char) : place + len(char) + 1]
    before = text[place - 1 : place] if place else ""
    if not after or (after.isspace() and char != "”"):
        return False
    return (
        not before
        or before.isspace()
        or before in "([{—–-\u202a>"
        or (char != "”" and not before.isalnum() and before not in ".,!?=")
    )


def _closes(mark: str, char: str) -> bool:
    if mark in _CLOSING:
        return char in _CLOSING[mark] or (char == '"' and mark == "“")
    return char == mark or (mark == '"' and char == "”") or (mark == "”" and char == "”")

"""Finds what stands in quotation marks, across sentences and over paragraphs that a quotation continues in."""

import re
from dataclasses import dataclass

from streams.stages.speech.singles import OPENING, closing

# A quotation left open for more than this, in characters, is a slip of the keyboard.
LONGEST = 4000
# Line feeds and blanks between two paragraphs, at most.
BETWEEN = 4

# One set of characters at its front lets the search run from one to the next.
_DOUBLE = r"[“”„«»\"\n「」『』`'](?:(?<![`'])|(?<=`)`|(?<=')'(?!'(?![\w'’])))"
_MARK = re.compile(_DOUBLE)
_MARK_OR_SINGLE = re.compile(f"{_DOUBLE}|{OPENING}")
_OPENING = frozenset("“„«「『") | {"``"}
_CLOSING = {"“": "”“", "„": "“”", "«": "»", "»": "«", "「": "」", "『": "』", "``": ('"', "''")}
# How quotations open, told from apostrophes and inches by the blank before them.
_SINGLES, _DOUBLES = ("‘", " '", "\n'", "‚"), ("“", "„", ' "', '\n"', "``", "«")
# Single marks, which may be apostrophes.
_SINGLE = frozenset("‘'‚")


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


@dataclass(slots=True)
class _Opened:
    """A quotation that was opened `at` by `mark`, with `depth` more inside it."""

    mark: str
    at: int
    depth: int = 0

    @property
    def start(self) -> int:
        return self.at + len(self.mark)


def regions(text: str) -> list[Region]:
    """Quotations in order; one inside another belongs to it. Linear in the text's length."""
    found: list[Region] = []
    opened: _Opened | None = None
    past = barren = 0
    for match in (_MARK_OR_SINGLE if _is_british(text) else _MARK).finditer(text):
        char, place = match[0], match.start()
        if place < past or (char in _SINGLE and (opened or place < barren)):
            continue
        if char in _SINGLE:
            single, barren = _single(text, place)
            found += single
            past = single[0].outer_end if single else past
            continue
        if opened and (char == "\n" or place - opened.at > LONGEST):
            if char == "\n" and text[opened.start : place].strip() and _continues(text, place, opened.mark):
                found.append(Region(opened.at, opened.start, place, place, text[place - 1], open=True))
            opened = None
        if opened is None:
            opened = _Opened(char, place) if _opens(text, char, place) else None
        elif _ends(text, opened, char, place):
            found += _region(text, opened, match.start(), match.end())
            opened = None
    return found


def _is_british(text: str) -> bool:
    """Whether single marks quote and double ones stand inside them: there are more of them, or they come first."""
    singles = sum(map(text.count, _SINGLES)) + text.startswith("'")
    if not singles:
        return False
    doubles = sum(map(text.count, _DOUBLES))
    return singles > doubles or (singles == doubles and _first(text, _SINGLES) < _first(text, _DOUBLES))


def _first(text: str, marks: tuple[str, ...]) -> int:
    return min((place for mark in marks if (place := text.find(mark)) >= 0), default=len(text))


def _single(text: str, place: int) -> tuple[list[Region], int]:
    """The quotation in single marks that begins here, if one does, and where the next may begin: not before."""
    end = closing(text, place)
    if end >= 0:
        return _region(text, _Opened(text[place], place), end, end + 1), 0
    newline = text.find("\n", place)
    if _goes_on(text, place, newline):
        return [Region(place, place + 1, newline, newline, text[newline - 1], open=True)], newline
    return [], newline if newline >= 0 else len(text)


def _goes_on(text: str, place: int, newline: int) -> bool:
    """Whether a paragraph without a closing mark is followed by one that opens with the mark again."""
    said = newline >= 0 and newline - place < LONGEST and text[place + 1 : newline].strip()
    return bool(said) and _continues(text, newline, text[place])


def _ends(text: str, opened: _Opened, char: str, place: int) -> bool:
    """Whether the mark ends the quotation; marks inside it are counted."""
    if char == opened.mark == "“" and _inside(text, place):
        opened.depth += 1
        return False
    if not _closes(opened.mark, char):
        return False
    opened.depth -= 1
    return opened.depth < 0


def _inside(text: str, place: int) -> bool:
    """Whether an opening mark in a quotation opens another one, rather than closing it by a slip."""
    return text[place - 1 : place].isspace() and text[place + 1 : place + 2].isalnum()


def _region(text: str, opened: _Opened, close: int, outer_end: int) -> list[Region]:
    """The quotation without the blanks inside its marks; none if nothing is left."""
    inner = text[opened.start : close]
    if not inner.strip():
        return []
    start = opened.start + len(inner) - len(inner.lstrip())
    end = close - (len(inner) - len(inner.rstrip()))
    return [Region(opened.at, start, end, outer_end, text[end - 1])]


def _continues(text: str, newline: int, mark: str) -> bool:
    """Whether the next paragraph opens with the mark again, as one does while a quotation goes on."""
    after = newline
    while text[after : after + 1].isspace() and after - newline < BETWEEN:
        after += 1
    return text.startswith(mark, after)


def _opens(text: str, char: str, place: int) -> bool:
    if char in _OPENING or char == "\n":
        return char != "\n"
    if char == "»":
        return text[place + 1 : place + 2].isalnum() and not text[place - 1 : place].isalnum()
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

"""Tells a story's genre, in IPTC's genre codes, where its form leaves no doubt; elsewhere it says nothing.

IPTC has no code for live blogs and market reports (a market report may be a summary, a forecast or an analysis): these
carry a literal and a name alone, so that nobody takes them for what IPTC means by another code.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Any

BASE = "http://cv.iptc.org/newscodes/genre/"
# Characters of the body whose form is looked at.
READ = 3000

Test = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Genre:
    """A genre: IPTC's code (empty where it has none), a name, words that label it, how a title and a body show it."""

    code: str
    name: str
    labels: str = ""
    shows: Test | None = None

    def to_ninjs(self) -> dict[str, Any]:
        """As ninjs wants it."""
        literal = self.name.lower().replace(" ", "-")
        return {"uri": BASE + self.code, "name": self.name} if self.code else {"literal": literal, "name": self.name}


def genres(title: str, text: str) -> list[dict[str, Any]]:
    """The genres a story's form shows, as ninjs genres; usually none."""
    body = text[:READ]
    labelled = _ANY_LABEL.search(title)
    return [
        genre.to_ninjs()
        for genre in GENRES
        if (labelled and genre.labels and _labelled(genre.labels).search(title))
        or (genre.shows and genre.shows(title, body))
    ]


@cache
def _labelled(words: str) -> re.Pattern[str]:
    """A word of the desk before a colon or bar, or in brackets, as headlines carry it."""
    label = rf"^\s*[\[(]?(?:{words})\b\s*(?:[\])]|[:|]|[-–—]\s)|(?:^|\s)[|(\[]\s*(?:{words})[)\]]?\s*$"
    return re.compile(label, re.IGNORECASE)


def _titled(pattern: str) -> Test:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda title, _: bool(compiled.search(title))


def _either(*tests: Test) -> Test:
    return lambda title, body: any(test(title, body) for test in tests)


def _opens(pattern: str, *holds: str) -> Test:
    """Whether the body opens like that; `holds`: one of these is in each that does, and is looked for first."""
    compiled = re.compile(pattern)
    return lambda _, body: any(word in body for word in holds) and bool(compiled.match(body))


def _both(*tests: Test) -> Test:
    return lambda title, body: all(test(title, body) for test in tests)


def _often(pattern: str, least: int, *holds: str) -> Test:
    """Whether so many lines open like that; `holds`: each such line has one of these, and they are counted first."""
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda _, body: (
        body.count("\n") >= least - 1
        and sum(map(body.count, holds)) >= least * bool(holds)
        and len(compiled.findall(body)) >= least
    )


def _timed(_: str, body: str) -> bool:
    """Whether times open several lines; few texts have so many that open with a digit, which costs less to see."""
    digits = sum(line.lstrip()[:1].isdecimal() for line in body.splitlines()) if body.count("\n") else 0
    return digits >= _TIMES and len(_CLOCK.findall(body)) >= _TIMES


def _results(_: str, body: str) -> bool:
    """Most lines end in a score or are columns of figures."""
    lines = body.splitlines()
    if len(lines) < _RESULT_LINES:
        return False
    written = [line for line in lines if line.strip()]
    short = [line for line in written if len(line) <= _RESULT_LENGTH]
    most = _MOST * len(written)
    return len(written) >= _RESULT_LINES and len(short) >= most and sum(map(_is_result, short)) >= most


def _is_result(line: str) -> bool:
    return bool(_RESULT.search(line))


_RESULT = re.compile(r"\b\d{1,3}\s*[-–:]\s*\d{1,3}\b|(?:\d[\d.,]*\s+){2,}\d")
_RESULT_LINES = 5
_RESULT_LENGTH = 90
_MOST = 0.6

_QUESTIONS = r"^(?:Q(?:uestion)?\s*[:.]\s|[A-Z][\w .]{1,30}: .{10,200}\?\s*$)"
_DIED = r"(?:has died|died)\b[^.]{0,80}\b(?:aged|at the age of)\s+\d{1,3}\b|\bdies (?:at|aged) \d{1,3}\b"
_NUMBERED = r"^(?:\d{1,2}[.)]|[•*-])\s+\S"
# A time before words; times in tables and programmes stand before figures or other times.
_CLOCK = re.compile(
    r"^\s*(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?(?:GMT|BST|CET|ET|am|pm|Uhr))?\b\W{0,3}\s[^\W\d]", re.MULTILINE
)
_TIMES = 4

GENRES: tuple[Genre, ...] = (
    Genre("Opinion", "Opinion", "opinion|op-ed|comment|commentary|editorial|column|kommentar|leitartikel|tribune"),
    Genre("Analysis", "Analysis", "analysis|news analysis|explainer|analyse|análisis"),
    Genre("Review", "Review", "review|film review|book review|theatre review|album review"),
    Genre("Interview", "Interview", "interview|q&a|q and a|entretien|entrevista", _often(_QUESTIONS, 3, "?", "Q")),
    Genre(
        "Obituary",
        "Obituary",
        "obituary|nachruf|nécrologie|obituario",
        _either(
            _titled(r"\bdies (?:at|aged) \d{1,3}\b"),
            _opens(rf"[^\n]{{0,200}}{_DIED}", "died", "dies"),
        ),
    ),
    Genre(
        "Press_Release",
        "Press Release",
        "press release|ots|eqs-news|pressemitteilung",
        _either(
            _opens(r"\s*(?:FOR IMMEDIATE RELEASE|PRESS RELEASE)\b", "RELEASE"),
            _opens(
                r"[^\n]{0,120}(?:/PRNewswire|\((?:BUSINESS WIRE|GLOBE NEWSWIRE|ots)\)|Business Wire\))",
                *("PRNewswire", "WIRE)", "(ots)", "Business Wire)"),
            ),
        ),
    ),
    Genre("Results_Listings_and_Statistics", "Results Listings and Statistics", shows=_results),
    Genre(
        "Listing_of_facts",
        "Listing of facts",
        "fact ?box|factbox|timeline|key facts|chronology|chronologie",
        _both(_titled(r"^(?:the )?\d{1,3} "), _often(_NUMBERED, 4)),
    ),
    Genre(
        "",
        "Live blog",
        shows=_either(
            _titled(r"\blive (?:blog|updates?|coverage)\b|\bas it happened\b|\bliveticker\b|^\s*live:"),
            _timed,
        ),
    ),
    Genre(
        "",
        "Market report",
        "markets?|global markets|stocks|forex|us stocks|wall street|ftse|börse frankfurt|aktien frankfurt",
        _titled(r"\b(?:stocks|shares|ftse(?: 100)?|dow|nasdaq|dax|nikkei|sensex) (?:close|end|open|finish)s?\b"),
    ),
)
_ANY_LABEL = _labelled("|".join(genre.labels for genre in GENRES if genre.labels))

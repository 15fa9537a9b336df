"""Tells a story's genre, in IPTC's genre codes, where its form leaves no doubt; elsewhere it says nothing.

IPTC has no code for live blogs and market reports (a market report may be a summary, a forecast or an analysis): these
carry a literal and a name alone, so that nobody takes them for what IPTC means by another code.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

BASE = "http://cv.iptc.org/newscodes/genre/"
# Characters of the body whose form is looked at.
READ = 3000

Test = Callable[[str, str], bool]


@dataclass(frozen=True, slots=True)
class Genre:
    """A genre: IPTC's code (empty where it has none), a name, and how a title and a body show it."""

    code: str
    name: str
    shows: Test

    def to_ninjs(self) -> dict[str, Any]:
        """As ninjs wants it."""
        literal = self.name.lower().replace(" ", "-")
        return {"uri": BASE + self.code, "name": self.name} if self.code else {"literal": literal, "name": self.name}


def genres(title: str, text: str) -> list[dict[str, Any]]:
    """The genres a story's form shows, as ninjs genres; usually none."""
    body = text[:READ]
    return [genre.to_ninjs() for genre in GENRES if genre.shows(title, body)]


def _titled(pattern: str) -> Test:
    compiled = re.compile(pattern, re.IGNORECASE)
    return lambda title, _: bool(compiled.search(title))


def _either(*tests: Test) -> Test:
    return lambda title, body: any(test(title, body) for test in tests)


def _opens(pattern: str) -> Test:
    compiled = re.compile(pattern)
    return lambda _, body: bool(compiled.match(body))


def _often(pattern: str, least: int) -> Test:
    compiled = re.compile(pattern, re.MULTILINE)
    return lambda _, body: len(compiled.findall(body)) >= least


def _labelled(words: str) -> Test:
    """A word of the desk before a colon or bar, or in brackets, as headlines carry it."""
    return _titled(rf"^\s*[\[(]?(?:{words})\b\s*(?:[\])]|[:|]|[-–—]\s)|(?:^|\s)[|(\[]\s*(?:{words})[)\]]?\s*$")


def _results(_: str, body: str) -> bool:
    """Most lines end in a score or are columns of figures."""
    lines = [line for line in body.splitlines() if line.strip()]
    return len(lines) >= _RESULT_LINES and sum(map(_is_result, lines)) >= _MOST * len(lines)


def _is_result(line: str) -> bool:
    return len(line) <= _RESULT_LENGTH and bool(_RESULT.search(line))


_RESULT = re.compile(r"\b\d{1,3}\s*[-–:]\s*\d{1,3}\b|(?:\d[\d.,]*\s+){2,}\d")
_RESULT_LINES = 5
_RESULT_LENGTH = 90
_MOST = 0.6

_QUESTIONS = r"^(?:Q(?:uestion)?\s*[:.]\s|[A-Z][\w .]{1,30}: .{10,200}\?\s*$)"
_DIED = r"(?:has died|died)\b[^.]{0,80}\b(?:aged|at the age of)\s+\d{1,3}\b|\bdies (?:at|aged) \d{1,3}\b"
_NUMBERED = r"^(?:\d{1,2}[.)]|[•*-])\s+\S"
# A time before words; times in tables and programmes stand before figures or other times.
_CLOCK = r"^\s*(?:[01]?\d|2[0-3])[:.h][0-5]\d(?:\s?(?:GMT|BST|CET|ET|am|pm|Uhr))?\b\W{0,3}\s[^\W\d]"

GENRES: tuple[Genre, ...] = (
    Genre(
        "Opinion",
        "Opinion",
        _labelled("opinion|op-ed|comment|commentary|editorial|column|kommentar|leitartikel|tribune"),
    ),
    Genre("Analysis", "Analysis", _labelled("analysis|news analysis|explainer|analyse|análisis")),
    Genre("Review", "Review", _labelled("review|film review|book review|theatre review|album review")),
    Genre(
        "Interview",
        "Interview",
        _either(_labelled("interview|q&a|q and a|entretien|entrevista"), _often(_QUESTIONS, 3)),
    ),
    Genre(
        "Obituary",
        "Obituary",
        _either(
            _labelled("obituary|nachruf|nécrologie|obituario"),
            _titled(r"\bdies (?:at|aged) \d{1,3}\b"),
            _opens(rf"[^\n]{{0,200}}{_DIED}"),
        ),
    ),
    Genre(
        "Press_Release",
        "Press Release",
        _either(
            _opens(r"\s*(?:FOR IMMEDIATE RELEASE|PRESS RELEASE)\b"),
            _opens(r"[^\n]{0,120}(?:/PRNewswire|\((?:BUSINESS WIRE|GLOBE NEWSWIRE|ots)\)|Business Wire\))"),
            _labelled("press release|ots|eqs-news|pressemitteilung"),
        ),
    ),
    Genre("Results_Listings_and_Statistics", "Results Listings and Statistics", _results),
    Genre(
        "Listing_of_facts",
        "Listing of facts",
        _either(
            _labelled("fact ?box|factbox|timeline|key facts|chronology|chronologie"),
            lambda title, body: (
                bool(re.match(r"(?:the )?\d{1,3} ", title, re.IGNORECASE)) and _often(_NUMBERED, 4)(title, body)
            ),
        ),
    ),
    Genre(
        "",
        "Live blog",
        _either(
            _titled(r"\blive (?:blog|updates?|coverage)\b|\bas it happened\b|\bliveticker\b|^\s*live:"),
            _often(_CLOCK, 4),
        ),
    ),
    Genre(
        "",
        "Market report",
        _either(
            _labelled(
                r"markets?|global markets|stocks|forex|us stocks|wall street|ftse|börse frankfurt|aktien frankfurt"
            ),
            _titled(r"\b(?:stocks|shares|ftse(?: 100)?|dow|nasdaq|dax|nikkei|sensex) (?:close|end|open|finish)s?\b"),
        ),
    ),
)

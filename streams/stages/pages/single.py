"""Tells documents that are one item though they look like many: live blogs, lists, tables."""

import re
from collections.abc import Sequence
from itertools import pairwise

from streams.stages.pages.lines import Line

ENTRIES = 3  # times of day, or numbers counting up, that stand alone make a live blog or a list
HEAD_LINES = 3  # in which a live blog says that it is one
ROWS = 0.5  # of the lines are short and without a full stop: more make a list or a table, no page of stories
CLOCK = re.compile(r"\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\b\.?)?\s*(?:[A-Z]{2,4})?\s*:?$", re.IGNORECASE)
TIMED = re.compile(r"\W*\d{1,2}(?:[:h]\d{2}\b|\.\d{2}\s*(?:[-\u2013—:|•]|[ap]\.?m\b)|\s*[ap]\.?m\b)", re.IGNORECASE)
HOUR = re.compile(r"[:.h]\d{2}|[ap]\.?m\b", re.IGNORECASE)
LIVE = re.compile(
    r"\b(?:live|latest|liveblog|liveticker|updates|as it happened|minute by minute|en direct|en directo|ao vivo)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"#?(\d{1,2})[.):]?$")


def is_live_blog(lines: Sequence[Line]) -> bool:
    """Whether entries stand under times of day or begin with them, and the head says live, latest, updates."""
    return any(LIVE.search(line.text) for line in lines[:HEAD_LINES]) and sum(map(_has_time, lines)) >= ENTRIES


def entries(lines: Sequence[Line]) -> list[Line]:
    """The lines with which a live blog's entries begin, but for the first of all: those with a time of day."""
    return [late for early, late in pairwise(lines) if _has_time(late) and not _is_time(early)]


def _has_time(line: Line) -> bool:
    return _is_time(line) or TIMED.match(line.text) is not None


def _is_time(line: Line) -> bool:
    text = line.text.strip()
    return line.is_label() and CLOCK.match(text) is not None and HOUR.search(text) is not None


def is_list(lines: Sequence[Line]) -> bool:
    """Whether most lines are rows, or the numbers from 1 on stand in lines of their own."""
    rows = sum(line.is_row() for line in lines)
    numbers = [int(match[1]) for line in lines if line.is_label() and (match := NUMBER.match(line.text.strip()))]
    return rows > ROWS * len(lines) or numbers[:ENTRIES] == list(range(1, ENTRIES + 1))

"""Tells documents that are one item though they look like many: live blogs, lists, tables."""

import re
from collections.abc import Sequence

from streams.stages.pages.lines import Line

ENTRIES = 3  # times of day, or numbers counting up, that stand alone make a live blog or a list
HEAD_LINES = 3  # in which a live blog says that it is one
ROWS = 0.5  # of the lines are short and without a full stop: more make a list or a table, no page of stories
CLOCK = re.compile(r"\d{1,2}(?:[:.h]\d{2})?\s*(?:[ap]\.?m\b\.?)?\s*(?:[A-Z]{2,4})?\s*:?$", re.IGNORECASE)
HOUR = re.compile(r"[:.h]\d{2}|[ap]\.?m\b", re.IGNORECASE)
LIVE = re.compile(
    r"\b(?:live|latest|liveblog|liveticker|updates|as it happened|minute by minute|en direct|en directo|ao vivo)\b",
    re.IGNORECASE,
)
NUMBER = re.compile(r"#?(\d{1,2})[.):]?$")


def is_live_blog(lines: Sequence[Line]) -> bool:
    """Whether entries stand under times of day, and the head says live, latest, updates."""
    times = sum(_is_time(line.text.strip()) for line in lines if line.is_label())
    return times >= ENTRIES and any(LIVE.search(line.text) for line in lines[:HEAD_LINES])


def _is_time(text: str) -> bool:
    return CLOCK.match(text) is not None and HOUR.search(text) is not None


def is_list(lines: Sequence[Line]) -> bool:
    """Whether most lines are rows, or the numbers from 1 on stand in lines of their own."""
    rows = sum(line.is_row() for line in lines)
    numbers = [int(match[1]) for line in lines if line.is_label() and (match := NUMBER.match(line.text.strip()))]
    return rows > ROWS * len(lines) or numbers[:ENTRIES] == list(range(1, ENTRIES + 1))

"""What a single paragraph says about standing first in a story, or not: openings, datelines, back references."""

import re

from streams.stages.pages.words import Paragraph

BACKWARD = frozenset("he she they it his her their its him them this that these those such".split())
CONNECTIVES = frozenset(
    "but and however meanwhile also still yet so then instead moreover nevertheless besides furthermore although though "
    "while for in addition earlier later separately asked both another other".split()
)
DAYS = frozenset("monday tuesday wednesday thursday friday saturday sunday today yesterday".split())
QUOTES = ('"', "“", "'", "‘", "«", "„")
DATELINE = re.compile(r"^[A-ZÀ-Þ][A-ZÀ-Þ .,'’/-]{2,40}(?:, [A-Z][a-z]{2,8}\.? \d{1,2})?\s*(?:\([^)]{2,30}\))?\s*[-–—]")
BYLINE = re.compile(r"^By [A-Z][\w.’'-]+ [A-Z]")
FULL_NAME = re.compile(r"\b[A-Z][a-zà-ÿ]+ (?:[A-Z]\. )?[A-Z][a-zà-ÿ]+\b")
ENDS = re.compile(r"[.!?…]['\"”’)]*$")


NAMES = (
    "pronoun first",
    "connective first",
    "quote first",
    "weekday",
    "dateline",
    "byline",
    "heading",
    "indefinite",
    "pronouns",
    "full names",
    "length",
    "said",
    "first person",
    "acronym",
    "a first",
)


def cues(paragraph: Paragraph) -> tuple[float, ...]:
    """One number a cue, in the order of NAMES."""
    folded = [token.casefold() for token in paragraph.tokens[:60]]
    first = folded[0] if folded else ""
    count = max(1, len(folded))
    text = paragraph.text[:400]
    return (
        float(first in BACKWARD),
        float(first in CONNECTIVES and first != "in" and first != "for"),
        float(text.startswith(QUOTES)),
        float(any(word in DAYS for word in folded[:40])),
        float(bool(DATELINE.match(text))),
        float(bool(BYLINE.match(text)) and count < 12),
        float(count < 14 and not ENDS.search(text)),
        min(3, sum(word in ("a", "an") for word in folded)) / 3,
        min(3, sum(word in BACKWARD for word in folded)) / 3,
        min(3, len(FULL_NAME.findall(text))) / 3,
        min(count, 60) / 60,
        float("said" in folded or "says" in folded),
        min(3, sum(word in ("i", "we", "my", "our", "you") for word in folded)) / 3,
        float(any(token.isupper() and len(token) > 2 for token in paragraph.tokens[:40])),
        float(first in ("a", "an")),
    )

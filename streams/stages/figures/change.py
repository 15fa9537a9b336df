"""Which way a figure went: the nearest word of change before it in its clause, or right after it."""

import re

from streams.stages.figures import context
from streams.vocabularies import units

# Words before a percentage, and before a count, within which a word of change speaks of it.
NEAR_SHARE, NEAR_COUNT = 7, 3

_WORDS = units.directions()
_HEADS = frozenset(word.split()[0] for word in _WORDS)
_FROM = re.compile(r",?[ \u00a0](up|down)[ \u00a0]from\b", re.IGNORECASE)
_NEXT = re.compile(r"[ \u00a0-]([A-Za-z]+)(?:[ \u00a0-]([A-Za-z]+))?")
# Behind these words stands where a change began, not how large it is: down from the 16 percent of last year.
_TO_LEVEL = frozenset("from against versus vs than".split())
_COMPARED = (["compared", "with"], ["compared", "to"])
# Between a change and what is counted, these part them; and of "turned up for two games" only the verb is a change.
_APART = frozenset("that at after on in for during with against before since as while when where between".split())
_PARTICLES = frozenset({"up", "down", "off"})
_JOINED = frozenset("by to another about".split())
# All that may part "closed" and "opened" from the shops they are said of.
_DIRECT = frozenset("another further its their all the".split())
# A three percent year-on-year fall.
_YEARLY = re.compile(
    r"[ \u00a0](?:year|month|quarter|week)[ -](?:on|over)[ -](?:year|month|quarter|week)\b", re.IGNORECASE
)
_FEWER = re.compile(r"[ \u00a0](?:fewer|less)[ \u00a0]")
_ARTICLES = frozenset("the a an its their his her".split())


def change(text: str, start: int, end: int, near: int) -> str | None:
    """`up`, `down` or None for a figure at `[start, end)`; `near` words before it are looked at."""
    counted = near == NEAR_COUNT
    if counted and _FEWER.search(text, start, end):
        return "down"
    if come := _after(text, end, counted=counted):
        return come
    words = context.before(text, start)
    return _before(words[-(NEAR_SHARE if words[-1:] == ["by"] else near) :], counted=counted)


def _after(text: str, end: int, *, counted: bool) -> str | None:
    """Right behind the figure; "more" behind a count only says that there are others."""
    if come := _FROM.match(text, end):
        return come[1].lower()
    yearly = _YEARLY.match(text, end)
    match = _NEXT.match(text, yearly.end() if yearly else end)
    if not match:
        return None
    for place, word in enumerate(match.groups()):
        way, where = _WORDS.get((word or "").lower(), ("", ""))
        if where == "share" and not counted and not place:
            return way
        if where in {"after", "both"} and not (counted and word == "more") and not (place and word in _PARTICLES):
            return way
        if word and word.lower() in units.phrase_ends():
            return None
    return None


def _before(words: list[str], *, counted: bool) -> str | None:
    last = words[:-1] if words and words[-1] in _ARTICLES else words
    if last and (last[-1] in _TO_LEVEL or last[-2:] in _COMPARED):
        return None
    for index in range(len(words) - 1, -1, -1):
        if words[index] not in _HEADS:
            continue
        pair = " ".join(words[index : index + 2])
        way, where = _WORDS.get(pair) or _WORDS.get(words[index]) or ("", "")
        between = words[index + 1 :]
        if where == "count" and counted and _DIRECT.issuperset(words[index + 1 + (pair in _WORDS) :]):
            return way
        if where not in {"before", "both"} or (words[index] == "up" and between[:1] == ["to"]):
            continue
        loose = words[index] in _PARTICLES and between and between[-1] not in _JOINED
        if not counted or not (loose or _APART.intersection(between)):
            return way
    return None

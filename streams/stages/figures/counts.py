"""What a number counts ("180 different colocation entities"), by the noun phrase after it: no grammar, a few signs."""

import re

from streams.stages.figures import context
from streams.stages.figures.joints import Tag
from streams.stages.figures.spelled import Number
from streams.vocabularies import units

# Words between a number and the plural noun it counts.
PHRASE = 5
# Letters of the shortest plural that is told by its ending.
SHORT = 4
# A bare number of four digits from here on is a year, unless commas or words say otherwise.
DAYS = 31  # of a month: "May 5" is no count of what follows
ODDS = 16  # characters before a number in which "one in" makes it odds
YEARS = range(1900, 2100)

_NEXT = re.compile(r"[ \u00a0-]([^\W\d_][^\W_]*(?:[-’'][^\W_]+)*[’']?)")
_BEFORE_NOUN = frozenset(" \u00a0-+")
_MORE = ("+", "-", " or", " plus", "\u00a0")
_COMPOUND = re.compile(r"-([a-z]{3,})(?=[ \u00a0][A-Za-z])(?<!fold)(?<!ish)")
# What a number says of the noun behind it: a 12,000-strong workforce, four of those states.
_STRONG = re.compile(
    r"-strong[ \u00a0](?:[a-z]+[ \u00a0]){0,2}?([a-z]{3,})(?=[ \u00a0](?:of|to|in|at|on|and|is|was)\b|[.,;:!?)]|\Z)"
)
_OF = re.compile(r"[ \u00a0]of[ \u00a0](?:the|these|those|its|their|his|her|our|my|your)(?=[ \u00a0][A-Za-z])")
_NO_COMPOUNDS = frozenset(
    "strong odd plus way time run fold part party off old size sized hit star level bedroomed".split()
)
_ODDS = re.compile(r"\b(?:one|two|three|four|[0-9]+)[ \u00a0]in[ \u00a0](?:every[ \u00a0])?\Z", re.IGNORECASE)
# The other end of a range or score: 13-to-14.
_LABEL = re.compile("(?:to|by|for|in|on)-[0-9]")
_ENDS = units.phrase_ends()
_SINGULARS = units.singulars()
_OPENING = frozenset('\n“"')
_NAMES = units.before_names()
# Those that label what is behind a number in words as well: number eight Ryan Jones.
_LABELS = frozenset("number no phase chapter article section stage level part".split())
_MONTHS = frozenset("january february march april may june july august september october november december".split())
# Products and companies that look like a number with its scale.
_NOT_SCALES = frozenset({"3M", "4K", "8K", "5K", "10K"})
# Words that open a sentence before a number and are no names.
_OPENERS = frozenset("some another besides last next first police both what these those".split()) | {
    word for phrase in units.approximations() for word in phrase.split()
}
_CALENDAR = frozenset("monday tuesday wednesday thursday friday saturday sunday".split())


def count(text: str, number: Number) -> Tag | None:
    """The counted noun, singular and in lower case, with the span from the number to the noun's end."""
    if number.code or number.value < 1 or (number.value == 1 and not number.digits):
        return None
    factor, end = (number.short, number.short_end) if number.short > 1 else (1, number.end)
    if text[end : end + 1] not in _BEFORE_NOUN:
        return None
    noun = _compound(text, end) or _noun(text, end) or _of_them(text, end) or _noun_after_more(text, end)
    if not noun or text[number.start : number.short_end] in _NOT_SCALES or is_name(text, number):
        return None
    if _ODDS.search(text, max(0, number.start - ODDS), number.start):
        return None
    return Tag(number.start, noun[0], noun[1], factor)


def _noun_after_more(text: str, end: int) -> tuple[int, str] | None:
    """The noun of "100 or more people" and "100+ people"."""
    past = context.approximate_to(text, end) if text.startswith(_MORE, end) else end
    return _noun(text, past) if past > end else None


def _of_them(text: str, end: int) -> tuple[int, str] | None:
    """The noun of "three of its retail stores"."""
    match = _OF.match(text, end) if text.startswith("of", end + 1) else None
    return _noun(text, match.end()) if match else None


def _compound(text: str, end: int) -> tuple[int, str] | None:
    """The noun of "12-member" and "200-seat", and of a "12,000-strong workforce"."""
    if text[end] != "-":
        return None
    if strong := _STRONG.match(text, end):
        return strong.end(1), singular(strong[1]) or strong[1]
    match = _COMPOUND.match(text, end)
    return (match.end(1), match[1]) if match and match[1] not in _NO_COMPOUNDS and match[1] not in _ENDS else None


def _noun(text: str, end: int) -> tuple[int, str] | None:
    """Where the first run of plural nouns after `end` ends, and its last word in the singular."""
    found = None
    for _ in range(PHRASE):
        match = _NEXT.match(text, end)
        if match and text[end] == "-" and match[1][0].isupper():
            return None
        word = match[1].lower() if match else ""
        if not match or word in _ENDS or word.endswith(("'s", "’s")) or ("-" in word and _LABEL.match(word)):
            break
        single = singular(word)
        if not single and found:
            break
        if single:
            whose = text[match.end(1) - 1] in "’'"
            found = match.end(1) - whose, single
            if whose:  # of "four members' names" the members are four
                break
        end = match.end()
    return found


def singular(word: str) -> str:
    """The singular of a plural noun in lower case; empty if the word does not look like one."""
    word = word.rstrip("’'")
    if word in _SINGULARS:
        return _SINGULARS[word]
    if "-" in word:
        head, _, last = word.rpartition("-")
        if last in _SINGULARS:
            return f"{head}-{_SINGULARS[last]}"
    if len(word) < SHORT or not word.endswith("s") or word.endswith(("ss", "us", "is", "ous")):
        return ""
    if word.endswith("ies") and len(word) > SHORT:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zzes")):
        return word[:-2]
    return word[:-1]


def is_name(text: str, number: Number) -> bool:
    """Whether the number is a year, or a label or version of the name before it: iPhone 17, No. 4."""
    start = number.start
    if is_year(text, number):
        return context.approximate_from(text, start) == start
    if not number.digits:
        return _is_title(text, number) or context.word_before(text, start).lower() in _LABELS
    word = context.word_before(text, start)
    return bool(word) and _names(text, number, word)


def is_year(text: str, number: Number) -> bool:
    """Whether the number is written as a year is."""
    return number.digits and number.scale == 1 and number.value in YEARS and "," not in text[number.start : number.end]


def _names(text: str, number: Number, word: str) -> bool:
    if word.lower().rstrip(".") in _NAMES or (word[0].islower() and word[1:2].isupper()):
        return True
    if word.endswith(".") or (word.lower() in _MONTHS and number.value <= DAYS):
        return word[-1] != "."
    low = word.lower()
    if not word[0].isupper() or low in _CALENDAR or low in _ENDS or number.scale > 1:
        return False
    opens = _opens_sentence(text, text.rfind(word, 0, number.start))
    return not (opens and (low in _OPENERS or low.endswith(("ly", "ing", "ed"))))


def _is_title(text: str, number: Number) -> bool:
    """Whether words of a number are capitals inside a sentence, beside a capital: Six Flags, the Big Four banks."""
    if not text[number.start].isupper() or _opens_sentence(text, number.start):
        return False
    return text[number.end + 1 : number.end + 2].isupper() or context.word_before(text, number.start)[:1].isupper()


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - 2) : start]
    return start == 0 or before[-1:] in _OPENING or (before[-1:].isspace() and before[0] in '.!?:\n”"')

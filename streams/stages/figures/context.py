"""What stands around a figure: words before and after it, and whether they make it approximate. Windows are bounded."""

import re

from streams.stages.figures.alternation import any_of
from streams.vocabularies import units

# Characters looked at before and after a figure: enough for five words.
WINDOW = 48

_BEFORE = re.compile(
    rf"(?:(?<![\w-]){any_of(units.approximations())}(?:[ \u00a0](?:a|an|the))?[ \u00a0]"
    r"|(?<!\w)c\. ?|[~≈] ?|(?<![\w/])[><] ?)\Z",
    re.IGNORECASE,
)
# What the pattern can end with, in lower case: behind anything else no search is worth while.
_ARTICLES = (f"{blank}{article}" for blank in " \u00a0" for article in ("a", "an", "the"))
# "Ticked up to 4 percent" and "is up to 58" say a change.
_MOVED = frozenset(words.split()[0] for words in units.directions() if words.endswith(" up"))
_ENDINGS = (*"~≈><", "c.", *_ARTICLES, *sorted({phrase.split()[-1] for phrase in units.approximations()}))
# Characters of the longest phrase with an article and blanks.
_REACH = max(map(len, units.approximations())) + len(" the ")
_LONGEST = max(map(len, _ENDINGS)) + 1
_AFTER = re.compile(
    r"\+(?![\d])|[ \u00a0]or (?:so|more|less|fewer)\b|-(?:plus|odd)\b|[ \u00a0]plus\b(?! [\d$€£])", re.IGNORECASE
)
# Where what is before has no bearing any more: the end of a sentence or clause. That all begin with one set of
# characters makes the search three times faster.
_BREAK = re.compile(r"[;:!?\n().,–—-](?:(?<=[;:!?\n()])|(?<=\.)(?=[ \n])|(?<=[.,])(?=\")|(?<=\s[–—-])\s)")
_LAST = re.compile(r"[\w'’.-]*[\w.]\Z")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


def approximate_from(text: str, start: int) -> int:
    """Where words that make the figure at `start` approximate begin ("more than", "~"); `start` if there are none."""
    if start and text[start - 1] not in " \u00a0~≈><.":
        return start
    for _ in range(2):
        ending = text[max(0, start - _LONGEST) : start].rstrip().lower()
        if not ending.endswith(_ENDINGS) or not (found := _BEFORE.search(text, max(0, start - _REACH), start)):
            break
        if found[0].lower().startswith("up to") and word_before(text, found.start()).lower() in _MOVED:
            break
        start = found.start()
    return start


def approximate_to(text: str, end: int) -> int:
    """Where words after the figure that make it approximate end ("or so", "+"); `end` if there are none."""
    found = _AFTER.match(text, end)
    return found.end() if found else end


def before(text: str, start: int) -> list[str]:
    """The words of the same clause before `start`, at most those in the window, in lower case and in order."""
    clause = _BREAK.split(text[max(0, start - WINDOW) : start])[-1]
    return _WORD.findall(clause.lower())


def word_before(text: str, start: int) -> str:
    """The word right before `start`, as written; empty if there is none or punctuation parts them."""
    words = text[max(0, start - WINDOW) : start].split()
    last = words[-1] if words else ""
    if last.isalnum():
        return last
    found = _LAST.search(last)
    return found[0] if found else ""

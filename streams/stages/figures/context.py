"""What stands around a figure: words before and after it, and whether they make it approximate. Windows are bounded."""

import re

from streams.vocabularies import units

# Characters looked at before and after a figure: enough for five words.
WINDOW = 48

_BEFORE = re.compile(
    rf"(?:(?<![\w-])(?:{'|'.join(map(re.escape, sorted(units.approximations(), key=len, reverse=True)))})"
    r"(?:[ \u00a0](?:a|an|the))?[ \u00a0]|(?<!\w)c\. ?|[~≈] ?|(?<![\w/])[><] ?)\Z",
    re.IGNORECASE,
)
_AFTER = re.compile(
    r"\+(?![\d])|[ \u00a0]or (?:so|more|less|fewer)\b|-(?:plus|odd)\b|[ \u00a0]plus\b(?! [\d$€£])", re.IGNORECASE
)
# Where what is before has no bearing any more: the end of a sentence or clause.
_BREAK = re.compile(r"[;:!?\n()]|\.(?=[ \n])|[.,](?=\")|\s[–—-]\s")
_LAST = re.compile(r"[\w'’.-]*[\w.]\s*\Z")
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")


def approximate_from(text: str, start: int) -> int:
    """Where words that make the figure at `start` approximate begin ("more than", "~"); `start` if there are none."""
    low = max(0, start - WINDOW)
    if start and text[start - 1] not in " \u00a0~≈><.":
        return start
    for _ in range(2):
        if not (found := _BEFORE.search(text, low, start)):
            break
        start = found.start()
    return start


def approximate_to(text: str, end: int) -> int:
    """Where words after the figure that make it approximate end ("or so", "+"); `end` if there are none."""
    found = _AFTER.match(text, end)
    return found.end() if found else end


def before(text: str, start: int) -> list[str]:
    """The words of the same clause before `start`, at most those in the window, in lower case and in order."""
    low = max(0, start - WINDOW)
    window = text[low:start]
    clause = max((found.end() for found in _BREAK.finditer(window)), default=0)
    return [word.lower() for word in _WORD.findall(window[clause:])]


def word_before(text: str, start: int) -> str:
    """The word right before `start`, as written; empty if there is none or punctuation parts them."""
    found = _LAST.search(text, max(0, start - WINDOW), start)
    return found[0].rstrip() if found else ""

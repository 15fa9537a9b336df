"""Splits text into tokens with offsets, and into sentences; hyphens and possessives stand alone."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from streams.stages.names.runs import Run, runs

# Written with a stop that belongs to the word; a sentence may go on after it.
TITLES = (
    "Mr|Mrs|Ms|Dr|Prof|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Cmdr|Gov|Sen|Sens|Rep|Reps|Rev|Hon|Pres|Supt|Det|Messrs|Mme|St|Ft|Mt"
)
ENDINGS = "Inc|Corp|Co|Cos|Ltd|Bros|Jr|Sr|Esq|Plc|Intl|Univ|Dept|Assn|Bancorp"
DATES = "Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sep|Sept|Oct|Nov|Dec|No|vs|Ave|Blvd|Rd"
STATES = (
    "Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Md|Mass|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn"
    "|Tex|Va|Vt|Wash|Wis|Wyo"
)
TOKEN = re.compile(
    rf"""
    [A-Za-z]++(?=[ ,\n])                                          # most words, found at once
  | [,;()"] | \.(?!\.)                                           # and most signs
  | https?://\S+ | www\.\S+                                       # addresses
  | [@\#]\w+                                                      # handles and hash tags
  | (?:[^\W\d_]\.){{2,}}                                          # U.S., J.P.
  | (?:{TITLES}|{ENDINGS}|{DATES}|{STATES})\.(?=\s|,|$|')         # Mr., Inc., Calif.
  | [A-Z]\.(?=[^\S\n][A-Z])                                      # J. Edgar
  | \w+\.(?:com|org|net|co|io|ai|gov|edu|uk|tv|fm)\b              # Amazon.com
  | \d+(?:[.,:]\d+)*\w*                                           # numbers
  | [OoDdLl]['’][^\W\d_]\w+                                       # O'Neill, d'Estaing
  | [^\W\d_]+(?:&[^\W\d_]+)+                                      # AT&T
  | ['’](?:s|ve|m|ll|re|d)\b                                      # possessive, contraction
  | \w+(?:['’](?!(?:s|ve|m|ll|re|d)\b)\w+)*                        # words, don't
  | \.\.\. | \S                                                   # the rest, sign by sign
    """,
    re.VERBOSE,
)
ENDS = frozenset(".!?…")
CLOSERS = frozenset("\"'”’)]»")
# A heading: so many words, this share of them in capitals or capitalised.
HEADING_WORDS = 4
UPPER_SHARE = 0.8
TITLE_SHARE = 0.85
LONG_WORD = 4
# What is counted of words, side by side in one number: the lowest bits tell words of letters, from these bits on the
# others begin, far enough apart that counts of no text run together.
CAPITALS, LONG, LONG_CAPITAL = 24, 48, 72
COUNT = (1 << CAPITALS) - 1
WORDS_KEPT = 100_000  # whose marks are remembered


class _Marks(dict[str, int]):
    """What is counted of each word; worked out when it is first asked for."""

    def __missing__(self, word: str) -> int:
        if len(self) >= WORDS_KEPT:
            self.clear()
        letter = word[0].isalpha()
        long = letter and len(word) >= LONG_WORD
        capital = long and word[0].isupper()
        made = letter + ((letter and word.isupper()) << CAPITALS) + (long << LONG) + (capital << LONG_CAPITAL)
        return self.setdefault(word, made)


_MARKS = _Marks()


def mode(words: Sequence[str]) -> str:
    """Whether a sentence is a heading in capitals (U), one in title case (T), or neither (N)."""
    counts = sum(map(_MARKS.__getitem__, words))
    letters = counts & COUNT
    if letters < HEADING_WORDS:
        return "N"
    if counts >> CAPITALS & COUNT >= UPPER_SHARE * letters:
        return "U"
    long = counts >> LONG & COUNT
    return "T" if long >= HEADING_WORDS and counts >> LONG_CAPITAL >= TITLE_SHARE * long else "N"


@dataclass(frozen=True)
class Tokens:
    """Words with their offsets [start, end) in code points; `sentences` are ranges of token indices in order."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]

    @cached_property
    def opens(self) -> frozenset[int]:
        """The tokens with which sentences begin."""
        return frozenset([start for start, _ in self.sentences])

    @cached_property
    def stops(self) -> frozenset[int]:
        """Where sentences end."""
        return frozenset([end for _, end in self.sentences])

    @cached_property
    def modes(self) -> list[str]:
        """For each sentence how it is written: N, or a heading in title case (T) or capitals (U)."""
        return [mode(self.words[start:end]) for start, end in self.sentences]

    @cached_property
    def runs(self) -> list[Run]:
        """The runs of capitals in which names may stand, in order."""
        return runs(self.words, self.sentences)

    def number(self, index: int) -> int:
        """Which sentence a token is in."""
        return bisect_right(self.sentences, (index, len(self.words))) - 1

    def written(self, first: int, end: int) -> str:
        """The tokens [first, end) as one line writes them: a blank where there was any space."""
        if end - first == 1:
            return self.words[first]
        return " ".join(self.text[self.starts[first] : self.ends[end - 1]].split())


def tokens(text: str) -> Tokens:
    """The tokens of a text; a line break always ends a sentence."""
    words: list[str] = TOKEN.findall(text)
    starts: list[int] = []
    ends: list[int] = []
    end = 0
    find = text.find
    for word in words:
        start = find(word, end)
        end = start + len(word)
        starts.append(start)
        ends.append(end)
    bounds = sorted({0, len(words), *_borders(words, _lines(text, starts))})
    return Tokens(text, words, starts, ends, list(pairwise(bounds)))


def _lines(text: str, starts: Sequence[int]) -> set[int]:
    """The tokens with which lines begin, but for the first; a line without any counts as the next."""
    found: set[int] = set()
    place = text.find("\n")
    while place >= 0:
        found.add(bisect_left(starts, place))
        place = text.find("\n", place + 1)
    return found


def _borders(words: Sequence[str], lines: set[int]) -> set[int]:
    """The tokens with which sentences begin: after each stop and what closes with it, unless it is an initial's."""
    borders = set(lines)
    for stop in [index for index, word in enumerate(words) if word in ENDS]:
        after = stop + 1
        while after < len(words) and after not in lines and words[after] in CLOSERS:
            after += 1
        if after == len(words) or words[after] in ENDS or words[after] in CLOSERS or words[after][0].islower():
            continue
        initial = words[stop] == "." and stop not in borders and len(words[stop - 1]) == 1 and words[stop - 1].isupper()
        if not initial or stop == 0:
            borders.add(after)
    return borders

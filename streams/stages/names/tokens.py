"""Splits text into tokens with offsets, and into sentences; hyphens and possessives stand alone."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from itertools import pairwise

from streams.stages.names.runs import IS_CAPITAL, Run, run_marks, runs
from streams.vocabularies.lists import word_list

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
LEAST_CAPITALS = 4  # a sentence with fewer is no heading by any of these
LONG_WORD = 4
# What is counted of words, side by side in one number: words of letters, and from these bits on the others, far enough
# apart that counts of no text run together.
CAPITALS, LONG, LONG_CAPITAL = 24, 48, 72
COUNT = (1 << CAPITALS) - 1
# Pieces of text between two blanks whose tokens are remembered: the wire repeats its words. Long ones are not, nor are
# numbers, of which there is no end.
PIECES_KEPT, LONGEST_KEPT, LONGEST_NUMBER = 40_000, 30, 5
WORDS_KEPT = 20_000  # whose marks are remembered, for pieces not met before
DIGIT = re.compile(r"\d")
INITIAL = re.compile(r"[A-Z]\.$")

Token = tuple[str, int, int, int]
"""A word, its [start, end) in its piece, and its marks."""


marks_of = lru_cache(maxsize=WORDS_KEPT)(run_marks)


@lru_cache(maxsize=WORDS_KEPT)
def _counted(word: str) -> int:
    """What is counted of a word."""
    letter = word[0].isalpha()
    long = letter and len(word) >= LONG_WORD
    capital = long and word[0].isupper()
    counted = letter + ((letter and word.isupper()) << CAPITALS)
    return counted + (long << LONG) + (capital << LONG_CAPITAL)


class _Pieces(dict[str, int | tuple[Token, ...] | None]):
    """The tokens of each piece without a blank in it: a token's marks where the piece is that token and no stop.

    None where they depend on what follows: "J." is one token before a capital.
    """

    def __missing__(self, piece: str) -> int | tuple[Token, ...] | None:
        cut = _cut(piece)
        made: int | tuple[Token, ...] | None = cut
        if INITIAL.search(piece) and cut != _cut(f"{piece} A"):
            made = None
        elif len(cut) == 1 and cut[0][0] == piece and piece not in ENDS:
            made = cut[0][3]
        if len(piece) > LONGEST_KEPT or (len(piece) > LONGEST_NUMBER and DIGIT.search(piece)):
            return made
        if len(self) >= PIECES_KEPT:
            self.clear()
        return self.setdefault(piece, made)


def _cut(piece: str) -> tuple[Token, ...]:
    """The tokens of a piece, without what stands behind its blank."""
    made = []
    end, last = 0, piece.find(" ")
    for word in TOKEN.findall(piece):
        start = piece.find(word, end)
        end = start + len(word)
        if last < 0 or end <= last:
            made.append((word, start, end, marks_of(word)))
    return tuple(made)


_PIECES = _Pieces()


def mode(words: Sequence[str]) -> str:
    """Whether a sentence is a heading in capitals (U), one in title case (T), or neither (N)."""
    counts = sum(map(_counted, words))
    letters = counts & COUNT
    if letters < HEADING_WORDS:
        return "N"
    if counts >> CAPITALS & COUNT >= UPPER_SHARE * letters:
        return "U"
    long = counts >> LONG & COUNT
    return "T" if long >= HEADING_WORDS and counts >> LONG_CAPITAL >= TITLE_SHARE * long else "N"


@dataclass
class Tokens:
    """Words with their offsets [start, end) in code points, and what follows from them alone; not to be changed.

    `sentences` are ranges of token indices, `modes` how each is written: N, or a heading in title case (T) or capitals
    (U); `runs` the runs of capitals in which names may stand, in order.
    """

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]
    marks: list[int]
    sentences: list[tuple[int, int]]
    modes: list[str]
    runs: list[Run]

    @cached_property
    def opens(self) -> frozenset[int]:
        """The tokens with which sentences begin."""
        return frozenset([start for start, _ in self.sentences])

    @cached_property
    def stops(self) -> frozenset[int]:
        """Where sentences end."""
        return frozenset([end for _, end in self.sentences])

    @cached_property
    def trading(self) -> int:
        """How many of the words are words of trading."""
        return sum(map(word_list("companies/trading").__contains__, map(str.lower, self.words)))

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
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    marks: list[int] = []
    stops: list[int] = []
    at = 0
    for piece in text.split(" "):
        made = _PIECES[piece]
        if isinstance(made, int):
            words.append(piece)
            starts.append(at)
            marks.append(made)
            at += len(piece)
            ends.append(at)
            at += 1
            continue
        if made is None:
            after = text[at + len(piece) + 1 : at + len(piece) + 2]
            made = _cut(f"{piece} A" if "A" <= after <= "Z" else f"{piece} ")
        for word, start, end, mark in made:
            if word in ENDS:
                stops.append(len(words))
            words.append(word)
            starts.append(at + start)
            ends.append(at + end)
            marks.append(mark)
        at += len(piece) + 1
    sentences = list(pairwise(sorted({0, len(words), *_borders(words, stops, _lines(text, starts))})))
    capitals = [index for index, mark in enumerate(marks) if mark & IS_CAPITAL]
    modes = [
        mode(words[start:end]) if bisect_left(capitals, end) - bisect_left(capitals, start) >= LEAST_CAPITALS else "N"
        for start, end in sentences
    ]
    return Tokens(text, words, starts, ends, marks, sentences, modes, runs(marks, capitals, sentences))


def _lines(text: str, starts: Sequence[int]) -> set[int]:
    """The tokens with which lines begin, but for the first; a line without any counts as the next."""
    found: set[int] = set()
    place = text.find("\n")
    while place >= 0:
        found.add(bisect_left(starts, place))
        place = text.find("\n", place + 1)
    return found


def _borders(words: Sequence[str], stops: Sequence[int], lines: set[int]) -> set[int]:
    """The tokens with which sentences begin: after each stop and what closes with it, unless it is an initial's."""
    borders = set(lines)
    for stop in stops:
        after = stop + 1
        while after < len(words) and after not in lines and words[after] in CLOSERS:
            after += 1
        if after == len(words) or words[after] in ENDS or words[after] in CLOSERS or words[after][0].islower():
            continue
        initial = words[stop] == "." and stop not in borders and len(words[stop - 1]) == 1 and words[stop - 1].isupper()
        if not initial or stop == 0:
            borders.add(after)
    return borders

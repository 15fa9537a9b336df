"""Splits text into tokens with offsets, and into sentences; hyphens and possessives stand alone."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

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
    https?://\S+ | www\.\S+                                       # addresses
  | [@\#]\w+                                                      # handles and hash tags
  | (?:[^\W\d_]\.){{2,}}                                          # U.S., J.P.
  | (?:{TITLES}|{ENDINGS}|{DATES}|{STATES})\.(?=\s|,|$|')         # Mr., Inc., Calif.
  | [A-Z]\.(?=\s[A-Z])                                            # J. Edgar
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
# A heading: so many words, this share of them in capitals or capitalised.
HEADING_WORDS = 4
UPPER_SHARE = 0.8
TITLE_SHARE = 0.85
LONG_WORD = 4
CLOSERS = frozenset("\"'”’)]»")


def mode(words: list[str]) -> str:
    """Whether a sentence is a heading in capitals (U), one in title case (T), or neither (N)."""
    letters = [word for word in words if word[0].isalpha()]
    if len(letters) < HEADING_WORDS:
        return "N"
    if sum(word.isupper() for word in letters) >= UPPER_SHARE * len(letters):
        return "U"
    long = [word for word in letters if len(word) >= LONG_WORD]
    return (
        "T"
        if len(long) >= HEADING_WORDS and sum(word[0].isupper() for word in long) >= TITLE_SHARE * len(long)
        else "N"
    )


@dataclass(frozen=True)
class Tokens:
    """Words with their offsets [start, end) in code points; `sentences` are ranges of token indices in order."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]

    @cached_property
    def opens(self) -> frozenset[int]:
        """The tokens with which sentences begin."""
        return frozenset(start for start, _ in self.sentences)

    @cached_property
    def stops(self) -> frozenset[int]:
        """Where sentences end."""
        return frozenset(end for _, end in self.sentences)

    @cached_property
    def modes(self) -> list[str]:
        """For each sentence how it is written: N, or a heading in title case (T) or capitals (U)."""
        return [mode(self.words[start:end]) for start, end in self.sentences]

    def number(self, index: int) -> int:
        """Which sentence a token is in."""
        return bisect_right(self.sentences, (index, len(self.words))) - 1

    def written(self, first: int, end: int) -> str:
        """The tokens [first, end) as one line writes them: a blank where there was any space."""
        words, starts, ends = self.words, self.starts, self.ends
        parts = [" " * (starts[index] > ends[index - 1]) + words[index] for index in range(first + 1, end)]
        return words[first] + "".join(parts)


def tokens(text: str) -> Tokens:
    """The tokens of a text; a line break always ends a sentence."""
    words: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    sentences: list[tuple[int, int]] = []
    first = offset = 0
    for line in text.split("\n"):
        for found in TOKEN.finditer(line):
            word = found.group()
            if _begins(words, first, word):
                sentences.append((first, len(words)))
                first = len(words)
            words.append(word)
            starts.append(offset + found.start())
            ends.append(offset + found.end())
        if first < len(words):
            sentences.append((first, len(words)))
            first = len(words)
        offset += len(line) + 1
    return Tokens(words, starts, ends, sentences)


def _begins(words: list[str], first: int, word: str) -> bool:
    """Whether a sentence begins with `word`, given what stands before it."""
    last = len(words) - 1
    if last < first or word in CLOSERS or word in ENDS:
        return False
    while last > first and words[last] in CLOSERS:
        last -= 1
    initial = last > first and words[last] == "." and len(words[last - 1]) == 1 and words[last - 1].isupper()
    return words[last] in ENDS and not initial and not word[0].islower()

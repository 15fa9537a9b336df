"""Splits text into tokens with offsets, and into sentences; hyphens and possessives stand alone."""

import re
from dataclasses import dataclass

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
CLOSERS = frozenset("\"'”’)]»")


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words with their offsets [start, end) in code points; `sentences` are ranges of token indices in order."""

    words: list[str]
    starts: list[int]
    ends: list[int]
    sentences: list[tuple[int, int]]

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

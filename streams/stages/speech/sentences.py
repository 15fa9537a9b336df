"""Cuts text into sentences of tokens, where a quotation is a single token, whatever it holds."""

import re
from dataclasses import dataclass

from streams.stages.speech.marks import Region, regions

# The word of a token that is a quotation, and of one that ends a paragraph.
QUOTE, PARAGRAPH = "“”", "\n"
# Tokens of one sentence; text without any full stop is cut here.
LONGEST = 400
# Letters of a word that headings begin with a capital, more than these.
LONG = 4

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Pres|Ft|Mt|Adm|Maj|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd|No|vs|Jan|Feb|Aug|Sept?|Oct"
    "|Nov|Dec|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn"
    "|Tex|Va|Vt|Wash|Wis|Wyo"
)
# Pronouns part from what is contracted with them. Plain words come first, and the looks ahead spare most of the rest
# the long alternatives.
_TOKEN = re.compile(
    r"[A-Za-z]+(?![\w’'&.,@/-])|(?=[IYyHhSsWwTt])(?:I|[Yy]ou|[Hh]e|[Ss]he|[Ii]t|[Ww]e|[Tt]hey|[Ww]ho|[Tt]hat|[Tt]here)(?=[’'](?:s|d|ll|ve|re|m)\b)"
    rf"|(?=[A-Zv])(?:(?:{_ABBREVIATIONS})\.|(?:[A-WYZ]\.)+(?!\w))|[^\W_](?:[\w’'&]+|[.,@/-](?=\w))*"
    r"|[’'](?:s|d|ll|ve|re|m)\b|…|\.\.\.|--|[^\w\s]|\n"
)
_ENDS = frozenset(".!?")
_CLOSERS = _ENDS | {QUOTE}


@dataclass(slots=True)
class Sentence:
    """Tokens by their parts: words as written, in lower case, where they stand; `quotes` are the quotations."""

    words: list[str]
    lows: list[str]
    starts: list[int]
    ends: list[int]
    quotes: dict[int, Region]

    def __len__(self) -> int:
        return len(self.words)

    def capital(self, index: int) -> bool:
        """Whether the token is written with a capital."""
        return self.words[index][0].isupper()

    def heading(self) -> bool:
        """Whether all its longer words are written with a capital, and not in capitals alone."""
        longer = [word for word in self.words if len(word) > LONG]
        return len(longer) > 1 and all(word[0].isupper() or not word[0].isalpha() for word in longer)


def sentences(text: str) -> list[Sentence]:
    """Sentences in order; every token belongs to one. Linear in the text's length."""
    builder = _Builder()
    past = 0
    for region in regions(text):
        builder.read(text, past, region.outer)
        builder.quote(region)
        past = region.outer_end
    builder.read(text, past, len(text))
    builder.close()
    return builder.done


class _Builder:
    """The sentence at hand and those that are done."""

    def __init__(self) -> None:
        self.done: list[Sentence] = []
        self._open()

    def _open(self) -> None:
        self._words: list[str] = []
        self._starts: list[int] = []
        self._quotes: dict[int, Region] = {}

    def read(self, text: str, start: int, end: int) -> None:
        """Take in the text between two quotations; between two tokens there are only blanks, so each is found again."""
        words, starts, find, place = self._words, self._starts, text.find, start
        before = words[-1] if words else ""
        for word in _TOKEN.findall(text, start, end):
            at = find(word, place)
            place = at + len(word)
            if word == PARAGRAPH or (before in _CLOSERS and self._is_new(word)) or len(words) > LONGEST:
                self.close()
                words, starts, before = self._words, self._starts, ""
                if word == PARAGRAPH:
                    continue
            words.append(word)
            starts.append(at)
            before = word

    def quote(self, region: Region) -> None:
        """Take in a quotation as one token."""
        if self._words and self._is_new(QUOTE):
            self.close()
        self._quotes[len(self._words)] = region
        self._words.append(QUOTE)
        self._starts.append(region.outer)

    def close(self) -> None:
        """End the sentence at hand."""
        if not (words := self._words):
            return
        ends = [start + len(word) for start, word in zip(self._starts, words, strict=True)]
        for index, region in self._quotes.items():
            ends[index] = region.outer_end
        lows = " ".join(words).lower().split(" ")
        self.done.append(Sentence(words, lows, self._starts, ends, self._quotes))
        self._open()

    def _is_new(self, word: str) -> bool:
        """Whether the next token opens a sentence."""
        if word in _ENDS or word in {")", "]", ","}:
            return False
        last = self._words[-1]
        if last in _ENDS:
            return not word[0].islower()
        if last == QUOTE:
            return self._quotes[len(self._words) - 1].stop in {".", "…"} and (word[0].isupper() or word == QUOTE)
        return False

"""Cuts text into sentences of tokens, where a quotation is a single token, whatever it holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from streams.stages.speech.marks import Region, regions

# The word of a token that is a quotation, and of one that ends a paragraph.
QUOTE, PARAGRAPH = "“”", "\n"
# Tokens of one sentence; text without any full stop is cut here.
LONGEST = 400

_ABBREVIATIONS = (
    "Mr|Mrs|Ms|Dr|Sen|Sens|Rep|Reps|Gov|Gen|Lt|Col|Sgt|Capt|Prof|Rev|Hon|St|Jr|Sr|Inc|Corp|Co|Ltd|No|vs|Jan|Feb|Aug|Sept?|Oct"
    "|Nov|Dec|Ala|Ariz|Ark|Calif|Colo|Conn|Del|Fla|Ga|Ill|Ind|Kan|Ky|La|Mass|Md|Mich|Minn|Miss|Mo|Mont|Neb|Nev|Okla|Ore|Pa|Tenn"
    "|Tex|Va|Vt|Wash|Wis|Wyo"
)
_TOKEN = re.compile(
    r"(?:I|[Yy]ou|[Hh]e|[Ss]he|[Ii]t|[Ww]e|[Tt]hey|[Ww]ho|[Tt]hat|[Tt]here)(?=[’'](?:s|d|ll|ve|re|m)\b)|[’'](?:s|d|ll|ve|re|m)\b"
    rf"|(?:{_ABBREVIATIONS})\.|(?:[A-Z]\.)+(?!\w)|[^\W_](?:[\w’'&]|[.,@/-](?=\w))*|…|\.\.\.|--|[^\w\s]|\n"
)
_ENDS = frozenset(".!?")


@dataclass(slots=True)
class Sentence:
    """Tokens by their parts: words as written, in lower case, and where they stand. `first`: it opens a paragraph."""

    first: bool
    words: list[str] = field(default_factory=list)
    lows: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    quotes: dict[int, Region] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.words)

    def add(self, word: str, start: int, end: int) -> None:
        """Append a token."""
        self.words.append(word)
        self.lows.append(word.lower())
        self.starts.append(start)
        self.ends.append(end)

    def capital(self, index: int) -> bool:
        """Whether the token is written with a capital."""
        return self.words[index][0].isupper()


def sentences(text: str) -> Iterator[Sentence]:
    """Sentences in order; every token belongs to one. Linear in the text's length."""
    sentence, past = Sentence(first=True), 0
    for region in [*regions(text), None]:
        until = region.outer if region else len(text)
        for match in _TOKEN.finditer(text, past, until):
            word = match[0]
            if word == PARAGRAPH:
                if len(sentence):
                    yield sentence
                sentence = Sentence(first=True)
                continue
            if _is_new(sentence, word):
                yield sentence
                sentence = Sentence(first=False)
            sentence.add(word, match.start(), match.end())
        if not region:
            break
        if _is_new(sentence, QUOTE):
            yield sentence
            sentence = Sentence(first=False)
        sentence.quotes[len(sentence)] = region
        sentence.add(QUOTE, region.outer, region.outer_end)
        past = region.outer_end
    if len(sentence):
        yield sentence


def _is_new(sentence: Sentence, word: str) -> bool:
    """Whether the next token opens a sentence."""
    if not sentence.words or word in _ENDS or word in {")", "]", ","}:
        return False
    last = sentence.words[-1]
    if last in _ENDS:
        return not word[0].islower()
    if last == QUOTE:
        return sentence.quotes[len(sentence) - 1].stop in {".", "…"} and (word[0].isupper() or word == QUOTE)
    return len(sentence) > LONGEST

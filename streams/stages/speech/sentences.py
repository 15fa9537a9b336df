"""Cuts text into sentences of tokens, where a quotation is a single token, whatever it holds."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from operator import sub

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
# Pronouns part from what is contracted with them. The blank in front spares a search, plain words come first, and the
# looks ahead spare most of the rest the long alternatives.
_TOKEN = re.compile(
    r" ?+([A-Za-z]++(?![\w’'&.]|[,@/-]\w)"
    r"|(?=[IYyHhSsWwTt])(?:I|[Yy]ou|[Hh]e|[Ss]he|[Ii]t|[Ww]e|[Tt]hey|[Ww]ho|[Tt]hat|[Tt]here)(?=[’'](?:s|d|ll|ve|re|m)\b)"
    rf"|(?=[A-Zv])(?:(?:{_ABBREVIATIONS})\.|(?:[A-WYZ]\.)+(?!\w))|[^\W_](?:[\w’'&]+|[.,@/-](?=\w))*"
    r"|[’'](?:s|d|ll|ve|re|m)\b|…|\.\.\.|--|[^\w\s]|\n)"
)
_ENDS = frozenset(".!?")
_MAY_CLOSE = _ENDS | {QUOTE, PARAGRAPH}
_GOES_ON = _ENDS | {")", "]", ","}


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
    words, ends, quotes = _tokens(text)
    starts, lows = list(map(sub, ends, map(len, words))), list(map(str.lower, words))
    for index, region in quotes.items():
        starts[index] = region.outer
    done: list[Sentence] = []
    for first, last in _bounds(words, quotes):
        inside = {index - first: quotes[index] for index in quotes if first <= index < last} if quotes else {}
        done.append(Sentence(words[first:last], lows[first:last], starts[first:last], ends[first:last], inside))
    return done


def _tokens(text: str) -> tuple[list[str], list[int], dict[int, Region]]:
    """All tokens and where they end: between two there are only blanks, so each is found again. Quotations are one."""
    words: list[str] = []
    ends: list[int] = []
    quotes: dict[int, Region] = {}
    find, place = text.find, 0
    for region in regions(text):
        found = _TOKEN.findall(text, place, region.outer)
        words += found
        ends += [place := find(word, place) + len(word) for word in found]
        quotes[len(words)] = region
        words.append(QUOTE)
        ends.append(place := region.outer_end)
    found = _TOKEN.findall(text, place)
    words += found
    ends += [place := find(word, place) + len(word) for word in found]
    return words, ends, quotes


def _bounds(words: list[str], quotes: dict[int, Region]) -> list[tuple[int, int]]:
    """The first token of each sentence and the one behind its last; paragraphs' ends belong to none."""
    first, size = 0, len(words)
    bounds: list[tuple[int, int]] = []
    for index in [place for place, word in enumerate(words) if word in _MAY_CLOSE]:
        word, behind = words[index], index + 1
        if word == PARAGRAPH:
            bounds.append((first, index))
            first = behind
        elif behind < size and _is_new(words[behind], quotes.get(index)):
            bounds.append((first, behind))
            first = behind
    bounds.append((first, size))
    if size > LONGEST:
        return [part for bound in bounds for part in _cut(words, *bound)]
    return [bound for bound in bounds if bound[0] < bound[1]]


def _cut(words: list[str], first: int, last: int) -> Iterator[tuple[int, int]]:
    """What is too long for a sentence, in parts; no part begins with a quotation."""
    while last - first > LONGEST + 1:
        part = first + LONGEST + 1
        while part < last and words[part] == QUOTE:
            part += 1
        yield first, part
        first = part
    if first < last:
        yield first, last


def _is_new(word: str, quoted: Region | None) -> bool:
    """Whether the token `word` opens a sentence behind a mark that ends one, or behind the quotation `quoted`."""
    if word in _GOES_ON:
        return False
    if quoted:
        return quoted.stop in {".", "…"} and (word[0].isupper() or word == QUOTE)
    return not word[0].islower()

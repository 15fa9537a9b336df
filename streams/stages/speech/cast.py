"""Who is who: the name behind a noun phrase or pronoun, from the names found in the item."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from streams.stages.speech.attribution import Attribution
from streams.vocabularies import verbs

# A name in the text: kind ("person", "organisation", "place"), start, end, and the full name.
Mention = tuple[str, int, int, str]

# Blanks between a sentence and the next, at most.
BLANKS = 3

# Names looked back at for who a pronoun means.
NAMED = 12

_GIVEN = verbs.pronouns()
_TIMES = verbs.word_class("time")
_DETERMINERS = verbs.word_class("determiner")
_ENDS = frozenset('.!?”"\n')
_HE_OR_SHE = frozenset({"he", "she", "him", "her", "his"})
_OWNING = ("'s", "’s")
_BY = re.compile(r"\b(?:from|by)\s(?:the\s)?\Z")
_ARTICLE = re.compile(r"(?:the|a|an|this|that)\s+", re.IGNORECASE)
_SPOKEN_FOR = re.compile(
    r"\b(?:spokes\w+|officials?|sources?|executives?|employees?|aides?|lawyers?|reporters?|analysts?|people|person)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Voice:
    """Who speaks: a name or description, where the words stand, and whether it is a name."""

    name: str
    start: int
    end: int
    named: bool


class Cast:
    """The names of one item, and who spoke last. Hand it phrases in the order of the text."""

    def __init__(self, text: str, mentions: Sequence[Mention]) -> None:
        """`mentions` in any order; they may be empty."""
        self._text = text
        self._mentions = sorted(mention for mention in mentions if mention[0] != "place")
        self._mentions.sort(key=lambda mention: mention[1])
        self._starts = [mention[1] for mention in self._mentions]
        self._full: dict[str, str] = {}
        self._last: dict[str, str] = {}
        self._person = ""
        self._spoken = 0

    def of(self, attribution: Attribution) -> Voice:
        """Who an attribution's source is; "who" stands for the phrase before it."""
        start, end = self.place(attribution)
        if not attribution.named:
            return self.voice(start, end)
        sentence, (first, last) = attribution.sentence, attribution.named
        voice = self.voice(sentence.starts[first], sentence.ends[last - 1])
        return Voice(voice.name, start, end, voice.named)

    def place(self, attribution: Attribution) -> tuple[int, int]:
        """Where the words stand that name the source, without the "’s" of one whose claim it is."""
        sentence, (first, last) = attribution.sentence, attribution.source
        owner = sentence.lows[last - 1].endswith(_OWNING)
        return sentence.starts[first], sentence.ends[last - 1] - (len(_OWNING[0]) if owner else 0)

    def voice(self, start: int, end: int) -> Voice:
        """Who the phrase at `[start, end)` is."""
        phrase = self._text[start:end]
        low = phrase.lower()
        voice = self._voice(start, phrase, low)
        self._spoken = end
        return voice

    def _voice(self, start: int, phrase: str, low: str) -> Voice:
        end = start + len(phrase)
        if low in _HE_OR_SHE:
            name = self._pronoun(low, start)
            return Voice(name or phrase, start, end, named=bool(name))
        core = phrase.split(",", 1)[0]
        if mention := self._mention(start, start + len(core), core):
            return self._known(mention)
        return self._unknown(start, phrase)

    def _mention(self, start: int, end: int, core: str) -> Mention | None:
        """The name that the phrase is, not one that it merely has in it."""
        first, last = bisect_left(self._starts, start), bisect_left(self._starts, end)
        inside = self._mentions[first:last]
        people = [mention for mention in inside if mention[0] == "person"]
        if people:
            return people[-1] if people[-1][2] >= end - 1 or len(people) == 1 else people[0]
        if inside and _BY.search(self._text, start, inside[0][1]):
            return inside[0]
        if inside and not _SPOKEN_FOR.search(core) and inside[-1][2] >= end:
            return inside[-1]
        return None

    def _known(self, mention: Mention) -> Voice:
        kind, start, end, name = mention
        if kind == "person":
            self._person = name
        return Voice(name, start, end, named=True)

    def _unknown(self, start: int, phrase: str) -> Voice:
        """A phrase without a known name: a name by its capitals, or a description."""
        core = phrase.split(",", maxsplit=1)[0].rstrip()
        article = None if core.startswith("The ") and not _opens_sentence(self._text, start) else _ARTICLE.match(core)
        begin = article.end() if article else 0
        words = core[begin:].split()
        run = 0
        while run < len(words) and words[-1 - run][0].isupper():
            run += 1
        several = len(words) == 1 and core.endswith("s") and _opens_sentence(self._text, start)
        named = run > 0 and not several and not _is_plain(words) and not _SPOKEN_FOR.search(" ".join(words[-run:]))
        if not named:
            return Voice(core[begin:] or phrase, start + begin, start + len(core), named=False)
        name = core[begin:] if article and run == len(words) else " ".join(words[-run:])
        at = start + core.rfind(name)
        full = self._full.setdefault(words[-1], name)
        if len(name) > len(full) and full in name:
            self._full[words[-1]] = full = name
        self._person = full
        return Voice(full, at, at + len(name), named=True)

    def _pronoun(self, low: str, start: int) -> str:
        """The person meant by "he" or "she": who opens the paragraph, who spoke last, or who was named last."""
        pronoun = "she" if low in {"she", "her"} else "he"
        other = self._last.get("he" if pronoun == "she" else "she", "")
        for name in (self._opened_since(start), self._person, self._last.get(pronoun, ""), *self._named_before(start)):
            if name and name != other and _GIVEN.get(_first(name), pronoun) == pronoun:
                self._person = self._last[pronoun] = name
                return name
        return ""

    def _opened_since(self, start: int) -> str:
        """A person named at the opening of a sentence, in a paragraph begun since somebody spoke."""
        paragraph = self._text.find("\n", self._spoken, start)
        if paragraph < 0:
            return ""
        first, last = bisect_left(self._starts, paragraph), bisect_left(self._starts, start)
        for kind, begin, _, name in reversed(self._mentions[first:last]):
            if kind == "person" and begin > paragraph and _opens_sentence(self._text, begin):
                return name
        return ""

    def _named_before(self, start: int) -> Iterator[str]:
        """People named before here, the nearest first."""
        last = bisect_left(self._starts, start)
        return (
            mention[3] for mention in reversed(self._mentions[max(0, last - NAMED) : last]) if mention[0] == "person"
        )


def _is_plain(words: Sequence[str]) -> bool:
    """Whether the capital at the end makes no name: Another, records filed on Monday."""
    last = words[-1].lower()
    return last in _DETERMINERS or (last in _TIMES and words[-2:-1] in (["on"], ["in"]))


def _first(name: str) -> str:
    return name.split(" ", 1)[0].lower()


def _opens_sentence(text: str, start: int) -> bool:
    before = text[max(0, start - BLANKS) : start].rstrip(" ")
    return not before or before[-1] in _ENDS

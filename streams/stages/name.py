"""Finds names in an item's text: people, organisations and places, what each is called, and what it is tied to.

The tagger (ours or a newsroom's own, see docs/taggers.md) proposes spans; the parts in `names` make them agree, give
each person one name, find stated roles, and tie organisations to listed companies and places to coordinates.
"""

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from streams.stages.names import listing
from streams.stages.names.acronyms import is_acronym
from streams.stages.names.boards import LEAN, is_post, written_small
from streams.stages.names.canonical import canonical
from streams.stages.names.companies import Tied, tied
from streams.stages.names.consistency import consistent
from streams.stages.names.exchanges import Ticker, tickers
from streams.stages.names.fixed import THING, Fixed, Name
from streams.stages.names.listing import Called
from streams.stages.names.places import resolved
from streams.stages.names.priors import priors
from streams.stages.names.roles import roles
from streams.stages.names.tagger import Chain, Tagger, plugged
from streams.stages.names.tokens import Tokens, tokens
from streams.vocabularies.companies import Companies, Company, Named
from streams.vocabularies.names import load_marks
from streams.vocabularies.names.known import load_known
from streams.vocabularies.places import Place, Places

# The version of what is found in languages that no tagger reads.
WITHOUT_TAGGER = "signs-1"
SHORT = 3  # letters
APOSTROPHES = frozenset("'’")


class Mention(NamedTuple):
    """A name at [start, end), in code points of the body; `role` as stated beside it, or empty."""

    kind: str
    text: str
    start: int
    end: int
    name: str
    role: str = ""


@dataclass(slots=True)
class Names:
    """What was found: mentions in body order; people, organisations and places as ninjs lists them."""

    mentions: list[Mention] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)
    organisations: list[dict[str, Any]] = field(default_factory=list)
    places: list[dict[str, Any]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Extra:
    """A newsroom's own additions: tables of companies, places and known names, and the name of a plugged-in tagger."""

    companies: Sequence[Path] = ()
    places: Sequence[Path] = ()
    known: Sequence[Path] = ()
    tagger: str = ""


class Spoken(NamedTuple):
    """What a text names: names, those of them that mean listed companies, and tickers in order."""

    names: list[Name]
    ties: list[Tied]
    signs: Sequence[Ticker]


class Namer:
    """Finds names; built once, then used item by item. Not to be shared between threads."""

    def __init__(self, extra: Extra | None = None) -> None:
        """Load vocabularies and model.

        Raises:
            LookupError: the tagger asked for is not installed, or is none.
            OSError, ValueError: a table of `extra` cannot be read.
        """
        extra = extra or Extra()
        self._companies = Companies(extra.companies)
        self.places = Places(extra.places)
        self._marks = load_marks()
        self._fixed = Fixed(load_known(tuple(extra.known)))
        self._priors = priors(self.places, self._companies)
        self._tagger: Tagger = plugged(extra.tagger) if extra.tagger else Chain(marks=self._marks)
        self.version = self._tagger.version

    def version_in(self, language: str) -> str:
        """What finds names in texts of a language (a BCP 47 tag, or empty): the tagger, or signs and lists alone."""
        return self._tagger.version if self._reads(language) else WITHOUT_TAGGER

    def _reads(self, language: str) -> bool:
        read = self._tagger.languages
        return not language or not read or language.split("-", maxsplit=1)[0].lower() in read

    def names(self, title: str, text: str, *, language: str = "", located: str = "") -> Names:
        """All names in `text`; `title` only helps to say what the story is about.

        `language` is a BCP 47 tag or empty; in languages that the tagger does not read only tickers, well-known
        companies and known names are found. `located` is the dateline's place or empty.
        """
        found = tokens(text)
        signs = tickers(text, found, self._companies, self._marks)
        spoken = self._tagged(text, found, language, signs) if self._reads(language) else self._known(found, signs)
        things = {tie.name for tie in spoken.ties if tie.named.product}
        ties = {tie.name: tie.named for tie in spoken.ties if tie.name not in things}
        names = _merged([name for name in spoken.names if name not in things], list(ties), spoken.signs, found)
        called = canonical(names, found, self._fixed)
        where = resolved(names, found, called, located, self.places)
        stated = roles(names, found, text, self._marks)
        mentions: list[Mention] = []
        listed: list[Called] = []
        for index, (name, full) in enumerate(zip(names, called, strict=True)):
            start, end = found.starts[name.first], found.ends[name.end - 1]
            place = where.get(full) if name.kind == "place" else None
            written = text[start:end]
            sign = _within(spoken.signs, start, end) if spoken.signs else None
            named = ties.get(name)
            if sign or named:
                sign, named = self._tie(written, full, sign, named)
            calls = _calls(name, full, sign, place)
            mentions.append(Mention(name.kind, written, start, end, calls, stated.get(index, "")))
            listed.append(Called(name.kind, calls, written, start, place, named))
        opening = found.ends[found.sentences[0][1] - 1] if found.sentences else 0
        owners = [tie.named.company for tie in spoken.ties if tie.named.product]
        return Names(mentions, *listing.listed(listed, title, opening, owners))

    def _tagged(self, text: str, found: Tokens, language: str, signs: Sequence[Ticker]) -> Spoken:
        """What the tagger finds and what follows from it."""
        post = is_post(text, found, signs)
        if post:
            signs = _apart(signs, written_small(found, self._companies, self._marks))
        spans = self._tagger.spans(text, found, language=language)
        names = consistent(spans, found, self._marks, self._fixed, self._priors)
        return Spoken(names, tied(names, found, self._companies, self._marks, LEAN if post else 0), signs)

    def _known(self, found: Tokens, signs: Sequence[Ticker]) -> Spoken:
        """What is written alike in all languages: known names, well-known companies, tickers with sign or exchange."""
        names = [name for name in self._fixed.mentions(found) if name.kind != THING]
        ties = tied(names, found, self._companies, self._marks)
        sure = [tie for tie in ties if tie.named.company.kind == "k" and _is_foreign_name(found, tie.name)]
        return Spoken(names, sure, [sign for sign in signs if not sign.bare])

    def _tie(
        self, text: str, called: str, sign: Ticker | None, named: Named | None
    ) -> tuple[Ticker | None, Named | None]:
        """The ticker and the company that a mention stands for, unless it is the text's own short form of another."""
        named = Named(sign.company, owner=False) if sign else named
        if named and (not sign or sign.bare) and self._short_of_another(text, called, named.company):
            return None, None
        return sign, named

    def _short_of_another(self, text: str, called: str, company: Company) -> bool:
        """Whether a ticker or name is the text's own short form of another body's name."""
        if text == called or not is_acronym(text):
            return False
        named = self._companies.named(called)
        return named is None or named.company != company


def _within(signs: Sequence[Ticker], start: int, end: int) -> Ticker | None:
    """The first ticker in a range of code points."""
    at = bisect_left(signs, (start,))
    return signs[at] if at < len(signs) and signs[at].start < end else None


def _calls(name: Name, called: str, sign: Ticker | None, place: Place | None) -> str:
    """A mention's name: a ticker is called by its company's, a place as the vocabulary writes it."""
    if sign and name.end - name.first == 1:
        return sign.company.name
    return place.name if place else called


def _is_foreign_name(found: Tokens, name: Name) -> bool:
    """Whether a company's name is one in any language: no short word ("Ses"), none with an article ("l'Inde")."""
    word = found.words[name.first]
    return (word.isupper() or len(word) > SHORT or name.end - name.first > 1) and word[1:2] not in APOSTROPHES


def _apart(signs: Sequence[Ticker], more: Iterable[Ticker]) -> list[Ticker]:
    """All tickers in order, of two at one place the first."""
    at = {sign.start for sign in signs}
    return sorted([*signs, *(sign for sign in more if sign.start not in at)])


def _merged(names: Sequence[Name], companies: Sequence[Name], signs: Sequence[Ticker], found: Tokens) -> list[Name]:
    """Names with the companies and tickers that were not among them; a company takes the place of what it overlaps."""
    known = set(names)
    added = [name for name in companies if name not in known]
    taken = {index for name in added for index in range(name.first, name.end)}
    kept = [name for name in names if not taken & set(range(name.first, name.end))]
    taken |= {index for name in kept for index in range(name.first, name.end)}
    for sign in signs:
        index = bisect_left(found.starts, sign.start)
        if index not in taken and found.starts[index : index + 1] == [sign.start]:
            added.append(Name(index, index + 1, "organisation", 0.0))
    return sorted([*kept, *added])

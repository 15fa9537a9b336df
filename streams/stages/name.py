"""Finds names in an item's text: people, organisations and places, what each is called, and what it is tied to.

The tagger (ours or a newsroom's own, see docs/taggers.md) proposes spans; the parts in `names` make them agree, give each
person one name, find stated roles, and tie organisations to listed companies and places to coordinates.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from streams.stages.names.canonical import canonical
from streams.stages.names.companies import Tied, tied
from streams.stages.names.consistency import Name, consistent
from streams.stages.names.exchanges import Ticker, tickers
from streams.stages.names.places import geo_json, resolved
from streams.stages.names.roles import roles
from streams.stages.names.tagger import Chain, Tagger, plugged
from streams.stages.names.tokens import Tokens, tokens
from streams.vocabularies.companies import Companies, Company
from streams.vocabularies.names import load_marks
from streams.vocabularies.names.known import load_known
from streams.vocabularies.places import Place, Places

SYMBOL_TYPE = "http://cv.iptc.org/newscodes/financialinstrumentsymboltype/ticker"
ENGLISH = ("", "en", "en-")
# A name is what a story is about if the headline has it, or the first sentence and one more, or it is named this often
# and at least half as often as the most frequent one.
OFTEN = 3


@dataclass(frozen=True, slots=True)
class Mention:
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
    """A newsroom's own additions: tables of companies, places and names, and the name of a plugged-in tagger."""

    companies: Sequence[Path] = ()
    places: Sequence[Path] = ()
    names: Sequence[Path] = ()
    tagger: str = ""


class Namer:
    """Finds names; built once, then used item by item. Not to be shared between threads."""

    def __init__(self, extra: Extra | None = None) -> None:
        """Load vocabularies and model.

        Raises:
            LookupError: the tagger asked for is not installed.
            ValueError: a table of `extra` cannot be read.
        """
        extra = extra or Extra()
        self._companies = Companies(extra.companies)
        self._places = Places(extra.places)
        self._marks = load_marks()
        self._known = load_known(tuple(extra.names))
        self._tagger: Tagger = plugged(extra.tagger) if extra.tagger else Chain(marks=self._marks)
        self.version = self._tagger.version

    def names(self, title: str, text: str, *, language: str = "", located: str = "") -> Names:
        """All names in `text`; `title` only helps to say what the story is about.

        `language` is a BCP 47 tag or empty; in languages other than English only tickers are found. `located` is the
        dateline's place or empty.
        """
        found = tokens(text)
        signs = tickers(text, found, self._companies)
        spans = (
            self._tagger.spans(text, found, language=language)
            if language.startswith(ENGLISH[1:]) or not language
            else []
        )
        names = consistent(spans, found, self._marks, self._known)
        known = tied(names, found, self._companies, self._marks)
        owners = [tie.named.company for tie in known if tie.named.product]
        ties = {tie.name: tie for tie in known if not tie.named.product}
        names = [name for name in names if not any(tie.name == name for tie in known if tie.named.product)]
        names = _merged(names, list(ties), signs, found)
        called = canonical(names, found, self._known)
        where = resolved(names, found, called, located, self._places)
        stated = roles(names, found, text, self._marks)
        by_sign = {sign.start: sign.company for sign in signs}
        made = Names()
        companies: dict[str, list[Company]] = {}
        for index, name in enumerate(names):
            start, end = found.starts[name.first], found.ends[name.end - 1]
            sign = next((by_sign[place] for place in range(start, end) if place in by_sign), None)
            tie = ties.get(name)
            calls = called[index]
            if name.kind == "organisation":
                if sign and (name.end - name.first == 1 or not tie):
                    calls = sign.name if name.end - name.first == 1 else calls
                    companies.setdefault(calls, []).append(sign)
                elif tie and tie.named.owner:
                    owners.append(tie.named.company)
                elif tie:
                    companies.setdefault(calls, []).append(tie.named.company)
            elif name.kind == "place" and calls in where:
                calls = where[calls].name
            made.mentions.append(Mention(name.kind, text[start:end], start, end, calls, stated.get(index, "")))
        _list(made, title, found, companies, owners, where)
        return made


def _merged(names: Sequence[Name], companies: Sequence[Name], signs: Sequence[Ticker], found: Tokens) -> list[Name]:
    """Names with the companies and tickers that were not among them; a company takes the place of what it overlaps."""
    known = set(names)
    added = [name for name in companies if name not in known]
    at = {start: index for index, start in enumerate(found.starts)}
    taken = {index for name in added for index in range(name.first, name.end)}
    kept = [name for name in names if not taken & set(range(name.first, name.end))]
    taken |= {index for name in kept for index in range(name.first, name.end)}
    for sign in signs:
        index = at.get(sign.start)
        if index is not None and index not in taken:
            added.append(Name(index, index + 1, "organisation", 0.0))
    return sorted([*kept, *added])


def _list(
    made: Names,
    title: str,
    found: Tokens,
    companies: Mapping[str, Sequence[Company]],
    owners: Sequence[Company],
    where: Mapping[str, Place],
) -> None:
    counts = Counter((mention.kind, mention.name) for mention in made.mentions)
    about = _about(made, title, found, counts)
    points = {place.name: place for place in where.values()}
    listed: set[str] = set()
    for (kind, name), _ in counts.items():
        entry: dict[str, Any] = {"name": name, "rel": "about" if (kind, name) in about else "mentions"}
        if kind == "person":
            made.people.append(entry)
        elif kind == "place":
            if name in points:
                entry["geoJSON"] = geo_json(points[name])
            made.places.append(entry)
        else:
            symbols = {f"{company.symbol}\t{company.mic}": company for company in companies.get(name, ())}
            fresh = [company for symbol, company in symbols.items() if symbol not in listed]
            listed |= set(symbols)
            if fresh:
                entry["symbols"] = [_symbol(company) for company in fresh]
            made.organisations.append(entry)
    for owner in dict.fromkeys(owners):
        if f"{owner.symbol}\t{owner.mic}" not in listed:
            made.organisations.append({"name": owner.name, "rel": "owner", "symbols": [_symbol(owner)]})


def _symbol(company: Company) -> dict[str, str]:
    return {"exchange": company.mic, "symbolType": SYMBOL_TYPE, "symbol": company.symbol}


def _about(made: Names, title: str, found: Tokens, counts: Mapping[tuple[str, str], int]) -> set[tuple[str, str]]:
    first = found.ends[found.sentences[0][1] - 1] if found.sentences else 0
    opening = {(mention.kind, mention.name) for mention in made.mentions if mention.start < first}
    headline = {(mention.kind, mention.name) for mention in made.mentions if mention.text in title}
    most = max(counts.values(), default=0)
    often = {name for name, count in counts.items() if count >= OFTEN and 2 * count >= most}
    return headline | often | {name for name in opening if counts[name] > 1}

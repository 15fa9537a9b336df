"""Evidence made ready for one pass over a text: which phrases to look for, and for which topics each speaks."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from streams.stages.topics.evidence import AGAINST, Entry, Phrase
from streams.vocabularies import mediatopics

# Shorter words have no plural made: too many are names or other words ("us", "gas").
_SHORTEST = 4

Postings = dict[str, float]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Phrase `n`, its words parted by a space, speaks for topics and branches, how strongly (negative: against)."""

    phrases: list[str] = field(default_factory=list)
    topics: list[Postings] = field(default_factory=list)
    branches: list[Postings] = field(default_factory=list)


def build(entries: Iterable[Entry], *, plurals: bool) -> Lexicon:
    """A lexicon of all entries; entries of one topic add up. `plurals` are English ones, of a phrase's last word."""
    return of_strengths(_strengths(entries, plurals=plurals))


def of_strengths(strengths: Iterable[tuple[str, Phrase, float]]) -> Lexicon:
    """A lexicon of single statements: topic code, phrase, strength."""
    by_phrase: dict[Phrase, Postings] = defaultdict(dict)
    for code, phrase, strength in strengths:
        by_phrase[phrase][code] = strength
    lexicon = Lexicon()
    for phrase, postings in by_phrase.items():
        lexicon.phrases.append(" ".join(phrase))
        lexicon.topics.append(_shared(postings))
        lexicon.branches.append(_of_branches(postings))
    return lexicon


def _strengths(entries: Iterable[Entry], *, plurals: bool) -> Iterator[tuple[str, Phrase, float]]:
    merged: dict[str, list[Entry]] = defaultdict(list)
    for entry in entries:
        merged[entry.code].append(entry)
    for code, parts in merged.items():
        favour = _favour(parts, plurals=plurals)
        yield from ((code, phrase, strength) for phrase, strength in favour.items())
        yield from ((code, phrase, AGAINST) for entry in parts for phrase in entry.against if phrase not in favour)
        yield from ((code, near, -lost) for entry in parts for near in entry.near if (lost := _inside(near, favour)))


def _favour(entries: list[Entry], *, plurals: bool) -> dict[Phrase, int]:
    written = {phrase: strength for entry in entries for phrase, strength in entry.phrases}
    made = {form: strength for phrase, strength in written.items() for form in _plurals(phrase)} if plurals else {}
    return made | written


def _plurals(phrase: Phrase) -> Iterator[Phrase]:
    """The phrase with its last word in the plural, or in the singular where it seems a plural."""
    *first, last = phrase
    if len(last) < _SHORTEST or last.isdigit() or last.endswith("ss"):
        return
    if last.endswith("s"):
        yield (*first, last[:-1])
    elif last.endswith("y") and last[-2] not in "aeiou":
        yield (*first, f"{last[:-1]}ies")
    else:
        yield (*first, f"{last}{'es' if last.endswith(('x', 'ch', 'sh')) else 's'}")


def _inside(near: Phrase, favour: dict[Phrase, int]) -> int:
    """What the phrases inside a near miss would have counted, its own strength included."""
    runs = (near[start:end] for start in range(len(near)) for end in range(start + 1, len(near) + 1))
    return sum(favour.get(run, 0) for run in runs)


def _shared(postings: Postings) -> Postings:
    """A phrase that speaks for many topics says less about each."""
    speaks = sum(1 for strength in postings.values() if strength > 0)
    share = float(max(speaks, 1) ** -0.5)
    return {code: strength * share if strength > 0 else strength for code, strength in postings.items()}


def _of_branches(postings: Postings) -> Postings:
    best: Postings = {}
    for code, strength in postings.items():
        for branch, share in mediatopics.desks(code).items():
            best[branch] = _stronger(best.get(branch, 0.0), strength * share)
    return _shared(best)


def _stronger(one: float, other: float) -> float:
    """What speaks for a branch wins over what speaks against it."""
    return max(one, other) if max(one, other) > 0 else min(one, other)

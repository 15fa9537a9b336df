"""Gives each mention of a text one name: the fullest by which the text calls the same person or organisation."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Sequence
from functools import lru_cache

from streams.stages.names.acronyms import NAMES_KEPT, SMALL, initials, is_acronym
from streams.stages.names.fixed import Fixed, Name
from streams.stages.names.tokens import Tokens
from streams.vocabularies.companies.keys import base

PARTICLES = frozenset("al el bin ibn de van von der da di du del la le ter ben abu - st st.".split())
BREAKS = frozenset("- / ' ’ 's ’s , –".split())  # behind these another name goes on
MOST_CHOICES = 50
GENERATIONS = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


def canonical(names: Sequence[Name], found: Tokens, fixed: Fixed) -> list[str]:
    """The name for each mention, in the order of `names`.

    A person's short name goes to the full name nearest before it that ends or begins with it, else to the first after.
    An organisation's goes to a longer name that it begins, or whose initials it is. `fixed` gives full names.
    """
    words = [tuple(found.words[name.first : name.end]) for name in names]
    texts = [found.written(name.first, name.end) for name in names]
    fuller = _index(names, words)
    made = list(texts)
    for index, name in enumerate(names):
        fits = None if fixed.known(texts[index]) else FITS.get(name.kind)
        choices = fuller.get((name.kind, _handle(words[index])), ()) if fits else ()
        for other in _nearest(choices, index):
            if fits and len(words[other]) > len(words[index]) and fits(words[index], words[other]):
                made[index] = texts[other]
                break
    return [fixed.full(text) for text in _settled(made, names, texts)]


def _handle(words: tuple[str, ...]) -> str:
    """What a short name shares with its full one: its first word, or as capitals the initials."""
    return words[0].lower().replace(".", "")


def _index(names: Sequence[Name], words: Sequence[tuple[str, ...]]) -> dict[tuple[str, str], list[int]]:
    """Names of several words by kind and by each thing that a short name of theirs can begin with."""
    made: dict[tuple[str, str], list[int]] = defaultdict(list)
    for index, name in enumerate(names):
        if len(words[index]) > 1 and name.kind in FITS:
            handles = _handles(words[index], name.kind)
            for handle in handles:
                made[name.kind, handle].append(index)
    return made


@lru_cache(maxsize=NAMES_KEPT)
def _handles(words: tuple[str, ...], kind: str) -> frozenset[str]:
    """All that a short name of a full one can begin with."""
    handles = {word.lower().replace(".", "") for word in words}
    if kind == "organisation":
        handles |= {letters.lower() for letters in initials(words)}
    return frozenset(handles)


def _nearest(choices: Sequence[int], index: int) -> Iterator[int]:
    """Those before, nearest first, then those after; not more than a bound, for texts that are nothing but names."""
    place = bisect_left(choices, index)
    yield from reversed(choices[max(place - MOST_CHOICES, 0) : place])
    yield from (choice for choice in choices[place : place + MOST_CHOICES] if choice != index)


@lru_cache(maxsize=NAMES_KEPT)
def _core(words: tuple[str, ...]) -> tuple[str, ...]:
    kept = [word.lower() for word in words if word not in {".", ","} and word.lower() not in GENERATIONS]
    return tuple(kept) or tuple(word.lower() for word in words)


def _same_person(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether a short name is the full one's family name (with particles), its first name, or leaves out the middle."""
    few, many = _core(short), _core(full)
    if len(few) >= len(many):
        return False
    if few == many[-len(few) :] or few == many[: len(few)]:
        return True
    if len(few) > 1:
        return few[0] == many[0] and few[-1] == many[-1]
    return bool(few) and few[0] in many and many[many.index(few[0]) - 1] not in PARTICLES


def _same_body(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    few, many = base(" ".join(short)).split(), base(" ".join(full)).split()
    if few == many:
        return True
    if few and len(few) < len(many) and few == many[: len(few)]:
        joined = len(short) > 1 and full[len(short)] in BREAKS
        return not joined and not set(many[len(few) :]) & SMALL
    return len(short) == 1 and is_acronym(short[0]) and short[0].replace(".", "") in initials(full)


def _settled(made: Sequence[str], names: Sequence[Name], texts: Sequence[str]) -> list[str]:
    """Follow a name's name to its end: what was given a fuller name gives it on."""
    given = {(name.kind, text): to for name, text, to in zip(names, texts, made, strict=True) if to != text}
    if not given:
        return list(made)
    settled = []
    for name, first in zip(names, made, strict=True):
        to = first
        seen = {to}
        while (fuller := given.get((name.kind, to), to)) not in seen:
            to = fuller
            seen.add(to)
        settled.append(to)
    return settled


FITS = {"person": _same_person, "organisation": _same_body}

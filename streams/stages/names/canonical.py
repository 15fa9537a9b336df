"""Gives each mention of a text one name: the fullest by which the text calls the same person or organisation."""

from collections.abc import Callable, Sequence
from itertools import chain

from streams.stages.names.fixed import Fixed, Name
from streams.stages.names.tokens import Tokens
from streams.vocabularies.companies.keys import LEGAL, base

Fits = Callable[[tuple[str, ...], tuple[str, ...]], bool]
PARTICLES = frozenset("al el bin ibn de van von der da di du del la le ter ben abu - st st.".split())
SMALL = frozenset("of the and for & de in on".split())
SHORTEST_ACRONYM = 2
GENERATIONS = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv"})


def canonical(names: Sequence[Name], found: Tokens, fixed: Fixed) -> list[str]:
    """The name for each mention, in the order of `names`.

    A person's short name goes to the full name nearest before it that ends or begins with it, else to the first after.
    An organisation's goes to a longer name that it begins, or whose initials it is. `fixed` gives full names.
    """
    words = [tuple(found.words[name.first : name.end]) for name in names]
    texts = [found.written(name.first, name.end) for name in names]
    made = list(texts)
    for index, name in enumerate(names):
        fits: Fits
        if name.kind == "person":
            fits = _same_person
        elif name.kind == "organisation":
            fits = _same_body
        else:
            continue
        fuller = _fuller(index, names, words, fits)
        if fuller is not None:
            made[index] = texts[fuller]
    settled = _settled(made, names, texts)
    return [fixed.full(text) for text in settled]


def _fuller(index: int, names: Sequence[Name], words: Sequence[tuple[str, ...]], fits: Fits) -> int | None:
    own = words[index]
    for other in chain(range(index - 1, -1, -1), range(index + 1, len(names))):
        if names[other].kind == names[index].kind and len(words[other]) > len(own) and fits(own, words[other]):
            return other
    return None


def _core(words: tuple[str, ...]) -> list[str]:
    kept = [word.lower() for word in words if word not in {".", ","} and word.lower() not in GENERATIONS]
    return kept or [word.lower() for word in words]


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
        return not set(many[len(few) :]) & SMALL
    word = "".join(short).replace(".", "")
    if (len(short) > 1 and "." not in short) or not word.isupper() or len(word) < SHORTEST_ACRONYM:
        return False
    big = [part for part in full if part[0].isalnum() and part.lower() not in LEGAL]
    initials = {"".join(part[0] for part in big).upper(), "".join(p[0] for p in big if p.lower() not in SMALL).upper()}
    return word in initials


def _settled(made: Sequence[str], names: Sequence[Name], texts: Sequence[str]) -> list[str]:
    """Follow a name's name to its end: what was given a fuller name gives it on."""
    given = {(name.kind, text): to for name, text, to in zip(names, texts, made, strict=True) if to != text}
    settled = []
    for name, first in zip(names, made, strict=True):
        to = first
        seen = {to}
        while (fuller := given.get((name.kind, to), to)) not in seen:
            to = fuller
            seen.add(to)
        settled.append(to)
    return settled

"""Finds the Media Topic that somebody means by a code, a URI or a name; and what they may have meant instead."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from functools import lru_cache

from streams.vocabularies import mediatopics
from streams.vocabularies.mediatopics import Concept

PREFIXES = (mediatopics.BASE, "medtop:")
# IPTC's Subject Codes, which the Media Topics replaced: their first two digits are those of the branch.
RETIRED_PREFIXES = ("http://cv.iptc.org/newscodes/subjectcode/", "subj:")
_BRANCH = 2
# Names less alike than this are no help to somebody who mistyped one.
_ALIKE = 0.6
_PARTS = re.compile(r",| and | und | et | y ")


def coded(text: str) -> Concept | None:
    """The live concept of a code of eight digits, with or without a prefix or the whole URI; None for all else."""
    for prefix in RETIRED_PREFIXES:
        if text.startswith(prefix):
            code = text.removeprefix(prefix)
            return mediatopics.live(f"{code[:_BRANCH]}000000")
    for prefix in PREFIXES:
        text = text.removeprefix(prefix)
    return mediatopics.live(text)


def named(text: str) -> Concept | None:
    """The live concept of a name in English, German, French or Spanish, or of a part of a branch's ("business").

    Case does not count. A name that means several topics in one of the other languages is none.
    """
    return _names().get(_key(text))


def meant(text: str) -> Concept | None:
    """The live concept of a code, a URI or a name."""
    return coded(text) or named(text)


def alike(text: str, most: int = 3) -> list[str]:
    """English names, and parts of branches' names, that have `text` for a word, or else look like it."""
    key, known = _key(text), _english()
    holding = sorted((name for name in known if re.search(rf"\b{re.escape(key)}\b", name)), key=len) if key else []
    close = get_close_matches(key, known, n=most, cutoff=_ALIKE)
    return [known[name] for name in dict.fromkeys((*holding, *close))][:most]


def _key(text: str) -> str:
    return " ".join(text.casefold().split())


@lru_cache(maxsize=1)
def _names() -> dict[str, Concept]:
    """Whole names win over parts of them, and English ones over others."""
    live = _live()
    branches = [concept for concept in live if not concept.broader]
    translated = [(name, concept) for concept in live for name in concept.names.values()]
    translated_parts = [
        (part, branch) for branch in branches for name in branch.names.values() for part in _parts(name)
    ]
    return {
        **_unambiguous(translated_parts),
        **_unambiguous(translated),
        **{_key(part): branch for branch in branches for part in _parts(branch.name)},
        **{_key(concept.name): concept for concept in live},
    }


def _unambiguous(pairs: Iterable[tuple[str, Concept]]) -> dict[str, Concept]:
    found: dict[str, set[str]] = defaultdict(set)
    for name, concept in pairs:
        found[_key(name)].add(concept.code)
    return {name: mediatopics.concepts()[next(iter(codes))] for name, codes in found.items() if len(codes) == 1}


def _live() -> list[Concept]:
    return [concept for concept in mediatopics.concepts().values() if not concept.replacement]


@lru_cache(maxsize=1)
def _english() -> dict[str, str]:
    """English names, and parts of branches' names, by their keys."""
    live = _live()
    parts = [part for concept in live if not concept.broader for part in _parts(concept.name)]
    return {_key(name): name for name in (*parts, *(concept.name for concept in live))}


def _parts(name: str) -> Iterator[str]:
    return filter(None, (part.strip() for part in _PARTS.split(name)))

"""The shipped model as it lies in memory: evidence ready to be looked for, and the linear model's words."""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from sys import intern
from typing import Any

import numpy as np
import numpy.typing as npt

from streams.stages.topics.lexicon import Lexicon
from streams.vocabularies import mediatopics

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]
# The words of a phrase after the second one.
Rest = list[str]
# What can follow a word: by the second word, the rest of each phrase and its number.
Following = dict[str, list[tuple[Rest, int]]]
Postings = tuple[tuple[str, float], ...]

# Strengths are kept as whole sixteenths in one byte.
SIXTEENTHS = 16
# The number of a word that is none by itself.
UNKNOWN = -1
# What follows a word that nothing follows: one for all, since most words are such.
_NONE: dict[str, Any] = {}
# The square of a feature's weight, up to 81, in steps of this much.
_SQUARE = 0.7


@dataclass(frozen=True, slots=True)
class Matcher:
    """A lexicon for one pass over a text.

    `first` holds, by the word a phrase begins with, the number of the word alone (-1: it is no phrase) and what can
    follow it. Phrase `n` reads `phrases[n]` and speaks for the topics of `postings[n]`, how strongly. `branches` has
    one row a phrase, in sixteenths.
    """

    first: dict[str, tuple[int, Following]]
    phrases: list[str]
    postings: list[Postings]
    branches: Bytes


@dataclass(frozen=True, slots=True)
class Linear:
    """The linear model: the numbers of words (-1: the word alone is not known) and of pairs, and a row for each.

    `words` has, by a word, its number and by each word that can follow it that of the pair. A row has a weight for
    each branch, and last the square of the feature's own weight, for the norm; `scale` makes numbers of these bytes.
    They are bytes, and together, since fetching them from memory is what costs time.
    """

    words: dict[str, tuple[int, dict[str, int]]]
    rows: Bytes
    scale: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything that was read from a weights file; matchers by language."""

    matchers: dict[str, Matcher]
    linear: Linear


def load(path: Path = mediatopics.WEIGHTS) -> Weights:
    """Read a weights file.

    Raises:
        OSError, KeyError, ValueError: it is missing or none of ours.
    """
    with np.load(path, allow_pickle=False) as held:
        read = {name: held[name] for name in held.files}
    languages = [name.removesuffix(".phrases") for name in read if name.endswith(".phrases")]
    linear = Linear(
        words=_pairs(_text(read["words"])),
        rows=np.column_stack((read["rows"], np.rint(read["squares"].astype(np.float32) / _SQUARE).astype(np.int8))),
        scale=np.append(read["scale"], np.float32(_SQUARE)),
        bias=read["bias"],
    )
    return Weights({name: _matcher(read, name) for name in languages}, linear)


def matcher(lexicon: Lexicon) -> Matcher:
    """A lexicon ready for use, as if it had been shipped."""
    return _matcher(arrays("own", lexicon), "own")


def _text(held: npt.NDArray[np.uint8]) -> list[str]:
    return held.tobytes().decode("utf-8").split("\n") if held.size else []


def _pairs(names: list[str]) -> dict[str, tuple[int, dict[str, int]]]:
    alone: dict[str, int] = {}
    following: dict[str, dict[str, int]] = {}
    for number, name in enumerate(names):
        word, space, second = name.partition(" ")
        if space:
            following.setdefault(intern(word), {})[intern(second)] = number
        else:
            alone[intern(word)] = number
    return {word: (alone.get(word, UNKNOWN), following.get(word, _NONE)) for word in {**alone, **following}}


def _matcher(held: dict[str, npt.NDArray[Any]], name: str) -> Matcher:
    phrases = _text(held[f"{name}.phrases"])
    return Matcher(
        first=_first(phrases),
        phrases=phrases,
        postings=_postings(*(held[f"{name}.{part}"].tolist() for part in ("starts", "codes", "strengths"))),
        branches=held[f"{name}.branches"],
    )


def _first(phrases: list[str]) -> dict[str, tuple[int, Following]]:
    alone: dict[str, int] = {}
    following: dict[str, Following] = {}
    for number, text in enumerate(phrases):
        word, *rest = map(intern, text.split(" "))
        if rest:
            following.setdefault(word, {}).setdefault(rest[0], []).append((rest[1:], number))
        else:
            alone[word] = number
    return {word: (alone.get(word, UNKNOWN), following.get(word, _NONE)) for word in {**alone, **following}}


def _postings(starts: list[int], codes: list[int], strengths: list[int]) -> list[Postings]:
    """Of each phrase; equal codes and strengths are one object, since there are many, and fetching them costs time."""
    known = {code: code for code in mediatopics.concepts()}
    written = {code: known.get(text := f"{code:08}", text) for code in set(codes)}
    share = {strength: strength / SIXTEENTHS for strength in set(strengths)}
    pairs = [(written[code], share[strength]) for code, strength in zip(codes, strengths, strict=True)]
    return [tuple(pairs[start:end]) for start, end in pairwise(starts)]


def arrays(name: str, lexicon: Lexicon) -> dict[str, npt.NDArray[Any]]:
    """A lexicon as the arrays of a weights file."""
    places = {code: place for place, code in enumerate(mediatopics.branches())}
    table = np.zeros((len(lexicon.phrases), len(places)), np.int8)
    for number, postings in enumerate(lexicon.branches):
        for code, strength in postings.items():
            table[number, places[code]] = _byte(strength)
    flat = [pair for postings in lexicon.topics for pair in postings.items()]
    return {
        f"{name}.phrases": np.frombuffer("\n".join(lexicon.phrases).encode(), np.uint8),
        f"{name}.starts": np.cumsum([0, *map(len, lexicon.topics)]).astype(np.int32),
        f"{name}.codes": np.array([int(code) for code, _ in flat], np.int32),
        f"{name}.strengths": np.array([_byte(strength) for _, strength in flat], np.int8),
        f"{name}.branches": table,
    }


def _byte(strength: float) -> int:
    return int(max(-128, min(127, round(strength * SIXTEENTHS))))


# For languages of which nothing is known.
NOTHING = matcher(Lexicon())

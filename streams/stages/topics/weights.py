"""The shipped model as it lies in memory: evidence ready to be looked for, and the linear model's words."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from streams.stages.topics.lexicon import Lexicon
from streams.vocabularies import mediatopics

Floats = npt.NDArray[np.float32]
Bytes = npt.NDArray[np.int8]
Rest = tuple[str, ...]
# What can follow a word: by the second word, the rest of each phrase and its number.
Following = dict[str, list[tuple[Rest, int]]]

# Strengths are kept as whole sixteenths in one byte.
SIXTEENTHS = 16
# The square of a feature's weight, up to 81, in steps of this much.
_SQUARE = 0.7


@dataclass(frozen=True, slots=True)
class Matcher:
    """A lexicon for one pass over a text. Phrase `n` speaks for `codes[k]` by `strengths[k]`, k in starts[n:n + 2].

    `first` holds, by the word a phrase begins with, the number of the word alone (-1: it is no phrase) and what can
    follow it. `branches` has one row a phrase, in sixteenths.
    """

    first: dict[str, tuple[int, Following]]
    phrases: list[str]
    starts: list[int]
    codes: list[str]
    strengths: list[float]
    branches: Bytes

    def postings(self, number: int) -> tuple[list[str], list[float]]:
        """The topics phrase `number` speaks for, and how strongly."""
        start, end = self.starts[number : number + 2]
        return self.codes[start:end], self.strengths[start:end]


@dataclass(frozen=True, slots=True)
class Linear:
    """The linear model: `numbers` of words and pairs, and a row for each.

    A row has a weight for each branch, and last the square of the feature's own weight, for the norm; `scale` makes
    numbers of these bytes. They are bytes, and together, since fetching them from memory is what costs time.
    """

    numbers: dict[str, int]
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
    words = _text(read["words"])
    linear = Linear(
        numbers=dict(zip(words, range(len(words)), strict=True)),
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


def _matcher(held: dict[str, npt.NDArray[Any]], name: str) -> Matcher:
    phrases = _text(held[f"{name}.phrases"])
    return Matcher(
        first=_first(phrases),
        phrases=phrases,
        starts=held[f"{name}.starts"].tolist(),
        codes=[f"{code:08}" for code in held[f"{name}.codes"].tolist()],
        strengths=(held[f"{name}.strengths"] / SIXTEENTHS).tolist(),
        branches=held[f"{name}.branches"],
    )


def _first(phrases: list[str]) -> dict[str, tuple[int, Following]]:
    alone: dict[str, int] = {}
    following: dict[str, Following] = defaultdict(dict)
    for number, text in enumerate(phrases):
        word, *rest = text.split(" ")
        if rest:
            following[word].setdefault(rest[0], []).append((tuple(rest[1:]), number))
        else:
            alone[word] = number
    return {word: (alone.get(word, -1), following.get(word, {})) for word in {**alone, **following}}


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

"""The shipped model as it lies in memory: words with their rows, evidence with its postings, calibration."""

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from schemas import codec
from streams.stages.topics.evidence import Phrase
from streams.stages.topics.lexicon import PAIR, Lexicon
from streams.vocabularies import mediatopics

Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Matcher:
    """A lexicon for one pass over a text: phrase `n` speaks for `codes[k]` by `strengths[k]`, k in starts[n:n + 2].

    `features` numbers words and pairs; numbers below `len(phrases)` are evidence, others words of the linear model
    alone. `longer` are phrases of more than two words by their first pair. `branches` has one row a phrase.
    """

    features: dict[str, int]
    longer: dict[int, list[tuple[Phrase, int]]]
    phrases: list[str]
    starts: list[int]
    codes: list[str]
    strengths: list[float]
    branches: Floats


@dataclass(frozen=True, slots=True)
class Linear:
    """The linear model: `rows` (features x branches) already weighted, `squares` of a feature's weight for the norm."""

    rows: Floats
    squares: Floats
    bias: Floats


@dataclass(frozen=True, slots=True)
class Weights:
    """Everything that was read from a weights file. `settings` are named numbers of the calibration."""

    matchers: dict[str, Matcher]
    linear: Linear
    settings: dict[str, Any]


def load(path: Path = mediatopics.WEIGHTS) -> Weights:
    """Read a weights file.

    Raises:
        OSError, KeyError, ValueError: it is missing or none of ours.
    """
    with np.load(path, allow_pickle=False) as held:
        read = {name: held[name] for name in held.files}
    languages = [name.removesuffix(".phrases") for name in read if name.endswith(".phrases")]
    scale = read["scale"]
    linear = Linear(
        rows=read["rows"].astype(np.float32) * scale,
        squares=read["squares"].astype(np.float32),
        bias=read["bias"],
    )
    extra = _text(read["words"])
    matchers = {name: _matcher(read, name, extra if name == "en" else []) for name in languages}
    return Weights(matchers, linear, codec.loads(read["settings"].tobytes()))


def matcher(lexicon: Lexicon) -> Matcher:
    """A lexicon ready for use, as if it had been shipped."""
    return _matcher(arrays("own", lexicon), "own", [])


def _text(held: npt.NDArray[np.uint8]) -> list[str]:
    return held.tobytes().decode("utf-8").split("\n") if held.size else []


def _matcher(held: dict[str, npt.NDArray[Any]], name: str, extra: list[str]) -> Matcher:
    phrases = _text(held[f"{name}.phrases"])
    features = {text: number for number, text in enumerate([*phrases, *extra])}
    codes = held[f"{name}.codes"].astype("U8").tolist()
    return Matcher(
        features=features,
        longer=_longer(phrases, features),
        phrases=phrases,
        starts=held[f"{name}.starts"].tolist(),
        codes=[code.zfill(8) for code in codes],
        strengths=(held[f"{name}.strengths"].astype(np.float32) / SIXTEENTHS).tolist(),
        branches=held[f"{name}.branches"].astype(np.float32) / SIXTEENTHS,
    )


# Strengths are kept as whole sixteenths in one byte.
SIXTEENTHS = 16


def _longer(phrases: list[str], features: dict[str, int]) -> dict[int, list[tuple[Phrase, int]]]:
    longer: dict[int, list[tuple[Phrase, int]]] = defaultdict(list)
    for number, text in enumerate(phrases):
        if text.count(" ") >= PAIR:
            phrase = tuple(text.split(" "))
            longer[features[" ".join(phrase[:PAIR])]].append((phrase[PAIR:], number))
    return dict(longer)


def arrays(name: str, lexicon: Lexicon) -> dict[str, npt.NDArray[Any]]:
    """A lexicon as the arrays of a weights file."""
    branches = {code: place for place, code in enumerate(mediatopics.branches())}
    table = np.zeros((len(lexicon.phrases), len(branches)), np.int8)
    for number, postings in enumerate(lexicon.branches):
        for code, strength in postings.items():
            table[number, branches[code]] = _byte(strength)
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


def postings(matcher: Matcher, number: int) -> tuple[list[str], list[float]]:
    """The topics phrase `number` speaks for, and how strongly."""
    start, end = matcher.starts[number : number + 2]
    return matcher.codes[start:end], matcher.strengths[start:end]


# For languages of which nothing is known.
NOTHING = matcher(Lexicon())

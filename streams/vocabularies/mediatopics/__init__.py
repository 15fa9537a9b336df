"""IPTC Media Topics: the concepts, and where the evidence and the weights of the classifier lie.

Names and hierarchy are IPTC's (CC BY 4.0). README.md says what each file is, whence, and under which licence.
"""

from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent
EVIDENCE = FOLDER / "evidence"
WEIGHTS = FOLDER / "weights.npz"
BASE = "http://cv.iptc.org/newscodes/mediatopic/"
# Languages besides English whose names are in the table, in the order of its columns.
LANGUAGES = ("de", "fr", "es")


@dataclass(frozen=True, slots=True)
class Concept:
    """A Media Topic. `code` has eight digits; `broader` is empty for the 17 branches; `names` by language."""

    code: str
    broader: str
    replacement: str
    name: str
    names: dict[str, str]

    @property
    def uri(self) -> str:
        """The concept's URI, as ninjs wants it."""
        return BASE + self.code


@lru_cache(maxsize=1)
def concepts() -> dict[str, Concept]:
    """All concepts by code, retired ones included."""
    lines = (FOLDER / "concepts.tsv").read_text("utf-8").splitlines()
    return {concept.code: concept for concept in map(_concept, lines)}


def _concept(line: str) -> Concept:
    code, broader, replacement, name, *translated = line.split("\t")
    names = {language: text for language, text in zip(LANGUAGES, translated, strict=True) if text}
    return Concept(code, broader, replacement, name, names)


def live(code: str) -> Concept | None:
    """The live concept that `code` means now: itself, or what replaced it; None where there is no such concept."""
    known = concepts().get(code)
    return concepts()[known.replacement] if known and known.replacement else known


def branch(code: str) -> str:
    """The code of the top-level branch above a concept."""
    table = concepts()
    while table[code].broader:
        code = table[code].broader
    return code


@cache
def desks(code: str) -> dict[str, float]:
    """The branches whose desk takes stories on a topic, each with its share (0 to 1): usually its own alone."""
    own = next((_taken()[above] for above in (code, *broader(code)) if above in _taken()), None)
    return own or {branch(code): 1.0}


@lru_cache(maxsize=1)
def _taken() -> dict[str, dict[str, float]]:
    lines = (FOLDER / "desks.txt").read_text("utf-8").splitlines()
    stated = (line.partition(": ") for line in lines if line and not line.startswith("#"))
    return {head[:8]: dict(map(_share, shares.split())) for head, _, shares in stated}


def _share(text: str) -> tuple[str, float]:
    branch_, _, share = text.partition("=")
    return f"{branch_}000000", float(share)


def broader(code: str) -> tuple[str, ...]:
    """The codes above a concept, nearest first, its branch last."""
    table = concepts()
    above = []
    while code := table[code].broader:
        above.append(code)
    return tuple(above)


@lru_cache(maxsize=1)
def branches() -> tuple[str, ...]:
    """The codes of the 17 branches, ascending."""
    return tuple(code for code, concept in concepts().items() if not concept.broader and not concept.replacement)

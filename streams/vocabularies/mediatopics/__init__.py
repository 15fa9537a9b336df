"""IPTC Media Topics: the concepts, and where the evidence and the weights of the classifier lie.

Names and hierarchy are IPTC's (CC BY 4.0). README.md says what each file is, whence, and under which licence.
"""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent
EVIDENCE = FOLDER / "evidence"
WEIGHTS = FOLDER / "weights.npz"
BASE = "http://cv.iptc.org/newscodes/mediatopic/"
# Languages besides English whose names are in the table, in the order of its columns.
LANGUAGES = ("de", "fr", "es")
# IPTC files computers, telephones and consumer electronics under the economy, as trades; newsrooms give such stories to
# their technology desk, and so do the labels of every news set we know.
TRADES = frozenset({"20000225", "20001258"})
TECHNOLOGY = {"13000000": 1.0, "04000000": 0.5}


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


def desks(code: str) -> dict[str, float]:
    """The branches whose desk would take a story on a topic, each with its share (0 to 1): usually its own alone."""
    above = {code, *broader(code)}
    return TECHNOLOGY if above & TRADES else {branch(code): 1.0}


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

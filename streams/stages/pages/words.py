"""What is read of a paragraph for the cutting: its words, its names, its sentences. Decides nothing."""

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from streams.stages.pages.lines import Line

READ_CHARACTERS = 4_000  # of a paragraph are read for words: a longer one is no news paragraph, and cost stays bounded
STEM = 6  # letters: cutting words there joins most inflections in any Latin-script language

STEP = re.compile(r"([\W_]*)([^\W_]+)")
SENTENCE_ENDS = frozenset('.!?:"”“«»„')
HONORIFICS = frozenset(["mr", "mrs", "ms", "miss", "dr", "sir", "lord", "lady", "prof", "mme", "mlle", "m"])
ABBREVIATED = HONORIFICS | frozenset(["st", "gen", "sen", "rep", "gov", "col", "lt", "sgt", "jr", "v", "vs", "no"])
TABLE = Path(__file__).with_name("frequencies.txt")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, read.

    `tokens` are the words as written and `folded` the same in lower case; `words` are stems of common words, `names`
    of words with a capital where none was due; `full` are names of several words, `bare` the last word of names that
    stand alone; `sentences` counts their beginnings, `lead` the words of the first.
    """

    line: Line
    tokens: tuple[str, ...]
    folded: tuple[str, ...]
    words: frozenset[str]
    names: frozenset[str]
    full: frozenset[tuple[str, ...]]
    bare: frozenset[str]
    sentences: int
    lead: int


@lru_cache(maxsize=1)
def common() -> dict[str, int]:
    """Stems of words seen in lower case, and how many texts of the table's have them (sources: README beside this)."""
    rows = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {name: int(count) for name, count in rows}


def read(line: Line) -> Paragraph:
    """Read one paragraph."""
    steps = STEP.findall(line.text[:READ_CHARACTERS])
    tokens = tuple(token for _, token in steps)
    folded = tuple(map(str.casefold, tokens))
    stems = [word[:STEM] for word in folded]
    initial = _initial(steps, folded)
    runs = _runs(steps, tokens, stems, initial)
    full = frozenset(run for run in runs if len(run) > 1)
    names = frozenset(name for run in runs for name in run)
    bare = frozenset(run[0] for run in runs if len(run) == 1)
    words = frozenset(name for name in stems if len(name) > 1) - names
    return Paragraph(
        line, tokens, folded, words, names, full, bare, len(initial), (*initial, len(tokens), len(tokens))[1]
    )


def _initial(steps: list[tuple[str, str]], folded: tuple[str, ...]) -> list[int]:
    """Positions of the words that begin a sentence."""
    return [
        place
        for place, (between, _) in enumerate(steps)
        if place == 0
        or (between != " " and not SENTENCE_ENDS.isdisjoint(between) and folded[place - 1] not in ABBREVIATED)
    ]


def _runs(
    steps: list[tuple[str, str]], tokens: tuple[str, ...], stems: list[str], initial: list[int]
) -> list[tuple[str, ...]]:
    """Names: runs of capitalised words, honorifics taken off; a sentence's first word only if it is no common one."""
    table, starts = common(), set(initial)
    runs: list[list[str]] = []
    before = -2
    for place, token in enumerate(tokens):
        if not token[0].isupper() or (place in starts and stems[place] in table):
            continue
        adjacent = before == place - 1 and place not in starts and steps[place][0] in {" ", ". ", "-", "\u2011"}
        if not adjacent:
            runs.append([])
        runs[-1].append(stems[place])
        before = place
    bared = (tuple(name for name in run if name not in HONORIFICS) for run in runs)
    return [run for run in bared if run]

"""Paragraphs as the page cutter sees them: keys that ignore typography, words with weights, names. Decides nothing."""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

READ_CHARACTERS = 4_000  # of a paragraph are read for words: longer ones are no news paragraphs, and cost stays bounded
KEY_CHARACTERS = 100_000  # a longer paragraph is compared byte by byte, without normalising it
STEM = 6  # letters: cutting words there joins most inflections in any Latin-script language

TOKEN = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SENTENCE_END = frozenset('.!?:"”“\n')
TABLE = Path(__file__).with_name("frequencies.txt")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One non-empty paragraph: its place in the document, text, comparison key and what was read of it.

    `tokens` are the words as written, `stems` their folded beginnings (in order), `names` the stems written with a
    capital where none was due.
    """

    index: int
    text: str
    key: str
    tokens: tuple[str, ...]
    stems: tuple[str, ...]
    names: frozenset[str]


def key(text: str) -> str:
    """What is compared: letters and digits alone, folded; the text itself where it has none or is too long."""
    if len(text) > KEY_CHARACTERS:
        return text
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum()) or text.strip()


def stem(token: str) -> str:
    """The folded beginning of a word, possessives taken off."""
    return token.casefold().replace("’", "'").removesuffix("'s")[:STEM]


@lru_cache(maxsize=1)
def common() -> dict[str, float]:
    """Stems of lower-case words and how many of a thousand texts have them (sources: README beside this file)."""
    rows = (line.split("\t") for line in TABLE.read_text(encoding="utf-8").splitlines() if not line.startswith("#"))
    return {name: float(share) for name, share in rows}


def read(index: int, text: str) -> Paragraph:
    """Read one paragraph."""
    body = text[:READ_CHARACTERS]
    tokens, stems, names = [], [], set()
    table = common()
    previous_end = 0
    initial = True
    for match in TOKEN.finditer(body):
        token = match.group()
        between = body[previous_end : match.start()]
        initial = previous_end == 0 or any(character in SENTENCE_END for character in between)
        previous_end = match.end()
        short = stem(token)
        tokens.append(token)
        stems.append(short)
        if token[0].isupper() and (not initial or short not in table):
            names.add(short)
    return Paragraph(index, text, key(text), tuple(tokens), tuple(stems), frozenset(names))

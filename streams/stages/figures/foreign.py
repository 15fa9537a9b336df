"""Reads numbers in digits in texts of other languages than English: their commas, points and words of scale."""

import re
from collections.abc import Iterable

from streams.stages.figures.numbers import LONGEST, MOST, SCALES, joined
from streams.stages.figures.spelled import Number
from streams.vocabularies import units

# Languages that write 1.234,5; the others write 1,234.5.
COMMA = frozenset(
    "af az be bg bs ca cs da de el es et eu fi fo fr gl hr hu hy id is it ka kk lb lt lv mk mn nb nl nn no pl pt ro ru"
    " sk sl sq sr sv tr uk vi".split()
)
_POINTED = re.compile(r"(?:[0-9]{1,3}(?:[,\u00a0\u2009\u202f'’][0-9]{3}){1,5}(?![0-9])|[0-9]+)(?:\.[0-9]+)?")
_WITH_COMMA = re.compile(
    r"[0-9]+\.[0-9]{1,2}(?![0-9.])"
    r"|(?:[0-9]{1,3}(?:\.[0-9]{3}){1,5}(?![0-9])|[0-9]{1,3}(?:[ \u00a0\u2009\u202f'’][0-9]{3}){1,5}(?![0-9])|[0-9]+)"
    r"(?:,[0-9]+)?"
)
_DECIMAL = re.compile(r"[0-9]+\.[0-9]{1,2}")
_SCALES = units.scales()
_SCALE = re.compile(
    rf"[ \u00a0]({'|'.join(map(re.escape, sorted(_SCALES, key=len, reverse=True)))})(?![^\W\d_])(?: de(?= )| d['’])?",
    re.IGNORECASE,
)
_INTO_CODE = re.compile(r"[.:/][0-9]|[xX][0-9]|[0-9]")


def is_english(language: str) -> bool:
    """Whether words of English may be read; so they are where the language is not known."""
    return language.partition("-")[0].lower() in {"", "en", "und"}


def foreign_numbers(text: str, opened: Iterable[tuple[int, str]], language: str) -> list[Number]:
    """Numbers in digits, in order, up to `MOST`, as the language (BCP 47) writes them; linear in the text's length.

    `opened` is what `openings` found in the text.
    """
    with_comma = language.partition("-")[0].lower() in COMMA
    found: list[Number] = []
    past = 0
    for start, token in opened:
        if start < past or not token.isdigit():
            continue
        number = _number(text, start, with_comma=with_comma)
        past = number.end
        found.append(number)
        if len(found) == MOST:
            break
    return found


def _number(text: str, start: int, *, with_comma: bool) -> Number:
    written = (_WITH_COMMA if with_comma else _POINTED).match(text, start)
    if written is None:  # digits of another script
        return Number(start, start + 1, 0.0, digits=True, code=True)
    end = written.end()
    digits = _plain(written[0], with_comma=with_comma)
    if len(digits) > LONGEST:
        return Number(start, end, 0.0, digits=True, code=True)
    code = (joined(text, start) and text[start - 1] not in "-–") or _INTO_CODE.match(text, end) is not None
    factor = 1.0
    for _ in range(SCALES):
        if not (scale := _SCALE.match(text, end)):
            break
        factor, end = factor * _SCALES[scale[1].lower()], scale.end()
    return Number(start, end, round(float(digits) * factor, 6), digits=True, code=code, scale=factor)


def _plain(written: str, *, with_comma: bool) -> str:
    """The digits as Python writes them."""
    if with_comma and not _DECIMAL.fullmatch(written):
        written = written.replace(".", "").replace(",", ".")
    return re.sub("[^0-9.]", "", written)

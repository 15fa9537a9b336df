"""Clean: characters that nobody is meant to see are taken out of an item's text, and nothing else is changed."""

import re
from dataclasses import replace
from typing import Any
from unicodedata import combining, is_normalized, normalize

from schemas.item import Item

# All but Latin letters, plain spaces and the punctuation and currency signs of Western print: those need no second
# look.
_UNUSUAL = re.compile("[^ -~\u00a1-\u00ac\u00ae-\u02ff\u2010-\u2027\u2030-\u205e\u20a0-\u20c0]")
_REMOVED = re.compile(
    "["
    "\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # control characters that are no white space
    "\u00ad\u034f\u061c\u180e"  # soft hyphen, grapheme joiner, Arabic letter mark, Mongolian vowel separator
    "\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"  # zero-width space, marks of direction, invisible operators
    "\ufeff\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"  # byte order mark, annotations, no characters
    "]"
)
_JOINERS = re.compile("[\u200c\u200d]")
# Scripts whose words are spelled with joiners: Arabic to Myanmar, Khmer, Mongolian, and later Indic blocks.
_SCRIPT = (
    "\u0600-\u109f\u1780-\u18af\u1a20-\u1aaf\ua800-\ua8ff\ua980-\uaaff\uabc0-\uabff"
    "\U00010a00-\U00010a5f\U00011000-\U00011fff\U0001e900-\U0001e95f"
)
_EMOJI = "\u2190-\u22ff\u2400-\u2bff\ufe0f\U0001f000-\U0001faff"
_STRAY_JOINER = re.compile(
    f"[\u200c\u200d](?:(?<![{_SCRIPT}{_EMOJI}].)|(?<=[{_EMOJI}]\u200c)|(?<=[{_EMOJI}]\u200d)(?![{_EMOJI}]))"
)

# Tags spell the flags of regions, after a black flag; elsewhere they hide text.
_TAGS = re.compile("[\U000e0000-\U000e007f]")
_STRAY_TAGS = re.compile("(?<![\U0001f3f4\U000e0020-\U000e007f])[\U000e0000-\U000e007f]+")

MAX_MARKS = 30
"""Combining marks in a row (Unicode's Stream-Safe Text Format, UAX 15): no language needs more, and sorting them takes
time in the square of their number."""
_COMBINING = [chr(code) for code in range(0x300, 0x1EA00) if combining(chr(code))]
_MARKS = re.compile(f"[{''.join(_COMBINING)}]{{{MAX_MARKS + 1},}}")
# The same and more, forty times as fast: a set of characters beyond 16 bits is searched one by one.
_MAYBE_MARKS = re.compile(
    f"[{''.join(mark for mark in _COMBINING if mark < chr(0x10000))}\U00010000-\U0001eaff]{{{MAX_MARKS + 1}}}"
)

# UTF-8 read as Latin-1 or windows-1252: a lead byte's character, then one that stands for a continuation byte.
_CP1252_HIGH = bytes(byte for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d").decode("cp1252")
_MISREAD = re.compile(f"[\u00c2-\u00f4][\u0080-\u00bf{_CP1252_HIGH}]")
_BYTES = {ord(char): char.encode("cp1252")[0] for char in _CP1252_HIGH}


def clean(text: str) -> str:
    """One paragraph or title, made fit to compare and to print.

    Unicode NFC; control characters, overrides of direction and characters without width removed (joiners stay where a
    script or an emoji sequence is spelled with them); all kinds of white space to single spaces, none at the ends.
    UTF-8 that was read as Latin-1 or windows-1252 is put right where that is proven: every character of the text
    stands for a byte, the bytes are valid UTF-8, and at least three of them are of longer sequences. `clean(clean(x))
    == clean(x)`.
    """
    if (text.isascii() and text.isprintable()) or not (_UNUSUAL.search(text) or _MISREAD.search(text)):
        return " ".join(text.split()) if "  " in text or text[:1] == " " or text[-1:] == " " else text
    text = _repaired(text)
    if _REMOVED.search(text):
        text = _REMOVED.sub("", text)
    if _TAGS.search(text):
        text = _STRAY_TAGS.sub("", text)
    text = _composed(text)
    if _JOINERS.search(text):
        text = _composed(_STRAY_JOINER.sub("", text))
    text = " ".join(text.split())
    return clean(text) if _is_misread(text) else text


def clean_item(item: Item) -> Item:
    """The item with title, paragraphs and the texts inside `ninjs` cleaned; no paragraph goes, an emptied one is ""."""
    return replace(
        item,
        title=clean(item.title),
        paragraphs=[clean(paragraph) for paragraph in item.paragraphs],
        ninjs=_cleaned(item.ninjs) if item.ninjs else item.ninjs,
    )


def _cleaned(value: Any) -> Any:  # noqa: ANN401 - whatever JSON can say
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {name: _cleaned(found) for name, found in value.items()}
    return [_cleaned(found) for found in value] if isinstance(value, list) else value


def _composed(text: str) -> str:
    while _MAYBE_MARKS.search(text) and _MARKS.search(text):
        text = normalize("NFC", _MARKS.sub(lambda run: run[0][:MAX_MARKS], text))
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def _is_misread(text: str) -> bool:
    return bool(_MISREAD.search(text)) and _repaired(text) != text


def _repaired(text: str) -> str:
    if not _MISREAD.search(text):
        return text
    try:
        data = text.translate(_BYTES).encode("latin-1")
        right = data.decode()
    except UnicodeError:
        return text
    return right if len(data) - len(right) >= 2 else text  # noqa: PLR2004 - a sequence of n bytes shortens by n - 1

"""Bytes to text: which character encoding a document is in, judged by evidence and never guessed by frequency."""

import codecs
import re

from streams.errors import ContentError, Reason

_BOMS = (
    # UTF-32's little-endian mark begins with UTF-16's, so it comes first.
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)

# Python also knows codecs that are no character sets (zip, rot13) or cost quadratic time (idna): only these are looked
# up.
_WESTERN = {"ascii": "cp1252", "iso8859-1": "cp1252", "cp1252": "cp1252"}  # as browsers read them (WHATWG Encoding)
_MULTIBYTE = {
    *("utf-8", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-32-le", "utf-32-be"),
    *("shift_jis", "cp932", "euc_jp", "iso2022_jp", "euc_kr", "cp949", "gb2312", "gbk", "gb18030", "big5", "big5hkscs"),
}
_SINGLE = {
    *(f"iso8859-{part}" for part in (2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 14, 15, 16)),
    *(f"cp{page}" for page in (437, 850, 852, 866, 874, 1250, 1251, 1253, 1254, 1255, 1256, 1257, 1258)),
    *("koi8-r", "koi8-u", "mac-roman", "mac-cyrillic", "tis-620"),
}
_WIDE_WITHIN, _WIDE_SHARE = 1024, 0.4
"""UTF-16 without a mark is told by the zero bytes of its ASCII, markup and spaces above all: this share of every
second byte."""

_NOT_WINDOWS_1252 = re.compile(rb"[\x00-\x08\x0b\x0e-\x1f\x7f\x81\x8d\x8f\x90\x9d]")
_FOREIGN_RUN = re.compile(rb"[\xc0-\xff]{4}")
"""Four accented letters in a row are no word of a Western language, but any word of Cyrillic or Greek in its own code
page."""
_MAX_HIGH_SHARE = 0.2
"""Western prose has 1 to 8 % letters beyond ASCII (French and Portuguese most); random bytes have 50 %."""


def decoded(data: bytes, declared: str = "") -> str:
    """The text of `data`, without a byte order mark.

    In order: a byte order mark; UTF-16 by its zero bytes; UTF-8 where the bytes are valid UTF-8 and what is declared
    is nothing, UTF-8 or a single-byte set (text of such a set is all but never valid UTF-8, while UTF-8 is often
    mislabelled); the declared character set; UTF-8; windows-1252 where that is plausible.

    Raises:
        ContentError: BAD_ENCODING, where none of these reads the bytes.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return _required(_strict(data[len(mark) :], name))
    for name in _candidates(data, declared):
        text = _strict(data, name)
        if text is not None:
            return text.removeprefix("\ufeff")
    return _required(_strict(data, "cp1252") if _plausible_windows_1252(data) else None)


def is_wide(data: bytes) -> bool:
    """Whether the bytes are UTF-16 or UTF-32 by their mark, or UTF-16 by the zero bytes in every second place."""
    return data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)) or bool(
        _unmarked_utf16(data)
    )


def _candidates(data: bytes, declared: str) -> list[str]:
    codec = _codec(declared)
    names = [codec, "utf-8"] if codec in _MULTIBYTE else ["utf-8", codec]
    names.insert(0, _unmarked_utf16(data))
    return [name for name in names if name]


def _unmarked_utf16(data: bytes) -> str:
    start = data[:_WIDE_WITHIN]
    low, high = start[0::2].count(0), start[1::2].count(0)
    if max(low, high) < _WIDE_SHARE * len(start) / 2 or (low and high):
        return ""
    return "utf-16-be" if low else "utf-16-le"


def _codec(declared: str) -> str:
    try:
        name = codecs.lookup(declared.strip().strip("\"'")).name if declared else ""
    except (LookupError, ValueError):
        return ""
    name = _WESTERN.get(name, name)
    return name if name in _MULTIBYTE or name in _SINGLE or name == "cp1252" else ""


def _strict(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _plausible_windows_1252(data: bytes) -> bool:
    if _NOT_WINDOWS_1252.search(data) or _FOREIGN_RUN.search(data):
        return False
    high = len(data) - len(data.translate(None, bytes(range(0x80, 0x100))))
    return high <= _MAX_HIGH_SHARE * len(data)


def _required(text: str | None) -> str:
    if text is None:
        raise ContentError(Reason.BAD_ENCODING, "The bytes are text in no declared or recognisable character encoding.")
    return text

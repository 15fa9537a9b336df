"""Folding of characters, so that one text in two encodings, typographies or scripts of digits reads the same."""

import unicodedata
from functools import cache

import numpy as np
from numpy.typing import NDArray

_PLANE = 1 << 16  # the tables hold the basic plane; what lies beyond is rare and looked up by itself
_SPACE, _DROPPED = ord(" "), 0
_WORDS = frozenset("LMN")  # Unicode categories: letters, marks, numbers
_ACCENTS_AND_UNSEEN = (0xAD, *range(0x300, 0x370), *range(0x200B, 0x2010), 0x2060, 0xFEFF)
_DASHES = (*range(0x2010, 0x2016), 0x2212)  # hyphens, dashes, the minus sign
# Scripts without spaces between words: Thai and Lao, Myanmar, Khmer, kana, Han.
_UNSPACED = ((0xE00, 0xF00), (0x1000, 0x10A0), (0x1780, 0x1800), (0x3005, 0x3008), (0x3040, 0x3100), (0x3400, 0xA000))
_HAN_BEYOND = (0x20000, 0x40000)


def fold(text: str) -> str:
    """The text in compatibility decomposition (NFKD), without accents and characters without width.

    Digits of all scripts and dashes become ASCII; other punctuation and symbols beyond ASCII, except currency signs,
    become a space. In scripts without spaces between words each character stands alone between spaces.
    """
    codes = np.frombuffer(unicodedata.normalize("NFKD", text).encode("utf-32-le", "surrogatepass"), np.uint32)
    folds, unspaced = _tables()
    beyond = codes >= _PLANE
    folded = folds[np.where(beyond, 0, codes)]
    alone = unspaced[folded & (_PLANE - 1)]
    if beyond.any():
        distinct, places = np.unique(codes[beyond], return_inverse=True)
        folded[beyond] = np.array([_fold(chr(code)) for code in distinct], np.uint32)[places]
        alone |= (folded >= _HAN_BEYOND[0]) & (folded < _HAN_BEYOND[1])
    if alone.any():
        between = np.where(alone, _SPACE, _DROPPED)
        folded = np.column_stack((between, folded, between)).ravel()
    return bytes(folded[folded != _DROPPED].astype("<u4")).decode("utf-32-le")


def _fold(char: str) -> int:
    category = unicodedata.category(char)
    if category == "Nd":
        return ord("0") + unicodedata.decimal(char)
    return ord(char) if category[0] in _WORDS or category == "Sc" else _SPACE


@cache
def _tables() -> tuple[NDArray[np.uint32], NDArray[np.bool_]]:
    """For each code of the basic plane what it folds to, and whether it stands alone."""
    folds = np.array([code if 0 < code < 0x80 else _fold(chr(code)) for code in range(_PLANE)], np.uint32)  # noqa: PLR2004 - ASCII stays
    folds[list(_ACCENTS_AND_UNSEEN)] = _DROPPED
    folds[list(_DASHES)] = ord("-")
    unspaced = np.zeros(_PLANE, np.bool_)
    for start, end in _UNSPACED:
        unspaced[start:end] = True
    return folds, unspaced

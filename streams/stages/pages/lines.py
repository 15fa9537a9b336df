"""A document's paragraphs as lines to be compared: keys that ignore typography, lengths, headings."""

import re
import unicodedata
from dataclasses import dataclass

KEY_CHARACTERS = 100_000  # a longer paragraph is compared as it is, without normalising it
HEADING_WORDS = 14  # a line with fewer and without a full stop is a heading, a byline, a list's entry
ROW_WORDS = 12  # fewer without a full stop may be a row; a post has more
LABEL_WORDS = 3
CLOSING = 9  # last characters in which a full stop is sought
CUT_LEAST = 0.5  # of its letters must be left of a repeat that lost its last words

OPENING_QUOTES = ('"', "“", "'", "‘", "«", "„", "”")
NO_LETTER = re.compile(r"[\W_]+")
# The same within ASCII, where deleting is many times as fast as substituting.
ASCII_NO_LETTER = bytes(code for code in range(0x80) if not chr(code).isalnum())
ENDS = re.compile(r"[.!?…]['\"”’»)\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """One non-empty paragraph: its index in the document, its text, its comparison key, how many words it has."""

    index: int
    text: str
    key: str
    words: int

    def is_heading(self) -> bool:
        """Whether it is a short line without a full stop."""
        return 0 < self.words < HEADING_WORDS and not ENDS.search(self.text.rstrip()[-CLOSING:])

    def is_row(self) -> bool:
        """Whether it is a heading or a list's or table's entry: a shorter heading, or one with a number in it."""
        return self.is_heading() and (self.words < ROW_WORDS or any(character.isdigit() for character in self.key))

    def is_label(self) -> bool:
        """Whether it is a word or a few: a section's name, a speaker's, a byline."""
        return self.key.isalnum() and self.words <= LABEL_WORDS

    def says_again(self, earlier: "Line") -> bool:
        """Whether it is `earlier` again: typography apart, and possibly without its last words.

        All its words stand there in the same order, so that none is lost with it. A post shown after a sentence that
        quotes it and goes on is not said again.
        """
        if self.key == earlier.key:
            return True
        cut = len(self.key) >= CUT_LEAST * len(earlier.key) and earlier.key.startswith(self.key)
        return cut and self.opens_quote() >= earlier.opens_quote()

    def opens_quote(self) -> bool:
        """Whether it begins with a quotation mark."""
        return self.text.startswith(OPENING_QUOTES)


def line(index: int, text: str) -> Line:
    """Read a paragraph for comparison."""
    return Line(index, text, key(text), len(text[:KEY_CHARACTERS].split()))


def key(text: str) -> str:
    """What is compared: letters and digits alone, folded; the text itself where it has none or is too long."""
    if len(text) > KEY_CHARACTERS:
        return text
    if text.isascii():
        return _ascii_letters(text.lower()) or text.strip()
    normal = unicodedata.normalize("NFKC", text).casefold()
    return NO_LETTER.sub("", _ascii_letters(normal)) or text.strip()


def _ascii_letters(text: str) -> str:
    """The text without those of its ASCII characters that are neither letters nor digits."""
    return text.encode("utf-8", "surrogatepass").translate(None, ASCII_NO_LETTER).decode("utf-8", "surrogatepass")

"""The file of boilerplate phrases that `wiredesk pages learn` writes, a desk reviews, and a feed's setting names.

A line a phrase, three columns parted by tabs: in how many stories it stood, the feed, the phrase. Lines that begin with
`#` are comments. A phrase that ends with `*` stands for every paragraph that begins so.
"""

from collections.abc import Iterable
from dataclasses import dataclass

ANY_FEED = "*"
ANYTHING = "*"  # at the end of a phrase
LEAST_LETTERS = 4  # of a phrase: a shorter one would meet what somebody wrote
HEAD = """\
# What ends or opens story after story, as `wiredesk pages learn` counted it: stories, feed, phrase, parted by tabs.
# Strike what somebody would miss. A phrase that ends with * stands for every paragraph that begins so; years, capitals
# and punctuation do not count. In wiredesk.toml: [feeds.NAME] boilerplate = "this file"
"""


@dataclass(frozen=True, slots=True, order=True)
class Phrase:
    """A phrase of a feed (`*`: of any), and in how many stories it was counted (0: not counted)."""

    feed: str
    stories: int
    text: str


def written(phrases: Iterable[Phrase]) -> str:
    """The phrases as a file's text: feed by feed, the commonest first."""
    rows = sorted(phrases, key=lambda phrase: (phrase.feed, -phrase.stories, phrase.text))
    return HEAD + "".join(f"{row.stories}\t{row.feed}\t{row.text}\n" for row in rows)


def parsed(text: str) -> tuple[Phrase, ...]:
    """The phrases of a file's text.

    Raises:
        ValueError: a line is no phrase; the message says which and why.
    """
    rows = enumerate(text.split("\n"), 1)
    return tuple(_phrase(number, row) for number, row in rows if row.strip() and not row.startswith("#"))


def _phrase(number: int, row: str) -> Phrase:
    count, feed, text = (cell.strip() for cell in (*row.split("\t", 2), "", "")[:3])
    if not (count.isascii() and count.isdigit() and feed):
        message = f"line {number}: not a count, a feed and a phrase parted by tabs"
        raise ValueError(message)
    try:
        return Phrase(feed, int(count), checked(text))
    except ValueError as error:
        message = f"line {number}: {error}"
        raise ValueError(message) from error


def checked(text: str) -> str:
    """The phrase itself, if it says enough to be told from what somebody wrote.

    Raises:
        ValueError: it has hardly a letter.
    """
    if sum(map(str.isalnum, text)) < LEAST_LETTERS:
        message = f"a phrase of fewer than {LEAST_LETTERS} letters"
        raise ValueError(message)
    return text

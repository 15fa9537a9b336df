"""One pass over a text: which evidence stands in it, and which words the linear model knows."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from streams.stages.topics.weights import Linear, Matcher, Rest
from streams.stages.topics.words import words

# Words of the body that the linear model reads: it learned on texts of this length, and a story's topic is in its lead.
LEAD = 55
# Characters of the body in which evidence is looked for: what comes later is background.
READ = 4000
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Text:
    """A story's title and body as words."""

    title: list[str]
    body: list[str]

    @property
    def length(self) -> int:
        """In words."""
        return len(self.title) + len(self.body)


def cut(title: str, text: str) -> Text:
    """Cut a story into words; of a long body only what `READ` allows."""
    return Text(words(title), words(text[:READ]))


def evidence(matcher: Matcher, tokens: list[str]) -> list[int]:
    """The numbers of the matcher's phrases that stand in `tokens`, as often as they do."""
    found: list[int] = []
    following_words = [*tokens[1:], ""]
    for place, (known, after) in enumerate(zip(map(matcher.first.get, tokens), following_words, strict=False)):
        if known is not None:
            alone, following = known
            if alone >= 0:
                found.append(alone)
            if after in following:
                found += _longer(following[after], tokens, place + 2)
    return found


def _longer(phrases: list[tuple[Rest, int]], tokens: list[str], place: int) -> list[int]:
    """Of phrases whose first two words stand before `place`, those whose rest stands there."""
    return [number for rest, number in phrases if not rest or tuple(tokens[place : place + len(rest)]) == rest]


def features(linear: Linear, text: Text) -> npt.NDArray[np.intp]:
    """The numbers of the linear model's words and pairs in the title and the lead, once each."""
    title, lead = text.title, text.body[:LEAD]
    number = linear.numbers.get
    found = {number(word, UNKNOWN) for word in (*title, *lead)}
    found.update([number(f"{one} {other}", UNKNOWN) for part in (title, lead) for one, other in pairwise(part)])
    found.discard(UNKNOWN)
    return np.fromiter(found, np.intp, len(found))

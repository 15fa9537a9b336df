"""One pass over a text: which evidence stands in it, and which words the linear model knows."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from streams.stages.topics.weights import UNKNOWN, Linear, Matcher
from streams.stages.topics.words import words

# Words of the body that the linear model reads: it learned on texts of this length, and a story's topic is in its lead.
LEAD = 40
# Characters of the body in which evidence is looked for: what comes later is background.
READ = 4000


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
    for after, (known, second) in enumerate(zip(map(matcher.first.get, tokens), [*tokens[1:], ""], strict=False), 2):
        if known:
            alone, following = known
            if alone >= 0:
                found.append(alone)
            if following and (phrases := following.get(second)):
                found += [number for rest, number in phrases if not rest or tokens[after : after + len(rest)] == rest]
    return found


def features(linear: Linear, text: Text) -> npt.NDArray[np.intp]:
    """The numbers of the linear model's words and pairs in the title and the lead, once each."""
    found: set[int] = set()
    for part in (text.title, text.body[:LEAD]):
        for known, second in zip(map(linear.words.get, part), [*part[1:], ""], strict=False):
            if known:
                alone, following = known
                found.add(alone)
                if following:
                    found.add(following.get(second, UNKNOWN))
    found.discard(UNKNOWN)
    return np.fromiter(found, np.intp, len(found))

"""One pass over a text: which known words, pairs and longer phrases stand in it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from streams.stages.topics.lexicon import PAIR
from streams.stages.topics.weights import Matcher
from streams.stages.topics.words import words

# Words of the body that the linear model reads: it learned on texts of this length, and a story's topic is in its lead.
LEAD = 55
# Characters of the body in which evidence is looked for: what comes later is background.
READ = 4000


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers of features: `lead` for the linear model, once each; evidence `title` and `body`, as often as it stands."""

    lead: set[int]
    title: list[int]
    body: list[int]
    length: int


def scan(matcher: Matcher, title: str, text: str) -> Found:
    """Look a story's title and text over; `length` is in words."""
    head, body = words(title), words(text[:READ])
    head_numbers, body_numbers = _numbers(matcher, head), _numbers(matcher, body)
    lead = {*head_numbers[0], *head_numbers[1], *body_numbers[0][:LEAD], *body_numbers[1][: LEAD - 1]}
    lead.discard(-1)
    return Found(
        lead, _evidence(matcher, head, *head_numbers), _evidence(matcher, body, *body_numbers), len(head) + len(body)
    )


def _numbers(matcher: Matcher, tokens: list[str]) -> tuple[list[int], list[int]]:
    number = matcher.features.get
    return [number(word, -1) for word in tokens], [number(f"{one} {other}", -1) for one, other in pairwise(tokens)]


def _evidence(matcher: Matcher, tokens: Sequence[str], singles: list[int], pairs: list[int]) -> list[int]:
    evidence, longer = len(matcher.phrases), matcher.longer
    found = [number for number in singles if -1 < number < evidence]
    found += [number for number in pairs if -1 < number < evidence]
    for place, number in enumerate(pairs):
        if number in longer:
            start = place + PAIR
            for rest, whole in longer[number]:
                if tuple(tokens[start : start + len(rest)]) == rest:
                    found.append(whole)
    return found

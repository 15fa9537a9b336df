"""A newsroom's own evidence, learned from its labelled archive: phrases with strengths that add to the shipped ones."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from sys import intern

from schemas import codec
from streams.errors import ContentError, Reason
from streams.stages.topics.evidence import Phrase
from streams.stages.topics.lexicon import Lexicon, of_strengths
from streams.stages.topics.words import words
from streams.vocabularies import mediatopics

Phrases = tuple[str, ...]

VERSION = 1
# A topic needs this many labelled items, a phrase to stand in this many of them, to be learned from.
TOPIC_LEAST = 5
PHRASE_LEAST = 3
# Phrases kept for a topic, the most telling ones, and the words of an item that are read.
MOST = 300
READ = 200
# A phrase counts from this log-odds ratio on, and at most as much as a telling hand-written one.
TELLING = 1.0
STRONGEST = 3.0
# Items that every phrase is taken to have been seen in, so that rare ones are not believed too much.
_DOUBT = 1.0


@dataclass(frozen=True, slots=True)
class Labelled:
    """An item of a newsroom's archive with the codes of its Media Topics (retired ones are brought up to date)."""

    title: str
    text: str
    codes: tuple[str, ...]


def learn(items: Sequence[Labelled], scale: float) -> bytes:
    """Evidence from labelled items, as a refinement file: JSON of strengths by topic and phrase.

    Strength is the log-odds ratio of a phrase inside and outside a topic (the weights of naive Bayes), times `scale`.
    """
    texts = [_phrases(item) for item in items]
    overall = Counter(phrase for phrases in texts for phrase in phrases)
    by_topic: dict[str, list[Phrases]] = defaultdict(list)
    for item, phrases in zip(items, texts, strict=True):
        for code in current(item.codes):
            by_topic[code].append(phrases)
    topics = {
        code: dict(_telling(held, overall, len(items), scale))
        for code, held in sorted(by_topic.items())
        if TOPIC_LEAST <= len(held) < len(items)
    }
    return codec.dumps({"version": VERSION, "topics": topics})


def current(codes: Iterable[str]) -> list[str]:
    """Live codes for codes as labelled, unknown ones left out."""
    return sorted({topic.code for code in codes if (topic := mediatopics.live(code))})


def lexicon_of(refinement: bytes) -> Lexicon:
    """A refinement file as a lexicon.

    Raises:
        ContentError: it is none of this version.
    """
    try:
        held = codec.loads(refinement)
        if held["version"] != VERSION:
            raise ContentError(Reason.INVALID_ITEM, f"a refinement of version {held['version']}, not {VERSION}")
        return of_strengths(_strengths(held["topics"]))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise ContentError(Reason.INVALID_ITEM, "the refinement cannot be read") from error


def _strengths(topics: dict[str, dict[str, float]]) -> Iterator[tuple[str, Phrase, float]]:
    for code, phrases in topics.items():
        for phrase, strength in phrases.items():
            yield code, tuple(phrase.split(" ")), float(strength)


def _phrases(item: Labelled) -> Phrases:
    """Each once. Texts share their words, so that an archive fits into memory."""
    tokens = words(f"{item.title}\n{item.text}")[:READ]
    return tuple(map(intern, dict.fromkeys((*tokens, *map(" ".join, pairwise(tokens))))))


def _telling(held: list[Phrases], overall: Counter[str], total: int, scale: float) -> Iterator[tuple[str, float]]:
    inside = Counter(phrase for phrases in held for phrase in phrases)
    rated = {
        phrase: _ratio(count, len(held), overall[phrase] - count, total - len(held))
        for phrase, count in inside.items()
        if count >= PHRASE_LEAST
    }
    best = sorted(rated.items(), key=lambda pair: (-pair[1] * math.sqrt(inside[pair[0]]), pair[0]))[:MOST]
    yield from ((phrase, round(min(ratio, STRONGEST) * scale, 3)) for phrase, ratio in best if ratio >= TELLING)


def _ratio(inside: int, held: int, outside: int, others: int) -> float:
    return math.log((inside + _DOUBT) / (held + _DOUBT)) - math.log((outside + _DOUBT) / (others + _DOUBT))

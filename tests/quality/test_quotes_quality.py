"""How well speech is attributed, on PolNeAR's development part (the rules were written with its training part in view).

Floors are only ever raised. No names are handed in, so that speakers are judged by the words that name them.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from streams.stages.quote import Quote, quotes
from streams.stages.source import Source, sources
from streams.stages.speech.hearing import hear
from streams.vocabularies import verbs

pytestmark = pytest.mark.quality

# As measured on 2026-11-24, less half a point.
DIRECT, SPEAKER, CUE = 0.96, 0.90, 0.90
MIXED = 0.90
INDIRECT_SPAN, INDIRECT_WORDS = 0.654, 0.83
ANY_SPAN, ANY_WORDS = 0.377, 0.616
SOURCE_SPANS, SOURCE_NAMES = 0.717, 0.728
# A quotation of so many words with a capital is a whole sentence: it counts against direct speech where it is wrong.
SENTENCE = 6

Span = tuple[int, int]
QUOTED = re.compile(r"(?:[“\"]|'')((?:(?!'')[^“”\"])+)(?:[”\"]|'')")
MARKS = ("“", "”", '"', "''", "``")
EDGES = " \n\t\xa0“”\"'‘’,.:;`!?"
PRONOUNS = frozenset("he she they it we i who you that which".split())
SAYING = frozenset(
    "say tell add write report note state claim announce declare argue explain insist suggest acknowledge admit concede"
    " contend assert allege maintain observe remark comment reply respond ask recall warn predict confirm reveal deny"
    " conclude continue tweet post joke complain charge promise vow pledge believe think".split()
)


@dataclass
class Article:
    """What the annotators found, and what was found here; spans are without marks and blanks at their edges."""

    text: str
    direct: dict[Span, Any] = field(default_factory=dict)
    mixed: dict[Span, Any] = field(default_factory=dict)
    indirect: set[Span] = field(default_factory=set)
    attributed: set[Span] = field(default_factory=set)
    sources: set[Span] = field(default_factory=set)
    quotes: dict[Span, Quote] = field(default_factory=dict)
    paraphrases: dict[Span, Quote] = field(default_factory=dict)
    reported: set[Span] = field(default_factory=set)
    voices: list[Source] = field(default_factory=list)


def trimmed(text: str, start: int, end: int) -> Span:
    while start < end and text[start] in EDGES:
        start += 1
    while end > start and text[end - 1] in EDGES:
        end -= 1
    return start, end


def spans(parts: list[Any] | None) -> list[Span]:
    return [(start, end) for part in parts or [] for start, end in part["spans"]]


def is_saying(cue: str) -> bool:
    known = verbs.shipped()
    return "according" in cue.lower() or any(
        known[word].lemma in SAYING for word in cue.lower().split() if word in known
    )


def read(record: dict[str, Any]) -> Article:
    text = record["text"]
    article = Article(text)
    for attribution in record["attributions"]:
        source, content = spans(attribution["source"]), sorted(spans(attribution["content"]))
        cue = " ".join(part["text"] for part in attribution["cue"] or [])
        article.sources |= {trimmed(text, *span) for span in source[:1]}
        unquoted = not any(mark in text[start:end].strip(" ,.;") for start, end in content for mark in MARKS)
        parts = {trimmed(text, *span) for span in content} if unquoted else set()
        article.attributed |= parts
        article.indirect |= parts if is_saying(cue) else set()
        for start, end in content:
            inside = [(one.start(1), one.end(1)) for one in QUOTED.finditer(text, start, end)]
            words = text[start:end].strip(" ,.;")
            if not any(mark in words for mark in MARKS):
                continue
            if len(inside) <= 1 and words[:1] in "“\"'" and words[-1:] in "”\"'":
                article.direct[trimmed(text, start, end)] = source, cue
            else:
                article.mixed |= {trimmed(text, *span): (source, cue) for span in inside}
    heard = hear(text)
    for quote in quotes(text, [], heard):
        article.reported |= set() if quote.direct else {trimmed(text, quote.start, quote.end)}
        place = article.quotes if quote.direct else article.paraphrases
        if quote.direct or is_saying(quote.cue):
            place[trimmed(text, quote.start, quote.end)] = quote
    article.voices = sources(text, [], heard)
    return article


@pytest.fixture(scope="module")
def articles(shared_data: Path) -> list[Article]:
    lines = (shared_data / "polnear" / "dev.jsonl").read_text("utf-8").splitlines()
    return [read(json.loads(line)) for line in lines]


def f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / (found + wanted)


def wrong(article: Article, *, whole: bool) -> int:
    """Quotations that nobody attributed: whole sentences, or parts of one."""
    extra = article.quotes.keys() - article.direct.keys() - article.mixed.keys()
    texts = [article.text[start:end] for start, end in extra]
    return sum((len(text.split()) >= SENTENCE and text[0].isupper()) == whole for text in texts)


def test_direct_quotes(articles: list[Article]) -> None:
    """Exact spans."""
    right = sum(len(one.direct.keys() & one.quotes.keys()) for one in articles)
    found = right + sum(wrong(one, whole=True) for one in articles)
    assert f1(right, found, sum(len(one.direct) for one in articles)) >= DIRECT


def test_mixed_quotes(articles: list[Article]) -> None:
    """Exact spans of what stands in quotation marks within a longer content."""
    right = sum(len(one.mixed.keys() & one.quotes.keys()) for one in articles)
    found = right + sum(wrong(one, whole=False) for one in articles)
    assert f1(right, found, sum(len(one.mixed) for one in articles)) >= MIXED


def attributed(articles: list[Article]) -> Iterator[tuple[Quote, list[Span], str]]:
    for one in articles:
        for span in one.direct.keys() & one.quotes.keys():
            yield (one.quotes[span], *one.direct[span])


def test_speakers_of_direct_quotes(articles: list[Article]) -> None:
    """The words that name the speaker are those of the annotators, or part of them."""
    pairs = list(attributed(articles))
    right = sum(
        quote.speaker_start is not None
        and any(start < (quote.speaker_end or 0) and quote.speaker_start < end for start, end in source)
        for quote, source, _ in pairs
    )
    assert right / len(pairs) >= SPEAKER


def test_cues_of_direct_quotes(articles: list[Article]) -> None:
    """The verb is in the annotators' cue."""
    pairs = list(attributed(articles))
    assert sum(quote.cue != "" and quote.cue.lower() in cue.lower() for quote, _, cue in pairs) / len(pairs) >= CUE


def words(text: str, found: set[Span]) -> set[int]:
    return {one.start() for start, end in found for one in re.compile(r"\w+").finditer(text, start, end)}


def overlap(pairs: list[tuple[str, set[Span], set[Span]]]) -> tuple[float, float]:
    """F1 of exact spans, and of words, of what was found and what is wanted in each text."""
    right = sum(len(found & wanted) for _, found, wanted in pairs)
    by_span = f1(right, *(sum(len(pair[place]) for pair in pairs) for place in (1, 2)))
    counted = [(words(text, found), words(text, wanted)) for text, found, wanted in pairs]
    shared = sum(len(found & wanted) for found, wanted in counted)
    return by_span, f1(shared, *(sum(len(pair[place]) for pair in counted) for place in (0, 1)))


def test_indirect_speech(articles: list[Article]) -> None:
    """Contents without quotation marks, in one part or several, whose cue is a verb of saying."""
    by_span, by_word = overlap([(one.text, set(one.paraphrases), one.indirect) for one in articles])
    assert by_span >= INDIRECT_SPAN
    assert by_word >= INDIRECT_WORDS


def test_whatever_is_attributed(articles: list[Article]) -> None:
    """All contents without quotation marks, whatever attributes them: likings, plans and silences as well."""
    by_span, by_word = overlap([(one.text, one.reported, one.attributed) for one in articles])
    assert by_span >= ANY_SPAN
    assert by_word >= ANY_WORDS


def last_word(text: str, span: Span) -> str:
    return (re.sub(r"[^\w ]", "", text[slice(*span)].lower()).split() or [""])[-1]


def test_sources(articles: list[Article]) -> None:
    """All sources of all attributions: exact spans, and the last words of those that are no pronouns."""
    ours = [{trimmed(one.text, voice.start, voice.end) for voice in one.voices} for one in articles]
    right = sum(len(one.sources & found) for one, found in zip(articles, ours, strict=True))
    assert f1(right, sum(map(len, ours)), sum(len(one.sources) for one in articles)) >= SOURCE_SPANS
    names = [
        tuple({last_word(one.text, span) for span in found} - PRONOUNS - {""} for found in (some, one.sources))
        for one, some in zip(articles, ours, strict=True)
    ]
    shared = sum(len(one & other) for one, other in names)
    assert f1(shared, sum(len(one) for one, _ in names), sum(len(one) for _, one in names)) >= SOURCE_NAMES

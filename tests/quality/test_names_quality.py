"""How well names are found on sets that the model never saw. Floors are raised with what is measured, never lowered."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from time import process_time
from typing import Any, NamedTuple

import pytest
from names_cases import BRANDS, ORDINARY

from streams.stages.name import Namer
from streams.stages.names.tagger import Chain
from streams.stages.names.tokens import tokens
from streams.vocabularies.companies import Companies

pytestmark = pytest.mark.quality

KINDS = {"PER": "person", "Person": "person", "ORG": "organisation", "Organization": "organisation", "LOC": "place",
         "Location": "place", "Facility": "place"}  # fmt: skip
# Every so many documents of a set: a run stays within seconds.
THINNED = {"en_worldwide_newswire/worldwide": 4, "finer_ord/train": 3}
GOLDEN = Path(__file__).resolve().parents[1] / "golden" / "wire_names.json"


class Text(NamedTuple):
    """Tokens joined by blanks, sentences by line breaks; spans as (start, end, kind)."""

    text: str
    spans: set[tuple[int, int, str]]


@pytest.fixture(scope="module")
def namer() -> Namer:
    """One for all sets."""
    return Namer()


def texts(path: Path) -> Iterator[Text]:
    """The documents of a set with tags in IOB1, IOB2 or with the mark behind."""
    for line in path.read_text("utf-8").splitlines():
        parts, spans, offset = [], set(), 0
        for sentence in json.loads(line)["sents"]:
            words = sentence["tokens"]
            for first, end, kind in runs(sentence["tags"]):
                left = offset + sum(len(word) + 1 for word in words[:first])
                spans.add((left, left + len(" ".join(words[first:end])), kind))
            parts.append(" ".join(words))
            offset += len(parts[-1]) + 1
        yield Text("\n".join(parts), spans)


def runs(tags: list[str]) -> Iterator[tuple[int, int, str]]:
    """Spans of token indices with our kinds."""
    start, kind = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        mark, name = (tag[-1], tag[:-2]) if tag[-2:] in {"_B", "_I"} else (tag[0], tag[2:])
        found = KINDS.get(name, "")
        if kind and (mark != "I" or found != kind):
            yield start, index, kind
            kind = ""
        if found and not kind:
            start, kind = index, found


def f1(pairs: Iterable[tuple[set[Any], set[Any]]]) -> float:
    """Micro-averaged F1 of (found, wanted)."""
    count: Counter[str] = Counter()
    for found, wanted in pairs:
        count["right"] += len(found & wanted)
        count["all"] += len(found) + len(wanted)
    return 2 * count["right"] / count["all"]


@pytest.mark.parametrize(
    ("name", "floor"),
    [
        ("conll2003/eng.testb", 0.82),
        ("en_worldwide_newswire/worldwide", 0.763),
        ("finer_ord/val", 0.733),
        ("finer_ord/train", 0.795),
    ],
)
def test_spans_and_kinds(name: str, floor: float, namer: Namer, shared_data: Path) -> None:
    """F1 by exact span and kind on news that was kept for measuring."""
    documents = list(texts(shared_data / f"{name}.jsonl"))[:: THINNED.get(name, 1)]
    found = (({(m.start, m.end, m.kind) for m in namer.names("", d.text).mentions}, d.spans) for d in documents)
    assert f1(found) >= floor


@pytest.mark.parametrize(
    ("name", "floor"),
    [("conll2003/eng.testb", 0.92), ("en_worldwide_newswire/worldwide", 0.9), ("finer_ord/train", 0.92)],
)
def test_short_names_are_tied_to_full_ones(name: str, floor: float, namer: Namer, shared_data: Path) -> None:
    """The share of people's short names that are found and called as a full name before them, as people marked both."""
    right = total = 0
    for text in list(texts(shared_data / f"{name}.jsonl"))[:: THINNED.get(name, 1)]:
        found = {(mention.start, mention.end): mention for mention in namer.names("", text.text).mentions}
        for start, end, full in shortened(text):
            mention = found.get((start, end))
            total += 1
            right += mention is not None and mention.kind == "person" and mention.name.casefold().endswith(full)
    assert right / total >= floor


def shortened(text: Text) -> Iterator[tuple[int, int, tuple[str, ...]]]:
    """Spans of people's names that a longer one before ends with, and the longer ones."""
    before: list[str] = []
    for start, end, kind in sorted(text.spans):
        name = text.text[start:end].casefold()
        if kind == "person":
            if full := tuple(other for other in before if other.endswith(f" {name}")):
                yield start, end, full
            before.append(name)


def test_the_tagger_is_fast(shared_data: Path) -> None:
    """At least 15,000 tokens a second of processor time, words not met before included."""
    documents = [tokens(d.text) for d in texts(shared_data / "finer_ord/train.jsonl")]
    chain = Chain()
    began = process_time()
    for found in documents:
        chain.spans("", found)
    assert sum(len(found.words) for found in documents) / (process_time() - began) >= 15_000


def symbols(namer: Namer, text: str, rel: str = "") -> set[str]:
    """Tickers of the organisations of a text."""
    entries = (entry for entry in namer.names("", text).organisations if entry["rel"] == (rel or entry["rel"]))
    return {symbol["symbol"] for entry in entries for symbol in entry.get("symbols", ())}


def test_ordinary_words_are_no_companies(namer: Namer) -> None:
    """Sixty words that are also companies' names: no false symbol, and the companies found."""
    assert {word: found for word, _, plain, _ in ORDINARY if (found := symbols(namer, plain))} == {}
    right = [ticker in symbols(namer, text) for _, ticker, _, text in ORDINARY]
    assert sum(right) / len(right) >= 0.95


def test_brands_lead_to_their_owners(namer: Namer) -> None:
    """Thirty brands whose owners are not named."""
    found = [ticker in symbols(namer, text, "owner") for text, ticker in BRANDS]
    assert sum(found) / len(found) >= 0.9


def test_message_boards(namer: Namer, shared_data: Path) -> None:
    """Tickers a post names, as a set: precision and recall against those that people marked, by ticker or by name."""
    companies = Companies()
    right = wrong = missed = 0
    for line in (shared_data / "stock_recognizer/labeled.jsonl").read_text("utf-8").splitlines():
        post = json.loads(line)
        wanted = {marked(companies, post["text"][e["start"] : e["end"]].strip(), e["label"]) for e in post["entities"]}
        found = symbols(namer, post["text"])
        right += len(found & wanted)
        wrong += len(found - wanted)
        missed += len(wanted - found - {""})
    assert right / (right + wrong) >= 0.93
    assert right / (right + missed) >= 0.9


def marked(companies: Companies, text: str, label: str) -> str:
    """The symbol of a marked ticker or name; nothing for a company that is not listed."""
    if label == "ticker":
        symbol = re.sub(r"\.(O|MI|N)$", "", text.lstrip("$").upper())
        return symbol if companies.listed(symbol) or not companies.listed(symbol[:-1]) else symbol[:-1]
    named = companies.named(text)
    return named.company.symbol if named else ""


def test_the_wire_page_is_right(namer: Namer, shared_data: Path) -> None:
    """All names of the page's stories, at their places, as read by hand; no other."""
    lines = (shared_data / "wire_page.txt").read_text("utf-8").split("\n")
    for story in json.loads(GOLDEN.read_text("utf-8")):
        names = namer.names("", "\n".join(lines[index] for index in story["lines"]))
        found = [[m.kind, m.start, m.end, m.name, m.role] for m in names.mentions]
        assert found == story["mentions"]
        entries = (*names.people, *names.organisations, *names.places)
        about = {entry["name"] for entry in entries if entry["rel"] == "about"}
        listed = {
            symbol["symbol"]: entry["rel"] == "owner"
            for entry in names.organisations
            for symbol in entry.get("symbols", ())
        }
        assert sorted(about) == story["about"]
        assert listed == story["symbols"]

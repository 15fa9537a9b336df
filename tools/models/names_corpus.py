"""Reads the annotated names that a tagger may be trained on, and silver labels, as texts with spans of one kind set."""

import json
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

from streams.stages.names.tokens import tokens as split
from streams.vocabularies.lists import word_list

Span = tuple[int, int, str]

KINDS = {
    "PER": "PER", "person": "PER", "Person": "PER", "PERSON": "PER", "politician": "PER", "writer": "PER",
    "musicalartist": "PER", "scientist": "PER", "researcher": "PER",
    "ORG": "ORG", "organization": "ORG", "Organization": "ORG", "organisation": "ORG", "politicalparty": "ORG",
    "university": "ORG", "band": "ORG", "corporation": "ORG", "group": "ORG",
    "LOC": "LOC", "place": "LOC", "Location": "LOC", "location": "LOC", "country": "LOC", "GPE": "LOC", "FAC": "LOC",
    "Facility": "LOC",
}  # fmt: skip
LEADING = re.compile(r"^(?:the|an?)\s+", re.IGNORECASE)
TRAILING = re.compile(r"\s*(?:['’]s?|,|(?<=\.)\.)$")
SMALL = {
    "of",
    "the",
    "and",
    "for",
    "de",
    "la",
    "al",
    "von",
    "van",
    "in",
    "on",
    "&",
    "-",
    "’s",
    "'s",
    "bin",
    "del",
    "da",
}
TITLES = {"President", "Minister", "Prime", "Dr", "Dr.", "Mr", "Mr.", "Mrs", "Mrs.", "Ms", "Ms.", "Senator", "Governor",
          "King", "Queen", "Prince", "General", "Professor", "Biologist", "Sir", "Chancellor", "Mayor", "Judge",
          "US"}  # fmt: skip
HONORIFIC = re.compile(
    r"^(?:(?:Mr|Mrs|Ms|Dr|Prof|Sen|Rep|Gov|Gen|Lt|Col|Sgt|Capt)\s?\.?|Sir|President|Emperor|Senator|Governor|Judge"
    r"|Justice|Prime Minister|Minister|General|Professor|Chancellor|Mayor|King|Queen|Pope)\s+(?=[A-Z])"
)
# Mentions of someone who is named elsewhere, but no names.
PRONOUNS = frozenset(
    "i my me mine we our us he his him she her it its they their them you your who this that these those one here"
    " there".split()
)
# Parties of a contract, which the loan agreements count as names.
PARTIES = {"bank", "borrower", "lender", "lenders", "agent", "company", "parent", "borrowers", "guarantor",
           "guarantors", "administrative", "holder", "banks", "seller", "buyer", "executive", "employee"}  # fmt: skip
# A silver name is given its commonest kind where that one is this common, over at least so many mentions.
VOTE_SHARE = 0.75
VOTE_MENTIONS = 5
# A string found as a name this often is one everywhere in the silver text.
NAME_SHARE = 0.8


@dataclass(frozen=True, slots=True)
class Text:
    """A text with its names: [start, end) in code points, kind PER, ORG or LOC, in order and apart."""

    source: str
    text: str
    spans: list[Span]


def joined(source: str, sentences: Iterable[tuple[list[str], list[str]]]) -> Text:
    """Tokens with IOB1, IOB2 or suffixed tags as a text: tokens parted by a space, sentences by a line break."""
    parts: list[str] = []
    spans: list[Span] = []
    offset = 0
    for tokens, tags in sentences:
        for start, end, kind in _runs(tags):
            left = offset + sum(len(token) + 1 for token in tokens[:start])
            spans.append((left, left + len(" ".join(tokens[start:end])), kind))
        parts.append(" ".join(tokens))
        offset += len(parts[-1]) + 1
    return Text(source, "\n".join(parts), spans)


def _runs(tags: list[str]) -> Iterator[Span]:
    start, kind = 0, ""
    for index, tag in enumerate([*tags, "O"]):
        mark, found = _tag(tag)
        if kind and (mark != "I" or found != kind):
            yield start, index, kind
            kind = ""
        if found and not kind:
            start, kind = index, found


def _tag(tag: str) -> tuple[str, str]:
    if tag == "O":
        return "O", ""
    mark, name = (tag[-1], tag[:-2]) if tag[-2:] in {"_B", "_I"} else (tag[0], tag[2:])
    return mark, KINDS.get(name, "")


def _lines(path: Path) -> Iterator[Any]:
    with path.open(encoding="utf-8") as file:
        yield from map(json.loads, file)


def _tagged(path: Path, source: str) -> Iterator[Text]:
    """Files of one sentence a line, or of documents with `sents`."""
    for record in _lines(path):
        sentences = record.get("sents") or [record]
        yield joined(source, ((sentence["tokens"], sentence["tags"]) for sentence in sentences))


def _spanned(path: Path, source: str) -> Iterator[Text]:
    """CrossNER and MEANTIME: token spans."""
    for record in _lines(path):
        tags = ["O"] * len(record["tokens"])
        for start, end, kind in record["entities"]:
            tags[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
        yield joined(source, [(record["tokens"], tags)])


def _gum(path: Path) -> Iterator[Text]:
    """GUM's named mentions are noun phrases: taken are those that read as a name once article and title are off."""
    for record in _lines(path):
        sentences = record["sents_tokens"]
        flat = [token for sentence in sentences for token in sentence]
        tags = ["O"] * len(flat)
        for name in sorted(record["named_entities"], key=lambda name: name["start"] - name["end"]):
            start, end, kind = name["start"], name["end"], KINDS.get(name["etype"])
            while start < end and (
                flat[start].lower() in {"the", "a", "an"} or (kind == "PER" and flat[start] in TITLES)
            ):
                start += 1
            while start < end and flat[end - 1] in {"'s", "’s", "'", ","}:
                end -= 1
            office = kind == "PER" and "of" in flat[start:end]
            if not kind or office or not _reads_as_name(flat[start:end]) or any(tag != "O" for tag in tags[start:end]):
                continue
            tags[start:end] = [f"B-{kind}", *[f"I-{kind}"] * (end - start - 1)]
        ends = [0]
        for sentence in sentences:
            ends.append(ends[-1] + len(sentence))
        yield joined("gum", ((flat[a:b], tags[a:b]) for a, b in pairwise(ends)))


def _leads(token: str) -> bool:
    """Whether a name comes only after this word of a noun phrase: "NASA Administrator | Charles Bolden"."""
    return token in {"'s", "’s", *TITLES} or token.lower() in word_list("names/roles")


def _reads_as_name(tokens: list[str]) -> bool:
    return (
        bool(tokens)
        and tokens[0].lower() not in PRONOUNS
        and tokens[0][0].isupper()
        and (tokens[-1][0].isupper() or tokens[-1][0].isdigit())
        and all(token[0].isupper() or token[0].isdigit() or token in SMALL for token in tokens)
    )


def _filings(path: Path) -> Iterator[Text]:
    for record in _tagged(path, "sec"):
        spans = [s for s in record.spans if not set(record.text[s[0] : s[1]].lower().split()) <= PARTIES]
        yield Text(record.source, record.text, spans)


def gold(data: Path) -> list[Text]:
    """Everything annotated by hand whose licence lets weights ship."""
    return [
        *_tagged(data / "wikigold/wikigold.jsonl", "wikigold"),
        *_spanned(data / "crossner/crossner.jsonl", "crossner"),
        *_spanned(data / "meantime_wikinews/meantime_ner_outer.jsonl", "meantime"),
        *_tagged(data / "broad_twitter/btc.jsonl", "btc"),
        *(text for part in ("dev", "test") for text in _tagged(data / f"uner_ewt/uner_ewt_{part}.jsonl", "uner")),
        *(text for part in ("train", "dev", "test") for text in _tagged(data / f"wnut17/{part}.jsonl", "wnut")),
        *(text for part in ("FIN5_train", "FIN3_test") for text in _filings(data / f"sec_filings_ner/{part}.jsonl")),
        *_gum(data / "gum_wikinews/gum_wikinews.jsonl"),
    ]


def silver(data: Path) -> list[Text]:
    """What spaCy's models found in open news text, with each name's kind settled by the vote of all its mentions."""
    made = []
    for name, key, files in (
        ("wikipedia_current_events", "id", ("events_2002_2020", "events_2025_2026")),
        ("huffpost", "link", ("huffpost_2018_2022_head",)),
    ):
        texts = {record[key]: record for file in files for record in _lines(data / f"{name}/{file}.jsonl")}
        for record in _lines(data / f"silver_names/{name}.jsonl"):
            if record["field"] == "headline":
                continue
            text = texts[record["id"]][record["field"]]
            found = (_trimmed(text, *label[:3]) for label in record["names"])
            made.append(Text(name, text, [span for span in found if span]))
    return _voted(made)


def _trimmed(text: str, start: int, end: int, label: str) -> Span | None:
    kind = KINDS.get(label) if label in {"PERSON", "ORG", "GPE", "LOC", "FAC"} else None
    words = text[start:end]
    if lead := LEADING.match(words):
        start += lead.end()
    if trail := TRAILING.search(text[start:end]):
        end = start + trail.start()
    return (start, end, kind) if kind and start < end and any(sign.isupper() for sign in text[start:end]) else None


def _untitled(text: str, span: Span) -> Span:
    start, end, kind = span
    lead = HONORIFIC.match(text[start:end]) if kind == "PER" else None
    return (start + lead.end(), end, kind) if lead else span


def _voted(texts: list[Text]) -> list[Text]:
    texts = [Text(text.source, text.text, [_untitled(text.text, span) for span in text.spans]) for text in texts]
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for text in texts:
        for start, end, kind in text.spans:
            votes[text.text[start:end]][kind] += 1
    settled = {}
    for name, kinds in votes.items():
        kind, count = kinds.most_common(1)[0]
        if kinds.total() >= VOTE_MENTIONS and count >= VOTE_SHARE * kinds.total():
            settled[name] = kind
    voted = [
        Text(text.source, text.text, [(s, e, settled.get(text.text[s:e], kind)) for s, e, kind in text.spans])
        for text in texts
    ]
    return _completed(voted, settled)


def _completed(texts: list[Text], settled: dict[str, str]) -> list[Text]:
    """Add the mentions that were passed over of names that are found nearly everywhere."""
    names = {tuple(split(name).words): (name, kind) for name, kind in settled.items() if len(name) > 1}
    longest = max(map(len, names))
    free: Counter[str] = Counter()
    found = [list(_free(text, names, longest)) for text in texts]
    for text in found:
        free.update(name for _, _, name in text)
    labelled = Counter(text.text[start:end] for text in texts for start, end, _ in text.spans)
    sure = {name for name, count in free.items() if labelled[name] >= NAME_SHARE * (labelled[name] + count)}
    return [
        Text(
            text.source,
            text.text,
            sorted([*text.spans, *((s, e, settled[name]) for s, e, name in more if name in sure)]),
        )
        for text, more in zip(texts, found, strict=True)
    ]


def _free(text: Text, names: dict[tuple[str, ...], tuple[str, str]], longest: int) -> Iterator[Span]:
    """Where a settled name stands that is not labelled and no part of a longer run of capitals."""
    cut = split(text.text)
    taken = {place for start, end, _ in text.spans for place in range(start, end)}
    words = cut.words
    index = 0
    while index < len(words):
        step = 1
        for end in range(min(len(words), index + longest), index, -1):
            named = names.get(tuple(words[index:end]))
            outside = [*words[max(index - 1, 0) : index], *words[end : end + 1]]
            if named and cut.starts[index] not in taken and not any(word[0].isupper() for word in outside):
                yield cut.starts[index], cut.ends[end - 1], named[0]
                step = end - index
                break
        index += step


def measured(data: Path, name: str) -> list[Text]:
    """A set for measuring only: `conll2003/eng.testb`, `en_worldwide_newswire/worldwide`, `finer_ord/val` ..."""
    return list(_tagged(data / f"{name}.jsonl", name))

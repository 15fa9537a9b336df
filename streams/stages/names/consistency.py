"""Makes a text's names agree: one kind for one name, and a name that was missed at one place is found as at another."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from streams.stages.names.features import mode
from streams.stages.names.tagger import Span
from streams.stages.names.tokens import Tokens
from streams.vocabularies.names.words import word_list

# What a name's part says of the whole's kind, beside the tagger's own score of a mention.
PART_OF_PERSON = 4.0
KNOWN = 1000.0  # a name of a fixed kind outweighs any score
LONGEST_NAME = 8  # tokens
ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
EDGES = frozenset(". , - – / ( ) and of for or & in the".split())  # no name begins or ends with them
COMMON = frozenset("234")  # first mark of a word that stands in lower case too


class Name(NamedTuple):
    """A name over tokens [first, end)."""

    first: int
    end: int
    kind: str
    score: float


def consistent(
    spans: Sequence[Span], found: Tokens, marks: Mapping[str, str], known: Mapping[str, tuple[str, str]]
) -> list[Name]:
    """The names of a text as token ranges in order, trimmed, of one kind each and complete.

    `known`: names of a fixed kind. Spans of a plugged-in tagger that do not fall on tokens are widened to them.
    """
    names = [name for span in spans if (name := _trimmed(_on_tokens(span, found), found, marks))]
    kinds = _kinds(names, found, known)
    names = [name._replace(kind=kinds[_text(name, found)]) for name in names]
    return sorted([*names, *_missed(names, found, marks, known)])


def _on_tokens(span: Span, found: Tokens) -> Name:
    first = next((index for index, end in enumerate(found.ends) if end > span.start), 0)
    end = first
    while end < len(found.starts) and found.starts[end] < span.end:
        end += 1
    return Name(first, end, span.kind, span.score)


def _text(name: Name, found: Tokens) -> str:
    return " ".join(found.words[name.first : name.end])


def _trimmed(name: Name, found: Tokens, marks: Mapping[str, str]) -> Name | None:
    """Without a title before a person, an article, a sentence's common first word, a possessive's end."""
    first, end = name.first, name.end
    words = found.words
    titles = word_list("honorifics") if name.kind == "person" else frozenset()
    opens = {start for start, _ in found.sentences}
    while first < end - 1 and (
        words[first] in titles
        or words[first] in EDGES
        or words[first] in ARTICLES
        or (first in opens and marks.get(words[first].lower(), "?")[0] == "4" and mode_of(first, found) == "N")
    ):
        first += 1
    while end > first and (words[end - 1] in EDGES or (words[end - 1] in POSSESSIVES and name.kind != "organisation")):
        end -= 1
    return Name(first, end, name.kind, name.score) if first < end else None


def mode_of(index: int, found: Tokens) -> str:
    """The writing of the sentence of a token: N, T or U (see `features.mode`)."""
    start, end = next((start, end) for start, end in found.sentences if start <= index < end)
    return mode(found.words[start:end])


def _kinds(names: Sequence[Name], found: Tokens, known: Mapping[str, tuple[str, str]]) -> dict[str, str]:
    """The kind of each name's text: the sum of what speaks for it."""
    votes: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for name in names:
        votes[_text(name, found)][name.kind] += max(name.score, 0.1)
    for text in votes:
        if text in known:
            votes[text][known[text][0]] += KNOWN
    for name in names:
        if name.kind == "person" and name.end - name.first > 1 and (part := found.words[name.end - 1]) in votes:
            votes[part]["person"] += KNOWN + PART_OF_PERSON if part in known else PART_OF_PERSON
    return {text: max(kinds, key=lambda kind: (kinds[kind], kind)) for text, kinds in votes.items()}


def _missed(
    names: Sequence[Name], found: Tokens, marks: Mapping[str, str], fixed: Mapping[str, tuple[str, str]]
) -> list[Name]:
    """Mentions that the tagger passed over of names that it found elsewhere, and family names of its people."""
    known: dict[tuple[str, ...], str] = {}
    for name in names:
        words = tuple(found.words[name.first : name.end])
        if name.kind == "person" and len(words) > 1 and words[-1][0].isupper():
            known.setdefault(words[-1:], "person")
    for name in names:
        known[tuple(found.words[name.first : name.end])] = name.kind
    here = set(found.words)
    for text, (kind, _) in fixed.items():
        words = tuple(text.split())
        if here.issuperset(words):
            known.setdefault(words, kind)
    known = {words: kind for words, kind in known.items() if len(words) <= LONGEST_NAME and len(words[0]) > 1}
    firsts = defaultdict(list)
    for words in known:
        firsts[words[0]].append(words)
    taken = {index for name in names for index in range(name.first, name.end)}
    opens = {start for start, _ in found.sentences}
    made: list[Name] = []
    for index, word in enumerate(found.words):
        if index in taken or word not in firsts:
            continue
        words = max((w for w in firsts[word] if tuple(found.words[index : index + len(w)]) == w), key=len, default=())
        end = index + len(words)
        if words and not taken & set(range(index, end)) and _stands_alone(index, end, found, marks, opens):
            made.append(Name(index, end, known[words], 0.0))
            taken |= set(range(index, end))
    return made


def _stands_alone(first: int, end: int, found: Tokens, marks: Mapping[str, str], opens: set[int]) -> bool:
    """Whether a match is a name by itself, and no part of a longer capitalised run or a common word at a sentence's start."""
    words = found.words
    if end - first > 1:
        return True
    if not words[first][0].isupper():
        return False
    if first in opens and marks.get(words[first].lower(), "?")[0] in COMMON:
        return False
    before = words[first - 1] if first and first not in opens else ""
    after = words[end] if end < len(words) and end not in opens else ""
    titled = before in word_list("honorifics")
    return (titled or not before[:1].isupper()) and not after[:1].isupper() and "-" not in {before, after}

"""Ties a text's organisations to listed companies, and tells ordinary words that are also company names from companies."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from streams.stages.names.consistency import Name, mode_of
from streams.stages.names.features import INNER, UPPER, candidates
from streams.stages.names.tokens import Tokens
from streams.vocabularies.companies import Companies, Named
from streams.vocabularies.companies.keys import LEGAL, key
from streams.vocabularies.companies.words import line_list, word_list

LONGEST_NAME = 6  # tokens
# A one-word name is ordinary where the word stands in lower case too, or is a person's name or a place.
ORDINARY = frozenset("1234")
ALSO_NAMES = frozenset("flcCN")
# What a mention must have to be a company: points from the tagger, the words beside it and the rest of the text.
ENOUGH = 2
CITING = frozenset({"told", "to", "by", "per", "("})
CITES = frozenset({"reported", "reports", "said", "says", "reporter", ")", "report", "citing", "poll", "interview"})


@dataclass(frozen=True, slots=True)
class Tied:
    """A name that means a listed company (or brand) at tokens [first, end)."""

    name: Name
    named: Named


def tied(names: Sequence[Name], found: Tokens, companies: Companies, marks: Mapping[str, str]) -> list[Tied]:
    """The company mentions of a text: organisations of `names` and names of the list that the tagger passed over."""
    taken = {index: name for name in names for index in range(name.first, name.end)}
    sure: list[Tied] = []
    unsure: list[Tied] = []
    for name in _claims(names, found, companies, taken):
        text = " ".join(found.words[name.first : name.end])
        named = companies.named(text)
        if named is None or _cited(name, found, text) or _model_number(name, found):
            continue
        (unsure if _ordinary(name, found, marks) else sure).append(Tied(name, named))
    spoken = {tie.named.company.symbol for tie in sure}
    points = [_points(tie, found, marks, spoken) for tie in unsure]
    strong = {tie.named.company.symbol for tie, score in zip(unsure, points, strict=True) if score >= ENOUGH + 1}
    for tie, score in zip(unsure, points, strict=True):
        if score + (tie.named.company.symbol in strong) >= ENOUGH:
            sure.append(tie)
    return sorted(sure, key=lambda tie: tie.name)


def _claims(names: Sequence[Name], found: Tokens, companies: Companies, taken: Mapping[int, Name]) -> list[Name]:
    """Organisations, and runs of capitals or parts of them that the list knows."""
    made = [name for name in names if name.kind == "organisation"]
    for start, end in found.sentences:
        for left, right in candidates(found.words[start:end]):
            made += _listed(start + left, start + right, found, companies, taken)
    return made


def _listed(first: int, last: int, found: Tokens, companies: Companies, taken: Mapping[int, Name]) -> list[Name]:
    made = []
    index = first
    while index < last:
        for end in range(min(last, index + LONGEST_NAME), index, -1):
            if not (
                UPPER.search(found.words[index])
                and found.words[end - 1][0].isalnum()
                and found.words[end - 1].lower() not in INNER
            ):
                continue
            inside = {taken[place] for place in range(index, end) if place in taken}
            whole = Name(index, end, "organisation", 0.0)
            fits = not inside or all(name.first >= index and name.end <= end for name in inside)
            known = {name for name in inside if (name.first, name.end) == (index, end) and name.kind == "organisation"}
            if fits and not known and companies.named(" ".join(found.words[index:end])):
                kinds = {name.kind for name in inside}
                made.append(whole._replace(score=-1.0 if kinds - {"organisation"} else 0.0))
                index = end - 1
                break
        index += 1
    return made


def _ordinary(name: Name, found: Tokens, marks: Mapping[str, str]) -> bool:
    words = [word for word in found.words[name.first : name.end] if word.lower().rstrip(".") not in LEGAL]
    if len(words) < name.end - name.first:
        return False
    if len(words) > 1:
        return all(marks.get(word.lower(), "?")[0] in ORDINARY for word in words if word.isalpha())
    mark = marks.get(words[0].lower(), "?")
    return mark[0] in ORDINARY or bool(set(mark[1:]) & ALSO_NAMES) or (words[0].isupper() and len(words[0]) <= 2)


def _points(tie: Tied, found: Tokens, marks: Mapping[str, str], spoken: set[str]) -> int:
    """What speaks for a company, less what speaks for the word's ordinary meaning."""
    name, words = tie.name, found.words
    opens = name.first in {start for start, _ in found.sentences}
    ends = {end for _, end in found.sentences}
    before = "" if opens else words[name.first - 1]
    after = "" if name.end in ends or name.end >= len(words) else words[name.end]
    if words[name.first].islower():
        return -9
    if after.lower() in word_list("ordinary_after") and not tie.named.company.symbol in spoken:
        return -9
    if (
        after[:1].isupper()
        and after.lower() not in word_list("after")
        or before[:1].isupper()
        and before.lower() not in word_list("before")
    ):
        return -9
    score = {True: 1, False: 0}[name.score > 0] - 2 * (name.score < 0)
    score += tie.named.company.symbol in spoken
    score += after.lower() in word_list("after")
    score += before.lower() in word_list("before")
    unexpected = (
        not opens and mode_of(name.first, found) == "N" and marks.get(words[name.first].lower(), "?")[0] in ORDINARY
    )
    return score + unexpected


def _model_number(name: Name, found: Tokens) -> bool:
    """Whether a name is a part of a longer sign such as GPT-5 or ARC-AGI-2."""
    words, starts, ends = found.words, found.starts, found.ends
    after = words[name.end : name.end + 2]
    glued = len(after) > 1 and after[0] == "-" and ends[name.end - 1] == starts[name.end] and not after[1][0].islower()
    return glued or (name.first > 1 and words[name.first - 1] == "-" and ends[name.first - 1] == starts[name.first])


def _cited(name: Name, found: Tokens, text: str) -> bool:
    """Whether an outlet is named only as where the news is from."""
    if key(text) not in {key(outlet) for outlet in line_list("outlets")}:
        return False
    before = found.words[name.first - 1].lower() if name.first else ""
    after = found.words[name.end].lower() if name.end < len(found.words) else ""
    return before in CITING or after in CITES

"""Ties a text's organisations to listed companies, and tells companies from ordinary words that are their names too."""

from collections.abc import Iterator, Mapping, Sequence
from functools import cache, lru_cache
from typing import NamedTuple
from weakref import WeakKeyDictionary

from streams.stages.names.fixed import Name
from streams.stages.names.runs import INNER, UPPER
from streams.stages.names.tokens import Tokens
from streams.vocabularies.companies import AMERICAN, Companies, Named
from streams.vocabularies.companies.keys import LEGAL, base, key
from streams.vocabularies.lists import line_list, word_list

LONGEST_NAME = 6  # tokens
# A one-word name is ordinary where the word stands in lower case too, or is a person's name or a place.
ORDINARY = frozenset("1234")
COMMONEST = "4"
COMMON = frozenset("234")  # for a company that everyone knows: Intel, though "intel" is a word
ALSO_NAMES = frozenset("flcCN")
PLACES = frozenset("cCN")
WHERE = frozenset({"in", "from", "near", "to"})
POSSESSIVES = frozenset({"'s", "’s"})
JOINS = frozenset({"and", "or", ",", "&", "/"})
FORMS = frozenset("inc corp co ltd plc llc limited corporation company incorporated".split())
SHORT_SIGN = 4  # letters: capitals as short as this stand for many bodies
# What a mention must have to be a company: points from the tagger, the words beside it and the rest of the text.
ENOUGH = 2
RULED_OUT = -9
JOINED = 2
SURE_SCORE = 5.0  # the tagger's lead from which a body is hardly anything else
ITS_WITHIN = 8  # tokens
CITING = frozenset({"told", "to", "by", "per", "("})
CITES = frozenset({"reported", "reports", "said", "says", "reporter", ")", "report", "citing", "poll", "interview"})


Listed = tuple[tuple[int, tuple[int, ...]], ...]
"""Where names of the list may begin in a run, and where each may end, the longest first; all from the run's start."""

# What runs of capitals hold, by their text and number of tokens, for each list of companies: the wire repeats them.
# Long ones are not.
RUNS_KEPT, LONGEST_KEPT = 10_000, 80
NAMES_KEPT = 4096  # of which it is remembered whether they are never companies, or outlets
_RUNS: WeakKeyDictionary[Companies, dict[tuple[str, int], Listed]] = WeakKeyDictionary()


class Tied(NamedTuple):
    """A name that means a listed company (or brand) at tokens [first, end)."""

    name: Name
    named: Named


def tied(
    names: Sequence[Name], found: Tokens, companies: Companies, marks: Mapping[str, str], lean: int = 0
) -> list[Tied]:
    """The company mentions of a text: organisations of `names` and names of the list that the tagger passed over.

    `lean`: the points that the text as a whole gives to whatever may be a well-known company.
    """
    taken = {index: name for name in names for index in range(name.first, name.end)}
    sure: list[Tied] = []
    unsure: list[Tied] = []
    for name in _claims(names, found, companies, taken):
        text = found.written(name.first, name.end)
        named = companies.named(text)
        if (
            named is None
            or _never(text)
            or _site(name, found)
            or _cited(name, found, text)
            or _model_number(name, found)
        ):
            continue
        if _ordinary(name, named, found, marks):
            unsure.append(Tied(name, named))
        elif _fits(name, named, found, marks):
            sure.append(Tied(name, named))
        elif marks.get(found.words[name.first].lower(), "?")[0] not in ORDINARY:
            unsure.append(Tied(name, named))
    spoken = {tie.named.company.symbol for tie in sure}
    starts = {name.first for name in names}
    beside = {tie.name.first for tie in sure}, {tie.name.end for tie in sure}
    points = [
        _points(tie, found, marks, spoken, starts)
        + JOINED * _joined(tie.name, found, beside)
        + lean * (tie.named.company.kind == "k" and marks.get(found.words[tie.name.first].lower(), "?")[0] != COMMONEST)
        for tie in unsure
    ]
    strong = {tie.named.company.symbol for tie, score in zip(unsure, points, strict=True) if score > ENOUGH}
    for tie, score in zip(unsure, points, strict=True):
        little_known = tie.named.company.kind != "k" and (tie.named.company.mic not in AMERICAN or tie.name.score <= 0)
        if score + (tie.named.company.symbol in strong) >= ENOUGH + little_known:
            sure.append(tie)
    return sorted(sure, key=lambda tie: tie.name)


def _claims(names: Sequence[Name], found: Tokens, companies: Companies, taken: Mapping[int, Name]) -> list[Name]:
    """Organisations, and runs of capitals or parts of them that the list knows."""
    made = [_bare(name, found) for name in names if name.kind == "organisation"]
    known = _RUNS.setdefault(companies, {})
    words, starts, ends, text = found.words, found.starts, found.ends, found.text
    for first, end, number in found.runs:
        last = end + (end < len(words) and words[end] in POSSESSIVES and end < found.sentences[number][1])
        run = text[starts[first] : ends[last - 1]], last - first
        listed = known.get(run)
        if listed is None:
            listed = _listed(first, last, found, companies)
            if len(known) >= RUNS_KEPT:
                known.clear()
            if len(run[0]) <= LONGEST_KEPT:
                known[run] = listed
        if listed:
            made += _new(first, listed, taken)
    return made


def _bare(name: Name, found: Tokens) -> Name:
    """A name without its article ("The Amazon")."""
    article = found.words[name.first] == "The" and name.end - name.first > 1
    return name._replace(first=name.first + 1) if article else name


def _listed(first: int, last: int, found: Tokens, companies: Companies) -> Listed:
    """Where names of the list may stand in a run."""
    words, starts, ends = found.words, found.starts, found.ends
    made = []
    for index in range(first + (words[first] == "The"), last):
        glued = index + 1 < last and starts[index + 1] == ends[index]
        if (glued or companies.begin(words[index])) and UPPER.search(words[index]):
            stops = range(min(last, index + LONGEST_NAME), index, -1)
            fits = [stop for stop in stops if _ends(words, index, stop) and companies.named(found.written(index, stop))]
            made += [(index - first, tuple(stop - first for stop in fits))] if fits else []
    return tuple(made)


def _new(first: int, listed: Listed, taken: Mapping[int, Name]) -> Iterator[Name]:
    """The listed names of a run that begins at `first`, the longest, unless they cut a name or are an organisation."""
    free = 0
    for start, stops in listed:
        if start >= free:
            for stop in stops:
                inside = {taken[place] for place in range(first + start, first + stop) if place in taken}
                if not any(_cuts(name, first + start, first + stop) for name in inside):
                    other = any(name.kind != "organisation" for name in inside)
                    yield Name(first + start, first + stop, "organisation", -1.0 if other else 0.0)
                    free = stop
                    break


def _cuts(name: Name, first: int, end: int) -> bool:
    """Whether tokens [first, end) cut a name, or are one already."""
    return name.first < first or name.end > end or name[:3] == (first, end, "organisation")


def _ends(words: Sequence[str], first: int, end: int) -> bool:
    """Whether a name can end so: with a word, or with the possessive of "Macy's"."""
    last = words[end - 1]
    return (last[0].isalnum() and last.lower() not in INNER) or (end - first > 1 and last in POSSESSIVES)


def _ordinary(name: Name, named: Named, found: Tokens, marks: Mapping[str, str]) -> bool:
    """Whether a name may mean something else than a company."""
    words = [word.lower() for word in found.words[name.first : name.end]]
    if any(word.rstrip(".") in LEGAL for word in words[1:]):
        return False
    if len(words) > 1:
        return _outlet(" ".join(words)) or (
            found.modes[found.number(name.first)] != "N" and all(marks.get(word, "?")[0] in ORDINARY for word in words)
        )
    mark = marks.get(words[0], "?")
    common = mark[0] in (COMMON if named.company.kind == "k" else ORDINARY)
    if common or words[0] in word_list("companies/ambiguous") or _outlet(words[0]):
        return True
    return bool(set(mark[1:]) & ALSO_NAMES) and not named.curated


def _points(tie: Tied, found: Tokens, marks: Mapping[str, str], spoken: set[str], starts: set[int]) -> int:
    """What speaks for a company, less what speaks for another meaning of the word."""
    name, words = tie.name, found.words
    start, end = found.sentences[found.number(name.first)]
    before = words[name.first - 1] if name.first > start else ""
    after = words[name.end] if name.end < end else ""
    if words[name.first].islower():
        return RULED_OUT
    same = tie.named.company.symbol in spoken
    if not same and (
        after.lower() in word_list("companies/ordinary_after")
        or before.lower() in word_list("companies/ordinary_before")
    ):
        return RULED_OUT
    if _runs_on(before, "" if name.end in starts else after):
        return RULED_OUT
    mark = marks.get(words[name.first].lower(), "?")
    is_word = mark[0] in ORDINARY or words[name.first].lower() in word_list("companies/ambiguous")
    mid = name.first > start and found.modes[found.number(name.first)] == "N"
    score = ENOUGH * same
    score += 2 * (after.lower() in word_list("companies/after")) + (after.lower() in word_list("companies/after_weak"))
    score += 2 * (after.lower() in word_list("companies/speech") and is_word and name.score >= 0)
    score += 2 * (before.lower() in word_list("companies/before")) + (
        before.lower() in word_list("companies/before_weak")
    )
    if before.lower() in {"of", "in"} and name.first - 2 >= start:
        score += 2 if words[name.first - 2].lower() in word_list("companies/of_before") else -1
    ahead = {word.lower() for word in words[name.end : min(name.end + ITS_WITHIN, end)]}
    score += bool(ahead & word_list("companies/business"))
    if (
        after in POSSESSIVES
        and words[name.end + 1 : name.end + 2]
        and words[name.end + 1].lower() in word_list("companies/after")
    ):
        score += 1
    score += ("its" in ahead) - 2 * bool(ahead & {"his", "her", "he", "she"})
    score += (name.score > 0) + (name.score > SURE_SCORE) - (name.score < 0 and bool(set(mark[1:]) & set("fl")))
    score += (mid and mark[0] in ORDINARY) - 2 * bool(before.lower() in WHERE and set(mark[1:]) & PLACES)
    spoken_for = after.lower() in word_list("companies/after") | word_list("companies/after_weak")
    return score - 2 * (before.lower() in {"the", "a", "an"} and after[:1].islower() and not spoken_for)


def _joined(name: Name, found: Tokens, beside: tuple[set[int], set[int]]) -> bool:
    """Whether a name stands in a row with a sure company: "Target and Walmart"."""
    words = found.words
    follows = name.end < len(words) and words[name.end] in JOINS and name.end + 1 in beside[0]
    return follows or (name.first > 0 and words[name.first - 1] in JOINS and name.first - 1 in beside[1])


def _runs_on(before: str, after: str) -> bool:
    """Whether a name is part of a longer run of capitals that no company's name is."""
    goes_on = after[:1].isupper() and after.lower() not in word_list("companies/after")
    return goes_on or (before[:1].isupper() and before.lower() not in word_list("companies/before"))


def _site(name: Name, found: Tokens) -> bool:
    """Whether a name only names something else: General Motors Street."""
    after = "".join(found.words[name.end : name.end + 1])
    return after[:1].isupper() and after.lower() in word_list("companies/site_after")


@lru_cache(maxsize=NAMES_KEPT)
def _never(text: str) -> bool:
    """Whether a name without its legal form is no company's."""
    formed = key(text).rpartition(" ")[2] in FORMS
    return key(text) in line_list("companies/never") or (not formed and base(text) in line_list("companies/never"))


def _fits(name: Name, named: Named, found: Tokens, marks: Mapping[str, str]) -> bool:
    """Whether a little-known company is meant: by one word only if the tagger is for it and no word list against."""
    if named.company.kind == "k" or name.end - name.first > 1:
        return True
    word = found.words[name.first]
    return (
        name.score > 0 and marks.get(word.lower(), "?")[0] in "?0" and not (word.isupper() and len(word) <= SHORT_SIGN)
    )


def _model_number(name: Name, found: Tokens) -> bool:
    """Whether a name is a part of a longer sign such as GPT-5 or ARC-AGI-2."""
    words, starts, ends = found.words, found.starts, found.ends
    after = words[name.end : name.end + 2]
    glued = len(after) > 1 and after[0] == "-" and ends[name.end - 1] == starts[name.end] and not after[1][0].islower()
    return glued or (name.first > 1 and words[name.first - 1] == "-" and ends[name.first - 1] == starts[name.first])


@cache
def _outlets() -> frozenset[str]:
    return frozenset(key(outlet) for outlet in line_list("companies/outlets"))


@lru_cache(maxsize=NAMES_KEPT)
def _outlet(text: str) -> bool:
    return key(text).removeprefix("the ") in _outlets()


def _cited(name: Name, found: Tokens, text: str) -> bool:
    """Whether an outlet is named only as where the news is from."""
    if not _outlet(text):
        return False
    before = found.words[name.first - 1].lower() if name.first else ""
    after = found.words[name.end].lower() if name.end < len(found.words) else ""
    return before in CITING or after in CITES

"""Makes a text's names agree: one kind for one name, and a name that was missed at one place is found as at another."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from itertools import compress

from streams.stages.names import newswire
from streams.stages.names.acronyms import initials, settled
from streams.stages.names.fixed import THING, Fixed, Name, is_model
from streams.stages.names.priors import Priors, none
from streams.stages.names.tagger import Span
from streams.stages.names.tokens import Tokens
from streams.vocabularies.lists import word_list

KINDS = frozenset({"person", "organisation", "place"})
# What a name's part says of the whole's kind, beside the tagger's own score of a mention.
PART_OF_PERSON = 8.0
PART_OF_BODY = 3.0
SHORTEST_KNOWN = 3  # letters of a short form that is known by its name's initials alone
FIXED = 1000.0  # a name of a fixed kind outweighs any score
LEAST = 0.1  # what a mention counts that the tagger was not sure of
LONGEST_NAME = 8  # tokens
ARTICLES = frozenset({"the", "a", "an"})
POSSESSIVES = frozenset({"'s", "’s", "'", "’"})
EDGES = frozenset(". , - – / ( ) and of for or & in the".split())  # no name begins or ends with them
COMMON = frozenset("234")  # first mark of a word that stands in lower case too
COMMONEST = "4"
# What tells a person whose name is a common word and opens the sentence, beside any verb in "-ed".
DOES = frozenset("said says told added is was has had will would also who 's ’s".split())
CALENDAR = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August"
    " September October November December".split()
)


def consistent(
    spans: Sequence[Span], found: Tokens, marks: Mapping[str, str], fixed: Fixed, priors: Priors = none
) -> list[Name]:
    """The names of a text as token ranges in order, trimmed, of one kind each and complete.

    Spans of a plugged-in tagger that do not fall on tokens are widened to them; those of other kinds are passed over.
    """
    sure = fixed.mentions(found)
    taken = {place for name in sure for place in range(name.first, name.end)}
    spans = [span for span in spans if span.kind in KINDS]
    names = [name for span in spans if (name := _trimmed(_on_tokens(span, found), found, marks))]
    names = [*sure, *(name for name in names if not taken.issuperset(range(name.first, name.end)))]
    names = _apart(newswire.read(list(_parted(settled(names, found), found, marks)), found, marks))
    kinds = _kinds(names, found, fixed, priors)
    names = [
        name if name.kind == kind else name._replace(kind=kind) for name in names if (kind := kinds[_text(name, found)])
    ]
    every = newswire.lists([*names, *_missed(names, found, marks)], found, marks, priors)
    return sorted(name for name in every if name.kind != THING and not is_model(name, found))


def _apart(names: Sequence[Name]) -> list[Name]:
    """Without what overlaps a longer name before it."""
    kept: list[Name] = []
    for name in names:
        if not kept or name.first >= kept[-1].end:
            kept.append(name)
        elif name.end - name.first > kept[-1].end - kept[-1].first:
            kept[-1] = name
    return kept


def _on_tokens(span: Span, found: Tokens) -> Name:
    first = bisect_right(found.ends, span.start)
    return Name(first, bisect_left(found.starts, span.end, first), span.kind, span.score)


def _text(name: Name, found: Tokens) -> str:
    words = found.words
    return words[name.first] if name.end - name.first == 1 else " ".join(words[name.first : name.end])


def _trimmed(name: Name, found: Tokens, marks: Mapping[str, str]) -> Name | None:
    """Without a title before a person, an article, a sentence's common first word, a possessive's end."""
    first, end = name.first, name.end
    words = found.words
    titles = word_list("names/honorifics") if name.kind == "person" and end - first > 1 else frozenset()
    while first < end - 1 and (
        words[first] in titles
        or words[first] in EDGES
        or words[first] in ARTICLES
        or (
            first in found.opens
            and marks.get(words[first].lower(), "?")[0] == COMMONEST
            and found.modes[found.number(first)] == "N"
        )
    ):
        first += 1
    while end > first and (words[end - 1] in EDGES or (words[end - 1] in POSSESSIVES and name.kind != "organisation")):
        end -= 1
    if (first, end) == name[:2]:
        return name
    return Name(first, end, name.kind, name.score) if first < end else None


def _parted(names: Sequence[Name], found: Tokens, marks: Mapping[str, str]) -> Iterator[Name]:
    """Names, a person's parted from the body before it, if the text has the family name alone as well."""
    words = found.words
    families = {words[name.first]: name.score for name in names if name.kind == "person" and name.end - name.first == 1}
    if not families:
        yield from names
        return
    for name in names:
        given = name.end - 2
        score = families.get(words[name.end - 1]) if name.kind == "organisation" and given > name.first else None
        mark = marks.get(words[given].lower(), "?")
        if score is None or not words[given][0].isupper() or not ("f" in mark or mark[0] == "?"):
            yield name
        else:
            yield Name(name.first, given, name.kind, name.score)
            yield Name(given, name.end, "person", score)


def _kinds(names: Sequence[Name], found: Tokens, fixed: Fixed, priors: Priors) -> dict[str, str]:
    """The kind of each name's text: the sum of what speaks for it."""
    votes: dict[str, dict[str, float]] = {}
    for name in names:
        text = _text(name, found)
        vote = votes.get(text)
        if vote is None:
            vote = votes[text] = defaultdict(float)
        vote[name.kind] += max(name.score, LEAST)
        if spoken := newswire.club(name, found):
            vote["organisation"] += spoken
        for kind, weight in priors(found.written(name.first, name.end)).items():
            vote[kind] += weight
        if kind := fixed.kind(tuple(found.words[name.first : name.end])):
            vote[kind] += FIXED
    for name in names:
        if name.kind == "organisation" and name.end - name.first > 1 and found.words[name.first] in votes:
            votes[found.words[name.first]]["organisation"] += PART_OF_BODY
        if name.kind == "person" and name.end - name.first > 1:
            part = found.words[name.end - 1]
            if part in votes:
                votes[part]["person"] += PART_OF_PERSON + (2 * FIXED * len(names) if fixed.kind((part,)) else 0.0)
    return {text: next(iter(kinds)) if len(kinds) == 1 else _strongest(kinds) for text, kinds in votes.items()}


def _strongest(kinds: Mapping[str, float]) -> str:
    return max(kinds, key=lambda kind: (kinds[kind], kind))


def _missed(names: Sequence[Name], found: Tokens, marks: Mapping[str, str]) -> list[Name]:
    """Mentions that the tagger passed over of names that it found elsewhere, and family names of its people."""
    known = _known(names, found)
    sizes: dict[str, set[int]] = defaultdict(set)
    for words in known:
        sizes[words[0]].add(len(words))
    taken = {index for name in names for index in range(name.first, name.end)}
    made: list[Name] = []
    for index in compress(range(len(found.words)), map(sizes.__contains__, found.words)):
        if index in taken:
            continue
        word = found.words[index]
        for size in sorted(sizes[word], reverse=True) if len(sizes[word]) > 1 else sizes[word]:
            end = index + size
            kind = known.get(tuple(found.words[index:end])) if end <= len(found.words) else None
            alone = _family_alone if kind == "person" else _stands_alone
            if kind and not taken.intersection(range(index, end)) and alone(index, end, found, marks):
                made.append(Name(index, end, kind, 0.0))
                taken.update(range(index, end))
                break
    return made


def _known(names: Sequence[Name], found: Tokens) -> dict[tuple[str, ...], str]:
    """Names and the family names of people, with their kinds."""
    known: dict[tuple[str, ...], str] = {}
    for name in names:
        words = tuple(found.words[name.first : name.end])
        if name.kind == "person" and len(words) > 1 and words[-1][0].isupper():
            known.setdefault(words[-1:], "person")
        if name.kind == "organisation" and len(words) > 1:
            known.update({(letters,): "organisation" for letters in initials(words) if len(letters) >= SHORTEST_KNOWN})
    for name in names:
        known[tuple(found.words[name.first : name.end])] = name.kind
    return {words: kind for words, kind in known.items() if len(words) <= LONGEST_NAME and len(words[0]) > 1}


def _stands_alone(first: int, end: int, found: Tokens, marks: Mapping[str, str]) -> bool:
    """Whether a match is a name: no part of a longer run of capitals, no common word that opens a sentence."""
    words, opens = found.words, found.opens
    if end - first > 1:
        return True
    if not words[first][0].isupper():
        return False
    if first in opens and _common(words[first], marks):
        return False
    before = words[first - 1] if first and first not in opens else ""
    after = words[end] if end < len(words) and end not in opens else ""
    apart = not before[:1].isupper() or before in word_list("names/honorifics") or before in CALENDAR
    apart = apart or (first - 1 in opens and _common(before, marks))
    return apart and not after[:1].isupper() and "-" not in {before, after}


def _common(word: str, marks: Mapping[str, str]) -> bool:
    return marks.get(word.lower(), "?")[0] in COMMON


def _family_alone(first: int, end: int, found: Tokens, marks: Mapping[str, str]) -> bool:
    """Whether a match is a person named before: also a common word that opens the sentence, or behind a post."""
    words, opens = found.words, found.opens
    if _stands_alone(first, end, found, marks):
        return True
    goes_on = end < len(words) and end not in opens and (words[end][0].isupper() or words[end] == "-")
    if goes_on or not words[first][0].isupper():
        return False
    if first in opens:
        return end < len(words) and (words[end] in DOES or words[end].endswith("ed"))
    return words[first - 1][0].isupper() and words[first - 1].lower() in word_list("names/roles")

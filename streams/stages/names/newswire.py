"""Reads names by the habits of the wire: datelines, results, clubs, and what looks like a name: events and indices."""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise

from streams.stages.names.fixed import Name
from streams.stages.names.priors import COUNTRY, REGION, Priors
from streams.stages.names.tokens import Tokens
from streams.vocabularies.lists import line_list, word_list

LONGEST_PLACE = 4  # tokens of a dateline's place, in capitals
LONGEST_DATELINE = 12  # tokens from a line's beginning to the agency's bracket
# In the unit of the tagger's scores; 12 for clubs gave the same on CoNLL's development part.
CLUB = 6.0
SURE = 9.0
DATE = re.compile(r"(?:19|20)\d\d-\d\d-\d\d")
JOINS = frozenset({"-", "'", "’"})
SENTENCE = frozenset(';:!?"“”')  # signs that no dateline has
GOALS = re.compile(r"\d{1,3}")
COUNT = re.compile(r"\d{1,3}|\.|-|\d/\d|/")  # what a table of clubs has behind a name
LEAST_COUNTS = 4
LONGEST_SIDE = 3  # tokens of a side's name in a line of results
LONGEST_RESULT = 2 * LONGEST_SIDE + 2
PERSON_WORDS = 2, 3
COMMON = frozenset("234")  # first mark of a word that stands in lower case too
EVENTS, PACTS, CLUBS = word_list("names/events"), word_list("names/pacts"), word_list("names/clubs")
BODIES = word_list("names/bodies")
INDICES = frozenset(line.split()[0] for line in line_list("names/indices"))
CITY_CLUBS = frozenset(line.split()[-1] for line in line_list("names/city_clubs"))
# What an index does not do but the newspaper or bank of its name.
NO_INDEX = frozenset("said says reported reports newspaper business daily bank group asia citing".split())


def read(names: Sequence[Name], found: Tokens, marks: Mapping[str, str]) -> list[Name]:
    """Names without events and indices, with the places of datelines; clubs and companies as organisations."""
    dated = "(" in found.text or DATE.search(found.text)
    datelines = _datelines(found) if dated else ()
    places = [name for name in datelines if not _is_common(name.first, name.end, found, marks)]
    taken = {index for name in places for index in range(name.first, name.end)}
    kept = [name for name in names if not _is_no_name(name, found)]
    if taken:
        kept = [*places, *(name for name in kept if taken.isdisjoint(range(name.first, name.end)))]
    return sorted([_as_body(name) if _is_body(name, found) else name for name in kept])


def _as_body(name: Name) -> Name:
    return name._replace(kind="organisation", score=max(name.score, SURE))


def _lines(found: Tokens) -> Iterator[tuple[int, int]]:
    """The lines of a text, as token ranges: its sentences up to the next line break."""
    breaks = [
        start
        for start, _ in found.sentences
        if not start or "\n" in found.text[found.ends[start - 1] : found.starts[start]]
    ]
    return pairwise([*breaks, len(found.words)])


def _datelines(found: Tokens) -> Iterator[Name]:
    """Places in capitals at a line's beginning, before an agency in brackets or a date that ends the line."""
    words = found.words
    for first, last in _lines(found):
        end = first
        if not words[first].isupper():
            continue
        while end < last and end - first < LONGEST_PLACE and (words[end].isupper() or words[end] in JOINS):
            end += 1
        whole = end < last and not words[end].isupper() and len(words[first]) > 1
        if end > first and whole and words[end - 1].isalpha() and _is_dateline(end, last, found):
            yield Name(first, end, "place", SURE)


def _is_common(first: int, end: int, found: Tokens, marks: Mapping[str, str]) -> bool:
    """Whether nothing but common words stands at tokens [first, end): "FACTBOX (Reuters)", "Total 4 3 2"."""
    return all(marks.get(word.lower(), "?")[0] in COMMON for word in found.words[first:end])


def _is_dateline(end: int, last: int, found: Tokens) -> bool:
    """Whether an agency in brackets follows a place soon, in its line, or a date that ends it."""
    words = found.words
    for index in range(end, min(end + LONGEST_DATELINE, last)):
        if words[index] == "(":
            return "".join(words[index + 1 : index + 2]) in line_list("names/agencies")
        if words[index] in SENTENCE:
            return False
        if words[index][0].isdigit() and DATE.fullmatch(found.text, found.starts[index], found.ends[last - 1]):
            return True
    return False


def _is_no_name(name: Name, found: Tokens) -> bool:
    """Whether a name is an event or an index, or only begins what an event is called ("U.S. Open")."""
    words = found.words
    after = words[name.end] if name.end < len(words) and name.end not in found.opens else ""
    if words[name.first] in INDICES and found.written(name.first, name.end) in line_list("names/indices"):
        return after.lower() not in NO_INDEX
    if name.kind == "place":
        event = after in EVENTS or after in PACTS
    else:
        event = name.kind == "organisation" and name.end - name.first > 1 and words[name.end - 1] in EVENTS
    return event and found.modes[found.number(name.first)] != "U"


def _is_body(name: Name, found: Tokens) -> bool:
    """Whether a name of several words is a club's or a company's by its last ("Lervik Rovers"), or on the list."""
    if name.end - name.first == 1:
        return False
    last = found.words[name.end - 1]
    return (
        last in CLUBS
        or (last in BODIES and name.kind == "person")
        or (last in CITY_CLUBS and found.written(name.first, name.end) in line_list("names/city_clubs"))
    )


def club(name: Name, found: Tokens) -> float:
    """What the words beside a town's name say for its club being meant, in the unit of the tagger's scores."""
    if name.kind != "place" or name.end == len(found.words) or name.end in found.opens:
        return 0.0
    return CLUB * (found.words[name.end] in word_list("names/after_clubs"))


def lists(names: Sequence[Name], found: Tokens, marks: Mapping[str, str], priors: Priors) -> list[Name]:
    """Names, in any order, with those of lines that are no sentences: results, tables of clubs, people of countries.

    Clubs are found there though the tagger passed over them; a country plays as itself and stays a place.
    """
    sides = [side for first, end in _lines(found) for side in _sides(first, end, found.words)]
    at = {index: name for name in names for index in range(name.first, name.end)} if sides else {}
    clubs = []
    gone: set[Name] = set()
    for first, end in sides:
        inside = {at[index] for index in range(first, end) if index in at}
        if _is_town(inside, first, end, found, marks, priors):
            clubs.append(Name(first, end, "organisation", 0.0))
            gone |= inside
    made = [*(name for name in names if name not in gone), *clubs] if clubs else names
    return [*made, *_nationals(made, found, priors)]


def _is_town(
    inside: Collection[Name], first: int, end: int, found: Tokens, marks: Mapping[str, str], priors: Priors
) -> bool:
    """Whether a side is no country, no name of another kind or width, and not made of common words."""
    if priors(found.written(first, end).title()).get("place", 0.0) >= COUNTRY:
        return False
    if inside:
        return all(name[:3] == (first, end, "place") for name in inside)
    return not _is_common(first, end, found, marks)


def _sides(first: int, end: int, words: Sequence[str]) -> list[tuple[int, int]]:
    """The sides of a line that gives a result ("Odelby 2 Lervik 0") or a row of a table ("Odelby 4 3 1 0 9 2 10")."""
    for index in range(first + 1, min(end, first + LONGEST_SIDE + 1)):
        if words[index][0].isdigit():
            break
    else:
        return []
    goals = [index for index in range(first, min(end, first + LONGEST_RESULT)) if GOALS.fullmatch(words[index])]
    if not goals or not _is_side(words[first : goals[0]]):
        return []
    if all(COUNT.fullmatch(word) for word in words[goals[0] : end]):
        return [(first, goals[0])] if end - goals[0] >= LEAST_COUNTS else []
    second = goals[1] if len(goals) > 1 else first
    ends = second + 1 == end or (second > first and words[second + 1] == "(")
    if not ends or not _is_side(words[goals[0] + 1 : second]):
        return []
    return [(first, goals[0]), (goals[0] + 1, second)]


def _is_side(words: Sequence[str]) -> bool:
    return 0 < len(words) <= LONGEST_SIDE and all(word[0].isupper() and word.isalpha() for word in words)


def _nationals(names: Sequence[Name], found: Tokens, priors: Priors) -> Iterator[Name]:
    """People that the tagger passed over, with a country in brackets behind: "Ann Osei (Ghana)"."""
    words = found.words
    inside = [name for name in names if name.kind == "place" and name.first > 1 and words[name.first - 1] == "("]
    taken = {index for name in names for index in range(name.first, name.end)} if inside else set()
    for country in inside:
        end = country.first - 1
        if words[country.end : country.end + 1] != [")"]:
            continue
        first = end
        while first and first not in found.opens and _is_free(first - 1, words, taken):
            first -= 1
        level = priors(found.written(country.first, country.end)).get("place", 0.0)
        if level >= REGION and PERSON_WORDS[0] <= end - first <= PERSON_WORDS[1]:
            yield Name(first, end, "person", 0.0)


def _is_free(index: int, words: Sequence[str], taken: set[int]) -> bool:
    word = words[index]
    return index not in taken and word.isalpha() and word[0].isupper() and not word.isupper()

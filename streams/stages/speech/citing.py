"""Sources that are named without a verb of saying: according to, per, citing, a report from, and before a colon."""

from collections.abc import Callable

from streams.stages.speech import clauses, nouns, subjects, wording
from streams.stages.speech.attribution import Attribution, Range
from streams.stages.speech.contents import clause_before, end_of
from streams.stages.speech.minds import minded
from streams.stages.speech.sentences import QUOTE, Sentence
from streams.vocabularies import verbs

# Tokens before a document's name in which "according to" has it as its own source already.
NEAR = 5

# Words of a name, at least and at most, and tokens of what is said.
LEAST_NAME, LONGEST_NAME, SHORTEST = 2, 4, 3

# Letters of a word in capitals that is a name still: NATO.
INITIALS = 5

_CITED = verbs.word_class("paper") | verbs.word_class("plural") | verbs.word_class("document")
_DASHES = frozenset({"-", "—", "–", "--"})
_POLLS = frozenset({"poll", "polls", "survey", "surveys"})
_NOBODY = frozenset("here there these those this it what listen watch read see subscribe online below follows".split())
_PARTICIPLES = verbs.word_class("shown")
_OWN = frozenset({"his", "her", "their", "its", "my", "our"})
_POSSESSIVE = ("'s", "’s", "s'", "s’")
_APART = frozenset({",", "(", "—", "–", "--"})
_NOT_NAMES = wording.PREPOSITIONS | wording.CONJUNCTIONS
_IN_NAMES = frozenset({"and", "of", "for", "the", "'s", "’s", "&"})


def cited(sentence: Sentence, index: int) -> Attribution | None:
    """The attribution whose cue begins at the token `index`, if it is one of these."""
    read = _READERS.get(sentence.lows[index])
    return read(sentence, index) if read else None


def announced(sentence: Sentence) -> list[Attribution]:
    """Who speaks in a sentence that leads up to a colon without a verb of saying: "issued the following statement:"."""
    for index in [place for place, low in enumerate(sentence.lows) if low == ":"] if ":" in sentence.lows else []:
        if name := _name_before(sentence, index):
            return [Attribution(sentence, name, (index, index + 1), [(index + 1, end_of(sentence, index))])]
        leads = index and (index + 1 == len(sentence) or sentence.lows[index + 1] == QUOTE)
        if leads and (source := clauses.subject(sentence)) and _announces(sentence, source):
            contents = [(index + 1, index + 2)] if index + 1 < len(sentence) else []
            return [Attribution(sentence, source, (index, index + 1), contents)]
    return []


def _name_before(sentence: Sentence, colon: int) -> Range | None:
    """The name that alone leads up to a colon: Ingrid Vale: "It is over"; behind a dash as well."""
    first = colon
    while first and colon - first <= LONGEST_NAME and sentence.capital(first - 1):
        first -= 1
    alone = not first or sentence.lows[first - 1] in _DASHES
    if not alone or not LEAST_NAME <= colon - first <= LONGEST_NAME or end_of(sentence, colon) - colon < SHORTEST:
        return None
    says = first or sentence.lows[colon + 1] == QUOTE or wording.has_verb(sentence, colon + 1, len(sentence))
    return (first, colon) if says else None


def _announces(sentence: Sentence, source: Range) -> bool:
    """Whether it is somebody: not "here", a heading in capitals, or an order to watch what follows."""
    first, last = source
    heading = sentence.words[first].isupper() and len(sentence.words[first]) > INITIALS
    return not heading and sentence.lows[first] not in _NOBODY and sentence.lows[last - 1] not in _NOBODY


def _according(sentence: Sentence, index: int) -> Attribution | None:
    return _named(sentence, index, index + 2) if sentence.lows[index + 1 : index + 2] == ["to"] else None


def _per(sentence: Sentence, index: int) -> Attribution | None:
    """Per the report; not per month."""
    following = index + 1
    if following == len(sentence) or not (sentence.lows[following] == "the" or sentence.capital(following)):
        return None
    apart = index == 0 or sentence.lows[index - 1] in _APART
    return _named(sentence, index, following) if apart else None


def _citing(sentence: Sentence, index: int) -> Attribution | None:
    """Citing somebody: what is said has its own verb."""
    source = nouns.after(sentence, index + 1)
    if not source or not _can_be_cited(sentence, source):
        return None
    return Attribution(sentence, source, (index, index + 1))


def _can_be_cited(sentence: Sentence, source: Range) -> bool:
    """Whether it is somebody or a paper, rather than a reason: citing the weather."""
    tokens = range(*source)
    return any(sentence.capital(index) or sentence.lows[index] in _CITED for index in tokens)


def _document(sentence: Sentence, index: int) -> Attribution | None:
    """A report from somebody, documents seen by somebody."""
    near = sentence.lows[max(0, index - NEAR) : index]
    if sentence.lows[index + 1 : index + 2] not in (["from"], ["by"]) or "according" in near or "per" in near:
        return None
    noun_end = index if sentence.lows[index] in _PARTICIPLES else index + 1
    first, last = subjects.before(sentence, noun_end), _name_end(sentence, index + 2)
    return Attribution(sentence, (first[0], last), (index, index + 2)) if first and last else None


def _claim(sentence: Sentence, index: int) -> Attribution | None:
    """Somebody's claim that: the pilots' view, her harsh warning."""
    if sentence.lows[index + 1 : index + 2] != ["that"]:
        return None
    owner = index - 1
    if owner > 0 and sentence.lows[owner] not in _OWN and not sentence.lows[owner].endswith(_POSSESSIVE):
        owner -= 1
    if owner < 0 or not (sentence.lows[owner] in _OWN or sentence.lows[owner].endswith(_POSSESSIVE)):
        return None
    first = owner
    while (
        first and sentence.capital(owner) and sentence.capital(first - 1) and sentence.lows[first - 1] not in _NOT_NAMES
    ):
        first -= 1
    end = end_of(sentence, index)
    return Attribution(sentence, (first, owner + 1), (index, index + 1), [(index + 1, end)] if index + 2 < end else [])


def _felt(sentence: Sentence, index: int) -> Attribution | None:
    """Who is heard in "criticism from the unions", "unease among voters"."""
    if sentence.lows[index + 1 : index + 2] not in (["from"], ["among"]):
        return None
    source = nouns.phrase(sentence, index + 2)
    return Attribution(sentence, source, (index, index + 2)) if source else None


def polled(sentence: Sentence) -> list[Attribution]:
    """The poll that a sentence with "in" at its front opens with: "In a Coast News poll, most pilots were for it"."""
    lows = sentence.lows
    found = None if _POLLS.isdisjoint(lows) else nouns.phrase(sentence, 1)
    if not found or lows[found[1] : found[1] + 1] != [","] or _POLLS.isdisjoint(lows[slice(*found)]):
        return []
    behind, end = found[1] + 1, end_of(sentence, found[1])
    return [Attribution(sentence, found, (0, 1), [(behind, end)] if end - behind >= SHORTEST else [])]


def _name_end(sentence: Sentence, start: int) -> int:
    """Where a name, or names joined by "and", that begins at `start` ends; 0 if there is none."""
    last = 0
    for index in range(start, len(sentence)):
        if sentence.capital(index):
            last = index + 1
        elif sentence.lows[index] not in _IN_NAMES:
            break
    return last


def _named(sentence: Sentence, index: int, start: int) -> Attribution | None:
    """Somebody named at `start` by a cue at `index`, with what stands before it, behind it, or on both sides."""
    source = nouns.after(sentence, start)
    closes = sentence.lows[source[1]] if source and source[1] < len(sentence) else "."
    if closes == QUOTE or (closes != "," and index == 0):
        source = nouns.phrase(sentence, start)
    return Attribution(sentence, source, (index, start), _around(sentence, index, source[1])) if source else None


def _around(sentence: Sentence, index: int, right: int) -> list[Range]:
    left, end = clause_before(sentence, index), end_of(sentence, right)
    contents = [left] if left else []
    apart = right < end and sentence.lows[right] in _APART
    if right + 1 < end and apart and not (left and wording.has_verb(sentence, *left)):
        contents.append((right + 1, end))
    return contents


_READERS: dict[str, Callable[[Sentence, int], Attribution | None]] = {
    "according": _according,
    "per": _per,
    "citing": _citing,
    **dict.fromkeys(verbs.word_class("minded"), minded),
    **dict.fromkeys(verbs.word_class("felt"), _felt),
    **dict.fromkeys(verbs.word_class("claimed"), _claim),
    **dict.fromkeys(verbs.word_class("document") | _PARTICIPLES, _document),
}
# The words that these attributions begin with.
CUES = frozenset(_READERS)

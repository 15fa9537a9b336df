"""What a word is in its sentence, by the classes of `words.tsv` and by its ending: no grammar, a few signs."""

from streams.stages.speech.sentences import QUOTE, Sentence
from streams.vocabularies import verbs

# Letters of a word that is too short for its ending to tell what it is: red, fly.
SHORT = 4

AUXILIARIES = verbs.word_class("auxiliary")
PRONOUNS = verbs.word_class("pronoun")
CONJUNCTIONS = verbs.word_class("conjunction")
PREPOSITIONS = verbs.word_class("preposition")
DETERMINERS = verbs.word_class("determiner")
TIMES = verbs.word_class("time")
RELATIVES = frozenset({"who", "which", "whose", "whom", "that", "where"})
# What no noun phrase goes across, and the joints that one may have.
STOPS = frozenset(",;:.!?—–―()[]…|•~*►■●▪·") | {"--", QUOTE, "-"}
AND = frozenset({"and", "or", "&"})
FINITE = verbs.word_class("be") | verbs.word_class("modal") - {"to"} | {"has", "have", "had"}
MADE = verbs.word_class("made")
_PAST = verbs.word_class("past")
_VERBS = verbs.shipped()
_FORMS = _PAST | _VERBS.keys()
_OBJECTS = verbs.word_class("hearer") | verbs.word_class("opener")
_ARTICLES = frozenset({"a", "an", "the"})
_ENDING_IN_ED = frozenset({"united", "hundred"})


def verbal(sentence: Sentence, index: int) -> bool:
    """Whether a word in lower case is more likely a verb than part of a noun phrase."""
    low = sentence.lows[index]
    if low in _PAST or (low not in _FORMS and not low.endswith("ed")):
        return low in _PAST
    before = sentence.lows[index - 1] if index else ""
    described = before.endswith("ly") and index > 1 and sentence.lows[index - 2] in _ARTICLES
    if described or before in DETERMINERS or before.endswith(("'s", "’s")) or before.isdigit():
        return False
    following = sentence.lows[index + 1] if index + 1 < len(sentence) else ""
    if index and low.endswith(("ed", "seen")) and _is_reduced(following) and before[-1:].isalpha():
        return before in PRONOUNS or before in AUXILIARIES
    if low in _VERBS:
        if low.endswith("s") and "noun" in _VERBS[low].takes:
            return before not in PREPOSITIONS and takes_object(sentence, index)
        return low != _VERBS[low].lemma and not (low.endswith("s") and before in PREPOSITIONS)
    return low.endswith("ed") and len(low) > SHORT and low not in _ENDING_IN_ED and before not in PREPOSITIONS


def is_verbal(sentence: Sentence, index: int) -> bool:
    """Whether a word, whatever its case, is more likely a verb: few words can be one at all, which is asked first."""
    low = sentence.lows[index]
    return (low in _FORMS or low.endswith("ed")) and not sentence.capital(index) and verbal(sentence, index)


def takes_object(sentence: Sentence, index: int) -> bool:
    """Whether an object or a clause begins behind the token: a form that may be a plural noun is a verb there."""
    after = index + 1
    if after >= len(sentence):
        return False
    low = sentence.lows[after]
    return low in DETERMINERS or low in PRONOUNS or low in _OBJECTS or low == QUOTE or sentence.capital(after)


def _is_reduced(following: str) -> bool:
    """Whether a participle with this behind it stands for a relative clause: the report released Sunday, seen by."""
    return following in TIMES or (following in PREPOSITIONS and following != "to")


def has_verb(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a finite verb stands in the range, as far as can be told."""
    return any(finite(sentence, index) for index in range(start, end))


def opens_clause(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a subject and its verb stand at `start`, rather than an object."""
    for index in range(start + 1, end):
        low = sentence.lows[index]
        if low in STOPS or low in CONJUNCTIONS:
            return False
        if finite(sentence, index) and not low.endswith("ing"):
            return True
    return False


def finite(sentence: Sentence, index: int) -> bool:
    """Whether the token is a finite verb, as far as can be told."""
    return sentence.lows[index] in FINITE or is_verbal(sentence, index)


def adverb(sentence: Sentence, index: int) -> bool:
    """Whether the token is an adverb by its ending."""
    low = sentence.lows[index]
    return low.endswith("ly") and len(low) > SHORT and not sentence.capital(index)

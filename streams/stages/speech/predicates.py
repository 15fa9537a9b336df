"""Whether a form of a verb of attribution is a verb where it stands, and says something there."""

from streams.stages.speech import wording
from streams.stages.speech.attribution import Range
from streams.stages.speech.sentences import QUOTE, Sentence
from streams.vocabularies import verbs
from streams.vocabularies.verbs import Verb

# Tokens between "to" with its verb and the quotation that makes it speech: "to describe the plan as".
NEAR = 8
# Tokens of a share, at least: one in five.
SHARE = 3

_RELATIVES = frozenset({"who", "which", "that"})
_PREPOSITIONS = verbs.word_class("preposition")
_PRONOUNS = verbs.word_class("pronoun")
_DETERMINERS = verbs.word_class("determiner")
_ADVERBS = verbs.word_class("adverb")
_BE = verbs.word_class("be")
_MODALS = verbs.word_class("modal") - {"to"}
_BEFORE_BASE = _MODALS | {"to"}
# Forms that are the past as well.
_SAME = frozenset({"read", "forecast", "put"})
_SEVERAL = frozenset("many some most few several all both others".split())
_SINGLE = frozenset({"one", "another", "each"})
# Forms that are the past with "have" alone.
_PARTICIPLES = frozenset("known written seen shown sworn foreseen chosen spoken gone".split())
_HAVE = frozenset("has have had having 've ’ve 'd ’d".split())
_NUMBERS = frozenset("two three four five six seven eight nine ten".split())
_NAMED = frozenset({"called", "dubbed", "labeled", "labelled", "termed", "titled"})
# Determiners that are no subject by themselves.
_OWNING = _DETERMINERS - _SEVERAL - _SINGLE - _NUMBERS
_PLURAL = verbs.word_class("plural")
_POSSESSIVE = ("'s", "’s")
# Behind these "to say" is said: went on to say.
_GOING_ON = frozenset({"on", "continued", "continues"})
# Before these a form that may be a noun is one.
_AFTER_NOUN = _BE | {"has", "had", "will", "would"} | (_PREPOSITIONS - {"to"})


def word_before(sentence: Sentence, index: int) -> str:
    """The word before the verb, adverbs left out; empty at the sentence's beginning."""
    last = index - 1
    while last >= 0 and (sentence.lows[last] in _ADVERBS or sentence.lows[last].endswith("ly")):
        last -= 1
    return sentence.lows[last] if last >= 0 else ""


def word_after(sentence: Sentence, index: int) -> str:
    return sentence.lows[index + 1] if index + 1 < len(sentence) else ""


def is_no_verb(sentence: Sentence, before: str, index: int, verb: Verb) -> bool:
    """Whether the words beside a form tell, without its subject, that it is none: the plan, was said, to say."""
    low = sentence.lows[index]
    if low.endswith("ing"):
        return False
    if before in _OWNING or before.endswith(_POSSESSIVE):
        return True
    if low == verb.lemma:
        return before == "to" and not _is_after_to(sentence, index)
    return before in _BE


def _is_after_to(sentence: Sentence, index: int) -> bool:
    """Whether something is said although "to" stands before the verb: went on to say, to call it "a start"."""
    return sentence.lows[index - 2] in _GOING_ON or QUOTE in sentence.lows[index : index + NEAR]


def is_verb(sentence: Sentence, index: int, verb: Verb, source: Range) -> bool:
    """Whether a form that may be a noun, an adjective or a passive is a finite verb here."""
    low, before = sentence.lows[index], word_before(sentence, index)
    if low.endswith("ing"):
        return True
    owned = before in _DETERMINERS or before.isdigit() or before.endswith(_POSSESSIVE)
    if (owned and not _is_alone(sentence, before, index, verb, source)) or _is_other(
        sentence, before, index, verb, source
    ):
        return False
    if low == verb.lemma:
        return _is_base(sentence, before, index, verb, source)
    if low.endswith("s"):
        return _is_third(sentence, index, verb, source)
    return not _is_passive(sentence, index, verb, source)


def _is_alone(sentence: Sentence, before: str, index: int, verb: Verb, source: Range) -> bool:
    """Whether a word mostly found before a noun is the subject itself: some said, another says, one in five."""
    if _is_share(sentence, source):
        return True
    several = before in _SEVERAL and not sentence.lows[index].endswith("s")
    return source[1] - source[0] == 1 and (several or (before in _SINGLE and "noun" not in verb.takes))


def _is_other(sentence: Sentence, before: str, index: int, verb: Verb, source: Range) -> bool:
    """Whether the form is something else: a noun, a participle, where a reporter was, or what something is called."""
    low = sentence.lows[index]
    if verb.lemma == "report" and word_after(sentence, index) == "from":
        return True
    if "noun" in verb.takes and _is_described(sentence, index):
        return True
    return before not in _HAVE and (low in _PARTICIPLES or (low in _NAMED and _is_named(sentence, source)))


def _is_share(sentence: Sentence, source: Range) -> bool:
    """Whether the source is a number out of a number: one in five, six of 10."""
    first, last = source
    number = sentence.lows[last - 1].isdigit() or sentence.lows[last - 1] in _NUMBERS
    return number and last - first >= SHARE and sentence.lows[last - 2] in {"in", "of"}


def _is_named(sentence: Sentence, source: Range) -> bool:
    """Whether something is introduced by its name, as in "joined a band called": nobody calls it so there."""
    first = source[0]
    return sentence.lows[first] in {"a", "an"} and first > 0 and sentence.lows[first - 1] not in wording.STOPS


def _is_described(sentence: Sentence, index: int) -> bool:
    """Whether a relative clause follows, as behind a noun: states that voted; not what is said: states that he won."""
    follows = sentence.lows[index + 1 : index + 3]
    return len(follows) > 1 and follows[0] == "that" and wording.finite(sentence, index + 2)


def _is_base(sentence: Sentence, before: str, index: int, verb: Verb, source: Range) -> bool:
    """Officials say, would say, went on to say; not "to say", and not a noun."""
    if before == "to":
        return True
    if "noun" in verb.takes and word_after(sentence, index) in _AFTER_NOUN:
        return False
    if "noun" in verb.takes and wording.finite(sentence, min(index + 1, len(sentence) - 1)):
        return False
    if sentence.lows[index] in _SAME and (wording.takes_object(sentence, index) or word_after(sentence, index) == ":"):
        return True
    single = sentence.lows[source[0]] in {"a", "an"} and "of" not in sentence.lows[slice(*source)]
    if single and before not in _MODALS:
        return False
    sure = "noun" not in verb.takes or before in _MODALS or _head(sentence, source) in _RELATIVES
    return sure or _is_plural(sentence, source)


def _is_third(sentence: Sentence, index: int, verb: Verb, source: Range) -> bool:
    """She says; a form that is a plural noun as well needs a sign that it is none."""
    follows, head, name = word_after(sentence, index), _head(sentence, source), sentence.capital(source[1] - 1)
    if "noun" in verb.takes and follows in _AFTER_NOUN:
        return False
    if "noun" in verb.takes and not name and head not in _PRONOUNS:
        return wording.takes_object(sentence, index)
    return name or "noun" not in verb.takes or head in _RELATIVES or not _is_plural(sentence, source)


def _is_passive(sentence: Sentence, index: int, verb: Verb, source: Range) -> bool:
    """Factors expected to keep: nobody expects there."""
    first = source[0]
    by_somebody = sentence.capital(first) or sentence.lows[first] in _PRONOUNS or sentence.lows[first] in _SEVERAL
    infinitive = "infinitive" in verb.takes and word_after(sentence, index) == "to"
    return infinitive and sentence.lows[index].endswith("ed") and not by_somebody


def is_told(sentence: Sentence, index: int, verb: Verb, source: Range) -> bool:
    """Whether a verb without contents is surely one: in the past, behind a modal, or of a name or pronoun."""
    low = sentence.lows[index]
    if low.endswith("ing") and source[1] == index:
        return False
    if low.endswith("s") and low != verb.lemma:
        named = sentence.capital(source[1] - 1) or sentence.lows[source[0]] in _PRONOUNS
        return named or wording.takes_object(sentence, index)
    if low.endswith("ed") and _is_reduced(sentence, index, source):
        return False
    if low != verb.lemma:
        return True
    if word_before(sentence, index) in _BEFORE_BASE:
        return True
    return sentence.lows[source[0]] not in _PRONOUNS - {"who"} and wording.takes_object(sentence, index)


def _is_reduced(sentence: Sentence, index: int, source: Range) -> bool:
    """Whether a participle describes an object before it: wrote a report issued in May, activities viewed as sins."""
    follows = word_after(sentence, index)
    first = source[0]
    opens = not first or sentence.lows[first - 1] in wording.STOPS or sentence.lows[first - 1] in wording.CONJUNCTIONS
    return not opens and source[1] == index and (follows in _PREPOSITIONS or follows in wording.TIMES)


def _is_plural(sentence: Sentence, source: Range) -> bool:
    head = _head(sentence, source)
    if head in _PLURAL or "and" in sentence.lows[slice(*source)]:
        return True
    return head.endswith("s") and not head.endswith(("'s", "’s", "ss"))


def _head(sentence: Sentence, source: Range) -> str:
    """The last word of the phrase before any preposition or comma in it."""
    first, last = source
    for index in range(first + 1, last):
        if sentence.lows[index] in _PREPOSITIONS or sentence.lows[index] in {",", "who", "which"}:
            return sentence.lows[index - 1]
    return sentence.lows[last - 1]

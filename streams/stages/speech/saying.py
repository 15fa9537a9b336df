"""Who says what in a sentence: each verb of saying with its subject, and the sources that need no verb."""

from streams.stages.speech import nouns, subjects
from streams.stages.speech.attribution import Attribution, Range
from streams.stages.speech.citing import announced, cited
from streams.stages.speech.contents import contents
from streams.stages.speech.sentences import QUOTE, Sentence
from streams.vocabularies import verbs
from streams.vocabularies.verbs import Verb

_VERBS = verbs.shipped()
_FIRSTS = frozenset(form.split()[0] for form in _VERBS if " " in form)
_RELATIVES = frozenset({"who", "which", "that"})
_TIMES = verbs.word_class("time")
_OPENERS = verbs.word_class("opener")
_PREPOSITIONS = verbs.word_class("preposition")
_PRONOUNS = verbs.word_class("pronoun")
_DETERMINERS = verbs.word_class("determiner")
_ADVERBS = verbs.word_class("adverb")
_BE = verbs.word_class("be")
_MODALS = verbs.word_class("modal") - {"to"}
_PLURAL = verbs.word_class("plural")
_POSSESSIVE = ("'s", "’s")
# Behind these a participle has the subject of the verb before it, and behind the second also a finite verb has.
_BEFORE_PARTICIPLE = frozenset({"", ",", "and", "or", "—", "–", "--", QUOTE, "while", "when"}) | _PREPOSITIONS
_BEFORE_JOINED = frozenset({"and", "but", "or", "then"})
# Before these a form that may be a noun is one.
_AFTER_NOUN = _BE | {"has", "had", "will", "would", "of", "for"}


def attributions(sentence: Sentence) -> list[Attribution]:
    """All of a sentence, in the order of their cues; one without contents tells at least that somebody spoke."""
    found: list[Attribution] = []
    for index in range(len(sentence)):
        made = cited(sentence, index)
        form = _form(sentence, index)
        if not made and form and not (index and sentence.capital(index)):
            made = _said(sentence, index, index + 1 + form.count(" "), _VERBS[form], found)
        if made:
            _part(found, made)
            found.append(made)
    return found or announced(sentence)


def _part(found: list[Attribution], made: Attribution) -> None:
    """End what the others say before a closing "…, the paper reports", which speaks of all before it."""
    front = min(made.cue[0], made.source[0])
    for _, end in made.contents:
        if end > front:
            continue
        for other in found:
            other.contents = [(first, min(last, end) if first < end else last) for first, last in other.contents]


def _form(sentence: Sentence, index: int) -> str:
    """The form of a verb of saying that begins at the token `index`, of one or two words; empty if none does."""
    low = sentence.lows[index]
    if low in _FIRSTS and (pair := f"{low} {_follows(sentence, index)}") in _VERBS:
        return pair
    return low if low in _VERBS and low != "citing" else ""


def _said(sentence: Sentence, index: int, end: int, verb: Verb, found: list[Attribution]) -> Attribution | None:
    source, start = None if _is_inverted(sentence, index, verb) else _source(sentence, index, found), end
    if source and not _is_verb(sentence, index, verb, source):
        return None
    if not source:
        source = _inverted(sentence, index, verb)
        start = source[1] if source else start
    if not source:
        return None
    front = 0 if _before(sentence, index) in _RELATIVES else min(index, source[0])
    what = contents(sentence, verb, start, front)
    told = what or ("speech" in verb.takes and _is_told(sentence, index, verb, source))
    cue = index, _cue_end(sentence, end) if verb.lemma == "post" else end
    return Attribution(sentence, source, cue, what) if told else None


def _cue_end(sentence: Sentence, end: int) -> int:
    """The end of the cue with the place behind it: posted on X."""
    if _follows(sentence, end - 1) != "on":
        return end
    last = end + 1
    while last < len(sentence) and sentence.capital(last) and sentence.lows[last] not in _TIMES:
        last += 1
    return last if last > end + 1 else end


def _is_inverted(sentence: Sentence, index: int, verb: Verb) -> bool:
    """Whether a comma, the verb, and a noun phrase that ends the clause stand here: "…, said the minister."."""
    if not index or sentence.lows[index - 1] != "," or "inverts" not in verb.takes:
        return False
    found = nouns.after(sentence, index + 1)
    if not found or sentence.lows[found[0]] in _TIMES:
        return False
    follows = sentence.lows[found[1]] if found[1] < len(sentence) else "."
    return follows in {",", ".", QUOTE} or follows in _TIMES


def _inverted(sentence: Sentence, index: int, verb: Verb) -> Range | None:
    """The subject behind the verb, as in "…," said the minister."""
    if _follows(sentence, index).endswith("ly"):
        return None
    closes = index > 0 and sentence.lows[index - 1] in {QUOTE, ","}
    found = nouns.after(sentence, index + 1) if closes and "inverts" in verb.takes else None
    return nouns.beside(sentence, found) if found else None


def _before(sentence: Sentence, index: int) -> str:
    """The word before the verb, adverbs left out; empty at the sentence's beginning."""
    last = index - 1
    while last >= 0 and (sentence.lows[last] in _ADVERBS or sentence.lows[last].endswith("ly")):
        last -= 1
    return sentence.lows[last] if last >= 0 else ""


def _source(sentence: Sentence, index: int, found: list[Attribution]) -> Range | None:
    """Who is the subject of the verb: the phrase before it, or that of the verb it is joined to."""
    low, before = sentence.lows[index], _before(sentence, index)
    if low.endswith("ing") and before not in _BE:
        joined = before in _BEFORE_PARTICIPLE or low == "saying"
    elif before in _BEFORE_JOINED:
        joined = True
    else:
        return subjects.before(sentence, index)
    if not joined:
        return None
    return found[-1].source if found else subjects.subject_before(sentence, index)


def _is_verb(sentence: Sentence, index: int, verb: Verb, source: Range) -> bool:
    """Whether a form that may be a noun, an adjective or a passive is a finite verb here."""
    low, before = sentence.lows[index], _before(sentence, index)
    if low.endswith("ing"):
        return True
    if before in _DETERMINERS or before.endswith(_POSSESSIVE):
        return False
    if low == verb.lemma:
        return _is_base(sentence, index, source, before)
    if before in _BE:
        return False
    if low.endswith("s"):
        return _is_third(sentence, index, verb, source)
    return not _is_passive(sentence, index, verb, source)


def _follows(sentence: Sentence, index: int) -> str:
    return sentence.lows[index + 1] if index + 1 < len(sentence) else ""


def _is_base(sentence: Sentence, index: int, source: Range, before: str) -> bool:
    """Officials say, would say, went on to say; not "to say", and not a noun."""
    if before == "to":
        return sentence.lows[index - 2] in {"on", "continued", "continues"}
    if _follows(sentence, index) in _AFTER_NOUN:
        return False
    return before in _MODALS or _is_plural(sentence, source) or _head(sentence, source) == "who"


def _is_third(sentence: Sentence, index: int, verb: Verb, source: Range) -> bool:
    """She says; a form that is a plural noun as well needs a sign that it is none."""
    follows, head, name = _follows(sentence, index), _head(sentence, source), sentence.capital(source[1] - 1)
    if follows in _AFTER_NOUN:
        return False
    if "noun" in verb.takes and not name and head not in _PRONOUNS:
        return follows in _OPENERS or follows == QUOTE
    return name or head == "who" or not _is_plural(sentence, source)


def _is_passive(sentence: Sentence, index: int, verb: Verb, source: Range) -> bool:
    """Factors expected to keep: nobody expects there."""
    first = source[0]
    by_somebody = sentence.capital(first) or sentence.lows[first] in _PRONOUNS
    infinitive = "infinitive" in verb.takes and _follows(sentence, index) == "to"
    return infinitive and sentence.lows[index].endswith("ed") and not by_somebody


def _is_told(sentence: Sentence, index: int, verb: Verb, source: Range) -> bool:
    """Whether a verb without contents is surely one: in the past, behind a modal, or of a name or pronoun."""
    low = sentence.lows[index]
    if low.endswith("s"):
        return sentence.capital(source[1] - 1) or sentence.lows[source[0]] in _PRONOUNS
    return low != verb.lemma or (index > 0 and sentence.lows[index - 1] in _MODALS)


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

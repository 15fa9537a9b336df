"""Who says what in a sentence: each verb of saying with its subject, and the sources that need no verb."""

from streams.stages.speech import clauses, nouns, subjects, wording
from streams.stages.speech.attribution import Attribution, Range
from streams.stages.speech.bounds import bound, told_as
from streams.stages.speech.citing import CUES, announced, cited, polled
from streams.stages.speech.contents import contents
from streams.stages.speech.joining import JOINTS, cut, hand_down, is_part, leave, part, speaking
from streams.stages.speech.predicates import is_no_verb, is_told, is_verb, word_after, word_before
from streams.stages.speech.secondhand import is_secondhand, owner
from streams.stages.speech.sentences import QUOTE, Sentence
from streams.vocabularies import verbs
from streams.vocabularies.verbs import Verb

# Tokens before ", said the minister" in which a verb makes a clause of them.
REACH = 40

_VERBS = verbs.shipped()
_FIRSTS = frozenset(form.split()[0] for form in _VERBS if " " in form)
# The words that an attribution can begin with: all others are passed over at once.
_OPENINGS = frozenset(_VERBS) | _FIRSTS | CUES
_RELATIVES = frozenset({"who", "which", "that"})
_TIMES = verbs.word_class("time")
_BE = verbs.word_class("be")
# Behind these a participle has the subject of the verb before it, and behind JOINTS also a finite verb has.
_BEFORE_PARTICIPLE = (
    frozenset({"", ",", "and", "or", "but", "—", "–", "--", QUOTE, "while", "when", "after", "before"})
    | wording.PREPOSITIONS
)
# What says something in writing.
_PAPERS = verbs.word_class("paper")
# Before these a name with a participle is a clause: "…, and Vale calling it a start".
_BEFORE_NAME = frozenset({"and", "–", "—", "--", ";"})
# Verbs that have no passive.
_WITHOUT_OBJECT = frozenset({"respond", "reply", "comment", "complain"})


def attributions(sentence: Sentence) -> list[Attribution]:
    """All of a sentence, in the order of their cues; one without contents tells at least that somebody spoke."""
    found = polled(sentence) if sentence.lows[0] == "in" else []
    for index in [place for place, low in enumerate(sentence.lows) if low in _OPENINGS]:
        made = cited(sentence, index)
        if not made and (not index or _may_open(sentence, index)) and (form := _form(sentence, index)):
            made = _said(sentence, index, index + 1 + form.count(" "), _VERBS[form], found)
        if made and found:
            part(found, made)
            cut(found, made)
            leave(found, made)
        found += [made] if made else []
    if len(found) > 1:
        hand_down(found)
        found = [one for one in found if not is_part(one, found)]
    return found or announced(sentence)


def _may_open(sentence: Sentence, index: int) -> bool:
    """Whether the token is written as a verb is: small, but for a heading in which all words are capitals."""
    if not sentence.capital(index):
        return True
    return sentence.lows[index].endswith(("s", "ed", "said")) and sentence.heading()


def _form(sentence: Sentence, index: int) -> str:
    """The form of a verb of saying that begins at the token `index`, of one or two words; empty if none does."""
    low = sentence.lows[index]
    if low in _FIRSTS and (pair := f"{low} {word_after(sentence, index)}") in _VERBS:
        return pair
    return low if low in _VERBS and low != "citing" else ""


def _said(sentence: Sentence, index: int, end: int, verb: Verb, found: list[Attribution]) -> Attribution | None:
    if "speech" in verb.takes and (by := _by(sentence, index, end, verb)):
        return Attribution(sentence, by, (index, end))
    before = word_before(sentence, index)
    if is_no_verb(sentence, before, index, verb):
        return None
    source, start = None if _is_inverted(sentence, index, verb) else _source(sentence, before, index, found), end
    if source and not is_verb(sentence, index, verb, source):
        return None
    if not source:
        source = _inverted(sentence, index, verb)
        start = source[1] if source else start
    if not source:
        return None
    front = 0 if before in _RELATIVES else min(index, source[0])
    what = contents(sentence, verb, start, front, bound(sentence, source, start))
    if not what and "clause" in verb.takes:
        what = told_as(sentence, source, start)
    source = owner(sentence, source)
    told = what or ("speech" in verb.takes and is_told(sentence, index, verb, source))
    cue = index, _cue_end(sentence, end) if verb.lemma == "post" else end
    who = subjects.antecedent(sentence, source[0]) if sentence.lows[source[0]] in _RELATIVES else None
    secondhand = source[0] < index and is_secondhand(sentence, verb, source, what)
    return Attribution(sentence, source, cue, what, who, secondhand) if told and (what or not secondhand) else None


def _by(sentence: Sentence, index: int, end: int, verb: Verb) -> Range | None:
    """Who a passive names: described by the president, as the plan was called by critics."""
    passive = sentence.lows[index].endswith("ed") and sentence.lows[end : end + 1] == ["by"]
    if not passive or verb.lemma in _WITHOUT_OBJECT or word_after(sentence, end).endswith("ing"):
        return None
    return nouns.after(sentence, end + 1)


def _cue_end(sentence: Sentence, end: int) -> int:
    """The end of the cue with the place behind it: posted on X."""
    if word_after(sentence, end - 1) != "on":
        return end
    last = end + 1
    while last < len(sentence) and sentence.capital(last) and sentence.lows[last] not in _TIMES:
        last += 1
    return last if last > end + 1 else end


def _is_inverted(sentence: Sentence, index: int, verb: Verb) -> bool:
    """Whether a comma, the verb, and a noun phrase that ends the clause stand here: "…, said the minister."."""
    if not index or sentence.lows[index - 1] != "," or "inverts" not in verb.takes:
        return False
    found = nouns.after(sentence, index + 1) if _is_behind_clause(sentence, index - 1) else None
    if not found or sentence.lows[found[0]] in _TIMES:
        return False
    follows = sentence.lows[found[1]] if found[1] < len(sentence) else "."
    return follows in {",", ".", QUOTE} or follows in _TIMES


def _is_behind_clause(sentence: Sentence, comma: int) -> bool:
    return QUOTE in sentence.lows[:comma] or wording.has_verb(sentence, max(0, comma - REACH), comma)


def _inverted(sentence: Sentence, index: int, verb: Verb) -> Range | None:
    """The subject behind the verb, as in "…," said the minister."""
    if word_after(sentence, index).endswith("ly") or sentence.lows[index].endswith("ing"):
        return None
    closes = index > 0 and sentence.lows[index - 1] in {QUOTE, ","}
    found = nouns.after(sentence, index + 1) if closes and "inverts" in verb.takes else None
    return nouns.beside(sentence, found) if found else None


def _source(sentence: Sentence, before: str, index: int, found: list[Attribution]) -> Range | None:
    """Who is the subject of the verb: the phrase before it, or that of the verb it is joined to."""
    low = sentence.lows[index]
    if low.endswith("ing") and before not in _BE:
        joined = before in _BEFORE_PARTICIPLE or low == "saying"
    elif before in JOINTS:
        joined = True
    elif before == "to":
        return subjects.before(sentence, index) or clauses.subject_before(sentence, index)
    else:
        return subjects.before(sentence, index)
    if not joined:
        return _absolute(sentence, index)
    speaker = speaking(found)
    return speaker.source if speaker else clauses.subject_before(sentence, index)


def _absolute(sentence: Sentence, index: int) -> Range | None:
    """Who does it in "with critics saying", and what does in "a poll showing"."""
    source = subjects.before(sentence, index)
    if not source or sentence.lows[index - 1] in _PAPERS:
        return source
    before = sentence.lows[source[0] - 1] if source[0] else ""
    named = sentence.capital(source[1] - 1) and before in _BEFORE_NAME
    return source if named or before == "with" else None

"""What a verb of saying attributes: the quotation or clause behind it, before its subject, or both."""

from streams.stages.speech import wording
from streams.stages.speech.attribution import Range
from streams.stages.speech.passing import past_hearer, past_times
from streams.stages.speech.sentences import QUOTE, Sentence
from streams.vocabularies import verbs
from streams.vocabularies.verbs import Verb

# Tokens between a verb and the "that" or clause that it takes: "said Monday in a statement that".
GAP = 12
# Tokens between a verb and a quotation that is its object's: "called the plan that nobody had read".
FAR = 20
# Tokens before "when" in which a "not" makes it what is not said.
NEAR = 4
# A clause of fewer tokens, its comma included, says nothing.
SHORTEST = 3
# Verbs that name the hearer first, and those that may go on after a colon.
_TOLD = frozenset({"tell", "warn", "remind", "ask", "urge"})
# Verbs whose object is who is to do something, rather than who is spoken to.
_WISHES = frozenset({"want", "expect", "prefer"})
_NOT = frozenset(
    {"not", "never", "nor", "didn't", "didn’t", "don't", "don’t", "doesn't", "doesn’t", "wouldn't", "wouldn’t"}
)
_WITH_COLON = frozenset({"say", "write", "tell", "add"})

_VERBS = verbs.shipped()
_TIMES = verbs.word_class("time")
_OPENERS = verbs.word_class("opener")
_PREPOSITIONS = verbs.word_class("preposition")
_AUXILIARIES = verbs.word_class("auxiliary")
_PRONOUNS = verbs.word_class("pronoun")
_DETERMINERS = verbs.word_class("determiner")
_PARTICIPLES = verbs.word_class("participle") | {"according"}
_SUBORDINATE = verbs.word_class("subordinator") | _PREPOSITIONS
_HEARERS = verbs.word_class("hearer")
_OPENINGS = verbs.word_class("opening")
_SPEAKING = frozenset(form for form, verb in _VERBS.items() if {"inverts", "clause"} <= verb.takes)
_QUOTING = frozenset(
    form for form, verb in _VERBS.items() if "quote" in verb.takes and form != verb.lemma and not form.endswith("s")
)
_STOPS = frozenset(",;:.!?—–()") | {"--", QUOTE}
_DASHES = frozenset({",", "—", "–", "--"})
_ENDS = frozenset(".!?;")
# What joins a sentence to the one before it, and belongs to the paper rather than to who is cited.
_JOINTS = frozenset("still however meanwhile instead indeed moreover nevertheless yet now overall".split())


def contents(sentence: Sentence, verb: Verb, start: int, front: int, end: int) -> list[Range]:
    """What is attributed behind the token `start`, up to `end`, and before `front`, where the attribution begins."""
    left = _left(sentence, front, verb)
    if (inserted := _inserted(sentence, start, front)) and "clause" in verb.takes:
        return inserted
    whole = left is not None and (sentence.lows[left[1] - 1] == QUOTE or sentence.lows[start : start + 1] == [","])
    right = _right(sentence, verb, (start, end), quoted=whole)
    if right and not whole:
        return [right]
    if left and right and sentence.lows[right[0]] == QUOTE != sentence.lows[left[0]]:
        return [right]
    return [part for part in (left, right) if part]


def _inserted(sentence: Sentence, start: int, front: int) -> list[Range]:
    """Both parts of what an inserted "…, aides said, …" parts, if no words are quoted."""
    lows = sentence.lows
    if front <= 1 or lows[front - 1] != "," or lows[start : start + 1] != [","]:
        return []
    after, end = start + 1, end_of(sentence, start)
    if after >= end or lows[after].endswith("ing") or QUOTE in lows:
        return []
    first = 1 if lows[0] in _OPENINGS else 0
    return [(first, front - 1), (after, end)] if first < front - 1 else []


def clause_before(sentence: Sentence, index: int) -> Range | None:
    """What stands before a closing attribution, from the sentence's beginning."""
    end = index - 1 if index and sentence.lows[index - 1] in _DASHES else index
    start = 1 if sentence.lows[0] in _OPENINGS and end > 1 else 0
    if end > start + SHORTEST and sentence.lows[start + 1] == "," and sentence.lows[start] in _JOINTS:
        start += 2
    return (start, end) if end - start >= SHORTEST - 1 else None


def end_of(sentence: Sentence, start: int) -> int:
    """Where the sentence ends, its full stop left out."""
    end = len(sentence)
    while end > start and sentence.lows[end - 1] in _ENDS:
        end -= 1
    return end


def _left(sentence: Sentence, front: int, verb: Verb) -> Range | None:
    """A quotation or clause that ends, with a comma, where the attribution begins."""
    if front < 1:
        return None
    before = sentence.lows[front - 1]
    if before == QUOTE and "quote" in verb.takes:
        return front - 1, front
    if before not in _DASHES or not {"clause", "that"} & verb.takes:
        return None
    if front > 1 and sentence.lows[front - 2] == QUOTE:
        return front - 2, front - 1
    if front < SHORTEST:
        return None
    clause = clause_before(sentence, front)
    return clause if clause and _is_clause(sentence, *clause) else None


def _is_clause(sentence: Sentence, start: int, end: int) -> bool:
    lows = sentence.lows
    if QUOTE in lows[start:end]:
        return True
    if lows[start] in _SUBORDINATE:
        comma = next((index for index in range(start, end) if lows[index] == ","), end)
        return comma + SHORTEST < end and _is_clause(sentence, comma + 1, end)
    return any(low in _AUXILIARIES or low.endswith(("ed", "s")) for low in lows[start + 1 : end])


def _right(sentence: Sentence, verb: Verb, behind: Range, *, quoted: bool) -> Range | None:
    """A quotation, a clause with "that", a bare clause, or a quotation further on."""
    start, end = behind
    if verb.lemma in _WISHES and (wished := _wished(sentence, start, end)) is not None:
        return wished, _close(sentence, wished, end)
    at = past_times(sentence, past_hearer(sentence, start, end) if verb.lemma in _TOLD else start, end)
    if at >= end:
        return _far_quote(sentence, verb, at, end_of(sentence, at))
    if _is_lead_in(sentence, verb, at, end):
        at += 1
    if sentence.lows[at] == QUOTE:
        return (at, at + 1) if "quote" in verb.takes else None
    that = _that(sentence, verb, at, end, quoted=quoted)
    if that is not None or (that := _bare(sentence, verb, at, end, quoted=quoted)) is not None:
        return that, _close(sentence, that, end)
    return _far_quote(sentence, verb, at, end_of(sentence, at))


def _is_lead_in(sentence: Sentence, verb: Verb, at: int, end: int) -> bool:
    """Whether a comma or colon leads to what is said."""
    low = sentence.lows[at]
    if low not in {",", ":"} or at + 1 >= end:
        return False
    return sentence.lows[at + 1] == QUOTE or (low == ":" and verb.lemma in _WITH_COLON)


def _that(sentence: Sentence, verb: Verb, at: int, end: int, *, quoted: bool) -> int | None:
    """Where "that" stands, with where and when it was said before it."""
    leads = sentence.lows[at] in _PREPOSITIONS or sentence.lows[at] in _TIMES or sentence.lows[at] == ","
    far = bool({"that", "clause"} & verb.takes) and not quoted and leads
    for index in range(at, min(at + GAP, end - 1)):
        low = sentence.lows[index]
        if low == "that" and (index == at or (far and sentence.lows[index - 1] not in _PREPOSITIONS)):
            return index
        if (low in _STOPS and low != ",") or (low in _VERBS and index > at and not sentence.capital(index)):
            return None
    return None


def _bare(sentence: Sentence, verb: Verb, at: int, end: int, *, quoted: bool) -> int | None:
    """Where what the verb takes begins, if it does so at `at`."""
    low = sentence.lows[at]
    if low == "," and quoted and at + 1 < end and sentence.lows[at + 1] == QUOTE:
        return at + 1
    if low in _STOPS or low in _OPENINGS or low == "or":
        return None
    if ("that" in verb.takes and low in _OPENERS and not _is_occasion(sentence, verb, at)) or (
        "infinitive" in verb.takes and _is_infinitive(sentence, at)
    ):
        return at
    if "gerund" in verb.takes and low.endswith("ing") and low not in _PREPOSITIONS and low not in _PARTICIPLES:
        return at
    takes_clause = "clause" in verb.takes and not quoted
    return at if takes_clause and _opens_clause(sentence, verb, at, end) else None


def _is_occasion(sentence: Sentence, verb: Verb, at: int) -> bool:
    """Whether "when" tells when it was said, rather than what: "said when asked", but "did not say when"."""
    return (
        sentence.lows[at] == "when"
        and verb.lemma in _WITH_COLON
        and _NOT.isdisjoint(sentence.lows[max(0, at - NEAR) : at])
    )


def _is_infinitive(sentence: Sentence, at: int) -> bool:
    return sentence.lows[at] == "to" or sentence.lows[at : at + 2] == ["not", "to"]


def _wished(sentence: Sentence, at: int, end: int) -> int | None:
    """Where it begins what somebody wants others to do: "wants all pilots to wait"."""
    lows = sentence.lows
    for index in range(at + 1, min(at + GAP, end - 1)):
        if lows[index] == "to":
            after = lows[index + 1]
            return None if sentence.capital(index + 1) or after in _DETERMINERS or after in _HEARERS else at
        if lows[index] in _STOPS or lows[index] in _OPENERS or wording.finite(sentence, index):
            return None
    return None


def _opens_clause(sentence: Sentence, verb: Verb, at: int, end: int) -> bool:
    low = sentence.lows[at]
    if low in _SUBORDINATE or (low in _AUXILIARIES and low not in _DETERMINERS and low not in _PRONOUNS):
        return False
    if verb.lemma == "say" or low in _PRONOUNS - {"one", "who", "it", "you"} or low == "there":
        return True
    return wording.opens_clause(sentence, at, min(at + GAP, end))


def _far_quote(sentence: Sentence, verb: Verb, at: int, end: int) -> Range | None:
    """A quotation further on, before anyone else speaks: "called the plan", "said of the rest:"."""
    if "quote" not in verb.takes:
        return None
    for index in range(at, min(at + FAR, end)):
        low = sentence.lows[index]
        if low == QUOTE:
            return index, index + 1
        if low in {";", "("} or (index > at and (low in _SPEAKING or low in _QUOTING)):
            return None
    return None


def _close(sentence: Sentence, start: int, end: int) -> int:
    """Where the attributed words end: at the sentence's end, or before ", adding" and ", according to"."""
    lows = sentence.lows
    if lows[start] == QUOTE:
        return start + 1
    for index in range(start + 2, end - 1):
        if lows[index] == "," and lows[index + 1] in _PARTICIPLES:
            return index
    return end

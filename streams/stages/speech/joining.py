"""How the attributions of one sentence bear on one another: who goes on speaking, and where what was said ends."""

from streams.stages.speech.attribution import Attribution
from streams.stages.speech.secondhand import is_report, is_thought
from streams.stages.speech.sentences import QUOTE
from streams.vocabularies import verbs

# Behind these a verb has the subject of the verb before it.
JOINTS = frozenset({"and", "but", "or", "then"})

_PRONOUNS = verbs.word_class("pronoun")


def is_part(made: Attribution, found: list[Attribution]) -> bool:
    """Whether it is no more than part of what somebody says: a pronoun's own account, or a stand without words.

    What speakers say they think, and whom they say others praised, has one source: who says so. A paper that says what
    the port says has two.
    """
    lows = made.sentence.lows
    if not _is_within(made, found) or any(QUOTE in lows[start:end] for start, end in made.contents):
        return False
    return not made.contents or lows[made.source[0]] in _PRONOUNS


def hand_down(found: list[Attribution]) -> None:
    """Mark what somebody else says that a source thinks or wants."""
    for one in found:
        others = [other for other in found if not is_report(other)]
        one.secondhand = one.secondhand or (is_thought(one) and _is_within(one, others))


def part(found: list[Attribution], made: Attribution) -> None:
    """End what the others say before a closing "…, the paper reports", which speaks of all before it."""
    front = min(made.cue[0], made.source[0])
    for _, end in made.contents:
        if end > front:
            continue
        for other in found:
            other.contents = [(first, min(last, end) if first < end else last) for first, last in other.contents]


def cut(found: list[Attribution], made: Attribution) -> None:
    """End what was said before ", but warned": the same speaker's next verb is not within it."""
    lows, joint = made.sentence.lows, made.cue[0] - 1
    speaker = speaking(found) if lows[joint] in JOINTS else None
    if not speaker or made.source != speaker.source:
        return
    end = joint - 1 if lows[joint - 1] == "," else joint
    speaker.contents = [(first, min(last, end) if first < end else last) for first, last in speaker.contents]


def leave(found: list[Attribution], made: Attribution) -> None:
    """Leave ", who also said" out of the source before it: it is a source of its own."""
    at = made.source[0]
    for other in found if made.named else []:
        first, last = other.source
        if made.contents and first < at < last:
            other.source = first, at - 1 if made.sentence.lows[at - 1] == "," else at


def speaking(found: list[Attribution]) -> Attribution | None:
    """The last who speaks in the paper's own words, not within what another says."""
    apart = (one for one in reversed(found) if not _is_within(one, found))
    return next(apart, None)


def _is_within(made: Attribution, found: list[Attribution]) -> bool:
    return any(start <= made.cue[0] < end for one in found if one is not made for start, end in one.contents)

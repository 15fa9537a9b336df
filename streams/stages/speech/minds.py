"""Finds who is said to be of a mind, as in "the mayor is confident that it holds"."""

from streams.stages.speech import subjects, wording
from streams.stages.speech.attribution import Attribution
from streams.stages.speech.contents import SHORTEST, end_of
from streams.stages.speech.sentences import Sentence
from streams.vocabularies import verbs

# Verbs between somebody and their mind, and what may stand between the two.
_LINKS = verbs.word_class("be") | verbs.word_class("link")
_DEGREES = frozenset("not also still more most very so too now less as never once no longer quite rather".split())
_OF_MIND = frozenset("that to of about by with on over in for if whether at".split())
# What has no mind: it is certain to rain.
_NOBODY = frozenset("it there here this that these those what".split())


def minded(sentence: Sentence, index: int) -> Attribution | None:
    """The attribution whose cue is the adjective at `index`, with the clause or infinitive behind it, if it is one."""
    follows = sentence.lows[index + 1] if index + 1 < len(sentence) else ""
    link = index - 1
    while link > 0 and (sentence.lows[link] in _DEGREES or wording.adverb(sentence, link)):
        link -= 1
    if follows not in _OF_MIND or link < 1 or sentence.lows[link] not in _LINKS:
        return None
    source, end = subjects.before(sentence, link), end_of(sentence, index)
    if not source or sentence.lows[source[0]] in _NOBODY:
        return None
    said = follows in {"that", "to"} and index + SHORTEST < end
    return Attribution(sentence, source, (index, index + 1), [(index + 1, end)] if said else [])

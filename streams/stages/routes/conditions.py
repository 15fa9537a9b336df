"""What a rule can ask of a story: one entry a field, from the words of the rule to a test of the story."""

import re
from collections.abc import Callable, Container, Mapping
from types import MappingProxyType

from streams.stages.routes.facts import Facts, company_forms, folded, spaced
from streams.vocabularies.mediatopics import naming

Condition = Callable[[Facts], bool]

# A topic counts from even odds on, unless the rule says otherwise.
EVEN = 50
# What a story may look like where words are not parted by blanks: Chinese, Japanese, Korean, Thai.
_UNPARTED = re.compile("[\u0e00-\u0e7f\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_TICKER = re.compile(r"(?:[A-Z]{4}:)?[A-Z0-9.&-]{1,12}")
_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{1,8})*", re.IGNORECASE)


def topic(meant: str, least: int) -> Condition:
    """Whether a story has a Media Topic or a narrower one with a confidence of `least` (0-100) or more.

    Raises:
        ValueError: there is no such topic.
    """
    found = naming.meant(meant)
    if found is None:
        near = " or ".join(f'"{name}"' for name in naming.alike(meant))
        raise ValueError(f'there is no Media Topic "{meant}"' + (f"; did you mean {near}?" if near else ""))
    code = found.code
    return lambda facts: facts.topics.get(code, -1) >= least


def urgency(compare: Callable[[int, int], bool], limit: int) -> Condition:
    """Whether a story has an urgency for which `compare(urgency, limit)`; one without has none of them."""
    return lambda facts: facts.urgency is not None and compare(facts.urgency, limit)


def phrase(looked_into: Callable[[Facts], str], said: str) -> Condition:
    """Whether the words of `said` stand one after another; `infla*` is any word that begins so.

    Raises:
        ValueError: there is no word in it.
    """
    words = spaced(said)
    if not words.strip():
        raise ValueError(f'there is no word in "{said}"')
    if said.endswith("*"):
        words = words.removesuffix(" ")
    if _UNPARTED.search(words):
        words = words.strip()
    return lambda facts: words in looked_into(facts)


def _language(tag: str) -> Condition:
    if not _TAG.fullmatch(tag):
        raise ValueError(f'"{tag}" is no language: write its tag, such as en or de-AT')
    wanted = tag.casefold()
    return lambda facts: wanted in facts.language


def _called(part: Callable[[Facts], Container[str]]) -> Callable[[str], Condition]:
    def condition(name: str) -> Condition:
        wanted = folded(name)
        return lambda facts: wanted in part(facts)

    return condition


def _company(part: Callable[[Facts], Container[str]]) -> Callable[[str], Condition]:
    """By name, or by ticker where it is written in capitals."""

    def condition(name: str) -> Condition:
        forms = (*company_forms(name), *((f"${name}",) if _TICKER.fullmatch(name) else ()))
        return lambda facts: any(form in part(facts) for form in forms)

    return condition


# What takes a name, or several in brackets; `topic` and `urgency` have a grammar of their own.
NAMED: Mapping[str, Callable[[str], Condition]] = MappingProxyType(
    {
        "language": _language,
        "feed": _called(lambda facts: facts.feed),
        "genre": _called(lambda facts: facts.genres),
        "subject": _called(lambda facts: facts.subjects),
        "place": _called(lambda facts: facts.places),
        "person": _called(lambda facts: facts.people),
        "organisation": _company(lambda facts: facts.organisations),
        "company": _company(lambda facts: facts.companies),
        "about": _company(lambda facts: facts.about),
        "title": lambda said: phrase(lambda facts: facts.title, said),
        "text": lambda said: phrase(lambda facts: facts.text, said),
    }
)
FIELDS = ("topic", "urgency", *NAMED)


def anywhere(said: str) -> Condition:
    """A phrase without a field: in the headline or in the body."""
    return phrase(lambda facts: facts.words, said)

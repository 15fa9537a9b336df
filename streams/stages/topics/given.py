"""Topics a provider gave: read from ninjs subjects, retired codes brought up to date."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from streams.vocabularies.mediatopics import naming

# A provider's topic counts as ten telling phrases, or less where the provider itself is less sure.
STRENGTH = 30.0
# A bare name, such as a feed's category, may be a section's or a tag: it counts half as much.
NAMED = 0.5
_FULL = 100
_PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class Given:
    """A provider's subject; `code` is empty where it is no Media Topic, numbers (0-100) None where none was said.

    `means` is the Media Topic it speaks for: its own, or that of its name (`named`). A subject with a URI of another
    vocabulary stays what it is, whatever it means.
    """

    code: str
    uri: str
    name: str
    creator: str
    confidence: int | None
    relevance: int | None
    means: str
    named: bool


def read(subjects: Sequence[Mapping[str, Any]]) -> list[Given]:
    """The subjects that have a name, a URI or a literal, in their order, each topic once."""
    found = {(given.code or given.uri or given.name): given for given in _read(subjects)}
    return list(found.values())


def evidence(given: Sequence[Given]) -> dict[str, float]:
    """What the Media Topics among them count, by code."""
    return {
        topic.means: STRENGTH * _share(topic.confidence) * (NAMED if topic.named else 1.0)
        for topic in sorted(given, key=_weakest_first)
        if topic.means
    }


def _weakest_first(topic: Given) -> tuple[bool, int]:
    """So that of two that mean the same the surer one counts."""
    return not topic.named, _FULL if topic.confidence is None else topic.confidence


def _share(confidence: int | None) -> float:
    return (_FULL if confidence is None else confidence) / _FULL


def _read(subjects: Sequence[Mapping[str, Any]]) -> Iterator[Given]:
    for subject in subjects:
        uri, name, literal = (str(subject.get(part) or "") for part in ("uri", "name", "literal"))
        coded = naming.coded(uri) or naming.coded(literal)
        meant = coded or naming.named(name or literal)
        topic = coded or (None if uri else meant)
        if topic or uri or name or literal:
            yield Given(
                code=topic.code if topic else "",
                uri=topic.uri if topic else uri,
                name=topic.name if topic else name or literal,
                creator=str(subject.get("creator") or _PROVIDER),
                confidence=_percent(subject.get("confidence")),
                relevance=_percent(subject.get("relevance")),
                means=meant.code if meant else "",
                named=coded is None,
            )


def _percent(value: object) -> int | None:
    return max(0, min(_FULL, int(value))) if isinstance(value, int | float) and not isinstance(value, bool) else None

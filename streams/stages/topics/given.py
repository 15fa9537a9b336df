"""Topics a provider gave: read from ninjs subjects, retired codes brought up to date."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from streams.vocabularies import mediatopics

# A provider's topic counts as ten telling phrases, or less where the provider itself is less sure.
STRENGTH = 30.0
_FULL = 100
_PROVIDER = "provider"


@dataclass(frozen=True, slots=True)
class Given:
    """A provider's subject; `code` is empty where it is no Media Topic, numbers (0-100) None where none was said."""

    code: str
    uri: str
    name: str
    creator: str
    confidence: int | None
    relevance: int | None


def read(subjects: Sequence[Mapping[str, Any]]) -> list[Given]:
    """The subjects that have a name or a URI, in their order, each topic once."""
    found = {(given.code or given.uri or given.name): given for given in _read(subjects)}
    return list(found.values())


def evidence(given: Sequence[Given]) -> dict[str, float]:
    """What the Media Topics among them count, by code."""
    return {topic.code: STRENGTH * _share(topic.confidence) for topic in given if topic.code}


def _share(confidence: int | None) -> float:
    return (_FULL if confidence is None else confidence) / _FULL


def _read(subjects: Sequence[Mapping[str, Any]]) -> Iterator[Given]:
    for subject in subjects:
        uri, name = str(subject.get("uri") or ""), str(subject.get("name") or "")
        topic = _topic(uri)
        if topic or uri or name:
            yield Given(
                code=topic.code if topic else "",
                uri=topic.uri if topic else uri,
                name=topic.name if topic else name,
                creator=str(subject.get("creator") or _PROVIDER),
                confidence=_percent(subject.get("confidence")),
                relevance=_percent(subject.get("relevance")),
            )


def _topic(uri: str) -> mediatopics.Concept | None:
    for prefix in (mediatopics.BASE, "medtop:"):
        if uri.startswith(prefix):
            return mediatopics.live(uri.removeprefix(prefix))
    return None


def _percent(value: object) -> int | None:
    return max(0, min(_FULL, int(value))) if isinstance(value, int | float) and not isinstance(value, bool) else None

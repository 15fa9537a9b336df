"""A newsroom's own labels as Media Topics: by code, URI or name, or as the newsroom says."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from streams.vocabularies.mediatopics import naming


class Labels:
    """Turns labels into codes, and keeps count of those that it cannot."""

    def __init__(self, own: Mapping[str, str]) -> None:
        """`own` are Media Topics (codes, URIs or names) by labels of the newsroom's; case and blanks do not count.

        Raises:
            ValueError: one of these is no Media Topic.
        """
        self._own = {_key(label): _code(topic) for label, topic in own.items()}
        self.unknown: Counter[str] = Counter()

    def codes(self, labels: Iterable[str]) -> tuple[str, ...]:
        """The codes of an item's labels, ascending; unknown ones are counted and left out."""
        return tuple(sorted(set(self._codes(labels))))

    def _codes(self, labels: Iterable[str]) -> Iterator[str]:
        for label in labels:
            if code := self._own.get(_key(label)):
                yield code
            elif topic := naming.meant(label):
                yield topic.code
            else:
                self.unknown[label] += 1


def alike(label: str) -> list[str]:
    """Names of Media Topics that look like a label, the likest first."""
    return naming.alike(label)


def _key(label: str) -> str:
    return " ".join(label.casefold().split())


def _code(topic: str) -> str:
    found = naming.meant(topic)
    if found is None:
        near = " or ".join(f'"{name}"' for name in naming.alike(topic))
        raise ValueError(f'there is no Media Topic "{topic}"' + (f"; did you mean {near}?" if near else ""))
    return found.code

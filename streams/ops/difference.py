"""The difference between the stories that a replay made and those that were published, found out on disk."""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, Self

from schemas import codec
from streams.ops.tail import Record

URN = "urn:wiredesk:"  # what the contract puts before an item's id in a story
VERSIONS = 2**32  # a row's key has four bytes for the version
EXAMPLES = 3  # of each kind of difference and of each field
SHOWN = 120  # characters of a value in an example

_TABLE = """
CREATE TABLE stories (
    id TEXT, version INTEGER, made BLOB, headers BLOB, published BLOB,
    expected INTEGER DEFAULT 0, decided INTEGER DEFAULT 0, deleted INTEGER DEFAULT 0, PRIMARY KEY (id, version)
)
"""
_MADE = """
INSERT INTO stories (id, version, made, headers) VALUES (?, ?, ?, ?)
ON CONFLICT DO UPDATE SET made = excluded.made, headers = excluded.headers
"""
_DECIDED = "INSERT INTO stories (id, version, decided) VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET decided = 1"
_EXPECTED = """
INSERT INTO stories (id, version, published, expected) VALUES (?, ?, ?, 1)
ON CONFLICT DO UPDATE SET published = excluded.published, expected = 1, deleted = 0
"""
_PUBLISHED = "UPDATE stories SET published = ?, deleted = 0 WHERE id = ? AND version = ?"
_LIVES = "UPDATE stories SET deleted = 0 WHERE id = ?"
_DELETED = "UPDATE stories SET published = NULL, deleted = 1 WHERE id = ?"
_ALL = "SELECT id, version, made, published, expected, decided, deleted FROM stories ORDER BY id, version"
_TO_APPLY = """
SELECT made, headers FROM stories
WHERE made IS NOT NULL AND made IS NOT published AND NOT deleted AND (published IS NOT NULL OR NOT decided)
ORDER BY id, version
"""


class Story(NamedTuple):
    """What a story's value says of itself; `id` is its uri."""

    id: str
    version: int
    origin: str
    feed: str


@dataclass(slots=True)
class Difference:
    """Versions of stories by what a replay would do to them.

    `removed` are published and not made again; `gone` were published and are on the topic no more, being superseded
    and compacted away, or deleted. `fields` counts changed stories by field; `examples` are a few of each.
    """

    added: int = 0
    removed: int = 0
    changed: int = 0
    unchanged: int = 0
    gone: int = 0
    fields: Counter[str] = field(default_factory=Counter)
    examples: dict[str, list[dict[str, Any]]] = field(default_factory=dict)

    def example(self, kind: str, **more: object) -> None:
        """Keep an example, unless there are enough."""
        kept = self.examples.setdefault(kind, [])
        if len(kept) < EXAMPLES:
            kept.append(more)


class Stories:
    """Made and published versions side by side, in a file that may be thrown away; a context manager."""

    def __init__(self, file: Path) -> None:
        """`file` must not be there yet."""
        self._base = sqlite3.connect(file, isolation_level=None)
        self._base.execute("PRAGMA synchronous = OFF")
        self._base.execute("PRAGMA journal_mode = OFF")
        self._base.execute(_TABLE)
        self._base.execute("BEGIN")

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        self._base.close()

    def made(self, value: bytes, headers: list[tuple[str, bytes]]) -> None:
        """Enter a story of the replay."""
        story = read_story(value)
        assert story is not None
        self._base.execute(_MADE, (story.id, story.version, value, codec.dumps(_texts(headers))))

    def decided(self, story_id: str, version: int) -> None:
        """Enter that an item of the range was decided to be a story the first time."""
        self._base.execute(_DECIDED, (story_id, version))

    def published(self, record: Record, is_replayed: Callable[[str, str], bool]) -> None:
        """Enter a record of the stories' topic, in its order; `is_replayed(origin, feed)` tells the range."""
        if record.value is None:
            self._base.execute(_DELETED, ((record.key or b"").decode("utf-8", "replace"),))
        elif story := read_story(record.value):
            self._base.execute(_LIVES, (story.id,))
            if is_replayed(story.origin, story.feed):
                self._base.execute(_EXPECTED, (story.id, story.version, record.value))
            else:
                self._base.execute(_PUBLISHED, (record.value, story.id, story.version))

    def difference(self) -> Difference:
        """Compare all, version by version."""
        difference = Difference()
        with closing(self._base.execute(_ALL)) as found:
            for one in found:
                _compare(difference, *one)
        return difference

    def to_apply(self) -> Iterator[tuple[bytes, list[tuple[str, bytes]]]]:
        """Values and headers of what was added or changed, by story and version."""
        with closing(self._base.execute(_TO_APPLY)) as found:
            for made, headers in found:
                yield made, [(name, text.encode()) for name, text in codec.loads(headers)]


def read_story(value: bytes) -> Story | None:
    """What a value says of itself; None where it is no story of ours."""
    try:
        story = codec.loads(value)
        own = story["wiredesk"]
        found = Story(str(story["uri"]), int(story["version"]), str(own["origin"]), str(own["feed"]))
    except (ValueError, TypeError, KeyError):
        return None
    return found if 0 < found.version < VERSIONS else None


def _compare(
    difference: Difference, story_id: str, version: int, made: bytes | None, published: bytes | None,
    expected: int, decided: int, deleted: int,
) -> None:  # fmt: skip
    place = {"uri": story_id, "version": version}
    if deleted or (published is None and decided):
        difference.gone += 1
    elif published is None:
        difference.added += 1
        difference.example("added", **place)
    elif made == published:
        difference.unchanged += 1
    elif made is not None:
        difference.changed += 1
        _compare_fields(difference, place, codec.loads(published), codec.loads(made))
    elif expected:
        difference.removed += 1
        difference.example("removed", **place)


def _compare_fields(difference: Difference, place: dict[str, Any], published: object, made: object) -> None:
    changed: dict[str, tuple[object, object]] = {}
    for path, old, new in differing(published, made):
        changed.setdefault(path, (old, new))
    for path, (old, new) in (changed or {"order of properties": (None, None)}).items():
        difference.fields[path] += 1
        difference.example(path, **place, old=_shown(old), new=_shown(new))


def differing(old: object, new: object, path: str = "") -> Iterator[tuple[str, object, object]]:
    """Where two JSON values differ, as `wiredesk.mentions[].name`; lists of other lengths differ as a whole."""
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for name in [*old, *(name for name in new if name not in old)]:
            yield from differing(old.get(name), new.get(name), f"{path}.{name}" if path else name)
    elif isinstance(old, list) and isinstance(new, list) and len(old) == len(new):
        for one, other in zip(old, new, strict=True):
            yield from differing(one, other, f"{path}[]")
    else:
        yield path, old, new


def _shown(value: object) -> str:
    text = codec.dumps(value).decode()
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def _texts(headers: list[tuple[str, bytes]]) -> list[tuple[str, str]]:
    return [(name, value.decode()) for name, value in headers]

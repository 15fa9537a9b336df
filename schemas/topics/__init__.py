"""All topics in the order of an item's way, and what the cluster must have of them."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from schemas.topic import DAY, Topic
from schemas.topics.items_changelog import ITEMS_CHANGELOG, changelog_name
from schemas.topics.wire_advisories import WIRE_ADVISORIES
from schemas.topics.wire_dead_letters import WIRE_DEAD_LETTERS
from schemas.topics.wire_desk import WIRE_DESK, desk
from schemas.topics.wire_duplicates import WIRE_DUPLICATES
from schemas.topics.wire_prepared import WIRE_PREPARED
from schemas.topics.wire_raw import WIRE_RAW
from schemas.topics.wire_stories import WIRE_STORIES
from schemas.topics.wire_unique import WIRE_UNIQUE

__all__ = [
    "ITEMS_CHANGELOG",
    "TOPICS",
    "WIRE_ADVISORIES",
    "WIRE_DEAD_LETTERS",
    "WIRE_DESK",
    "WIRE_DUPLICATES",
    "WIRE_PREPARED",
    "WIRE_RAW",
    "WIRE_STORIES",
    "WIRE_UNIQUE",
    "Declared",
    "changelog_name",
    "declared",
    "desk",
]

TOPICS = (
    WIRE_RAW,
    WIRE_PREPARED,
    ITEMS_CHANGELOG,
    WIRE_UNIQUE,
    WIRE_STORIES,
    WIRE_DESK,
    WIRE_DUPLICATES,
    WIRE_ADVISORIES,
    WIRE_DEAD_LETTERS,
)

# A broker measures a batch: key, headers and framing come on top of the largest value.
FRAMING = 64 * 1024
# By the broker: in a worker, Python's bindings cost 75 µs an item for what costs the broker a few.
COMPRESSION = "lz4"
# Only closed segments are deleted or compacted. A quarter of the retention, a day at most, bounds what stays too long.
_SEGMENTS = 4
_LONGEST_SEGMENT = DAY


class Declared(NamedTuple):
    """A topic as the cluster must have it; `config` as Kafka writes it."""

    name: str
    partitions: int
    replication: int
    config: dict[str, str]


def declared(
    *,
    prefix: str = "",
    partitions: int = 4,
    replication: int = 1,
    min_insync: int = 1,
    retention: Mapping[str, float] | None = None,
    sizes: Mapping[str, int] | None = None,
    desks: Iterable[str] = (),
    app_id: str = "wiredesk",
) -> list[Declared]:
    """Every topic of a deployment.

    `retention` (seconds) and `sizes` (bytes of the largest value) override the declarations by topic name without
    prefix; compacted topics have no retention. `app_id` begins the changelog's name in place of the prefix.

    Raises:
        ValueError: a desk has a name no topic can have.
    """
    seconds, largest = retention or {}, sizes or {}
    return [
        Declared(
            name,
            partitions,
            replication,
            {
                "min.insync.replicas": str(min_insync),
                "compression.type": COMPRESSION,
                "max.message.bytes": str(largest.get(topic.name, topic.max_bytes) + FRAMING),
                **(_kept() if topic.retention is None else _dropped(seconds.get(topic.name, topic.retention))),
            },
        )
        for name, topic in _deployed(prefix, desks, app_id)
    ]


def _deployed(prefix: str, desks: Iterable[str], app_id: str) -> Iterator[tuple[str, Topic]]:
    """Each topic with the name it has on the cluster."""
    for topic in TOPICS:
        if topic is WIRE_DESK:
            yield from ((prefix + desk(name).name, topic) for name in desks)
        elif topic is ITEMS_CHANGELOG:
            yield changelog_name(app_id), topic
        else:
            yield prefix + topic.name, topic


def _kept() -> dict[str, str]:
    # Never `compact,delete`: a row that is deleted by age is lost to the next recovery.
    return {"cleanup.policy": "compact", "segment.ms": str(_LONGEST_SEGMENT * 1000)}


def _dropped(seconds: float) -> dict[str, str]:
    retention = int(seconds * 1000)
    segment = min(retention // _SEGMENTS, _LONGEST_SEGMENT * 1000)
    return {"cleanup.policy": "delete", "retention.ms": str(retention), "segment.ms": str(max(segment, 1))}

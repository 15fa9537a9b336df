"""The headers of output records: CloudEvents 1.0 in the binary mode of its Kafka protocol binding, and `origin`.

The same input gives the same headers again: nothing here looks at a clock or draws a number.
"""

from enum import StrEnum
from functools import lru_cache
from urllib.parse import quote

JSON = b"application/json"
# Feeds whose names are kept in their encoded form; there are seldom more.
_FEEDS = 1024

Headers = list[tuple[str, bytes]]


class Kind(StrEnum):
    """What a record is; `ce_type` is this behind `wiredesk.`."""

    STORY = "story"
    LEFT = "story-left"
    DUPLICATE = "duplicate"
    ADVISORY = "advisory"
    DEAD_LETTER = "dead-letter"
    PREPARED = "prepared"
    UNIQUE = "unique"


_TYPES = {kind: f"wiredesk.{kind.value}".encode() for kind in Kind}


def headers(kind: Kind, id: str, source: str, time: str, origin: str) -> Headers:  # noqa: A002 - CloudEvents' word
    """The headers of one output record.

    `id` is a function of what the record is (a story's uri and version, a duplicate's origin), so that with `source`,
    the feed's name, a record sent again is known as the same event. `time` is when the input was received, RFC 3339; it
    is left out where empty. `origin` is `topic/partition/offset#n`. Text beyond UTF-8 (lone surrogates) becomes `?`.
    """
    return [*_event(kind, id, source, time), ("content-type", JSON), ("origin", _text(origin))]


def dead_letter_headers(
    *,
    origin: str,
    feed: str,
    received: str,
    content_type: str,
    reason: str,
    detail: str,
    stage: str,
    first_failed: str,
    attempts: int = 1,
) -> Headers:
    """The headers of a dead letter, which is known by its origin.

    `content_type` is what the document was said to be, and empty where nothing was said. `reason` is a code, `detail`
    one sentence. `first_failed` is RFC 3339; `attempts` counts from 1.
    """
    told = {
        "content-type": content_type,
        "origin": origin,
        "reason": reason,
        "detail": detail,
        "stage": stage,
        "first-failed": first_failed,
        "attempts": str(attempts),
        "feed": feed,
    }
    return [*_event(Kind.DEAD_LETTER, origin, feed, received), *((name, _text(value)) for name, value in told.items())]


def _event(kind: Kind, id: str, source: str, time: str) -> Headers:  # noqa: A002 - CloudEvents' word
    event = [
        ("ce_specversion", b"1.0"),
        ("ce_id", _text(id)),
        ("ce_source", _source(source)),
        ("ce_type", _TYPES[kind]),
    ]
    if time:
        event.append(("ce_time", _text(time)))
    return event


def _text(value: str) -> bytes:
    return value.encode("utf-8", "replace")


@lru_cache(_FEEDS)
def _source(feed: str) -> bytes:
    """A URN of the feed: a source must be a URI reference, and a feed's name may be anything."""
    return f"urn:wiredesk:feed:{quote(feed, safe='', errors='replace')}".encode()

"""A raw record as it reaches intake, whichever way it came."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Raw:
    """A document as received: untouched bytes and what its carrier said of them.

    `origin` is `topic/partition/offset` (no `#n`). `feed` and `content_type` are the carrier's claims and may be empty.
    `received` is what the carrier stated (a header, an option, the Kafka timestamp), RFC 3339; where it is empty the
    item's own date stands in, and after that `arrived`. `attempts` and `first_failed` come back with a dead letter that
    is put on the wire again; `appended_ms` is when the broker took it (0 without one).
    """

    value: bytes
    origin: str
    feed: str = ""
    content_type: str = ""
    received: str = ""
    arrived: str = ""
    attempts: int = 1
    first_failed: str = ""
    appended_ms: int = 0

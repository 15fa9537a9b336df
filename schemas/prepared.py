"""Prepared items and the block in which they travel on `wire-prepared`."""

from base64 import b64decode, b64encode
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from schemas import codec
from schemas.fingerprint import Fingerprint

SCHEMA_VERSION = 1


@dataclass(slots=True, kw_only=True)
class Prepared:
    """An item as intake leaves it: decoded, cut, clean, with identity and fingerprint; nothing is decided yet.

    `origin` is `topic/partition/offset#n`; `uri` 32 hex digits; `source` the provider's own id or the one made for it;
    `version` the provider's version or empty; `created` the provider's time of this version or empty; `text` the body,
    paragraphs parted by a newline; `content` a hash of title and text as they stand; `text_hash` and `sketch` (base64)
    are the fingerprint; `received` is never empty; `appended_ms` is when the broker took the raw record, for latency
    (0 without a broker); `attempts` counts from 1, more where a dead letter was put back.
    `repeats`, `boilerplate`, `cut` and `ninjs` go into the story as they are, and so does `doubts`: the dates
    that were not credible and are left out.
    """

    origin: str
    feed: str
    family: str
    uri: str
    source: str
    received: str
    title: str
    text: str
    content: str
    text_hash: str
    sketch: str
    version: str = ""
    created: str = ""
    embargoed: str = ""
    status: str = "usable"
    url: str = ""
    repeats: list[dict[str, Any]] = field(default_factory=list)
    boilerplate: list[dict[str, Any]] = field(default_factory=list)
    cut: dict[str, Any] | None = None
    doubts: list[str] = field(default_factory=list)
    appended_ms: int = 0
    attempts: int = 1
    ninjs: dict[str, Any] = field(default_factory=dict)

    @property
    def fingerprint(self) -> Fingerprint:
        """The fingerprint, unpacked."""
        return Fingerprint(self.text_hash, b64decode(self.sketch))


def packed_sketch(sketch: bytes) -> str:
    """A sketch as it travels in JSON."""
    return b64encode(sketch).decode()


def encode_block(items: Iterable[Prepared]) -> bytes:
    """A block of prepared items as a record's value."""
    return codec.dumps({"v": SCHEMA_VERSION, "items": list(items)})


def decode_block(value: bytes) -> list[Prepared]:
    """The items of a record's value.

    Raises:
        ValueError, TypeError, KeyError: it is no block of this version.
    """
    block = codec.loads(value)
    if block["v"] != SCHEMA_VERSION:
        raise ValueError(f"a block of schema version {block['v']}, this worker reads {SCHEMA_VERSION}")
    return [Prepared(**item) for item in block["items"]]

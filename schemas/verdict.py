"""What deduplicate decided of an item, and the block in which that travels on `wire-unique`."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from schemas import codec
from schemas.prepared import Prepared

SCHEMA_VERSION = 1
# The kinds of version that take a published story back, by the status of the item that does.
TAKING_BACK = {"canceled": "kill", "withheld": "withdrawal"}


@dataclass(slots=True, kw_only=True)
class Verdict:
    """An item to be published or held.

    `version` is counted by us; `kind` and `supersedes` go into the story's revision; `changed` names the fields that
    differ from the version before; `first_created` is the time of the first version; `copies` are source ids.
    """

    item: Prepared
    outcome: str
    version: int
    kind: str
    first_created: str
    supersedes: int | None = None
    changed: list[str] = field(default_factory=list)
    copies: list[str] = field(default_factory=list)


def encode_block(verdicts: Iterable[Verdict]) -> bytes:
    """A block of verdicts as a record's value."""
    return codec.dumps({"v": SCHEMA_VERSION, "items": list(verdicts)})


def decode_block(value: bytes) -> list[Verdict]:
    """The verdicts of a record's value.

    Raises:
        ValueError, TypeError, KeyError: it is no block of this version.
    """
    block = codec.loads(value)
    if block["v"] != SCHEMA_VERSION:
        raise ValueError(f"a block of schema version {block['v']}, this worker reads {SCHEMA_VERSION}")
    return [Verdict(**{**fields, "item": Prepared(**fields["item"])}) for fields in block["items"]]

"""What a topic's declaration says. The declarations themselves are one file a topic in `schemas.topics`."""

from dataclasses import dataclass

DAY = 86_400
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Header:
    """A record header; values are UTF-8 text. `always` says whether every record of ours has it."""

    name: str
    description: str
    always: bool = True


# Records of ours say what they are in the headers of CloudEvents 1.0's Kafka binding, binary mode.
EVENT_HEADERS = (
    Header("ce_specversion", "`1.0`"),
    Header("ce_id", "what this record is, the same when it is sent again"),
    Header("ce_source", "`urn:wiredesk:feed:` and the feed's name"),
    Header("ce_type", "`wiredesk.` and the kind of record"),
    Header("ce_time", "when the input was received, RFC 3339", always=False),
    Header("content-type", "media type of the value"),
    Header("origin", "the arrival that caused it: `topic/partition/offset#n`"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic:
    """One topic as everybody may rely on it.

    `name` is without the prefix. `record` names the Python record and `schema` the JSON Schema of a value, each empty
    where the value is any bytes. `retention` is seconds, or None where the topic is compacted and keeps the newest
    record of each key. `max_bytes` is the largest value. `placement` says which partition a record goes to. `example`
    is a file in `schemas/examples`, valid by `schema`.
    """

    name: str
    title: str
    description: str
    key: str
    record: str
    schema: str
    content_type: str
    producers: tuple[str, ...]
    consumers: tuple[str, ...]
    retention: int | None
    max_bytes: int
    placement: str
    headers: tuple[Header, ...]
    example: str
    internal: bool = False

    @property
    def compacted(self) -> bool:
        """Whether the newest record of a key stays for ever."""
        return self.retention is None

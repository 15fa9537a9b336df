"""`wire-raw`: where everything comes in."""

from schemas.topic import DAY, MIB, Header, Topic

WIRE_RAW = Topic(
    name="wire-raw",
    title="Documents as received",
    description="A document in any supported format, untouched bytes, or an envelope around one.",
    key="feed name; may be absent",
    record="schemas.raw.Raw",
    schema="envelope.schema.json",
    content_type="application/octet-stream",
    producers=("wiredesk ingest", "wiredesk dead-letters", "anyone"),
    consumers=("intake", "wiredesk replay"),
    retention=7 * DAY,
    max_bytes=32 * MIB,
    placement="by key, so that a feed stays in order",
    headers=(
        Header("content-type", "media type of the document; sniffed where absent or wrong", always=False),
        Header("feed", "name of the feed; else the key", always=False),
        Header("received", "RFC 3339; else the record's timestamp", always=False),
        Header("attempts", "of a document put back: how often it was tried", always=False),
        Header("first-failed", "of a document put back: RFC 3339", always=False),
        Header("requeued-from", "of a document put back: the dead letter's place", always=False),
    ),
    example="envelope.json",
)

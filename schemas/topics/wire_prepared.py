"""`wire-prepared`: from intake to deduplicate."""

from schemas.topic import DAY, EVENT_HEADERS, MIB, Topic

WIRE_PREPARED = Topic(
    name="wire-prepared",
    title="Prepared items",
    description="A block of normalised items of one scope with their fingerprints; nothing is decided yet.",
    key="scope",
    record="schemas.prepared.Prepared",
    schema="prepared.schema.json",
    content_type="application/json",
    producers=("intake",),
    consumers=("deduplicate",),
    retention=7 * DAY,
    max_bytes=8 * MIB,
    placement="by key: all items of a scope meet in one partition",
    headers=EVENT_HEADERS,
    example="prepared.json",
    internal=True,
)

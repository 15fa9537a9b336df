"""`wire-duplicates`: what was not published again."""

from schemas.topic import DAY, EVENT_HEADERS, MIB, Topic

WIRE_DUPLICATES = Topic(
    name="wire-duplicates",
    title="Duplicates",
    description="Why an item was not published again: its original, the method, the score and the threshold.",
    key="story id of the original",
    record="",
    schema="duplicate.schema.json",
    content_type="application/json",
    producers=("deduplicate",),
    consumers=("anyone",),
    retention=30 * DAY,
    max_bytes=8 * MIB,
    placement="by key",
    headers=EVENT_HEADERS,
    example="duplicate.json",
)

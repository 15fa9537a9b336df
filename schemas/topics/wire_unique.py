"""`wire-unique`: from deduplicate to publish."""

from schemas.topic import DAY, EVENT_HEADERS, MIB, Topic

WIRE_UNIQUE = Topic(
    name="wire-unique",
    title="Items with their verdicts",
    description="A block of items to be edited and published, or held, each with its verdict.",
    key="none",
    record="schemas.verdict.Verdict",
    schema="unique.schema.json",
    content_type="application/json",
    producers=("deduplicate",),
    consumers=("publish",),
    retention=1 * DAY,
    max_bytes=8 * MIB,
    placement="the partition of the story ids inside, so that a story's items stay in order",
    headers=EVENT_HEADERS,
    example="unique.json",
    internal=True,
)

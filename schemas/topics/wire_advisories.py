"""`wire-advisories`: what is not meant for publication."""

from schemas.topic import DAY, EVENT_HEADERS, MIB, Topic

WIRE_ADVISORIES = Topic(
    name="wire-advisories",
    title="Advisories",
    description="Daybooks, advisories to editors and tests, in the shape of a story.",
    key="story id",
    record="",
    schema="story.schema.json",
    content_type="application/json",
    producers=("publish",),
    consumers=("anyone",),
    retention=30 * DAY,
    max_bytes=8 * MIB,
    placement="by key",
    headers=EVENT_HEADERS,
    example="advisory.json",
)

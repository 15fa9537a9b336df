"""`wire-stories`: the product."""

from schemas.topic import EVENT_HEADERS, MIB, Topic

WIRE_STORIES = Topic(
    name="wire-stories",
    title="Stories",
    description="Each story once, as ninjs 3.1 with our extension; the newest record of a key is the truth.",
    key="story id",
    record="",
    schema="story.schema.json",
    content_type="application/json",
    producers=("publish", "wiredesk replay"),
    consumers=("anyone",),
    retention=None,
    max_bytes=8 * MIB,
    placement="by key: one story's versions are in order",
    headers=EVENT_HEADERS,
    example="story.json",
)

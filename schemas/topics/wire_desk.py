"""`wire-desk-NAME`: a desk's share of the stories, one topic a desk."""

import re
from dataclasses import replace

from schemas.topic import EVENT_HEADERS, MIB, Topic

# What Kafka allows in a topic's name; the length leaves room for the prefix.
_NAME = re.compile(r"[A-Za-z0-9._-]{1,100}")

WIRE_DESK = Topic(
    name="wire-desk-NAME",
    title="A desk's stories",
    description=(
        "The stories that a desk's rule picks, as on wire-stories; kills and withdrawals of all stories. A record "
        "without a value (`ce_type` wiredesk.story-left, `ce_id` the version's) takes off a story whose newest version "
        "the rule does not pick."
    ),
    key="story id",
    record="",
    schema="story.schema.json",
    content_type="application/json",
    producers=("publish", "wiredesk route"),
    consumers=("anyone",),
    retention=None,
    max_bytes=8 * MIB,
    placement="by key: one story's versions are in order",
    headers=EVENT_HEADERS,
    example="story.json",
)


def desk(name: str) -> Topic:
    """The topic of the desk `name`.

    Raises:
        ValueError: no topic can have that name.
    """
    if not _NAME.fullmatch(name):
        raise ValueError(f"{name!r} cannot be a desk: 1 to 100 of A-Z a-z 0-9 . _ -")
    return replace(WIRE_DESK, name=f"wire-desk-{name}")

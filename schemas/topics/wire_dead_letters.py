"""`wire-dead-letters`: what could not be processed."""

from schemas.topic import DAY, EVENT_HEADERS, MIB, Header, Topic

WIRE_DEAD_LETTERS = Topic(
    name="wire-dead-letters",
    title="Dead letters",
    description="The original bytes, untouched, of what could not be processed; the headers say why. "
    "A record without value says that the letter with the same headers was put back.",
    key="feed name",
    record="",
    schema="dead-letter.schema.json",
    content_type="application/octet-stream",
    producers=("intake", "wiredesk dead-letters"),
    consumers=("wiredesk dead-letters", "anyone"),
    retention=30 * DAY,
    max_bytes=33 * MIB,
    placement="by key",
    headers=(
        *EVENT_HEADERS,
        Header("reason", "a short code"),
        Header("detail", "one sentence, without any of the text"),
        Header("stage", "where it failed"),
        Header("first-failed", "RFC 3339"),
        Header("attempts", "how often it was tried, from 1"),
        Header("feed", "name of the feed"),
        Header("requeued", "RFC 3339; of a record without value", always=False),
    ),
    example="dead-letter.json",
)

"""The changelog of the table of items: the deduplicator's memory, from which its local state is made again."""

from schemas.topic import MIB, Topic

TABLE = "items"

ITEMS_CHANGELOG = Topic(
    name="APP-items-changelog",
    title="Changelog of the items known",
    description="One row for each version of an item that was decided; a record without value forgets the row.",
    key="16 bytes of the item's id and 4 of its version, big-endian",
    record="schemas.row.Row",
    schema="row.schema.json",
    content_type="application/json",
    producers=("deduplicate",),
    consumers=("deduplicate",),
    retention=None,
    max_bytes=8 * MIB,
    placement="the partition of wire-prepared that made the row",
    headers=(),
    example="row.json",
    internal=True,
)


def changelog_name(app_id: str) -> str:
    """The name Faust gives a table's changelog; the app id has the place of the prefix."""
    return f"{app_id}-{TABLE}-changelog"

"""The shadow of a deployment: topics of its own for what a replay makes, beside those that subscribers read."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from kafka import TopicPartition

from streams.ops import lag, topics
from streams.ops.cluster import ClusterError, Connection
from streams.settings import Settings

SHADOW = "shadow-"
OUTPUTS = ("wire-stories", "wire-duplicates", "wire-advisories", "wire-dead-letters")


def shadow_settings(settings: Settings) -> Settings:
    """The settings whose topics are the shadow's."""
    return settings.model_copy(update={"prefix": settings.prefix + SHADOW})


def shadow_topics(prefix: str, declared: Iterable[topics.Declared], retention_s: float) -> list[topics.Declared]:
    """The outputs among the declared topics of `prefix`, as topics that can be emptied and empty themselves."""
    kept = {"cleanup.policy": "delete", "retention.ms": str(int(retention_s * 1000))}
    names = {prefix + name for name in OUTPUTS}
    return [replace(topic, config=topic.config | kept) for topic in declared if topic.name in names]


def empty_shadow(connection: Connection, prefix: str, declared: Sequence[topics.Declared]) -> None:
    """Make the shadow's topics, or empty them.

    Raises:
        ClusterError: the prefix is that of another deployment, which has a raw topic; the cluster does not answer.
    """
    with connection.admin() as admin:
        if any(topic["error_code"] == 0 for topic in admin.describe_topics([prefix + "wire-raw"])):
            raise ClusterError(f"the prefix {prefix} is of another deployment: its topics are left alone")
    topics.apply(connection, declared)
    ends = {place: end for place, end in lag.end_offsets(connection, [topic.name for topic in declared]).items() if end}
    if ends:
        with connection.admin() as admin:
            admin.delete_records({TopicPartition(*place): end for place, end in ends.items()})

"""Compares the cluster's topics with the declared ones, and mends what can be mended without moving records."""

import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from kafka import KafkaAdminClient
from kafka.admin import ConfigResource, ConfigResourceType
from kafka.errors import TopicAlreadyExistsError, for_code

from streams.ops.cluster import ClusterError, Connection

VISIBLE_SECONDS = 15.0  # a KRaft cluster shows a change within milliseconds; a busy one needs longer
LOOK = 0.1  # seconds between looks


@dataclass(frozen=True, slots=True)
class Declared:
    """A topic as it should be; `config` holds Kafka's topic settings by name, as text."""

    name: str
    partitions: int
    replication: int
    config: dict[str, str] = field(default_factory=dict)


class Kind(StrEnum):
    """What differs."""

    MISSING = "missing"
    PARTITIONS = "partitions"
    REPLICATION = "replication"
    CONFIG = "config"


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing about a topic that is not as declared; `setting` is the name of a config, else empty."""

    topic: str
    kind: Kind
    declared: str = ""
    found: str = ""
    setting: str = ""

    def __str__(self) -> str:
        """As a person reads it."""
        if self.kind is Kind.MISSING:
            return f"{self.topic}: missing"
        return f"{self.topic}: {self.setting or self.kind} is {self.found}, declared {self.declared}"


def compare(connection: Connection, declared: Sequence[Declared]) -> list[Difference]:
    """What differs, in the order of the declarations.

    Raises:
        ClusterError: the cluster does not answer.
    """
    with connection.admin() as admin:
        return _compare(admin, declared)


def apply(connection: Connection, declared: Sequence[Declared], *, grow: bool = False) -> list[Difference]:
    """Create missing topics and set configs; returns what is left, which needs a person's decision.

    Partitions are added only with `grow`: keys then move to other partitions, and a story's records are no longer in
    one. Returns when the cluster shows every change, so that clients may start. Harmless when repeated, or run twice at
    once.

    Raises:
        ClusterError: the cluster does not answer, refuses a topic, or does not show a change in time.
    """
    with connection.admin() as admin:
        _create(
            admin, [topic for topic in declared if Difference(topic.name, Kind.MISSING) in _compare(admin, declared)]
        )
        _configure(admin, _compare(admin, declared))
        if grow:
            _grow(admin, _compare(admin, declared))
        return _settled(admin, declared, {Kind.REPLICATION} if grow else {Kind.REPLICATION, Kind.PARTITIONS})


def _compare(admin: KafkaAdminClient, declared: Sequence[Declared]) -> list[Difference]:
    found = _layouts(admin, [topic.name for topic in declared])
    configs = _configs(admin, [topic for topic in declared if topic.name in found])
    differences: list[Difference] = []
    for topic in declared:
        if topic.name in found:
            differences += _layout_differences(topic, *found[topic.name])
            differences += _config_differences(topic, configs[topic.name])
        else:
            differences.append(Difference(topic.name, Kind.MISSING))
    return differences


def _layouts(admin: KafkaAdminClient, names: Sequence[str]) -> dict[str, tuple[int, int]]:
    """Partitions and replicas of the topics that are there; one that does not show its partitions yet is not."""
    described = admin.describe_topics(list(names)) if names else []
    return {
        topic["name"]: (len(topic["partitions"]), min(len(one["replica_nodes"]) for one in topic["partitions"]))
        for topic in described
        if topic["error_code"] == 0 and topic["partitions"]
    }


def _configs(admin: KafkaAdminClient, topics: Sequence[Declared]) -> dict[str, dict[str, str]]:
    """What holds for each topic, of the settings that it declares: its own value, or the cluster's default."""
    wanted = [ConfigResource(ConfigResourceType.TOPIC, topic.name, list(topic.config)) for topic in topics]
    if not wanted:
        return {}
    answer = admin.describe_configs(wanted, config_filter="all").get("topic", {})
    return {
        topic.name: {name: str(value["value"]) for name, value in answer.get(topic.name, {}).items()}
        for topic in topics
    }


def _layout_differences(topic: Declared, partitions: int, replication: int) -> list[Difference]:
    pairs = ((Kind.PARTITIONS, topic.partitions, partitions), (Kind.REPLICATION, topic.replication, replication))
    return [Difference(topic.name, kind, str(want), str(got)) for kind, want, got in pairs if want != got]


def _config_differences(topic: Declared, found: dict[str, str]) -> list[Difference]:
    return [
        Difference(topic.name, Kind.CONFIG, value, found.get(name, "unknown"), name)
        for name, value in topic.config.items()
        if found.get(name) != value
    ]


def _create(admin: KafkaAdminClient, topics: Sequence[Declared]) -> None:
    if not topics:
        return
    wanted: dict[str, Any] = {
        topic.name: {
            "num_partitions": topic.partitions,
            "replication_factor": topic.replication,
            "configs": topic.config,
        }
        for topic in topics
    }
    answer = admin.create_topics(wanted, raise_errors=False)
    refused = [
        f"{topic['name']}: {topic.get('error_message') or for_code(topic['error_code']).__name__}"
        for topic in answer["topics"]
        if topic["error_code"] not in {0, TopicAlreadyExistsError.errno}  # another `apply` was faster
    ]
    if refused:
        raise ClusterError("Kafka refused to create " + "; ".join(refused))
    admin.wait_for_topics(list(wanted), timeout_ms=VISIBLE_SECONDS * 1000)


def _configure(admin: KafkaAdminClient, differences: Sequence[Difference]) -> None:
    wanted: dict[str, dict[str, str]] = {}
    for one in differences:
        if one.kind is Kind.CONFIG:
            wanted.setdefault(one.topic, {})[one.setting] = one.declared
    if not wanted:
        return
    resources = [ConfigResource(ConfigResourceType.TOPIC, name, config) for name, config in wanted.items()]
    answer = admin.alter_configs(resources, raise_on_unknown=False)["topic"]
    refused = [f"{name}: {said}" for name, said in answer.items() if said != "OK"]
    if refused:
        raise ClusterError("Kafka refused to configure " + "; ".join(refused))


def _grow(admin: KafkaAdminClient, differences: Sequence[Difference]) -> None:
    few = {
        one.topic: int(one.declared)
        for one in differences
        if one.kind is Kind.PARTITIONS and int(one.found) < int(one.declared)
    }
    if few:
        admin.create_partitions(few)


def _settled(admin: KafkaAdminClient, declared: Sequence[Declared], kept: set[Kind]) -> list[Difference]:
    """Wait until only differences of the `kept` kinds (and topics with too many partitions) are left."""
    deadline = time.monotonic() + VISIBLE_SECONDS
    while True:
        left = _compare(admin, declared)
        pending = [one for one in left if one.kind not in kept and not _too_many(one)]
        if not pending:
            return left
        if time.monotonic() > deadline:
            raise ClusterError("Kafka does not show the change yet: " + "; ".join(map(str, pending)))
        time.sleep(LOOK)


def _too_many(one: Difference) -> bool:
    """Kafka cannot take partitions away."""
    return one.kind is Kind.PARTITIONS and int(one.found) > int(one.declared)

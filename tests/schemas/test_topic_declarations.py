from importlib import import_module
from typing import Any

import pytest

from schemas import row, validate
from schemas.prepared import decode_block as decode_prepared
from schemas.topic import Topic
from schemas.topics import FRAMING, ITEMS_CHANGELOG, TOPICS, WIRE_DESK, WIRE_RAW, declared, desk
from schemas.verdict import decode_block as decode_verdicts
from streams.settings import Settings

MIB = 1024 * 1024


def names(topic: Topic) -> str:
    return topic.name


def by_name(**options: Any) -> dict[str, dict[str, str]]:
    return {name: config for name, _, _, config in declared(**options)}


@pytest.mark.parametrize("topic", TOPICS, ids=names)
def test_every_topic_has_an_example_that_is_valid(topic: Topic) -> None:
    """A topic's example is there and is what the topic's schema says."""
    schema = validate.read(topic.schema)["$id"]

    assert validate.problems(validate.read(f"examples/{topic.example}"), schema) == []


def test_every_schema_has_an_example() -> None:
    """No schema of a value stands there without a topic that shows it."""
    schemas = {path.name for path in validate.FOLDER.glob("*.schema.json")}

    assert schemas == {topic.schema for topic in TOPICS}


@pytest.mark.parametrize("topic", [topic for topic in TOPICS if topic.record], ids=names)
def test_record_exists(topic: Topic) -> None:
    """The record a declaration names can be imported."""
    module, _, name = topic.record.rpartition(".")

    assert hasattr(import_module(module), name)


@pytest.mark.parametrize("topic", TOPICS, ids=names)
def test_declarations_say_something(topic: Topic) -> None:
    """Nothing a reader needs is left empty."""
    assert all((topic.title, topic.description, topic.key, topic.placement, topic.producers, topic.consumers))


def test_internal_examples_are_what_the_records_read() -> None:
    """The examples of internal topics are read by the code that reads the topic."""
    assert decode_prepared((validate.FOLDER / "examples/prepared.json").read_bytes())
    assert decode_verdicts((validate.FOLDER / "examples/unique.json").read_bytes())
    assert row.decode((validate.FOLDER / "examples/row.json").read_bytes())


def test_contract_sizes_and_retentions() -> None:
    """The defaults are the contract's: name, largest value in MiB, days kept (None: compacted)."""
    day = 86_400
    expected = {
        "wire-raw": (32, 7 * day),
        "wire-prepared": (8, 7 * day),
        "wire-unique": (8, day),
        "wire-stories": (8, None),
        "wire-desk-NAME": (8, None),
        "wire-duplicates": (8, 30 * day),
        "wire-advisories": (8, 30 * day),
        "wire-dead-letters": (33, 30 * day),
        "APP-items-changelog": (8, None),
    }

    assert {topic.name: (topic.max_bytes // MIB, topic.retention) for topic in TOPICS} == expected


def test_declared_topics_of_a_plain_deployment() -> None:
    """Every topic once, without the pattern of desks, with the numbers given."""
    topics = declared(partitions=6, replication=3, min_insync=2, desks=["sport"])

    assert [name for name, *_ in topics] == [
        "wire-raw",
        "wire-prepared",
        "wiredesk-items-changelog",
        "wire-unique",
        "wire-stories",
        "wire-desk-sport",
        "wire-duplicates",
        "wire-advisories",
        "wire-dead-letters",
    ]
    assert {topic.partitions for topic in topics} == {6}
    assert {topic.replication for topic in topics} == {3}
    assert {topic.config["min.insync.replicas"] for topic in topics} == {"2"}


def test_prefix_and_app_id() -> None:
    """The prefix is before every name but the changelog's, which begins with the app id as Faust has it."""
    topics = by_name(prefix="night-", app_id="night-desk")

    assert topics.pop("night-desk-items-changelog")
    assert all(name.startswith("night-wire-") for name in topics)


def test_brokers_accept_the_largest_value() -> None:
    """The limit a broker applies has room for key, headers and framing beside the largest value."""
    assert by_name()["wire-raw"]["max.message.bytes"] == str(32 * MIB + FRAMING)


@pytest.mark.parametrize("name", ["wire-stories", "wire-desk-sport", "wiredesk-items-changelog"])
def test_compacted_topics_are_never_deleted_by_age(name: str) -> None:
    """Compaction alone, whatever retention somebody asks for."""
    retention = {"wire-stories": 1, WIRE_DESK.name: 1, ITEMS_CHANGELOG.name: 1}
    config = by_name(desks=["sport"], retention=retention)[name]

    assert config["cleanup.policy"] == "compact"
    assert "retention.ms" not in config


def test_retention_can_be_set() -> None:
    """Retention is milliseconds at the broker, and segments close well before it ends."""
    config = by_name(retention={"wire-raw": 2 * 86_400.0})["wire-raw"]

    assert (config["cleanup.policy"], config["retention.ms"], config["segment.ms"]) == (
        "delete",
        "172800000",
        "43200000",
    )


def test_sizes_can_be_set_for_desks_as_one() -> None:
    """Overrides go by the declaration's name, which is one for all desks."""
    assert by_name(desks=["sport"], sizes={WIRE_DESK.name: 1000})["wire-desk-sport"]["max.message.bytes"] == str(
        1000 + FRAMING
    )


@pytest.mark.parametrize("name", ["", "a b", "büro", "x" * 101, "a/b"])
def test_names_no_topic_can_have(name: str) -> None:
    """Kafka's rule for names is told before Kafka is asked."""
    with pytest.raises(ValueError, match="desk"):
        desk(name)


def test_settings_and_declarations_agree() -> None:
    """The defaults in the table of settings are those of the declarations."""
    settings = Settings.load({})

    assert settings.retentions == {topic.name: topic.retention for topic in TOPICS if topic.retention}
    assert settings.sizes == {topic.name: topic.max_bytes for topic in TOPICS}


def test_raw_takes_what_dead_letters_take() -> None:
    """A raw document of the largest size fits among the dead letters, headers and all."""
    config = by_name()

    assert int(config["wire-dead-letters"]["max.message.bytes"]) - WIRE_RAW.max_bytes >= MIB

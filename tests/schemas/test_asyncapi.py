import re
from collections.abc import Iterator
from typing import Any

import pytest

from schemas import asyncapi, codec, validate
from schemas.topics import TOPICS

DOCUMENT: dict[str, Any] = codec.loads(asyncapi.FILE.read_bytes())
# The fields AsyncAPI 3.0.0 and version 0.5.0 of its Kafka bindings know, of those objects that allow no others.
COMMON = "title summary description tags externalDocs bindings"
FIELDS = {
    "channels": f"address messages servers parameters {COMMON}".split(),
    "operations": f"action channel security traits messages reply {COMMON}".split(),
    "messages": f"headers payload correlationId contentType name examples traits {COMMON}".split(),
}
TOPIC_CONFIGURATION = {"cleanup.policy", "retention.ms", "retention.bytes", "delete.retention.ms", "max.message.bytes"}


def references(value: Any) -> Iterator[str]:
    """Every `$ref` outside of examples and schemas."""
    if isinstance(value, dict):
        yield from [value["$ref"]] if "$ref" in value else []
        for name, inner in value.items():
            yield from references(inner) if name != "examples" else ()
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def resolve(reference: str) -> Any:
    if reference.startswith("./"):
        return validate.read(reference.removeprefix("./"))
    value: Any = DOCUMENT
    for step in reference.removeprefix("#/").split("/"):
        value = value[step]
    return value


def test_document_is_current() -> None:
    """The file says what the declarations say; `python -m schemas.asyncapi` mends it."""
    assert asyncapi.FILE.read_bytes() == asyncapi.rendered()


def test_every_topic_is_a_channel() -> None:
    """One channel a declaration."""
    assert len(DOCUMENT["channels"]) == len(TOPICS)


def test_references_lead_somewhere() -> None:
    """Each reference is to a part of the document or to a schema beside it."""
    found = set(references(DOCUMENT))

    assert found
    assert all(resolve(reference) for reference in found)


@pytest.mark.parametrize("kind", FIELDS)
def test_only_fields_of_the_standard(kind: str) -> None:
    """Channels, operations and messages have AsyncAPI's fields alone."""
    objects = DOCUMENT["components"]["messages"] if kind == "messages" else DOCUMENT[kind]

    assert all(set(value) <= set(FIELDS[kind]) for value in objects.values())
    assert all(re.fullmatch(r"[A-Za-z0-9]+", name) for name in objects)


def test_root_and_operations_have_what_they_need() -> None:
    """The fields the standard requires are there and have one of its values."""
    assert DOCUMENT["asyncapi"] == "3.0.0"
    assert {"title", "version"} <= set(DOCUMENT["info"])
    assert {operation["action"] for operation in DOCUMENT["operations"].values()} == {"send", "receive"}
    assert all(operation["channel"]["$ref"].startswith("#/channels/") for operation in DOCUMENT["operations"].values())


def test_parameters_are_those_of_the_address() -> None:
    """What stands in braces in an address is explained, and nothing else is."""
    for channel in DOCUMENT["channels"].values():
        assert set(re.findall(r"\{(\w+)\}", channel["address"])) == set(channel.get("parameters", {}))


def test_kafka_bindings() -> None:
    """Topic configurations have the names and types the binding knows."""
    for channel in DOCUMENT["channels"].values():
        config = channel["bindings"]["kafka"]["topicConfiguration"]
        assert set(config) <= TOPIC_CONFIGURATION
        assert config["cleanup.policy"] in (["compact"], ["delete"])


def test_everything_the_contract_calls_a_product_is_sent() -> None:
    """Somebody who reads the document alone finds the stories."""
    operation = DOCUMENT["operations"]["sendWireStories"]
    message = resolve(f"{operation['channel']['$ref']}/messages/wireStories/$ref")

    assert resolve(message)["payload"]["schema"]["$ref"] == "./story.schema.json"

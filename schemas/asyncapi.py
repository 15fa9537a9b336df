"""The AsyncAPI 3.0 document of all topics, from their declarations: `python -m schemas.asyncapi` writes it."""

from pathlib import Path
from typing import Any

from schemas import codec
from schemas.topic import Header, Topic
from schemas.topics import FRAMING, TOPICS, WIRE_RAW

FILE = Path(__file__).parent / "asyncapi.json"
_EXAMPLES = Path(__file__).parent / "examples"

Json = dict[str, Any]

# Versions of AsyncAPI's Kafka bindings.
_BINDING = "0.5.0"
# Our schemas are of this draft; AsyncAPI's own dialect is older.
_DRAFT = "application/schema+json;version=draft-2020-12"
_BYTES = "application/octet-stream"
_DESCRIPTION = (
    "Wiredesk takes what a newsroom receives and gives back each story once. Every topic's name begins with the "
    "deployment's prefix, if it has one. Numbers are the defaults."
)


def document() -> Json:
    """The whole document."""
    return {
        "asyncapi": "3.0.0",
        "info": {"title": "Wiredesk", "version": "1", "description": _DESCRIPTION, "license": {"name": "Apache-2.0"}},
        "defaultContentType": "application/json",
        "channels": {_id(topic): _channel(topic) for topic in TOPICS},
        "operations": {name: value for topic in TOPICS for name, value in _operations(topic).items()},
        "components": {"messages": {name: value for topic in TOPICS for name, value in _messages(topic).items()}},
    }


def rendered() -> bytes:
    """The document as it stands in the file, keys sorted."""
    return codec.dumps_sorted(document()) + b"\n"


def _id(topic: Topic) -> str:
    """Camel case, as keys of an AsyncAPI document may hold no dots and are names in generated code."""
    first, *rest = topic.name.removeprefix("APP-").lower().split("-")
    return first + "".join(map(str.capitalize, rest))


def _channel(topic: Topic) -> Json:
    config: Json = {"cleanup.policy": ["compact" if topic.compacted else "delete"]}
    if topic.retention is not None:
        config["retention.ms"] = topic.retention * 1000
    config["max.message.bytes"] = topic.max_bytes + FRAMING
    channel: Json = {
        "address": topic.name.replace("NAME", "{desk}").replace("APP", "{app}"),
        "title": topic.title,
        "description": f"{topic.description} Partition: {topic.placement}.{' Internal.' if topic.internal else ''}",
        "messages": {name: {"$ref": f"#/components/messages/{name}"} for name in _messages(topic)},
        "bindings": {"kafka": {"topicConfiguration": config, "bindingVersion": _BINDING}},
    }
    if "NAME" in topic.name:
        channel["parameters"] = {"desk": {"description": "The desk's name."}}
    if "APP" in topic.name:
        channel["parameters"] = {"app": {"description": "The app id, which is the consumer group's name."}}
    return channel


def _operations(topic: Topic) -> dict[str, Json]:
    """What Wiredesk itself does with the topic."""
    actions = {"receive": topic.consumers, "send": topic.producers}
    stages = {"intake", "deduplicate", "publish"}
    return {
        f"{action}{_id(topic)[0].upper()}{_id(topic)[1:]}": {
            "action": action,
            "channel": {"$ref": f"#/channels/{_id(topic)}"},
            "summary": f"{', '.join(who for who in whose if who in stages)}: {topic.title}",
        }
        for action, whose in actions.items()
        if stages.intersection(whose)
    }


def _messages(topic: Topic) -> dict[str, Json]:
    message: Json = {
        "name": topic.name,
        "title": topic.title,
        "contentType": topic.content_type,
        "headers": _headers(topic.headers),
        "bindings": {"kafka": {"key": {"type": "string", "description": topic.key}, "bindingVersion": _BINDING}},
    }
    if topic.content_type != _BYTES:
        return {_id(topic): message | _payload(topic)}
    plain = {_id(topic): message | {"summary": "Any bytes, as they came."}}
    if topic is WIRE_RAW:
        envelope = message | {"title": "An envelope around a document", "contentType": "application/json"}
        return plain | {f"{_id(topic)}Envelope": envelope | _payload(topic)}
    return plain


def _payload(topic: Topic) -> Json:
    return {
        "payload": {"schemaFormat": _DRAFT, "schema": {"$ref": f"./{topic.schema}"}},
        "examples": [{"name": topic.example, "payload": codec.loads((_EXAMPLES / topic.example).read_bytes())}],
    }


def _headers(headers: tuple[Header, ...]) -> Json:
    return {
        "type": "object",
        "properties": {header.name: {"type": "string", "description": header.description} for header in headers},
        "required": [header.name for header in headers if header.always],
    }


if __name__ == "__main__":
    FILE.write_bytes(rendered())

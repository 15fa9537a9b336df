"""Our own envelope around a document: `{"feed", "received", "contentType", "id", "content"}`, a raw message in JSON."""

from dataclasses import dataclass
from typing import Any

from schemas.times import normal
from streams.errors import ContentError, Reason

_TEXTS = ("feed", "received", "contentType", "id")


@dataclass(frozen=True, slots=True)
class Envelope:
    """What an envelope says. `content` is text or a JSON object; the other fields are empty where it is silent."""

    feed: str
    received: str
    content_type: str
    id: str
    content: str | dict[str, Any]


def is_envelope(value: object) -> bool:
    """Whether a JSON value is an envelope: an object with `content`, which no format has at its top."""
    return isinstance(value, dict) and "content" in value


def opened(value: dict[str, Any]) -> Envelope:
    """Read an envelope. Properties it does not know are passed over, and null is the same as absent.

    Raises:
        ContentError: INVALID_ENVELOPE, where a property has the wrong type, `received` is no time, or the content is
            an envelope itself.
    """
    content = value["content"]
    if not isinstance(content, str | dict):
        raise _invalid("The envelope's content is neither text nor an object.")
    if is_envelope(content):
        raise _invalid("The envelope holds another envelope.")
    feed, received, content_type, item_id = (_text(value, name) for name in _TEXTS)
    moment = normal(received)
    if received and not moment:
        raise _invalid("The envelope's `received` is not a time as RFC 3339 writes it.")
    return Envelope(feed, moment, content_type, item_id, content)


def _text(value: dict[str, Any], name: str) -> str:
    found = value.get(name)
    if found is None:
        return ""
    if not isinstance(found, str):
        raise _invalid(f"The envelope's `{name}` is not text.")
    return found.strip()


def _invalid(detail: str) -> ContentError:
    return ContentError(Reason.INVALID_ENVELOPE, detail)

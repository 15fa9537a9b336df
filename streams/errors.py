"""What can be wrong with content. Infrastructure faults are not here: they end the worker, and the replay heals."""

from enum import StrEnum


class Reason(StrEnum):
    """Why something became a dead letter: short codes, fixed, labels of a metric."""

    EMPTY = "empty"
    UNKNOWN_FORMAT = "unknown-format"
    BAD_ENCODING = "bad-encoding"
    INVALID_JSON = "invalid-json"
    INVALID_XML = "invalid-xml"
    INVALID_ITEM = "invalid-item"
    INVALID_ENVELOPE = "invalid-envelope"
    NO_TEXT = "no-text"
    TOO_LARGE = "too-large"
    TOO_MANY_ITEMS = "too-many-items"
    INTERNAL = "internal"


class ContentError(Exception):
    """A document or item that cannot be processed, and never will be: it is dead-lettered, not retried."""

    def __init__(self, reason: Reason, detail: str) -> None:
        """`reason` is the code, `detail` one sentence for a person, without any of the item's text."""
        super().__init__(f"{reason}: {detail}")
        self.reason = reason
        self.detail = detail

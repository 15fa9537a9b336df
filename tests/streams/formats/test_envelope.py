"""An envelope says what it says in the right types, or it is none."""

from typing import Any

import pytest

from streams.errors import ContentError, Reason
from streams.formats.envelope import is_envelope, opened


def test_what_it_says_is_read() -> None:
    """The time in UTC; what is null or unknown is passed over."""
    value = {"feed": " wire ", "received": "2025-11-24T10:00:00+01:00", "id": None, "content": "x", "other": [1]}
    envelope = opened(value)
    assert (envelope.feed, envelope.received, envelope.id, envelope.content_type) == (
        "wire",
        "2025-11-24T09:00:00Z",
        "",
        "",
    )
    assert envelope.content == "x"


@pytest.mark.parametrize(
    "value",
    [
        {"content": 5},
        {"content": None},
        {"content": ["x"]},
        {"content": "x", "feed": 7},
        {"content": "x", "received": 1732442400},
        {"content": "x", "received": "yesterday"},
        {"content": "x", "contentType": {}},
        {"content": "x", "id": True},
        {"content": {"content": "x"}},
    ],
)
def test_wrong_types_are_refused(value: dict[str, Any]) -> None:
    """One level only, and no guessing."""
    with pytest.raises(ContentError) as caught:
        opened(value)
    assert caught.value.reason is Reason.INVALID_ENVELOPE


def test_only_an_object_with_content_is_one() -> None:
    """No format has such a property at its top."""
    assert is_envelope({"content": None})
    assert not is_envelope({"uri": "x"})
    assert not is_envelope([{"content": "x"}])

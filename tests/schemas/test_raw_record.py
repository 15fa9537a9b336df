"""A Kafka record of the raw topic is read in one way, whatever its headers hold."""

import pytest

from schemas.raw_record import raw_of


@pytest.mark.parametrize(("attempts", "expected"), [("", 1), ("0", 1), ("4", 5), ("x", 1), ("9" * 5000, 1)])
def test_attempts_are_counted(attempts: str, expected: int) -> None:
    """One more than were made before; what is no number is none."""
    assert raw_of(("raw", 1, 2), None, b"", {"attempts": attempts}, 0).attempts == expected


def test_what_carries_nothing_is_read_all_the_same() -> None:
    """The key is the feed, the timestamp the time of receipt."""
    raw = raw_of(("raw", 1, 2), b"ferry", None, {"received": "yesterday"}, 1_764_000_000_000)
    assert (raw.feed, raw.value, raw.received, raw.origin) == ("ferry", b"", "2025-11-24T16:00:00Z", "raw/1/2")

"""A Kafka record of the raw topic is read in one way, whatever its headers hold."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.raw_record import raw_of
from streams.agents import intake

NAMES = st.sampled_from(["feed", "content-type", "received", "attempts", "first-failed", "requeued-from", "other"])
VALUES = st.one_of(st.text("aé 7-", max_size=20), st.integers(0, 10**8).map(str), st.just("2026-01-05T07:00:00+01:00"))


@given(
    st.dictionaries(NAMES, VALUES), st.none() | st.binary(max_size=9), st.none() | st.binary(), st.integers(0, 2**42)
)
def test_every_reader_reads_alike(
    headers: dict[str, str], key: bytes | None, value: bytes | None, timestamp: int
) -> None:
    """Intake and a replay give the same record."""
    pairs = [(name, text.encode()) for name, text in headers.items()]
    record = SimpleNamespace(
        topic="raw", partition=1, offset=2, key=key, value=value, headers=pairs, timestamp=timestamp
    )
    assert raw_of(("raw", 1, 2), key, value, headers, timestamp) == intake.raw_of(record)


@pytest.mark.parametrize(("attempts", "expected"), [("", 1), ("0", 1), ("4", 5), ("x", 1), ("9" * 5000, 1)])
def test_attempts_are_counted(attempts: str, expected: int) -> None:
    """One more than were made before; what is no number is none."""
    assert raw_of(("raw", 1, 2), None, b"", {"attempts": attempts}, 0).attempts == expected

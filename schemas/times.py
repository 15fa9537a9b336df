"""Times as they travel: RFC 3339 in UTC, whole seconds unless the provider was finer."""

from datetime import UTC, datetime, timedelta

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST = 40  # characters; more is no time, though `fromisoformat` may find one in it


def rfc3339(moment: datetime) -> str:
    """An aware datetime as `2025-11-24T10:00:00Z` (fractions kept where there are any)."""
    return moment.astimezone(UTC).isoformat().replace("+00:00", "Z")


def parse(text: str) -> datetime | None:
    """RFC 3339 or ISO 8601 text as an aware datetime; a time without a zone is UTC; None where it is no time."""
    if len(text) > LONGEST:
        return None
    try:
        moment = datetime.fromisoformat(text.strip())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None


def normal(text: str) -> str:
    """RFC 3339 in UTC of any time `parse` reads; empty where it reads none."""
    moment = parse(text) if text else None
    return rfc3339(moment) if moment else ""


def of_milliseconds(milliseconds: int) -> str:
    """RFC 3339 of a Kafka timestamp."""
    return rfc3339(EPOCH + timedelta(milliseconds=milliseconds))

"""A Kafka record of the raw topic as `Raw`: the one place that reads its key, headers and timestamp."""

from collections.abc import Mapping

from schemas import origin as origins
from schemas import times
from schemas.raw import Raw

# Digits of `attempts` that are believed; a header of thousands is no number that anybody counted.
DIGITS = 9


def raw_of(
    origin: tuple[str, int, int], key: bytes | None, value: bytes | None, headers: Mapping[str, str], timestamp: int
) -> Raw:
    """`origin` is topic, partition and offset; `timestamp` in milliseconds; header values already text.

    `attempts` says how often the document was tried before, so that this is one more.
    """
    stamped = times.of_milliseconds(timestamp)
    tried = headers.get("attempts", "")
    return Raw(
        value=value or b"",
        origin=origins.record(*origin),
        feed=headers.get("feed") or (key or b"").decode("utf-8", "replace"),
        content_type=headers.get("content-type", ""),
        received=times.normal(headers.get("received", "")) or stamped,
        arrived=stamped,
        attempts=int(tried) + 1 if tried.isascii() and tried.isdigit() and len(tried) <= DIGITS else 1,
        first_failed=headers.get("first-failed", ""),
        appended_ms=timestamp,
    )

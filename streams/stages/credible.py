"""Which dates can be believed: windows and versions hang on them, and an item may claim any."""

from datetime import UTC, datetime, timedelta

from schemas import times

# Before this there is no wire in digits; what does claim it is a clock that was never set (the epoch, give or take).
EARLIEST = datetime(1971, 1, 1, tzinfo=UTC)
# Clocks of providers run ahead, and zones are forgotten.
AHEAD = timedelta(days=1)


def is_credible(moment: str, arrived: str) -> bool:
    """Whether an RFC 3339 time can be that of something that had arrived at `arrived` (empty: unknown)."""
    claimed, latest = times.parse(moment), times.parse(arrived)
    return claimed is not None and claimed >= EARLIEST and (latest is None or claimed <= latest + AHEAD)

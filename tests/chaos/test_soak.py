"""The short form of the soak: what has outlived its window is dropped, in the table and in what is kept in memory."""

from collections.abc import Callable

import pytest
from soak import WINDOW_DAYS, soak

from streams.ops.rig import Rig

ITEMS = 800
WINDOWS = 4

pytestmark = [pytest.mark.kafka, pytest.mark.chaos]


def test_rows_stay_flat_while_windows_end(make_rig: Callable[..., Rig]) -> None:
    """Four windows of 800 items, of which one and the bundles in flight are kept."""
    rig = make_rig("soak", near_window_days=WINDOW_DAYS, identity_window_days=WINDOW_DAYS, reading=False)
    readings = soak(rig, ITEMS, WINDOWS, lambda _: None)
    assert readings[0].rows == ITEMS
    assert all(reading.rows <= 1.6 * ITEMS for reading in readings)
    assert all(reading.span_days <= 1.6 * WINDOW_DAYS for reading in readings)

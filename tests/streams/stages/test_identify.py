"""Who an item is: by which key, and what stands in where that is missing."""

import pytest

from streams.stages.identify import Key, Marks, uri

FULL = Marks("ab" * 16, source="urn:ferry:1", address="tarnwick.example/tugs", title="cd" * 16, created="2025-11-24")


def test_uris_are_pinned() -> None:
    """Consumers keep them for ever."""
    assert {key: uri("ferry", FULL, key) for key in Key} == {
        Key.ID: "333d83e3221ca14cf7503817329dfc8e",
        Key.URL: "eb7e013df2d769d4e65afb0a55e52a40",
        Key.TITLE_TIME: "ac1a829c857b767160c017e025aed32a",
        Key.TEXT: "699a3506f8a5b887201a129be518e86d",
    }


@pytest.mark.parametrize("key", Key)
def test_a_missing_key_falls_back_to_the_text(key: Key) -> None:
    """The same as if the feed were known by its texts, and never the same for two texts."""
    assert uri("ferry", Marks("ab" * 16), key) == uri("ferry", FULL, Key.TEXT)
    assert uri("ferry", Marks("ab" * 16), key) != uri("ferry", Marks("ac" * 16), key)


def test_half_of_a_key_is_none() -> None:
    """A title alone comes every day."""
    assert uri("ferry", Marks("ab" * 16, title="cd"), Key.TITLE_TIME) == uri("ferry", FULL, Key.TEXT)
    assert uri("ferry", Marks("ab" * 16, created="2025"), Key.TITLE_TIME) == uri("ferry", FULL, Key.TEXT)


@pytest.mark.parametrize("key", Key)
def test_families_share_nothing(key: Key) -> None:
    """Whatever they know their items by."""
    assert uri("ferry", FULL, key) != uri("gull", FULL, key)

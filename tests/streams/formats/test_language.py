"""A language is named by its shortest tag."""

import pytest

from streams.formats.language import shortest_tag


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("en", "en"),
        ("en-US", "en"),
        ("EN_gb", "en"),
        ("nb-NO", "nb"),
        ("zh-Hant-TW", "zh"),
        ("eng", "en"),
        ("ger", "de"),
        ("iw", "he"),
        ("fil", "fil"),
        ("und", ""),
        ("English", ""),
        ("e", ""),
        ("en; q=1", ""),
        ("", ""),
    ],
)
def test_region_script_and_length_go(stated: str, expected: str) -> None:
    """And what is no tag says nothing."""
    assert shortest_tag(stated) == expected

"""Headlines of one template are told from other headlines of one story."""

import pytest

from streams.stages.copies.titles import SHORT, are_siblings, is_short


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Weather for Odelby", "Weather for Lervik"),
        ("Weather: Odelby", "Weather: Lervik"),
        ("Pollen in Odelby on Tuesday", "Pollen in Norby on Tuesday"),
        ("Tide table for Port Ellery", "Tide table for Port Tarnwick"),
    ],
)
def test_templates_differ_by_a_name(one: str, other: str) -> None:
    """Whichever comes first."""
    assert are_siblings(one, other)
    assert are_siblings(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Weather for Odelby", "Weather for Odelby"),
        ("Weather for Odelby", "UPDATE Weather for Odelby"),
        ("Board buys tugs", "Tugs for Tarnwick"),
        ("Board buys two tugs", "Board orders two tugs"),
        ("Headline 1", "Headline 2"),
        ("A headline", "Another headline"),
        ("Odelby", "Lervik"),
        ("", ""),
        ("", "Odelby"),
    ],
)
def test_other_headlines_of_a_story_do_not(one: str, other: str) -> None:
    """Other words, other order, more or fewer of them, or none."""
    assert not are_siblings(one, other)


def test_a_text_is_short_up_to_a_length() -> None:
    """A headline alone is."""
    assert is_short("")
    assert is_short("a" * SHORT)
    assert not is_short("a" * (SHORT + 1))

"""The list of places."""

from pathlib import Path

import pytest

from streams.vocabularies.places import Places


@pytest.fixture(scope="module")
def places() -> Places:
    """The project's list."""
    return Places()


@pytest.mark.parametrize(
    ("name", "country", "level"),
    [
        ("Paris", "FR", "city"),
        ("the Netherlands", "NL", "country"),
        ("U.S.", "US", "country"),
        ("Zurich", "CH", "city"),
        ("Zürich", "CH", "city"),
        ("Kiev", "UA", "city"),
        ("Texas", "US", "region"),
        ("New York", "US", "region"),
        ("Gaza", "PS", "region"),
    ],
)
def test_the_largest_comes_first(name: str, country: str, level: str, places: Places) -> None:
    """With or without accents and article, by old names and short ones."""
    place = places.named(name)[0]
    assert (place.country, place.level) == (country, level)
    assert -90 <= place.latitude <= 90
    assert -180 <= place.longitude <= 180


def test_unknown_names_are_nowhere(places: Places) -> None:
    """No guess."""
    assert places.named("Zibo-on-Sea") == []


def test_a_newsroom_adds_its_own(tmp_path: Path) -> None:
    """A table like cities.tsv."""
    own = tmp_path / "own.tsv"
    own.write_text("Zibo-on-Sea\t50.1\t-3.2\tGB\tENG\t900\tZibo\n", "utf-8")
    assert Places([own]).named("Zibo-on-Sea")[0].latitude == 50.1

"""Places are told apart by size and context."""

import pytest

from streams.stages.names.fixed import Name
from streams.stages.names.places import geo_json, resolved
from streams.stages.names.tokens import tokens
from streams.vocabularies.places import Places


@pytest.fixture(scope="module")
def places() -> Places:
    """The project's list."""
    return Places()


@pytest.mark.parametrize(
    ("text", "names", "located", "country", "region"),
    [
        ("Rain fell on Paris .", ["Paris"], "", "FR", "11"),
        ("Rain fell on Paris , Texas .", ["Paris", "Texas"], "", "US", "TX"),
        ("Birmingham was quiet , as was Alabama .", ["Birmingham", "Alabama"], "", "US", "AL"),
        ("London was quiet .", ["London"], "Toronto, Ontario", "CA", "08"),
        ("The U.S. agreed .", ["U.S."], "", "US", ""),
    ],
)
def test_context_decides(text: str, names: list[str], located: str, country: str, region: str, places: Places) -> None:
    """The words after a name weigh most, then the other places, then population."""
    found = tokens(text)
    given = [Name(found.words.index(name), found.words.index(name) + 1, "place", 1.0) for name in names]
    place = resolved(given, found, names, located, places)[names[0]]
    assert (place.country, place.region) == (country, region)


def test_points_have_longitude_first(places: Places) -> None:
    """RFC 7946."""
    point = geo_json(places.named("Singapore")[0])
    assert point == {"type": "Point", "coordinates": [103.85, 1.29]}

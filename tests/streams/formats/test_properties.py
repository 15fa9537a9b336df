"""A provider's metadata is valid for ninjs 3.1 when it leaves, whatever it was when it came."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.validate import NINJS, problems
from streams.formats.properties import SUBJECT, concepts, text, uri, valid, whole


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (4, 4),
        ("4", 4),
        (4.0, 4),
        ("04", None),
        (12, None),
        (0, None),
        (4.5, None),
        (True, None),
        (None, None),
        ("four", None),
    ],
)
def test_an_urgency_is_a_whole_number_from_1_to_9(value: object, expected: int | None) -> None:
    """Coerced where its meaning is plain."""
    assert whole(value, 1, 9) == expected


@pytest.mark.parametrize("value", [float("nan"), float("inf"), "٣", "1" * 5000, 10**30])
def test_monstrous_numbers_are_dropped(value: object) -> None:
    """Without an exception."""
    assert whole(value, 0, 100) is None


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("http://cv.iptc.org/newscodes/mediatopic/20000385", "http://cv.iptc.org/newscodes/mediatopic/20000385"),
        (" urn:newsml:a:b:1 ", "urn:newsml:a:b:1"),
        ("medtop:20000385", "medtop:20000385"),
        ("http://a.example:8080/x?y=1#z", "http://a.example:8080/x?y=1#z"),
        ("http://a.example:port/", ""),
        ("http://a.example/#a#b", ""),
        ("http://a.example/ü", ""),
        ("http://a.example/a b", ""),
        ("20000385", ""),
        ("", ""),
        (5, ""),
    ],
)
def test_a_uri_is_absolute_and_in_ascii(value: object, expected: str) -> None:
    """As RFC 3986 and the schema's format have it."""
    assert uri(value) == expected


def test_concepts_of_all_versions_take_one_shape() -> None:
    """Scheme and code are a URI where together they are one; the provider's own judgement stays."""
    given_subjects = [
        {"name": "flood", "rel": "about", "scheme": "http://cv.iptc.org/newscodes/mediatopic/", "code": "20000151"},
        {"name": "coast", "scheme": "kp", "code": "C-7"},
        {"name": "sea", "uri": "not a uri", "creator": "desk", "relevance": "80", "confidence": 120, "secret": "x"},
        {"rel": "about"},
        "weather",
    ]
    assert concepts(given_subjects, extra=SUBJECT) == [
        {"name": "flood", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000151", "rel": "about"},
        {"name": "coast", "literal": "C-7"},
        {"name": "sea", "literal": "not a uri", "creator": "desk", "relevance": 80},
    ]


def test_what_says_nothing_is_left_out() -> None:
    """Empty text, empty lists and wrong types."""
    assert valid({"by": " ", "language": "und", "urgency": 12, "subjects": [], "located": 5.5, "slugline": ["x"]}) == {}
    assert text(True) == text(None) == text(1.5) == ""
    assert text(7) == "7"


ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("http://a.example/1"),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(
                ["name", "uri", "literal", "code", "scheme", "rel", "creator", "relevance", "confidence", "role"]
            ),
            inner,
        )
    ),
    max_leaves=12,
)
NAMES = st.sampled_from(
    [
        "by",
        "located",
        "slugline",
        "edNote",
        "urgency",
        "language",
        "genres",
        "copyrightHolder",
        "usageTerms",
        "infoSources",
        "subjects",
    ]
)


@given(st.dictionaries(NAMES, ANYTHING))
def test_whatever_comes_the_result_is_valid(found: dict[str, Any]) -> None:
    """By IPTC's schema, formats asserted."""
    assert problems({"uri": "urn:x:1", **valid(found)}, NINJS) == []

"""One address in all its forms is one, and what is none never names an item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.address import LONGEST, canonical

STORY = "tarnwick.example/news/2025/tugs?id=7&page=2"


@pytest.mark.parametrize(
    "url",
    [
        "https://tarnwick.example/news/2025/tugs?id=7&page=2",
        "http://www.tarnwick.example/news/2025/tugs/?page=2&id=7",
        "HTTPS://Tarnwick.Example:443/news/./2025/x/../tugs?id=7&page=2#comments",
        "https://tarnwick.example/news/2025/t%75gs?id=7&utm_source=letter&utm_medium=email&page=2",
        "https://tarnwick.example/news/2025/tugs?fbclid=IwAR0&id=7&page=2&gclid=x&amp=1",
        "https://tarnwick-example.cdn.ampproject.org/c/s/tarnwick.example/news/2025/tugs?id=7&page=2",
        "  https://reader:secret@tarnwick.example./news/2025/tugs?page=2&id=7 ",
    ],
)
def test_forms_of_one_address_are_one(url: str) -> None:
    """Scheme, www, port, case, escapes, order, tracking, place in the page, cache of AMP."""
    assert canonical(url) == STORY


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://tarnwick.example/a", "https://tarnwick.example/A"),
        ("https://tarnwick.example/a?id=7", "https://tarnwick.example/a?id=8"),
        ("https://tarnwick.example/a", "https://lervik.example/a"),
        ("https://tarnwick.example/#/story/7", "https://tarnwick.example/#/story/8"),
        ("https://tarnwick.example/a?at=7", "https://tarnwick.example/a?at=8"),
        ("https://tarnwick.example:8443/a", "https://tarnwick.example/a"),
    ],
)
def test_what_tells_pages_apart_stays(one: str, other: str) -> None:
    """Case of the path, the query's own parameters, routes in the fragment."""
    assert canonical(one) != canonical(other)


@pytest.mark.parametrize(
    "url",
    [
        "",
        "tugs",
        "urn:ferry:1",
        "mailto:desk@tarnwick.example",
        "http://[tarnwick",
        "https://tarnwick.example:99999/a",
        "https://localhost/a",
        "https://tarnwick.example/",
        "https://tarnwick.example?utm_source=letter#top",
        "https://tarnwick.example/" + "a" * LONGEST,
    ],
)
def test_what_names_no_item_is_empty(url: str) -> None:
    """No address, none of the web, or a site's front page, which all items may link to."""
    assert canonical(url) == ""


@given(st.text(max_size=60))
def test_any_text_is_read(text: str) -> None:
    """And what is canonical stays as it is."""
    for url in (text, f"https://tarnwick.example/{text}", f"https://{text}/a"):
        made = canonical(url)
        assert canonical(f"https://{made}") == made

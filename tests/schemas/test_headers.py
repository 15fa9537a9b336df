from timeit import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import validate
from schemas.headers import Kind, dead_letter_headers, headers
from schemas.topics import WIRE_DEAD_LETTERS, WIRE_STORIES
from schemas.validate import is_uri

STORY = "urn:wiredesk:0cc175b9c0f1b6a831c399e269772661"
WHEN = "2026-05-18T09:42:03Z"
ORIGIN = "wire-raw/2/1840#0"


def dead_letter(**changed: str) -> dict[str, bytes]:
    said = {"origin": ORIGIN, "feed": "coast", "received": WHEN, "content_type": "text/plain", "reason": "no-text"}
    said |= {"detail": "There is no text in it.", "stage": "clean", "first_failed": WHEN, **changed}
    return dict(dead_letter_headers(**said))  # type: ignore[arg-type]


def test_a_storys_headers() -> None:
    """All of CloudEvents' attributes, the media type and the origin, as bytes."""
    assert dict(headers(Kind.STORY, f"{STORY}/2", "coast", WHEN, ORIGIN)) == {
        "ce_specversion": b"1.0",
        "ce_id": f"{STORY}/2".encode(),
        "ce_source": b"urn:wiredesk:feed:coast",
        "ce_type": b"wiredesk.story",
        "ce_time": WHEN.encode(),
        "content-type": b"application/json",
        "origin": ORIGIN.encode(),
    }


@pytest.mark.parametrize("kind", Kind)
def test_types_name_the_kind(kind: Kind) -> None:
    """A consumer tells kinds apart by `ce_type`."""
    assert dict(headers(kind, "1", "coast", WHEN, ORIGIN))["ce_type"] == f"wiredesk.{kind}".encode()


def test_no_time_no_header() -> None:
    """An empty time would be no valid CloudEvent; a missing one is."""
    assert "ce_time" not in dict(headers(Kind.STORY, "1", "coast", "", ORIGIN))


@given(st.text())
def test_any_feed_is_a_source(feed: str) -> None:
    """Whatever a feed is called, its source is a URI, and the call does not fail."""
    assert is_uri(dict(headers(Kind.STORY, feed, feed, WHEN, feed))["ce_source"].decode())


def test_lone_surrogates_do_not_fail() -> None:
    """Text no UTF-8 can say is told with a question mark."""
    made = dict(headers(Kind.STORY, "a\ud800", "b\ud800", WHEN, ORIGIN))

    assert (made["ce_id"], made["ce_source"]) == (b"a?", b"urn:wiredesk:feed:b%3F")


def test_sources_are_told_apart() -> None:
    """Two feeds never have one source."""
    names = ["a b", "a%20b", "a+b", "A B", "ä", "a/b"]

    assert len({dict(headers(Kind.STORY, "1", name, WHEN, ORIGIN))["ce_source"] for name in names}) == len(names)


def test_dead_letters_say_why() -> None:
    """A dead letter has the contract's headers beside the event's, and the document's own media type."""
    made = dead_letter()

    assert made["ce_id"] == ORIGIN.encode()
    assert {name: made[name].decode() for name in made if not name.startswith("ce_")} == {
        "reason": "no-text",
        "detail": "There is no text in it.",
        "stage": "clean",
        "origin": ORIGIN,
        "first-failed": WHEN,
        "attempts": "1",
        "feed": "coast",
        "content-type": "text/plain",
    }


def test_headers_are_the_declared_ones() -> None:
    """What is made is what the topics' declarations promise."""
    assert set(dict(headers(Kind.STORY, "1", "coast", WHEN, ORIGIN))) == {one.name for one in WIRE_STORIES.headers}
    assert set(dead_letter()) == {one.name for one in WIRE_DEAD_LETTERS.headers} - {"requeued"}


def test_dead_letter_as_a_line_is_valid() -> None:
    """The same names as properties, with the bytes, are a line of dead-letters.jsonl."""
    line = {name: value.decode() for name, value in dead_letter().items() if not name.startswith("ce_")}

    assert validate.problems({**line, "valueBase64": ""}, "urn:wiredesk:schema:dead-letter:1") == []


def test_headers_are_cheap() -> None:
    """They are made for every record: a few microseconds even on a busy machine."""
    assert timeit(lambda: headers(Kind.STORY, STORY, "coast", WHEN, ORIGIN), number=10_000) / 10_000 < 20e-6

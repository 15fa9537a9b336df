from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from referencing.exceptions import NoSuchResource

from schemas import codec, times, validate
from schemas.validate import FOLDER, FORMATS, NINJS, is_date, is_date_time, is_uri, problems, read, validate_story

STORIES = ("story.json", "story-from-page.json", "advisory.json")
SCHEMAS = sorted(path.relative_to(FOLDER).as_posix() for path in FOLDER.rglob("*schema*.json"))


@pytest.fixture
def story() -> dict[str, Any]:
    return deepcopy(read("examples/story.json"))


def found(value: Any, key: str) -> set[str]:
    """All strings under `key` anywhere in a schema."""
    if isinstance(value, dict):
        own = {value[key]} if isinstance(value.get(key), str) else set()
        return own.union(*(found(inner, key) for inner in value.values()))
    return set().union(*(found(inner, key) for inner in value)) if isinstance(value, list) else set()


@pytest.mark.parametrize("name", STORIES)
def test_examples_are_valid(name: str) -> None:
    """An example is valid by our schema, and without our property by IPTC's."""
    assert validate_story(read(f"examples/{name}")) == []


@pytest.mark.parametrize("name", STORIES)
def test_offsets_of_examples_are_right(name: str) -> None:
    """What an example says of its body is so: texts, characters, words."""
    example = read(f"examples/{name}")
    body = example["bodies"][0]
    lists = [value for value in example["wiredesk"].values() if isinstance(value, list)]
    spans = [
        entry
        for entries in lists
        for entry in entries
        if isinstance(entry, dict) and "start" in entry and "text" in entry
    ]

    assert (len(body["value"]), len(body["value"].split())) == (body["charCount"], body["wordCount"])
    assert all(body["value"][span["start"] : span["end"]] == span["text"] for span in spans)


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas_are_schemas(name: str) -> None:
    """Every schema is valid by its draft, and has an id that is its own for ever."""
    schema = read(name)

    Draft202012Validator.check_schema(schema)
    assert schema["$id"].startswith(("urn:wiredesk:schema:", "http://www.iptc.org/std/ninjs/"))


def test_every_format_is_checked() -> None:
    """A format nobody checks would pass silently."""
    used = set().union(*(found(read(name), "format") for name in SCHEMAS))

    assert used <= set(FORMATS.checkers)


def test_nothing_is_fetched() -> None:
    """A schema that is not at hand is an error, not a download."""
    with pytest.raises(NoSuchResource):
        validate.validator("https://example.org/schema.json")


@pytest.mark.parametrize(
    ("path", "value", "word"),
    [
        (("uri",), "urn:wiredesk:xyz", "$.uri"),
        (("uri",), "no uri at all", "not a 'uri'"),
        (("type",), "picture", "'text' was expected"),
        (("version",), 2, "$.version"),
        (("versionCreated",), "2026-05-18 09:42", "date-time"),
        (("versionCreated",), "2026-02-30T00:00:00Z", "date-time"),
        (("pubStatus",), "draft", "$.pubStatus"),
        (("bodies",), [], "$.bodies"),
        (("bodies", 0, "contentType"), "text/html", "$.bodies[0].contentType"),
        (("places", 0, "geoJSON", "coordinates"), [6.25, 95], "coordinates[1]"),
        (("places", 0, "geoJSON", "type"), "Polygon", "geoJSON"),
        (("standard", "schema"), "https://example.org/", "$.standard.schema"),
        (("subjects", 0, "confidence"), 101, "confidence"),
        (("invented",), True, "invented"),
        (("wiredesk", "invented"), True, "invented"),
        (("wiredesk", "origin"), "somewhere", "$.wiredesk.origin"),
        (("wiredesk", "revision", "kind"), "rewrite", "revision.kind"),
        (("wiredesk", "money", 0, "currency"), "euro", "currency"),
        (("wiredesk", "dates", 0, "to"), "2026-13-01", "not a 'date'"),
        (("wiredesk", "mentions", 0, "start"), -1, "start"),
        (("wiredesk", "cut"), {"confidence": 101, "evidence": []}, "confidence"),
    ],
)
def test_wrong_stories_are_told(story: dict[str, Any], path: tuple[str | int, ...], value: Any, word: str) -> None:
    """One wrong property makes a story invalid, and the problem names it."""
    place: Any = story
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value

    assert any(word in problem for problem in validate_story(story))


@pytest.mark.parametrize(
    "name", ["uri", "version", "versionCreated", "firstCreated", "headlines", "bodies", "standard", "wiredesk"]
)
def test_what_a_story_must_have(story: dict[str, Any], name: str) -> None:
    """A story without it is not valid."""
    del story[name]

    assert any(f"'{name}' is a required property" in problem for problem in validate_story(story))


@pytest.mark.parametrize("name", ["feed", "received", "origin", "revision"])
def test_what_our_property_must_have(story: dict[str, Any], name: str) -> None:
    """Of our own property these four are needed, everything else may be absent."""
    required = {key: story["wiredesk"][key] for key in ("feed", "received", "origin", "revision")}

    assert validate_story({**story, "wiredesk": required}) == []
    del required[name]
    assert validate_story({**story, "wiredesk": required})


def test_problems_do_not_quote_a_body(story: dict[str, Any]) -> None:
    """A message quotes a value only so far, since problems may be logged."""
    story["urgency"] = "word " * 1000

    assert validate_story(story)
    assert all(len(problem) < 300 for problem in validate_story(story))


@pytest.mark.parametrize("text", ["2026-05-18T09:42:00Z", "2026-05-18T09:42:00.123456+05:30", "2016-12-31T23:59:60Z"])
def test_times(text: str) -> None:
    """What RFC 3339 gives as examples, and what we write."""
    assert is_date_time(text)


@pytest.mark.parametrize(
    "text",
    [
        "2026-05-18",
        "2026-05-18T09:42:00",
        "2026-05-18 09:42:00Z",
        "2026-05-18T24:00:00Z",
        "2026-05-18T09:42Z",
        "٢٠٢٦-05-18T09:42:00Z",
        "",
    ],
)
def test_no_times(text: str) -> None:
    """Without a zone, with a blank, without seconds: no time by RFC 3339."""
    assert not is_date_time(text)


@given(st.datetimes(timezones=st.just(UTC)))
def test_our_times_are_times(moment: datetime) -> None:
    """Whatever `schemas.times` writes is a date-time, and its day a date."""
    text = times.rfc3339(moment)

    assert is_date_time(text)
    assert is_date(text[:10])


@pytest.mark.parametrize(
    "text",
    [
        "urn:wiredesk:schema:story:1",
        "http://cv.iptc.org/newscodes/mediatopic/20000385",
        "https://user@coast.example:8080/a%20b;c?q=1&r=/#part",
        "http://[2001:db8::7]/c=GB",
        "mailto:desk@coast.example",
        "tag:coast.example,2026:a",
        "file:///a/b",
        "about:",
    ],
)
def test_uris(text: str) -> None:
    """With a scheme, of any sort."""
    assert is_uri(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "coast.example",
        "/a/b",
        "http://coast example/",
        "http://coast.example/ä",
        "1a:b",
        "http://a/%zz",
        "a:b#c#d",
        "a:[b]",
    ],
)
def test_no_uris(text: str) -> None:
    """Without a scheme, with a blank, beyond ASCII, or broken."""
    assert not is_uri(text)


@given(st.text(max_size=40))
def test_formats_never_raise(text: str) -> None:
    """Whatever text comes, the checks say yes or no."""
    assert {is_uri(text), is_date(text), is_date_time(text)} <= {True, False}


def test_iptc_examples_are_valid(shared_data: Path) -> None:
    """IPTC's own examples of ninjs 3.1 are valid, but for one whose uri is none."""
    folder = shared_data / "feeds/iptc_ninjs/documentation/includes/examples/3.1"
    wrong = {path.name: problems(codec.loads(path.read_bytes()), NINJS) for path in folder.glob("*.json")}

    assert len(wrong) == 8
    assert {name: said for name, said in wrong.items() if said} == {
        "002_renditions_example.json": ["$.uri: 'renditions-example' is not a 'uri'"]
    }

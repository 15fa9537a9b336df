"""ninjs of every version reads the same."""

from pathlib import Path
from typing import Any

import pytest

from schemas import codec
from schemas.item import BadItem, Item
from schemas.validate import NINJS, problems
from streams.errors import ContentError, Reason
from streams.formats import ninjs
from streams.formats.format import MAX_ITEMS, Content, Shape

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def read(value: object) -> list[Item | BadItem]:
    """As the registry would."""
    content = Content(Shape.JSON, value)
    assert ninjs.FORMAT.claims(content)
    return ninjs.FORMAT.read(content)


def one(**properties: object) -> Item:
    """The item of an object with these properties beside a headline and a body."""
    (item,) = read({"uri": "urn:x:1", "headline": "H", "body_text": "B", **properties})
    assert isinstance(item, Item)
    return item


def sample(name: str) -> Item:
    """The item of a sample file."""
    (item,) = read(codec.loads((SAMPLES / name).read_bytes()))
    assert isinstance(item, Item)
    return item


def test_version_1() -> None:
    """Names in small letters, `body_*`, codes with schemes; the marked-up body has the paragraphs."""
    item = sample("ninjs-1.json")
    assert item == Item(
        paragraphs=[
            "The dyke gates of Northgate were closed on Monday.",
            "The water is expected to rise 1.8 metres above normal.",
            "“They held in 2019 and will hold now,” the mayor said.",
        ],
        title="Dyke gates of Northgate close for the first time in six years",
        id="http://press.kestria.example/items/20251124-01",
        version="3",
        url="https://press.kestria.example/20251124-01",
        created="2025-11-24T09:37:00Z",
        ninjs={
            "firstCreated": "2025-11-24T07:00:00Z",
            "by": "Agnes Rowe",
            "located": "Northgate",
            "slugline": "dyke-gates",
            "edNote": "Adds mayor in paragraph 3",
            "copyrightHolder": "Kestria Press",
            "usageTerms": "Subscribers only",
            "language": "en",
            "urgency": 4,
            "genres": [{"name": "current", "literal": "Current"}],
            "infoSources": [{"name": "Coastal board"}],
            "subjects": [
                {"name": "flood", "uri": "http://cv.iptc.org/newscodes/mediatopic/20000151", "rel": "about"},
                {"name": "coast", "literal": "C-7"},
            ],
        },
    )


def test_version_2() -> None:
    """The main headline and body go before short ones and teasers."""
    item = sample("ninjs-2.json")
    assert (item.title, item.status, item.version) == ("Otter aus dem Tierpark Dorn entwischt", "withheld", "2")
    assert item.paragraphs == [
        "Aus dem Tierpark in Dorn ist ein Otter entwischt.",
        "Er wurde zuletzt im Brunnen vor dem Rathaus gesehen.",
    ]
    assert item.ninjs["language"] == "de"
    assert item.ninjs["infoSources"] == [{"name": "Zoo", "role": "author"}]


def test_version_3() -> None:
    """Names with capitals; times in UTC."""
    item = sample("ninjs-3.json")
    assert (item.embargoed, item.created) == ("2025-12-01T11:00:00Z", "2025-11-24T09:18:00Z")
    assert (item.url, item.ninjs["language"]) == ("https://press.kestria.example/prize", "nb")
    assert item.paragraphs == ["Forfatteren Clara Venn får Amsel-prisen.", "Juryen roser «en komedie om tålmodighet»."]


@pytest.mark.parametrize("name", ["ninjs-1.json", "ninjs-2.json", "ninjs-3.json"])
def test_properties_are_valid_for_ninjs_3_1(name: str) -> None:
    """Formats asserted."""
    assert problems({"uri": "urn:x:1", **sample(name).ninjs}, NINJS) == []


@pytest.mark.parametrize(
    ("stated", "expected"),
    [
        ("usable", "usable"),
        ("Usable", "usable"),
        (None, "usable"),
        ("canceled", "canceled"),
        ("cancelled", "canceled"),
        ("withheld", "withheld"),
        ("on hold", "withheld"),
        ("", "withheld"),
        (True, "withheld"),
        (["usable"], "withheld"),
    ],
)
def test_unsure_means_withheld(stated: object, expected: str) -> None:
    """A status that ninjs does not have is never taken for usable."""
    assert one(pubstatus=stated).status == expected


@pytest.mark.parametrize("stated", ["tomorrow", 1764585600, {"at": "noon"}])
def test_an_embargo_that_is_no_time_withholds(stated: object) -> None:
    """There is one, and nobody knows until when."""
    item = one(embargoed=stated)
    assert (item.status, item.embargoed) == ("withheld", "")


def test_an_array_is_read_entry_by_entry() -> None:
    """One that cannot be read stays in its place."""
    good = {"uri": "urn:x:1", "headline": "H", "body_text": "B"}
    items = read([good, {"uri": 5, "headline": "H"}, "text", {"uri": "urn:x:2", "type": "picture"}, good])
    assert [item.reason if isinstance(item, BadItem) else item.title for item in items] == [
        "H", Reason.INVALID_ITEM, Reason.INVALID_ITEM, Reason.NO_TEXT, "H",
    ]  # fmt: skip
    assert read([]) == []


@pytest.mark.parametrize(
    ("value", "reason"),
    [
        ({"uri": ["urn:x:1"], "headline": "H"}, Reason.INVALID_ITEM),
        ({"uri": "urn:x:1", "bodies": []}, Reason.NO_TEXT),
        ({"uri": "urn:x:1", "bodies": "text", "headlines": 7}, Reason.NO_TEXT),
        ({"uri": "urn:x:1", "type": "video", "headline": "H"}, Reason.NO_TEXT),
        ({"uri": "urn:x:1", "title": "T", "eventDetails": {}, "headline": "H"}, Reason.NO_TEXT),
        ([{"headline": "H"}] * (MAX_ITEMS + 1), Reason.TOO_MANY_ITEMS),
    ],
)
def test_what_is_no_text_is_refused(value: Any, reason: Reason) -> None:
    """With a reason."""
    with pytest.raises(ContentError) as caught:
        read(value)
    assert caught.value.reason is reason


def test_a_flash_has_a_headline_only() -> None:
    """It is an item without paragraphs."""
    (item,) = read({"uri": "urn:x:1", "headline": "Ferry hits pier"})
    assert isinstance(item, Item)
    assert (item.title, item.paragraphs) == ("Ferry hits pier", [])


def test_a_description_stands_in_for_a_body() -> None:
    """Some agencies send short items so."""
    (item,) = read({"uri": "urn:x:1", "type": "text", "description_text": "It hit the pier."})
    assert isinstance(item, Item)
    assert item.paragraphs == ["It hit the pier."]


@pytest.mark.parametrize(
    "value", [{"hello": 1}, {"uri": "urn:x:1"}, [1, 2], [{"a": 1}], "text", 7, {"version": "x", "items": []}]
)
def test_other_json_is_not_claimed(value: object) -> None:
    """Nor is every object with a uri."""
    assert not ninjs.FORMAT.claims(Content(Shape.JSON, value))

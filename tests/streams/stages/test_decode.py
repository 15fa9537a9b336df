"""Any bytes become a document of items, or a reason why not."""

import json
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from schemas import codec
from schemas.item import BadItem, Document, Item
from schemas.raw import Raw
from streams.errors import ContentError, Reason
from streams.stages.clean import clean_item
from streams.stages.decode import decode

ROOT = Path(__file__).resolve().parents[3]
PAGE = "A ferry hit the pier.\nNobody was hurt.\n"


def document(value: bytes, content_type: str = "") -> Document:
    """What a raw record of these bytes decodes to."""
    return decode(Raw(value=value, origin="wire-raw/0/0", feed="carrier", content_type=content_type))


def reason(value: bytes, content_type: str = "") -> Reason:
    """Why a raw record of these bytes cannot be decoded."""
    with pytest.raises(ContentError) as caught:
        document(value, content_type)
    assert caught.value.detail.endswith(".")
    return caught.value.reason


def envelope(**fields: object) -> bytes:
    """The bytes of an envelope."""
    return codec.dumps(fields)


def test_a_page_is_one_item_of_unknown_extent() -> None:
    """It says nothing of itself."""
    assert document(PAGE.encode(), "text/plain") == Document(
        items=[Item(paragraphs=["A ferry hit the pier.", "Nobody was hurt."], page=True)]
    )


def test_an_envelope_says_what_it_says() -> None:
    """Its time in UTC; its id is the document's."""
    value = envelope(
        feed="wire", received="2025-11-24T11:00:00+01:00", contentType="text/plain", id="w-1", content=PAGE
    )
    found = document(value, "application/json")
    assert (found.feed, found.received, found.id) == ("wire", "2025-11-24T10:00:00Z", "w-1")
    assert found.items == document(PAGE.encode()).items


@pytest.mark.parametrize(
    ("content", "content_type", "page"),
    [
        ({"uri": "urn:x:1", "headline": "H", "body_text": "B"}, None, False),
        ('{"uri": "urn:x:1", "headline": "H", "body_text": "B"}', "text/plain", False),
        ("<rss><channel><item><title>H</title><description>B</description></item></channel></rss>", None, False),
        ("<html><title>H</title><p>B</p></html>", None, True),
        ("<p>B</p>", "text/html; charset=utf-8", True),
        ("B", None, True),
    ],
)
def test_an_envelope_holds_any_format(content: object, content_type: str | None, page: bool) -> None:
    """Text is what the content type or sniffing says."""
    (item,) = document(envelope(content=content, contentType=content_type)).items
    assert isinstance(item, Item)
    assert (item.paragraphs, item.page) == (["B"], page)


def test_an_envelopes_content_type_is_that_of_its_content() -> None:
    """The carrier's speaks of the envelope."""
    (item,) = document(envelope(content="[Corrects] B", contentType="text/plain"), "application/json").items
    assert isinstance(item, Item)
    assert item.paragraphs == ["[Corrects] B"]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"", Reason.EMPTY),
        (b" \n", Reason.EMPTY),
        (envelope(content=" "), Reason.EMPTY),
        (b"{", Reason.INVALID_JSON),
        (b'{"content": "broken off', Reason.INVALID_JSON),
        (envelope(content="{broken"), Reason.INVALID_JSON),
        (b'{"content": "\\ud83d"}', Reason.INVALID_JSON),
        (b'{"hello": 1}', Reason.UNKNOWN_FORMAT),
        (b"[1, 2]", Reason.UNKNOWN_FORMAT),
        (envelope(content={"hello": 1}), Reason.UNKNOWN_FORMAT),
        (codec.dumps([{"content": "x"}]), Reason.UNKNOWN_FORMAT),
        (envelope(content=5), Reason.INVALID_ENVELOPE),
        (envelope(content="x", feed=5), Reason.INVALID_ENVELOPE),
        (envelope(content={"content": "x"}), Reason.INVALID_ENVELOPE),
        (envelope(content='{"content": "x"}'), Reason.INVALID_ENVELOPE),
        (b"<newsItem xmlns='http://iptc.org/std/nar/2006-10-01/'/>", Reason.UNKNOWN_FORMAT),
        (b"<?xml version='1.0'?><!DOCTYPE nitf SYSTEM 'nitf-3-4.dtd'><nitf/>", Reason.UNKNOWN_FORMAT),
        (b"<catalogue/>", Reason.UNKNOWN_FORMAT),
        (b"%PDF-1.7", Reason.UNKNOWN_FORMAT),
        ("Паром".encode("cp1251"), Reason.BAD_ENCODING),
    ],
)
def test_what_cannot_be_read_has_a_reason(value: bytes, expected: Reason) -> None:
    """And a sentence."""
    assert reason(value) is expected


@pytest.mark.parametrize(("root", "name"), [("newsMessage", "NewsML-G2"), ("nitf", "NITF"), ("NewsML", "NewsML 1")])
def test_agency_xml_is_named(root: str, name: str) -> None:
    """A desk wants to know what it is that cannot be read."""
    with pytest.raises(ContentError, match=name):
        document(f"<{root}/>".encode())


def test_of_a_property_given_twice_the_last_counts() -> None:
    """As in every JSON reader that newsrooms use."""
    (item,) = document(b'{"content": "one", "content": "two"}').items
    assert isinstance(item, Item)
    assert item.paragraphs == ["two"]


MILLION = 1_000_000
HOSTILE = {
    "20 MB in one line": b"word " * (4 * MILLION),
    "20 MB of lines": b"x\n" * (10 * MILLION),
    "20 MB in an envelope": b'{"content": "' + b"word " * (4 * MILLION) + b'"}',
    "a million brackets": b"[" * MILLION,
    "a million objects": b'{"a":' * MILLION,
    "a million entries": b"<rss><channel>" + b"<item><title>a</title></item>" * MILLION,
    "a quarter million ninjs": b"[" + b'{"uri":"a:b","bodies":[]},' * (MILLION // 4) + b"{}]",
    "a million nested elements": b"<rss><channel>" + b"<a>" * MILLION,
    "a million nested tags": b"<html><body>" + b"<div>" * MILLION,
    "a million laughs": b'<!DOCTYPE r [<!ENTITY a "ha">'
    + b"".join(b'<!ENTITY a%d "%s">' % (n, b"&a;" * 10) for n in range(10))
    + b"]><rss>&a9;</rss>",
    "a million comments": b"<!--" * MILLION,
    "a million marks": ('{"content": "' + "\u0301\u0323" * MILLION + '"}').encode(),
    "a million misreadings": ("Ã©" * MILLION).encode(),
    "zero bytes in a row": b"\x00" * MILLION,
    "high bytes": bytes(range(0x80, 0x100)) * 50_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_documents_end_soon(name: str) -> None:
    """As items or with a reason, in seconds."""
    start = time.process_time()
    try:
        for item in document(HOSTILE[name]).items:
            if isinstance(item, Item):
                clean_item(item)
    except ContentError as error:
        assert error.reason is not Reason.INTERNAL  # noqa: PT017 - either end is right
    assert time.process_time() - start < 10


def samples() -> Iterator[bytes]:
    """Every sample of ours, an envelope or document each."""
    for folder in (ROOT / "tests" / "samples", ROOT / "streams" / "samples"):
        for path in sorted(folder.iterdir()):
            yield from path.read_bytes().splitlines() if path.suffix == ".jsonl" else [path.read_bytes()]


SAMPLES = list(samples())
CLAIMS = st.sampled_from(
    ["", "text/plain", "text/html", "application/json", "application/rss+xml", "text/xml; charset=latin-1"]
)
SPLICE = st.sampled_from(
    [b"", b"<", b">", b"]]>", b"&", b'"', b"\\", b"\x00", b"\xff", b"&#x1F600;", b"<a b='c", b"{", b"\xe2\x80"]
)


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """A sample with a cut and something strange in its place, up to three times."""
    value = draw(st.sampled_from(SAMPLES))
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(value)))
        value = value[:start] + draw(SPLICE) + value[start + draw(st.integers(0, 40)) :]
    return value


def check(value: bytes, claim: str) -> None:
    """Only a content error may come out, and what comes out otherwise can travel."""
    try:
        found = document(value, claim)
    except ContentError:
        return
    for item in found.items:
        codec.dumps(clean_item(item) if isinstance(item, Item) else item)


@settings(max_examples=400, deadline=None)
@given(mutated(), CLAIMS)
def test_mutated_samples_never_crash_it(value: bytes, claim: str) -> None:
    """Half of them are still readable, which is the harder half."""
    check(value, claim)


@settings(deadline=None)
@given(st.binary(max_size=400), CLAIMS)
@example(b"<rss><channel><item><title>&#99999999999;</title></item>", "")
@example(b'<feed><entry><content type="application/octet-stream">=</content></entry></feed>', "")
def test_random_bytes_never_crash_it(value: bytes, claim: str) -> None:
    """Whatever they are said to be."""
    check(value, claim)


NAMES = (
    "content feed received contentType id uri type version headline headlines bodies body_text role value pubstatus "
    "versioncreated embargoed subject altids items title content_html authors name url associations"
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=6),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(NAMES.split()), inner, max_size=6),
    max_leaves=20,
)


@settings(deadline=None)
@given(JSON)
def test_any_json_never_crashes_it(value: Any) -> None:
    """With the names that formats look for, in the wrong places and types."""
    check(json.dumps(value).encode(), "application/json")
    check(json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": value}).encode(), "")
    check(json.dumps({"uri": "urn:x:1", "bodies": value, "headline": value, "subjects": value}).encode(), "")


def test_the_samples_of_the_demo_hold_what_their_readme_says() -> None:
    """One broken line among them, and one embargo."""
    folder = ROOT / "streams" / "samples"
    lines = (folder / "wire.jsonl").read_bytes().splitlines()
    found: list[Item | BadItem] = []
    broken = 0
    for line in lines:
        try:
            found += document(line).items
        except ContentError as error:
            broken += error.reason is Reason.INVALID_JSON
    assert (len(lines), len(found), broken) == (21, 20, 1)
    assert sum(bool(item.embargoed) for item in found if isinstance(item, Item)) == 1
    counts = {
        name: len(document((folder / name).read_bytes()).items)
        for name in ("harbour-page.txt", "northgate.rss", "coastline.atom", "agency-ninjs.json")
    }
    assert counts == {"harbour-page.txt": 1, "northgate.rss": 5, "coastline.atom": 4, "agency-ninjs.json": 1}

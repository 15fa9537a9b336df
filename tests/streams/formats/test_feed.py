"""Feeds of all kinds become items, one an entry."""

import time
from pathlib import Path

import pytest

from schemas.item import BadItem, Item
from schemas.validate import NINJS, problems
from streams.errors import ContentError, Reason
from streams.formats import feed
from streams.formats.format import MAX_ITEMS, Content, Shape
from streams.formats.sniff import content_of

SAMPLES = Path(__file__).resolve().parents[2] / "samples"


def read(document: str) -> list[Item | BadItem]:
    """As the registry would."""
    content = content_of(document.encode())
    assert content.shape is Shape.XML
    assert feed.FORMAT.claims(content)
    return feed.FORMAT.read(content)


def rss(entries: str) -> str:
    """An RSS feed of these entries."""
    return f'<rss version="2.0"><channel><title>t</title>{entries}</channel></rss>'


def first(entries: str) -> Item:
    """The first item of an RSS feed of these entries."""
    item = read(rss(entries))[0]
    assert isinstance(item, Item)
    return item


def sample(name: str) -> list[Item | BadItem]:
    """The items of a sample file."""
    return feed.FORMAT.read(content_of((SAMPLES / name).read_bytes()))


def test_atom() -> None:
    """XHTML to paragraphs, authors, categories and source to ninjs, the update's time, the entry's language."""
    items = sample("atom-1.xml")
    assert items[0] == Item(
        paragraphs=["First & only line.", "cod", "peas"],
        title="Fish & chips <3",
        id="tag:c.example,2025:1",
        url="https://c.example/1",
        created="2025-11-24T09:00:00Z",
        ninjs={
            "firstCreated": "2025-11-23T10:00:00Z",
            "by": "Ellen Brook, Leif Dahl",
            "language": "nn",
            "subjects": [{"name": "Food and drink", "uri": "https://c.example/topics/food"}],
            "infoSources": [{"name": "The Other Coast", "uri": "https://other.example/"}],
        },
    )
    draft, empty, title_only = items[1:]
    assert isinstance(draft, Item)
    assert (draft.status, draft.url, draft.ninjs) == ("withheld", "", {"language": "en"})
    assert empty == BadItem(reason="no-text", detail="The entry has neither a title nor text.")
    assert isinstance(title_only, Item)
    assert (title_only.title, title_only.paragraphs, title_only.created) == ("Only a title", [], "")


def test_atom_0_3() -> None:
    """Its dates have other names."""
    (item,) = sample("atom-03.xml")
    assert isinstance(item, Item)
    assert (item.created, item.ninjs["firstCreated"]) == ("2004-03-06T10:30:00Z", "2004-03-05T10:00:00Z")
    assert item.paragraphs == ["The clock of the town hall in Dorn has run backwards since Thursday."]


def test_rdf() -> None:
    """`rdf:about` is the id, Dublin Core tells the rest."""
    bridge, market = sample("rss-rdf.xml")
    assert isinstance(bridge, Item)
    assert isinstance(market, Item)
    assert (bridge.id, bridge.created) == ("https://dorn.example/bridge", "2025-11-24T12:05:00Z")
    assert bridge.ninjs == {"by": "Lotte Marn", "subjects": [{"name": "traffic"}]}
    assert market.created == "2025-11-23T00:00:00Z"


def test_rss_in_latin_1() -> None:
    """The declaration is believed."""
    items = sample("rss-latin1.xml")
    assert [item.title for item in items if isinstance(item, Item)] == [
        "La criée de Port-Amsel rouvre après l'incendie",
        "Été indien à Lindhaven",
    ]


def test_bare_ampersands_and_named_characters_are_mended() -> None:
    """As people write them."""
    brine, herring = sample("rss-malformed.xml")
    assert isinstance(brine, Item)
    assert isinstance(herring, Item)
    assert (brine.title, brine.url) == ("Brine & Sons to close", "https://fs.example/?a=1&copy=2")
    assert brine.paragraphs == [
        "Brine & Sons, salters since 1871, will close at Easter. The family found no successor."
    ]
    assert herring.paragraphs == ["The quota rises by 4% & lasts until May."]


def test_half_a_story_is_none() -> None:
    """An entry that the document ends in is refused, those before it are read."""
    lamps, mayor = sample("rss-truncated.xml")
    assert isinstance(lamps, Item)
    assert mayor == BadItem(reason="invalid-xml", detail="The document ends within this entry.")


def test_content_goes_before_the_summary() -> None:
    """In either order."""
    encoded = '<content:encoded xmlns:content="http://purl.org/rss/1.0/modules/content/">&lt;p>Long&lt;/p>&lt;p>text&lt;/p></content:encoded>'
    for parts in ("<description>Short</description>" + encoded, encoded + "<description>Short</description>"):
        assert first(f"<item><title>t</title>{parts}</item>").paragraphs == ["Long", "text"]


@pytest.mark.parametrize(
    ("guid", "link", "expected"),
    [
        ("<guid>https://a.example/1</guid>", "", ("https://a.example/1", "https://a.example/1")),
        ('<guid isPermaLink="false">https://a.example/1</guid>', "", ("https://a.example/1", "")),
        ('<guid isPermaLink="false">7</guid>', "<link>https://a.example/1</link>", ("7", "https://a.example/1")),
        ("", "<link>https://a.example/1</link>", ("https://a.example/1", "https://a.example/1")),
        ("", "", ("", "")),
    ],
)
def test_id_and_link(guid: str, link: str, expected: tuple[str, str]) -> None:
    """A guid may be the link, and a link may be the id."""
    item = first(f"<item><title>t</title>{guid}{link}</item>")
    assert (item.id, item.url) == expected


def test_a_link_that_several_entries_share_is_no_id() -> None:
    """Some feeds give all entries the address of the site."""
    entry = "<item><title>t</title><link>https://a.example/</link></item>"
    assert first(entry * 2).id == ""


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("Mon, 24 Nov 2025 06:30:00 +0100", "2025-11-24T05:30:00Z"),
        ("2025-11-24T06:30:00Z", "2025-11-24T06:30:00Z"),
        ("24 November 2025", "2025-11-24T00:00:00Z"),
        ("20251124T063000Z", "2025-11-24T06:30:00Z"),
        ("Mon, 24 Nov 99999 06:30:00 GMT", ""),
        ("99999-01-01", ""),
        ("0001-01-01T00:00:00+23:59", ""),
        ("yesterday", ""),
        ("", ""),
        ("1" * 5000, ""),
    ],
)
def test_dates(date: str, expected: str) -> None:
    """Nonsense is no date."""
    assert first(f"<item><title>t</title><pubDate>{date}</pubDate></item>").created == expected


def test_properties_are_valid_for_ninjs_3_1() -> None:
    """Formats asserted."""
    for name in ("atom-1.xml", "atom-03.xml", "rss-rdf.xml", "rss-latin1.xml", "rss-malformed.xml"):
        for item in sample(name):
            if isinstance(item, Item):
                assert problems({"uri": "urn:x:1", **item.ninjs}, NINJS) == []


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        (rss(""), []),
        ('<feed xmlns="http://www.w3.org/2005/Atom"/>', []),
    ],
)
def test_a_feed_without_entries_is_a_valid_document(document: str, expected: list[Item]) -> None:
    """It ends as ignored, not as a dead letter."""
    assert read(document) == expected


@pytest.mark.parametrize(
    ("document", "reason"),
    [
        ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><a/></rdf:RDF>', Reason.UNKNOWN_FORMAT),
        ("<rss><channel><title>t</channel>", Reason.INVALID_XML),
        (rss("<item/>" * (MAX_ITEMS + 1)), Reason.TOO_MANY_ITEMS),
        (rss("<a>" * 200 + "</a>" * 200), Reason.TOO_LARGE),
        (rss("<a/>" * 200_000), Reason.TOO_LARGE),
        (rss("<a " + " ".join(f'b{n}=""' for n in range(200)) + "/>"), Reason.TOO_LARGE),
        (rss("".join(f'<a xmlns:n{n}="u"/>' for n in range(200))), Reason.TOO_LARGE),
        (rss("<item><title>" + "&amp;" * 1_000_001 + "</title></item>"), Reason.TOO_LARGE),
        (rss("<b>" + "x" * 1_000_000), Reason.INVALID_XML),
    ],
)
def test_what_is_no_feed_has_a_reason(document: str, reason: Reason) -> None:
    """And what would cost too much is refused before it does."""
    with pytest.raises(ContentError) as caught:
        read(document)
    assert caught.value.reason is reason


HEAVY = {
    "an address in the square of its length": f"<author>{'a' * 100_000}</author>",
    "many categories": "".join(f"<category>{n}</category>" for n in range(20_000)),
    "many keywords": f"<keywords>{','.join(map(str, range(20_000)))}</keywords>",
    "loose: an address": f"<author>{'a' * 100_000}</author><b>",
    "loose: many keywords": f"<category>{','.join(map(str, range(20_000)))}</category><b>",
    "loose: declarations": "<![" * 50_000,
    "loose: tags": "<a " * 50_000,
    "loose: a number": "&#99999999999999999999;<b>",
}


@pytest.mark.parametrize("name", HEAVY)
def test_heavy_entries_are_read_without_what_makes_them_heavy(name: str) -> None:
    """Feedparser would need minutes; a title is worth keeping."""
    start = time.process_time()
    item = first(
        f"<item><title>Ferry hits pier</title>{HEAVY[name]}</item>"
        if "loose" not in name
        else f"<item><title>Ferry hits pier</title></item><item>{HEAVY[name]}"
    )
    assert item.title == "Ferry hits pier"
    assert time.process_time() - start < 3


def test_a_stranger_may_use_feedparsers_own_names() -> None:
    """An element of any name puts text or attributes where feedparser puts something else."""
    names = (
        "title_detail",
        "summary_detail",
        "published_parsed",
        "updated_parsed",
        "authors",
        "links",
        "content_detail",
        "source_x",
    )
    strange = "".join(f"<{name}>x</{name}>" + f'<{name} a="b"/>' for name in names)
    item = first(f"<item>{strange}<title>t</title></item>")
    assert item.title == "t"


def test_nothing_is_opened_or_fetched(monkeypatch: pytest.MonkeyPatch) -> None:
    """A document that is an address or a file's name is read as text of its own."""
    monkeypatch.setattr("builtins.open", lambda *_: pytest.fail("a file was opened"))
    monkeypatch.setattr("urllib.request.build_opener", lambda *_: pytest.fail("an address was fetched"))
    document = '<!DOCTYPE rss SYSTEM "http://127.0.0.1:9/rss.dtd">' + rss("<item><title>t</title></item>")
    assert len(read(document)) == 1
    with pytest.raises(ContentError):
        feed.FORMAT.read(Content(Shape.XML, "http://127.0.0.1:9/feed", "rss"))

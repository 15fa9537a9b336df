"""XML is held to bounds before anything is built of it."""

import pytest

from streams.errors import ContentError, Reason
from streams.formats import xml_bounds
from streams.formats.xml_bounds import Finding, Limits, examine

LIMITS = Limits(text={"name": 5}, repeated={"tag": 2}, entries=frozenset({"entry"}))


@pytest.mark.parametrize(
    ("document", "expected"),
    [
        ("<a><entry><name>12345</name><tag/><tag/></entry><entry><tag/><tag/></entry></a>", Finding.SOUND),
        ("<a><name>123456</name></a>", Finding.HEAVY),
        ("<a xmlns:b='u'><b:NAME>123<c/>456</b:NAME></a>", Finding.HEAVY),
        ("<a><name><b>123456</b></name></a>", Finding.SOUND),
        ("<a><entry><tag/><tag/><tag/></entry></a>", Finding.HEAVY),
        ("<a><b></a>", Finding.MALFORMED),
        ("<a>&nbsp;</a>", Finding.MALFORMED),
        ("<b:a/>", Finding.MALFORMED),
        ("", Finding.MALFORMED),
        ("<a>\ud800</a>", Finding.SOUND),
    ],
)
def test_a_document_is_sound_heavy_or_malformed(document: str, expected: Finding) -> None:
    """Fields count by local name, the text of an element without that of its children."""
    assert examine(document, LIMITS) is expected


@pytest.mark.parametrize(
    ("document", "named"),
    [
        ("<a>" + "<b/>" * xml_bounds.MAX_ELEMENTS + "</a>", "elements"),
        ("<a>" * (xml_bounds.MAX_DEPTH + 1), "nesting"),
        ("<a " + " ".join(f"b{n}=''" for n in range(xml_bounds.MAX_ATTRIBUTES + 1)) + "/>", "attributes"),
        ("<a " + " ".join(f"xmlns:b{n}='u'" for n in range(xml_bounds.MAX_PREFIXES + 1)) + "/>", "prefixes"),
        ("<a>" + "\n" * (xml_bounds.MAX_BREAKS + 1), "line ends"),
    ],
)
def test_what_is_larger_than_any_feed_is_refused(document: str, named: str) -> None:
    """By name, well-formed or not."""
    with pytest.raises(ContentError, match=named) as caught:
        examine(document, LIMITS)
    assert caught.value.reason is Reason.TOO_LARGE

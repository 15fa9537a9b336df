"""A content type is believed as far as the document bears it out."""

import pytest

from streams.errors import ContentError, Reason
from streams.formats.format import Shape
from streams.formats.sniff import content_of, root_element

RSS = b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>'


@pytest.mark.parametrize(
    ("data", "content_type", "shape"),
    [
        (b"Some text", "", Shape.TEXT),
        (b"Some text", "application/octet-stream", Shape.TEXT),
        (b'{"a": 1}', "", Shape.JSON),
        (b'\xef\xbb\xbf [{"a": 1}]', "text/plain", Shape.JSON),
        ('{"a": "\u00e9"}'.encode("utf-16"), "application/json", Shape.JSON),
        ('{"a": "\u00e9"}'.encode("latin-1"), "application/json; charset=ISO-8859-1", Shape.JSON),
        (b"[Corrects name] A ferry hit the pier.", "text/plain", Shape.TEXT),
        (RSS, "", Shape.XML),
        (RSS, "application/json", Shape.XML),
        (RSS, "text/plain; charset=utf-8", Shape.XML),
        (b"<rss version='2.0'/>", "text/html", Shape.XML),
        (b"<!-- note --><!DOCTYPE rss><rss/>", "", Shape.XML),
        (b"<unknown/>", "", Shape.XML),
        (b"<PRESS> A line of old wire copy", "text/plain", Shape.TEXT),
        (b"<!DOCTYPE html><html><p>x", "", Shape.HTML),
        (b"<!DOCTYPE html>Text", "", Shape.HTML),
        (b'<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"/>', "", Shape.HTML),
        (b"<p>A fragment</p>", "", Shape.HTML),
        (b"A <b>fragment</b>", "text/html", Shape.HTML),
        (b"<unknown>", "text/html", Shape.HTML),
    ],
)
def test_the_shape_is_what_claim_and_content_agree_on(data: bytes, content_type: str, shape: Shape) -> None:
    """And where they disagree, what can be read."""
    assert content_of(data, content_type).shape is shape


@pytest.mark.parametrize(
    ("data", "content_type", "reason"),
    [
        (b"", "", Reason.EMPTY),
        (b" \r\n\t ", "", Reason.EMPTY),
        (b"\xef\xbb\xbf", "", Reason.EMPTY),
        (b"{", "", Reason.INVALID_JSON),
        (b"{broken", "text/plain", Reason.INVALID_JSON),
        (b"[broken", "", Reason.INVALID_JSON),
        (b"[1, 2", "text/plain", Reason.INVALID_JSON),
        (b"[true story", "text/plain", Reason.INVALID_JSON),
        (b"text", "application/json", Reason.INVALID_JSON),
        (b'{"a": NaN}', "", Reason.INVALID_JSON),
        (b'{"a": 1e999}', "", Reason.INVALID_JSON),
        (b'{"a": "\\ud800"}', "", Reason.INVALID_JSON),
        (b'{"a": "\xff\x81"}', "", Reason.BAD_ENCODING),
        (b"404 not found", "application/rss+xml", Reason.INVALID_XML),
        (b"<?xml version='1.0'?>", "", Reason.INVALID_XML),
        (b"<!-- nothing", "", Reason.INVALID_XML),
        (b'<!DOCTYPE r [<!ENTITY a "b">]><rss>&a;</rss>', "", Reason.INVALID_XML),
        (b'<!DOCTYPE r [<!entity % a SYSTEM "file:///etc/hosts">%a;]><rss/>', "", Reason.INVALID_XML),
        (b"%PDF-1.7 ...", "text/plain", Reason.UNKNOWN_FORMAT),
        (b"{\\rtf1 text}", "", Reason.UNKNOWN_FORMAT),
        (b"\x89PNG\r\n", "", Reason.UNKNOWN_FORMAT),
        (b"text\x00text\x01", "", Reason.UNKNOWN_FORMAT),
        (b"\x01\x02\x03text", "", Reason.UNKNOWN_FORMAT),
        (b"\x81\x8d\x8f", "", Reason.BAD_ENCODING),
    ],
)
def test_what_cannot_be_read_has_a_reason(data: bytes, content_type: str, reason: Reason) -> None:
    """And what starts as JSON is never tried as text."""
    with pytest.raises(ContentError) as caught:
        content_of(data, content_type)
    assert caught.value.reason is reason


def test_an_encoding_is_taken_from_the_claim_then_from_the_document() -> None:
    """As RFC 7303 wants it."""
    declared = '<?xml version="1.0" encoding="windows-1251"?><rss>Паром</rss>'.encode("cp1251")
    assert "Паром" in content_of(declared).value
    meta = '<html><meta charset="koi8-r"><p>Паром'.encode("koi8-r")
    assert "Паром" in content_of(meta).value
    assert "Паром" in content_of("<p>Паром".encode("koi8-r"), "text/html; charset=koi8-r").value


def test_the_root_keeps_its_prefix() -> None:
    """Formats compare what comes behind it."""
    assert root_element(' <?xml version="1.0"?>\n<!-- a --><?b c?><rdf:RDF xmlns:rdf="x">') == "rdf:RDF"
    assert root_element("no markup") == ""

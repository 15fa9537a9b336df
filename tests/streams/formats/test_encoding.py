"""Bytes become text by evidence, or not at all."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.errors import ContentError, Reason
from streams.formats.encoding import decoded, is_wide

FRENCH = "Le café de l’île a rouvert « dès l’aube », dit-elle."


@pytest.mark.parametrize(
    ("data", "declared", "expected"),
    [
        (FRENCH.encode(), "", FRENCH),
        (FRENCH.encode("utf-8-sig"), "iso-8859-1", FRENCH),
        (FRENCH.encode("utf-16"), "", FRENCH),
        (b"\xfe\xff" + FRENCH.encode("utf-16-be"), "", FRENCH),
        (FRENCH.encode("utf-32"), "", FRENCH),
        (FRENCH.encode("utf-16-le"), "", FRENCH),
        (FRENCH.encode("cp1252"), "", FRENCH),
        (FRENCH.encode("cp1252"), "ISO-8859-1", FRENCH),
        (FRENCH.encode(), "ISO-8859-1", FRENCH),
        ("Паром ударил причал".encode("koi8-r"), "KOI8-R", "Паром ударил причал"),
        ("フェリーが衝突".encode("shift_jis"), '"Shift_JIS"', "フェリーが衝突"),
        ("フェリーが衝突".encode(), "no-such-set", "フェリーが衝突"),
        (b"plain", "rot13", "plain"),
    ],
)
def test_text_is_read_in_the_encoding_it_is_in(data: bytes, declared: str, expected: str) -> None:
    """A mark first, then what the bytes prove, then what is declared."""
    assert decoded(data, declared) == expected


@pytest.mark.parametrize(
    "data",
    [
        "Паром ударил причал".encode("cp1251"),
        bytes(range(0x80, 0x100)),
        b"caf\xe9 \x81",
        b"\xff\xfe\x00\xd8",
        b"\xef\xbb\xbf\xff",
    ],
    ids=["undeclared Cyrillic", "all high bytes", "undefined in windows-1252", "half a surrogate pair", "broken UTF-8"],
)
def test_what_no_encoding_explains_is_refused(data: bytes) -> None:
    """Nothing is guessed by the frequency of letters."""
    with pytest.raises(ContentError) as caught:
        decoded(data)
    assert caught.value.reason is Reason.BAD_ENCODING


@given(st.text(), st.sampled_from(["", "utf-8", "iso-8859-1", "cp1251"]))
def test_utf_8_is_always_read_as_such(text: str, declared: str) -> None:
    """Whatever a single-byte claim says."""
    assert decoded(("a " * 600 + text).encode(), declared) == "a " * 600 + text


@given(st.binary(max_size=200), st.text(max_size=20))
def test_only_content_errors_come_out(data: bytes, declared: str) -> None:
    """Of any bytes, declared as anything."""
    try:
        decoded(data, declared)
    except ContentError as error:
        assert error.reason is Reason.BAD_ENCODING  # noqa: PT017 - either end is right


def test_wide_text_is_told_from_binary_data() -> None:
    """By its zero bytes: all on one side."""
    assert is_wide("Ferry hits pier".encode("utf-16-le"))
    assert not is_wide(b"\x00\x01\x02\x00\x00\x03")
    assert not is_wide(b"Ferry hits pier")

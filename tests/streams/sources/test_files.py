"""Files, folders and standard input become documents in a known order, without more memory than one document."""

import io
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.sources.files import Claims, Sourced, SourceError, check, content_type, documents


def read(*inputs: Path | str, limit: int | None = None, stdin: bytes = b"", **claims: str) -> list[Sourced]:
    return list(documents([str(one) for one in inputs], Claims(**claims), stdin=io.BytesIO(stdin), limit=limit))


def test_file_is_one_document(tmp_path: Path) -> None:
    """Bytes are untouched; feed, type and time come from the file's name and the file system."""
    path = tmp_path / "harbour.txt"
    path.write_bytes(b"\xefquay\r\n\r\n")
    os.utime(path, (0, 1_700_000_000))

    (found,) = read(path)

    assert found == Sourced(
        value=b"\xefquay\r\n\r\n",
        size=9,
        feed="harbour",
        content_type="text/plain",
        received="",
        arrived="2023-11-14T22:13:20Z",
        path=str(path),
        line=0,
    )


def test_claims_win_over_the_file(tmp_path: Path) -> None:
    """What the caller says holds for every input."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"x")

    (found,) = read(path, feed="quay", content_type="text/html", received="2025-01-01T00:00:00Z")

    assert (found.feed, found.content_type, found.received) == ("quay", "text/html", "2025-01-01T00:00:00Z")


def test_folder_is_read_by_name_without_hidden_files(tmp_path: Path) -> None:
    """Everything below, each folder's entries by name; hidden files and folders and links to folders are left out."""
    for name in ("b/2.txt", "b/1.txt", "a.txt", "c.txt", ".hidden.txt", ".git/x.txt", "b/.x"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(name)
    (tmp_path / "b" / "loop").symlink_to(tmp_path)

    found = read(tmp_path)

    assert [one.value.decode() for one in found] == ["a.txt", "b/1.txt", "b/2.txt", "c.txt"]
    assert [one.path for one in found] == [f"{tmp_path}/{one.value.decode()}" for one in found]


def test_file_of_lines_is_a_document_a_line(tmp_path: Path) -> None:
    """Blank lines are skipped and counted, ends of line are no part of a document, and a last line needs none."""
    path = tmp_path / "wire.JSONL"
    path.write_bytes(b'{"a":1}\r\n\n  \n{"b":2}\nlast')

    found = read(path)

    assert [(one.line, one.value, one.size) for one in found] == [
        (0, b'{"a":1}', 7),
        (3, b'{"b":2}', 7),
        (4, b"last", 4),
    ]
    assert {one.content_type for one in found} == {"application/json"}
    assert {one.feed for one in found} == {"wire"}


@given(
    st.lists(st.binary(max_size=40).filter(lambda line: b"\n" not in line and b"\r" not in line)), st.integers(0, 50)
)
def test_lines_are_what_was_written(lines: list[bytes], limit: int) -> None:
    """Whatever the lines hold, index, size and bytes of those within the limit are right."""
    found = read("-", stdin=b"\n".join(lines), content_type="application/x-ndjson", limit=limit)

    expected = [(at, len(line), line if len(line) <= limit else b"") for at, line in enumerate(lines) if line.strip()]
    assert [(one.line, one.size, one.value) for one in found] == expected


def test_beyond_the_limit_only_the_size_is_read(tmp_path: Path) -> None:
    """A document that is too large is told with its size and without its bytes, as a file and as a line."""
    whole, lines = tmp_path / "large.txt", tmp_path / "large.jsonl"
    whole.write_bytes(b"x" * 3_000_000)
    lines.write_bytes(b"y" * 2_500_000 + b"\r\n" + b"z" * 10 + b"\n")

    found = read(whole, lines, limit=10)

    assert [(one.size, one.value) for one in found] == [(3_000_000, b""), (2_500_000, b""), (10, b"z" * 10)]


def test_file_of_lines_is_read_as_it_is_asked_for() -> None:
    """The first document of a file is there before the rest is read, so that a large file needs no memory."""
    stdin = io.BytesIO(b"first\nsecond\n" * 100_000)
    next(documents(["-"], Claims(content_type="application/jsonl"), stdin=stdin))

    assert stdin.tell() < 100


def test_standard_input_is_a_document_without_a_name() -> None:
    """It has no feed, and the time that the caller gives."""
    (found,) = read("-", stdin=b"Fog", started="2025-01-01T00:00:00Z")

    assert (found.feed, found.content_type, found.arrived, found.path) == ("", "", "2025-01-01T00:00:00Z", "-")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.txt", "text/plain"),
        ("a.XML", "text/xml"),
        ("a.html", "text/html"),
        ("a.json", "application/json"),
        ("a.rss", "application/rss+xml"),
        ("a.atom", "application/atom+xml"),
        ("a.nitf", "text/vnd.IPTC.NITF"),
        ("a.ninjs", "application/json"),
        ("a.txt.gz", ""),
        ("a.unheard-of", ""),
        ("a", ""),
    ],
)
def test_content_type_from_the_suffix(name: str, expected: str) -> None:
    """The trade's types first, then the standard library's own table; empty where neither knows."""
    assert content_type(name) == expected


def test_missing_inputs_are_told_before_anything_is_read(tmp_path: Path) -> None:
    """All of them, in one line."""
    with pytest.raises(SourceError, match=r"no such file or folder: .*gone, .*lost"):
        check([str(tmp_path), "-", str(tmp_path / "gone"), str(tmp_path / "lost")])


def test_unreadable_file_is_told(tmp_path: Path) -> None:
    """A link to nowhere is there, but cannot be read."""
    (tmp_path / "link.txt").symlink_to(tmp_path / "nowhere")

    with pytest.raises(SourceError, match=r"cannot read .*link\.txt"):
        read(tmp_path / "link.txt")


def test_name_that_is_no_utf8_can_be_written(tmp_path: Path) -> None:
    """A file name of other bytes gives a feed and a path that are plain text."""
    name = os.fsencode(tmp_path) + b"/k\xf8ge.txt"
    Path(os.fsdecode(name)).write_bytes(b"x")

    (found,) = read(os.fsdecode(name))

    assert found.feed == "k?ge"
    found.path.encode()

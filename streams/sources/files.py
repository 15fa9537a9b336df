"""Files, folders and standard input as documents: what `wiredesk ingest` puts on the wire and `wiredesk process` reads.

What a document says is left to the formats; here it is bytes with a name.
"""

import mimetypes
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from schemas.times import rfc3339

STDIN = "-"
LINES = frozenset({".jsonl", ".ndjson"})
LINE_TYPES = frozenset({"application/jsonl", "application/x-ndjson", "application/ndjson"})
PIECE = 1024 * 1024  # bytes at a time of what is only counted

# The trade's own, which the standard library does not know (IANA where it has a name for them).
NEWS_TYPES = {
    ".atom": "application/atom+xml",
    ".rss": "application/rss+xml",
    ".rdf": "application/rdf+xml",
    ".nitf": "text/vnd.IPTC.NITF",
    ".newsml": "application/vnd.iptc.g2.newsitem+xml",
    ".g2": "application/vnd.iptc.g2.newsitem+xml",
    ".ninjs": "application/json",
    ".jsonfeed": "application/feed+json",
    ".jsonl": "application/json",
    ".ndjson": "application/json",
}
_STANDARD = mimetypes.MimeTypes()  # the library's own table, not this machine's files: everywhere the same


class SourceError(Exception):
    """An input that cannot be read; the message is one clear line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """A document as found: bytes, and what its place says of it (empty where it says nothing).

    `path` is the input as given, or a file's path below it; `line` its index from 0 in a file of lines, else 0.
    `received` is what the caller stated, `arrived` when the file was last changed, both RFC 3339. `size` is in bytes;
    `value` is empty where that is beyond the limit that was asked for.
    """

    value: bytes
    size: int
    feed: str
    content_type: str
    received: str
    arrived: str
    path: str
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Claims:
    """What the caller says of all inputs; an empty claim leaves it to each file. `started` is standard input's time."""

    feed: str = ""
    content_type: str = ""
    received: str = ""
    started: str = ""


def check(inputs: Sequence[str]) -> None:
    """Look at all inputs before anything is read.

    Raises:
        SourceError: one of them is not there.
    """
    gone = [name for name in inputs if name != STDIN and not os.path.lexists(name)]
    if gone:
        raise SourceError(f"no such file or folder: {', '.join(map(legible, gone))}")


def documents(
    inputs: Sequence[str], claims: Claims, *, stdin: BinaryIO | None = None, limit: int | None = None
) -> Iterator[Sourced]:
    """The documents of files, of folders (all below, by name, hidden ones left out) and of `stdin` for `-`, in order.

    A file of lines (`.jsonl`) is a document a line; its blank lines count and give none. One document is in memory at a
    time, and no more than `limit` bytes of it.

    Raises:
        SourceError: an input cannot be read.
    """
    for name in inputs:
        for path in [name] if name == STDIN else _files(name):
            yield from _of(path, claims, stdin, limit)


def legible(path: str) -> str:
    """A path as text that can be written anywhere: bytes of a file name that are no UTF-8 become question marks."""
    return os.fsencode(path).decode("utf-8", "replace").replace("\N{REPLACEMENT CHARACTER}", "?")


def content_type(path: str) -> str:
    """What the suffix says; empty where it says nothing, or that the file is compressed."""
    suffix = Path(path).suffix.lower()
    guessed, encoding = _STANDARD.guess_type(Path(path).name.lower())
    return NEWS_TYPES.get(suffix) or (guessed if guessed and not encoding else "")


def _files(name: str) -> Iterator[str]:
    """A file itself; of a folder everything below, each folder's entries by name."""
    if not Path(name).is_dir():
        yield name
        return
    try:
        entries = sorted(os.scandir(name), key=lambda entry: entry.name)
    except OSError as error:
        raise _unreadable(name, error) from error
    for entry in entries:
        if entry.name.startswith("."):
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path)
        elif entry.is_file():
            yield entry.path


def _of(path: str, claims: Claims, stdin: BinaryIO | None, limit: int | None) -> Iterator[Sourced]:
    try:
        if path == STDIN:
            assert stdin is not None, "the caller has a standard input"
            yield from _read(path, stdin, claims, claims.started, limit)
            return
        with Path(path).open("rb") as file:
            changed = rfc3339(datetime.fromtimestamp(os.fstat(file.fileno()).st_mtime, UTC))
            yield from _read(path, file, claims, changed, limit)
    except OSError as error:
        raise _unreadable(path, error) from error


def _read(path: str, file: BinaryIO, claims: Claims, arrived: str, limit: int | None) -> Iterator[Sourced]:
    of_lines = Path(path).suffix.lower() in LINES or (path == STDIN and claims.content_type in LINE_TYPES)
    claimed = "application/json" if of_lines and claims.content_type in LINE_TYPES else claims.content_type
    for line, (value, size) in enumerate(_lines(file, limit) if of_lines else [_whole(file, limit)]):
        if not of_lines or (size and not value.isspace()):
            yield Sourced(
                value=value if limit is None or size <= limit else b"",
                size=size,
                feed=claims.feed or ("" if path == STDIN else Path(legible(path)).stem),
                content_type=claimed or ("" if path == STDIN else content_type(path)),
                received=claims.received,
                arrived=arrived,
                path=legible(path),
                line=line,
            )


def _whole(file: BinaryIO, limit: int | None) -> tuple[bytes, int]:
    """All bytes; beyond the limit only their count is right."""
    if limit is None:
        value = file.read()
        return value, len(value)
    value = file.read(limit + 1)
    return value, len(value) + _rest(file, len(value) > limit)


def _rest(file: BinaryIO, more: bool) -> int:
    count = 0
    while more and (piece := file.read(PIECE)):
        count += len(piece)
    return count


def _lines(file: BinaryIO, limit: int | None) -> Iterator[tuple[bytes, int]]:
    """Each line without its end, and its size; of a line beyond the limit only the size is right."""
    room = -1 if limit is None else limit + 2  # the line's end may be two bytes
    while line := file.readline(room):
        size, end = len(line), line
        while not end.endswith(b"\n") and (more := file.readline(PIECE)):
            size, end = size + len(more), end[-1:] + more
        ending = len(end) - len(end.rstrip(b"\r\n"))
        yield line[: size - ending], size - ending


def _unreadable(path: str, error: OSError) -> SourceError:
    return SourceError(f"cannot read {legible(path)}: {error.strerror or error}")

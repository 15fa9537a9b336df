"""`wiredesk dead-letters`: what could not be processed, why, and putting it back on the wire."""

import sys
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any, TypeVar

import click

from schemas import codec, times
from streams.cli.lines import CONTROLS, plain
from streams.cli.moment import Moment
from streams.errors import Reason
from streams.ops.cluster import ClusterError, Connection
from streams.ops.dead_letters import MAX_ATTEMPTS, Filter, Letter, Requeued, fetch, letters, plan, requeue
from streams.settings import Settings

PREVIEW_CHARACTERS = 2000
PREVIEW_BYTES = 256
ROW_BYTES = 16  # of a hex dump
HEADINGS = ("place", "time", "reason", "feed", "attempts", "origin", "detail")

F = TypeVar("F", bound=Callable[..., Any])


@click.group("dead-letters")
def command() -> None:
    """Look at what was refused, and put it back."""


def filtered(function: F) -> F:
    """The options that say which letters are meant."""
    for option in reversed(
        (
            click.option("--feed", help="Only letters of this feed."),
            click.option(
                "--reason", type=click.Choice([reason.value for reason in Reason]), help="Only letters with this code."
            ),
            click.option("--from", "start_ms", type=Moment(), metavar="TIME", help="Only letters from this time on."),
            click.option("--to", "end_ms", type=Moment(), metavar="TIME", help="Only letters before this time."),
        )
    ):
        function = option(function)
    return function


@command.command("list")
@filtered
@click.option("--all", "everything", is_flag=True, help="Also letters that were put back.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
@click.pass_obj
def list_(settings: Settings, /, *, everything: bool, as_json: bool, **chosen: Any) -> None:  # noqa: ANN401 - as click has it
    """List dead letters, oldest first; those that were put back only with --all."""
    found = [letter for letter in _found(settings, Filter(**chosen)) if everything or not letter.requeued]
    for line in map(line_for_programs, found) if as_json else table(found):
        click.echo(line)
    click.echo(f"{len(found):,} dead letters", err=True)


@command.command("show")
@click.argument("letter", metavar="PLACE|ORIGIN")
@click.option("--raw", is_flag=True, help="Write the document's bytes, and nothing else, to standard output.")
@click.pass_obj
def show(settings: Settings, letter: str, *, raw: bool) -> None:
    """Show one letter, by its place (PARTITION/OFFSET, as `list` has it) or its origin."""
    found = _found(settings, Filter(named=frozenset({letter})))
    if not found:
        raise click.ClickException(f"there is no dead letter {plain(letter)}")
    try:
        record = fetch(Connection.of(settings), settings.prefix + "wire-dead-letters", found[-1])
    except ClusterError as fault:
        raise click.ClickException(str(fault)) from fault
    if record is None:
        raise click.ClickException(f"the dead letter {plain(letter)} is no longer kept")
    value = record.value or b""
    if raw:
        write_raw(value)
        return
    for name, text in {**_told(found[-1]), "key": (record.key or b"").decode("utf-8", "replace")}.items():
        click.echo(f"{name:<13} {plain(text)}")
    click.echo()
    for line in preview(value):
        click.echo(line)


@command.command("requeue")
@click.argument("named", nargs=-1, metavar="[PLACE|ORIGIN]...")
@filtered
@click.option("--apply", is_flag=True, help="Do it; without this it is only told what would be done.")
@click.option(
    "--max-attempts", type=click.IntRange(min=1), default=MAX_ATTEMPTS, show_default=True,
    help="Refuse what was tried so often.",
)  # fmt: skip
@click.pass_obj
def requeue_(settings: Settings, /, named: tuple[str, ...], *, apply: bool, max_attempts: int, **chosen: Any) -> None:  # noqa: ANN401 - as click has it
    """Put documents back on the raw topic: those named, or all that the options take."""
    found = _found(settings, Filter(**chosen, named=frozenset(named)))
    to_do, counts = plan(found, max_attempts, settings.max_raw_bytes)
    if apply:
        topic, raw_topic = (settings.prefix + name for name in ("wire-dead-letters", "wire-raw"))
        try:
            requeue(Connection.of(settings), topic, raw_topic, to_do, _now, settings.max_raw_bytes)
        except ClusterError as fault:
            raise click.ClickException(str(fault)) from fault
    for line in summary(counts, max_attempts, applied=apply):
        click.echo(line)


def line_for_programs(letter: Letter) -> str:
    """One JSON object; what could steer a terminal is escaped."""
    line = codec.dumps(_told(letter)).decode()
    return CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def table(found: Iterable[Letter]) -> Iterable[str]:
    """A line a letter under headings, columns as wide as what is in them; the last as long as it is."""
    rows = [HEADINGS, *([plain(_told(letter)[name]) for name in HEADINGS] for letter in found)]
    if len(rows) == 1:
        return []
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def preview(value: bytes) -> Iterable[str]:
    """The beginning of a document: its lines where it is UTF-8 text, else as hexadecimal numbers."""
    try:
        text = value.decode()
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text:
        yield from (_hex_row(value, start) for start in range(0, min(len(value), PREVIEW_BYTES), ROW_BYTES))
        rest = len(value) - PREVIEW_BYTES
    else:
        yield from (CONTROLS.sub("·", line) for line in text[:PREVIEW_CHARACTERS].split("\n"))
        rest = len(text[PREVIEW_CHARACTERS:].encode())
    if rest > 0:
        yield f"… {rest:,} bytes more: see --raw"


def write_raw(value: bytes) -> None:
    """The bytes as they are; not to a terminal, which they might steer."""
    if sys.stdout.isatty():
        raise click.ClickException("these bytes may steer a terminal: send them to a file or a program")
    click.get_binary_stream("stdout").write(value)


def summary(counts: Requeued, max_attempts: int, *, applied: bool) -> Iterable[str]:
    """What was or would be done, with counts by reason and feed."""
    verb = "put back" if applied else "would put back"
    yield f"{verb} {counts.documents:,} documents, {counts.size:,} bytes"
    for what, by in (("reason", counts.by_reason), ("feed", counts.by_feed)):
        yield from (f"  {what} {plain(name)}: {count:,}" for name, count in _largest_first(by))
    if counts.again:
        yield f"  {counts.again:,} letters are of a document that is among them already"
    if counts.tired:
        yield f"refused {counts.tired:,} letters, tried {max_attempts} times or more"
    if counts.large:
        yield f"refused {counts.large:,} letters, larger than the raw topic takes"
    if not applied and counts.documents:
        yield "nothing was done: see --apply"


def _largest_first(by: Counter[str]) -> list[tuple[str, int]]:
    return sorted(by.items(), key=lambda pair: (-pair[1], pair[0]))


def _hex_row(value: bytes, start: int) -> str:
    row = value[start : start + ROW_BYTES]
    shown = "".join(chr(byte) if chr(byte).isascii() and chr(byte).isprintable() else "." for byte in row)
    return f"{start:08x}  {row.hex(' '):<{ROW_BYTES * 3 - 1}}  {shown}"


def _told(letter: Letter) -> dict[str, Any]:
    fields = {name.replace("_", "-"): value for name, value in asdict(letter).items()}
    return {**fields, "time": times.of_milliseconds(letter.time)}


def _found(settings: Settings, wanted: Filter) -> list[Letter]:
    try:
        return letters(Connection.of(settings), settings.prefix + "wire-dead-letters", wanted)
    except ClusterError as fault:
        raise click.ClickException(str(fault)) from fault


def _now() -> str:
    return times.rfc3339(datetime.now(UTC).replace(microsecond=0))

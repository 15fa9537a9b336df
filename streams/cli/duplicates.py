"""`wiredesk duplicates`: why an item was taken for a copy, and where the thresholds stand."""

import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import click
from rich.console import Console

from schemas import codec
from schemas.prepared import Prepared
from streams.cli import calibration
from streams.cli.decision import as_json, facts
from streams.cli.lines import CONTROLS, plain
from streams.cli.progress import progress
from streams.cli.side_by_side import grid, in_colour, legend, texts
from streams.desk.comparison import compare
from streams.ops.calibration import SAMPLES, Calibrated, Calibration, calibrate
from streams.ops.cluster import ClusterError
from streams.ops.duplicates import Found, Pair, UnknownError, items_of, look_up, pair, two
from streams.ops.published import ClusterPublished, FolderPublished, Published, Value
from streams.settings import Settings
from streams.sources.files import SourceError

FROM = click.option(
    "--from", "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="What `wiredesk process --out DIR` wrote; by default the topics.",
)  # fmt: skip
DAY_S = 86_400
HEADINGS = ("origin", "received", "feed", "source", "method", "score", "threshold", "of")
JSON = click.option("--json", "as_programs_read", is_flag=True, help="One JSON object a line, for programs.")


@click.group("duplicates")
def command() -> None:
    """Decisions on copies."""


@command.command("explain")
@click.argument("name", metavar="ID")
@click.option("--with", "other", metavar="ID", help="Compare with this item, whatever was decided.")
@FROM
@JSON
@click.pass_obj
def explain(settings: Settings, name: str, other: str | None, folder: Path | None, *, as_programs_read: bool) -> None:
    """Show why the item ID is a duplicate, beside its original; of a story, list its copies.

    ID is a uri, a provider's id or an origin.
    """
    try:
        published = _published(settings, folder)
        if other:
            _explain(settings, two(published, settings, name, other), as_programs_read=as_programs_read)
            return
        found = look_up(published, name)
        if len(found.duplicates) == 1:
            _explain(settings, pair(published, settings, found.duplicates[0]), as_programs_read=as_programs_read)
        else:
            _list(name, found, as_programs_read=as_programs_read)
    except (ClusterError, SourceError, UnknownError) as fault:
        raise click.ClickException(plain(fault)) from fault


@command.command("calibrate")
@click.option("--feed", help="Only what came by this feed.")
@FROM
@click.option(
    "--days",
    type=click.FloatRange(min=0, min_open=True),
    help="Look for near misses among stories of so many days up to now; by default those of the window for copies.",
)
@click.option("--samples", type=click.IntRange(min=0), default=SAMPLES, show_default=True, help="Of each kind.")
@click.option("--texts/--no-texts", default=None, help="Show how samples begin; by default on a terminal only.")
@JSON
@click.pass_obj
def calibrate_(
    settings: Settings,
    feed: str | None,
    folder: Path | None,
    days: float | None,
    samples: int,
    *,
    texts: bool | None,
    as_programs_read: bool,
) -> None:
    """Show the scores around each feed's thresholds, samples, and what other thresholds would do."""
    published = _published(settings, folder)
    since_ms = int((time.time() - (days or settings.near_window_days) * DAY_S) * 1000)
    try:
        found = calibrate(
            published,
            settings,
            feed=feed,
            since_ms=since_ms,
            samples=samples,
            watch=lambda them: progress("comparing", them),
        )
        if feed and not found.feeds:
            raise click.ClickException(f"there are no copies and no near misses of feed {plain(feed)}")
        if as_programs_read:
            for one in found.feeds:
                click.echo(for_programs(calibration.as_json(one)))
        else:
            _show(published, settings, found, with_texts=texts)
    except (ClusterError, SourceError) as fault:
        raise click.ClickException(str(fault)) from fault


def for_programs(value: Value) -> str:
    """One line of JSON; what could steer a terminal is escaped."""
    return CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", codec.dumps(value).decode())


def table(records: Iterable[Value]) -> list[str]:
    """A line a duplicate under headings, columns as wide as what is in them."""
    rows = [HEADINGS, *([_cell(record, name) for name in HEADINGS] for record in records)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]


def _cell(record: Value, name: str) -> str:
    original = record["duplicateOf"]
    return plain(original["source"] or original["uri"]) if name == "of" else plain(record[name])


def _published(settings: Settings, folder: Path | None) -> Published:
    if folder:
        return FolderPublished(folder)
    return ClusterPublished(settings, lambda records: progress("reading", records))


def _show(published: Published, settings: Settings, found: Calibrated, *, with_texts: bool | None) -> None:
    """Texts go to a terminal unless they are asked for elsewhere."""
    console = Console(highlight=False, markup=False, emoji=False)
    wanted = console.is_terminal if with_texts is None else with_texts
    for one in found.feeds:
        shown = _beginnings(published, settings, one, found.stories) if wanted else {}
        for line in calibration.lines(one, shown):
            console.print(line, overflow="fold")
    click.echo(f"{len(found.feeds):,} feeds, {len(found.stories):,} stories compared", err=True)


def _beginnings(
    published: Published, settings: Settings, one: Calibration, stories: Mapping[str, Prepared]
) -> dict[str, Prepared]:
    """The texts of a feed's samples by uri, as far as they are still there."""
    return {**stories, **{record["uri"]: item for record, item in items_of(published, settings, one.lowest)}}


def _explain(settings: Settings, found: Pair, *, as_programs_read: bool) -> None:
    seen = compare(found.duplicate, found.original, settings) if found.duplicate and found.original else None
    if as_programs_read:
        click.echo(for_programs(as_json(found, seen)))
        return
    console = Console(highlight=False, markup=False, emoji=False)
    console.print(grid(facts(found, seen)))
    console.print(texts(found, seen, coloured=in_colour(console)))
    if seen:
        console.print(legend(coloured=in_colour(console)))


def _list(name: str, found: Found, *, as_programs_read: bool) -> None:
    records: Sequence[Value] = found.duplicates or found.copies
    if not records and not found.is_story:
        ended = f"no duplicate: it ended as {plain(found.ended)}" if found.ended else "neither a duplicate nor a story"
        raise click.ClickException(f"{plain(name)} is {ended}")
    if as_programs_read:
        for record in records:
            click.echo(for_programs(record))
        return
    if found.duplicates:
        click.echo(f"{len(records):,} duplicates have the id {plain(name)}: name one by its origin", err=True)
    else:
        click.echo(f"{plain(name)} is a story with {len(records):,} known copies", err=True)
    for line in table(records) if records else ():
        click.echo(line)

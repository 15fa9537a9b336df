"""`wiredesk route`: tries desks' rules on stories, and brings the desks' topics in line with them."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from io import BytesIO
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table
from rich.text import Text

from schemas import codec
from streams.cli.lines import CONTROLS, plain
from streams.cli.process import Process, Results
from streams.cli.progress import progress
from streams.desk.routing import desks_of
from streams.ops.cluster import ClusterError
from streams.ops.published import ClusterPublished, FolderPublished
from streams.ops.reroute import Moved, reroute
from streams.ops.route import Routed, Share, routed
from streams.outcomes import TooManyDeadLettersError
from streams.settings import Settings, SettingsError
from streams.sources.files import Claims, SourceError, check, documents

STORIES = "wire-stories"


@click.command("route")
@click.option("--dry-run", is_flag=True, help="Show how stories would be routed; nothing is written.")
@click.option("--apply", is_flag=True, help="Bring the desks' topics in line with their rules.")
@click.option(
    "--from", "source", default=STORIES, metavar="SOURCE", show_default=True,
    help="Stories to try: the topic, a folder or file of `process`, or any input.",
)  # fmt: skip
@click.option("--desk", help="This desk alone; with --rule one that may be new, beside the others.")
@click.option("--rule", help="A rule to try for the desk instead of the settings'.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@click.pass_obj
def command(
    settings: Settings, *, dry_run: bool, apply: bool, source: str, desk: str | None, rule: str | None, as_json: bool
) -> None:
    """Try the desks' rules on stories (--dry-run), or route again what is published (--apply)."""
    if dry_run == apply:
        raise click.UsageError("give --dry-run to see how stories would be routed, or --apply to route them again")
    if apply and (rule is not None or source != STORIES):
        raise click.UsageError("--apply takes the rules of the settings and the stories of the topic")
    rules = _rules(settings, desk, rule)
    try:
        desks = desks_of(rules)
        told: Any = reroute(settings, rules) if apply else routed(stories(settings, source), desks)
    except (ClusterError, SourceError, TooManyDeadLettersError, SettingsError, OSError, ValueError) as fault:
        raise click.ClickException(str(fault)) from fault
    if as_json:
        click.echo(for_programs(told, rules))
    else:
        (show_moved if apply else show)(Console(highlight=False, markup=False, emoji=False), told)


def _rules(settings: Settings, desk: str | None, rule: str | None) -> dict[str, str]:
    """The rules to go by, desk by desk."""
    rules = {name: table.rule for name, table in settings.desks.items()}
    if rule is not None:
        if not desk:
            raise click.UsageError("--rule needs the name of a --desk")
        return rules | {desk: rule}
    if desk and desk not in rules:
        raise click.ClickException(f"there is no desk {desk} in the settings; --rule tries one that is not there yet")
    if not rules:
        raise click.ClickException(
            "the settings have no desks: write [desks.NAME] into wiredesk.toml, or give --desk and --rule"
        )
    return {desk: rules[desk]} if desk else rules


def stories(settings: Settings, source: str) -> Iterator[Mapping[str, Any]]:
    """Stories of the topic, of a folder or file that `process` wrote, or made of any input.

    Raises:
        ClusterError, SourceError, TooManyDeadLettersError, OSError, ValueError: they cannot be read.
    """
    path = Path(source)
    if source in {STORIES, settings.prefix + STORIES} and not path.exists():
        return ClusterPublished(settings, _watch).stories()
    if path.is_dir() and (path / "stories.jsonl").exists():
        return FolderPublished(path, _watch).stories()
    if path.is_file() and _holds_stories(path):
        return _values(_watch(_lines(path)))
    return _made(settings, source)


def _watch(found: Iterator[Any]) -> Iterator[Any]:
    return iter(progress("reading", found))


def _holds_stories(path: Path) -> bool:
    with path.open("rb") as file:
        first = file.readline()
    try:
        value = codec.loads(first)
    except ValueError:
        return False
    return isinstance(value, dict) and "wiredesk" in value and "uri" in value


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file


def _values(lines: Iterable[bytes]) -> Iterator[Mapping[str, Any]]:
    values = (codec.loads(line) for line in lines if line.strip())
    return (value for value in values if isinstance(value, dict) and "wiredesk" in value)


def _made(settings: Settings, source: str) -> Iterator[Mapping[str, Any]]:
    """What `wiredesk process` would make of it."""
    check([source])
    written = BytesIO()
    found = documents([source], Claims(), stdin=click.get_binary_stream("stdin"))
    alone = settings.model_copy(update={"desks": {}})
    Process(alone, Results({STORIES: written})).run(progress("reading", found))
    written.seek(0)
    return _values(written)


def for_programs(told: Routed | dict[str, Moved], rules: Mapping[str, str]) -> str:
    """One JSON object, with what could steer a terminal escaped."""
    if isinstance(told, Routed):
        desks = {name: {"rule": rules[name], **asdict(share)} for name, share in told.desks.items()}
        value = {
            "stories": told.stories, "desks": desks, "none": asdict(told.none),
            "takers": {str(desks): count for desks, count in sorted(told.takers.items())},
        }  # fmt: skip
    else:
        value = {"desks": {name: asdict(moved) for name, moved in told.items()}}
    return CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", codec.dumps(value).decode())


def show(console: Console, told: Routed) -> None:
    """A row a desk, the newest headlines, and what nobody takes."""
    table = Table("desk", "stories", "share", "newest", box=None, pad_edge=False, expand=True)
    table.columns[1].justify = table.columns[2].justify = "right"
    table.columns[3].no_wrap, table.columns[3].ratio = True, 1
    for name, share in told.desks.items():
        _row(table, Text(plain(name), "bold"), share, told.stories)
    _row(table, Text("no desk", "bold yellow"), told.none, told.stories)
    console.print(table)
    several = sum(count for takers, count in told.takers.items() if takers > 1)
    console.print(f"{told.stories:,} stories, {several:,} of them on more than one desk")


def _row(table: Table, name: Text, share: Share, stories: int) -> None:
    shown = Text("\n").join(Text(plain(sample["headline"])) for sample in share.samples)
    table.add_row(name, f"{share.stories:,}", f"{share.stories / max(stories, 1):.0%}", shown)


def show_moved(console: Console, told: Mapping[str, Moved]) -> None:
    """A line a desk."""
    for name, moved in told.items():
        console.print(Text.assemble((plain(name), "bold"), f"  {moved.put:,} put on, {moved.off:,} taken off"))

"""`wiredesk tail TOPIC`: what comes out, as people or (with `--json`) programs read it."""

import signal
import sys
from collections.abc import Iterable

import click
from rich.console import Console

from streams.cli.lines import for_people, for_programs
from streams.ops.cluster import ClusterError, Connection
from streams.ops.tail import Record, Start, follow
from streams.settings import Settings


@click.command("tail")
@click.argument("topic")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a line, for programs.")
@click.option("--from-beginning", is_flag=True, help="Start with the oldest record, not with the next one.")
@click.option("--count", type=click.IntRange(min=1), help="Stop after so many records.")
@click.option("--for", "seconds", type=click.FloatRange(min=0), help="Stop after so many seconds.")
@click.pass_obj
def command(
    settings: Settings, topic: str, *, as_json: bool, from_beginning: bool, count: int | None, seconds: float | None
) -> None:
    """Print the records of TOPIC (such as wire-stories) as they come, until Ctrl-C."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    start = Start.BEGINNING if from_beginning else Start.END
    name = settings.prefix + topic.removeprefix(settings.prefix)
    try:
        records = follow(Connection.of(settings), name, start, count=count, seconds=seconds)
        (print_for_programs if as_json else print_for_people)(records)
    except ClusterError as error:
        raise click.ClickException(str(error)) from error
    except KeyboardInterrupt:
        sys.exit(0)


def print_for_people(records: Iterable[Record]) -> None:
    """Lines in colour on a terminal, without elsewhere."""
    console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
    for record in records:
        console.print(for_people(record))


def print_for_programs(records: Iterable[Record]) -> None:
    """JSON lines, each out at once: a pipe is read as it fills."""
    for record in records:
        click.echo(for_programs(record))
        sys.stdout.flush()

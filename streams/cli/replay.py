"""`wiredesk replay`: what today's code and settings would make of a range of the raw topic, and making it so."""

from collections.abc import Iterable
from dataclasses import fields
from typing import Any

import click

from schemas import codec
from streams.cli.cluster import declared_of
from streams.cli.lines import CONTROLS, plain
from streams.cli.moment import Moment
from streams.cli.progress import progress
from streams.ops.cluster import ClusterError
from streams.ops.difference import Difference
from streams.ops.replay import Report, replay
from streams.ops.shadow import shadow_settings, shadow_topics
from streams.settings import Settings


@click.command("replay")
@click.option("--from", "start_ms", type=Moment(), metavar="TIME", required=True, help="First raw record's time.")
@click.option("--to", "end_ms", type=Moment(), metavar="TIME", required=True, help="Raw records before this time.")
@click.option("--feed", help="Only what is of this feed.")
@click.option("--apply", is_flag=True, help="Publish what would be added or changed; nothing is ever taken away.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object, for programs.")
@click.pass_obj
def command(settings: Settings, start_ms: int, end_ms: int, feed: str | None, *, apply: bool, as_json: bool) -> None:
    """Reprocess a range of the raw topic beside the service, and show the difference to what was published."""
    if end_ms <= start_ms:
        raise click.BadParameter("the range ends before it begins", param_hint="--to")
    shadow = shadow_settings(settings)
    declared = shadow_topics(shadow.prefix, declared_of(shadow), settings.retentions["wire-raw"])
    try:
        report = replay(
            settings, declared, start_ms, end_ms, feed, apply=apply, watch=lambda events: progress("replaying", events)
        )
    except (ClusterError, ValueError) as fault:
        raise click.ClickException(str(fault)) from fault
    for line in [for_programs(report)] if as_json else for_people(report):
        click.echo(line)


def for_programs(report: Report) -> str:
    """The report as one JSON object, with what could steer a terminal escaped."""
    told = {one.name: getattr(report, one.name) for one in fields(report)}
    line = codec.dumps({**told, "order": order(report)}).decode()
    return CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", line)


def for_people(report: Report) -> Iterable[str]:
    """Lines: what was reprocessed and how, then the difference, then what was done about it."""
    feed = f" of feed {plain(report.feed)}" if report.feed else ""
    yield f"{report.raw:,} raw records{feed} from {report.start} to {report.end}: {report.items:,} items"
    outcomes = ", ".join(f"{outcome} {count:,}" for outcome, count in sorted(report.outcomes.items()))
    yield f"outcomes: {outcomes or 'none'}"
    yield f"order: {order(report)}; {report.window_rows:,} decisions on other items taken over"
    yield f"results are on {report.shadow}wire-stories and its neighbours"
    yield from difference_lines(report.difference)
    if report.applied is not None:
        yield f"published {report.applied:,} versions that were added or changed"
    if report.difference.removed:
        yield "what is removed stays published: nothing is taken away without a kill from its provider"


def order(report: Report) -> str:
    """Which order was followed."""
    if not report.unordered:
        return "as decided the first time"
    if report.unordered == report.items:
        return "raw timestamps"
    return f"as decided the first time, but {report.unordered:,} items, not known then or no longer, by raw timestamps"


def difference_lines(difference: Difference) -> Iterable[str]:
    """Counts of versions, then of fields, with examples."""
    kinds = ("added", "removed", "changed", "unchanged", "gone")
    yield ", ".join(f"{kind} {getattr(difference, kind):,}" for kind in kinds)
    for kind in ("added", "removed"):
        yield from (f"  {kind}: {_place(one)}" for one in difference.examples.get(kind, ()))
    for path, count in difference.fields.most_common():
        yield f"  {plain(path)}: {count:,}"
        yield from (
            f"    {_place(one)}: {plain(one['old'])} -> {plain(one['new'])}" for one in difference.examples[path]
        )


def _place(one: dict[str, Any]) -> str:
    return f"{plain(one['uri'])} v{one['version']}"

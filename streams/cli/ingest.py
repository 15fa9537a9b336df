"""`wiredesk ingest`: puts files and folders on the raw topic."""

import click

from schemas import times
from streams.cli.progress import progress
from streams.ops.cluster import ClusterError, Connection
from streams.ops.ingest import ingest
from streams.settings import Settings
from streams.sources.files import Claims, Sourced, SourceError, check, documents


@click.command("ingest")
@click.argument("sources", nargs=-1, required=True, metavar="SOURCE...")
@click.option("--feed", default="", help="Feed of the documents; by default the file's name without its suffix.")
@click.option("--content-type", default="", help="Content type; by default the suffix and content say.")
@click.option("--received", default="", metavar="RFC3339", help="When they were received; by default now.")
@click.pass_obj
def command(settings: Settings, sources: tuple[str, ...], feed: str, content_type: str, received: str) -> None:
    """Put files, folders or `-` on the raw topic, each acknowledged before this returns."""
    if received and not times.normal(received):
        raise click.BadParameter(f"{received!r} is no RFC 3339 time", param_hint="--received")
    claims = Claims(feed=feed, content_type=content_type, received=times.normal(received))
    try:
        check(sources)
        found = documents(sources, claims, stdin=click.get_binary_stream("stdin"), limit=settings.max_raw_bytes)
        topic = settings.prefix + "wire-raw"
        counts = ingest(progress("putting", found), Connection.of(settings), topic, refuse, settings.max_raw_bytes)
    except (SourceError, ClusterError) as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo(f"{counts.put:,} documents on {topic}, {counts.size:,} bytes; {counts.refused:,} refused", err=True)


def refuse(document: Sourced, why: str) -> None:
    """A document that is too large is told and left out; the rest goes on."""
    click.echo(f"wiredesk: refused {document.path}: {why}", err=True)

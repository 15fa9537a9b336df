"""`wiredesk topics`: compares the cluster with the declared topics, and mends it."""

import click

from streams.cli.cluster import declared_of
from streams.ops import topics
from streams.ops.cluster import ClusterError, Connection
from streams.settings import Settings


@click.command("topics")
@click.option("--apply", is_flag=True, help="Create what is missing and set what differs.")
@click.option("--add-partitions", is_flag=True, help="With --apply: also add partitions, after which keys move.")
@click.pass_obj
def command(settings: Settings, *, apply: bool, add_partitions: bool) -> None:
    """Compare the cluster's topics with the declared ones; exit 1 if they differ."""
    connection, declared = Connection.of(settings), declared_of(settings)
    try:
        differences = (
            topics.apply(connection, declared, grow=add_partitions) if apply else topics.compare(connection, declared)
        )
    except ClusterError as fault:
        raise click.ClickException(str(fault)) from fault
    for difference in differences:
        click.echo(str(difference))
    if differences:
        raise click.ClickException(f"{len(differences)} differences from the declared topics")
    click.echo(f"{len(declared)} topics as declared", err=True)

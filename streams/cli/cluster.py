"""What several commands do with settings and a cluster: declare its topics, wait for it."""

import sys
import time
from dataclasses import replace
from pathlib import Path

import click

from schemas.topics import declared
from streams.ops import jars
from streams.ops.broker import Broker
from streams.ops.cluster import ClusterError, Connection
from streams.ops.topics import Declared
from streams.settings import Settings

PAUSE_S = 1.0
SAY_AGAIN_S = 10.0
FIRST_WORD_S = 2.0


def embedded(settings: Settings, port: int | None = None, data: Path | None = None) -> Broker:
    """A broker of our own, whose download shows on standard error; `port` and `data` as `Broker` has them."""
    return Broker(port, data, cache=settings.cache_dir, tell=jars.progress(sys.stderr))


def declared_of(settings: Settings) -> list[Declared]:
    """Every topic of the deployment that the settings describe."""
    return [
        Declared(*topic)
        for topic in declared(
            prefix=settings.prefix,
            partitions=settings.partitions,
            replication=settings.replication,
            min_insync=settings.min_insync,
            retention=settings.retentions,
            sizes=settings.sizes,
            desks=settings.desks,
            app_id=settings.app_id,
        )
    ]


def wait_for_broker(settings: Settings) -> None:
    """Return when the cluster answers; meanwhile say every ten seconds that it does not."""
    said, connection = float("-inf"), replace(Connection.of(settings), patience=FIRST_WORD_S)
    while True:
        try:
            with connection.admin():
                return
        except ClusterError as fault:
            if time.monotonic() - said > SAY_AGAIN_S:
                click.echo(f"wiredesk: waiting for the broker: {fault}", err=True)
                said = time.monotonic()
        time.sleep(PAUSE_S)

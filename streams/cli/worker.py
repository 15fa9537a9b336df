"""`wiredesk worker`: the service. One process of the consumer group, or a parent that keeps several running."""

import asyncio
import os
import signal
import sys
import threading
from collections.abc import Sequence

import click

from streams.cli.cluster import declared_of, wait_for_broker
from streams.ops import lag, topics
from streams.ops.cluster import ClusterError, Connection
from streams.ops.rig import environment_of
from streams.ops.supervisor import NoProgressError, Supervisor
from streams.settings import Settings


@click.command("worker")
@click.option("--processes", type=click.IntRange(1, 64), help="Keep so many workers running, from a parent.")
@click.option("--under", type=int, hidden=True, help="End when this is no longer the parent's process id.")
@click.pass_obj
def command(settings: Settings, processes: int | None, under: int | None) -> None:
    """Run the service until SIGTERM, which drains and exits 0."""
    if processes:
        supervise(settings, worker_commands(settings, processes))
    else:
        work(settings, under)


def worker_commands(settings: Settings, processes: int) -> list[list[str]]:
    """How workers are started that end with this process; a fixed name gets a number for each."""
    command = [sys.executable, "-m", "streams.cli", "worker", "--under", str(os.getpid())]
    names = [f"{settings.instance_id}-{number}" for number in range(processes)] if settings.instance_id else []
    own = [environment_of({"instance_id": name}) for name in names] or [[]] * processes
    return [[*environment, *command] for environment in own]


def supervise(settings: Settings, commands: Sequence[Sequence[str]]) -> None:
    """Keep workers running until SIGTERM or SIGINT.

    Raises:
        click.ClickException: nothing gets done.
    """
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    supervisor = Supervisor(
        commands, lambda: committed(settings), lambda line: click.echo(f"wiredesk: {line}", err=True)
    )
    try:
        supervisor.run(stopping.is_set)
    except NoProgressError as fault:
        raise click.ClickException(str(fault)) from fault


def committed(settings: Settings) -> int:
    """The sum of the group's committed offsets; 0 while the broker does not answer."""
    names = [settings.prefix + name for name in ("wire-raw", "wire-prepared", "wire-unique")]
    try:
        return sum(lag.committed(Connection.of(settings), settings.app_id, names).values())
    except ClusterError:
        return 0


def work(settings: Settings, under: int | None) -> None:
    """Be a worker.

    Raises:
        click.ClickException: it cannot start.
    """
    from mode.loop import use  # noqa: PLC0415 - uvloop must be there before Faust is imported

    use("uvloop")
    from streams.delivery.folder import claim  # noqa: PLC0415 - Faust costs half a second, which others need not pay
    from streams.desk import memory  # noqa: PLC0415 - as below
    from streams.service import Service, make  # noqa: PLC0415

    wait_for_broker(settings)
    missing = topics.compare(Connection.of(settings), declared_of(settings))
    if missing:
        lines = "; ".join(map(str, missing[:5]))
        raise click.ClickException(f"topics are not as declared ({lines}): run `wiredesk topics --apply`")
    try:
        folder = claim(settings.state_dir, settings.instance_id)
    except OSError as fault:
        raise click.ClickException(str(fault)) from fault
    service: Service = make(settings, folder.path, under)
    memory.settle()
    asyncio.run(service.run())

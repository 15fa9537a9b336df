"""`wiredesk broker`: the embedded Kafka by itself, for someone who wants to play."""

import signal
import sys
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from streams.cli.cluster import embedded
from streams.ops.broker import Broker
from streams.ops.broker_ground import is_taken
from streams.ops.jars import BrokerError
from streams.settings import Settings

USUAL_PORT = 9092  # Kafka's own, and where the settings look by default
LOOK = 1.0  # seconds between looks at a broker that might end by itself


def leave(_signal: int, _frame: FrameType | None) -> NoReturn:
    """A signal is a good reason to stop: the broker is ended on the way out."""
    sys.exit(0)


def usual_port() -> int | None:
    """Kafka's own port where it is free, so that the other commands find the broker without a setting."""
    return None if is_taken(USUAL_PORT) else USUAL_PORT


def stand_by(broker: Broker) -> str:
    """Wait for the broker's end, which only a fault brings; says how it ended."""
    while not (said := broker.ended(LOOK)):
        continue
    return said


@click.command("broker")
@click.option("--port", type=click.IntRange(1, 65535), help="Port on 127.0.0.1; if not given, 9092 where that is free.")
@click.option(
    "--data",
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder for its data, kept; if not given, a temporary one that is removed at the end.",
)
@click.pass_obj
def command(settings: Settings, port: int | None, data: Path | None) -> None:
    """Start a real Apache Kafka on this machine and print its address; stop it with Ctrl-C."""
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, leave)
    try:
        with embedded(settings, port or usual_port(), data) as broker:
            click.echo(broker.address)
            click.echo(f"Kafka listens on {broker.address}; data in {broker.folder}. Ctrl-C stops it.", err=True)
            said = stand_by(broker)
    except BrokerError as error:
        raise click.ClickException(str(error)) from error
    raise click.ClickException(f"the broker ended by itself ({said})")

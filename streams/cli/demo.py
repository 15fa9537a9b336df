"""`wiredesk demo`: the whole service on this machine, from nothing to stories on the screen."""

import signal
import sys
import tempfile
import threading
import time
import urllib.request
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from schemas import codec
from streams.cli.cluster import declared_of, embedded
from streams.cli.lines import for_people
from streams.ops import tail
from streams.ops.cluster import ClusterError
from streams.ops.jars import BrokerError
from streams.ops.rig import NotIdleError, Rig
from streams.ops.supervisor import NoProgressError
from streams.settings import Settings
from streams.sources.files import Claims, SourceError, check, documents

PATIENCE_S = 600.0
SCREEN_PATIENCE_S = 10.0
OUTPUTS = ("wire-stories", "wire-duplicates", "wire-dead-letters")


@dataclass(frozen=True, slots=True)
class Summary:
    """What came of the inputs: raw records, items by outcome, passages removed; and where to look further."""

    inputs: int
    stories: int
    duplicates: int
    advisories: int
    dead_letters: int
    ignored: int
    held: int
    repeats: int
    seconds: float
    broker: str
    metrics: str


@click.command("demo")
@click.option("--input", "inputs", multiple=True, metavar="FILE", help="Feed this instead of the samples.")
@click.option("--keep", is_flag=True, help="Stay, with all running, until Ctrl-C.")
@click.pass_obj
def command(settings: Settings, inputs: tuple[str, ...], *, keep: bool) -> None:
    """Start a real Kafka and a worker, feed the samples, and show the stories as they come out."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    try:
        with resources.as_file(resources.files("streams") / "samples") as samples:
            chosen = list(inputs) or [str(path) for path in sorted(samples.iterdir()) if path.suffix != ".md"]
            check(chosen)
            run(settings, chosen, keep=keep)
    except (BrokerError, ClusterError, SourceError, NotIdleError, NoProgressError) as fault:
        raise click.ClickException(str(fault)) from fault
    except KeyboardInterrupt:
        sys.exit(0)


def run(settings: Settings, inputs: Sequence[str], *, keep: bool) -> None:
    """The demo in a folder of its own, removed at the end."""
    with tempfile.TemporaryDirectory(prefix="wiredesk-demo-") as name, embedded(settings) as broker:
        folder = Path(name)
        environment = {
            "WIREDESK_BROKER": broker.address,
            "WIREDESK_STATE_DIR": str(folder / "state"),
            "WIREDESK_SECURITY_PROTOCOL": "PLAINTEXT",
        }
        mine = settings.model_copy(
            update={"broker": broker.address, "state_dir": folder / "state", "security_protocol": "PLAINTEXT"}
        )
        say(f"Kafka listens on {broker.address}")
        with Rig(mine, folder, environment, declared_of(mine)) as rig:
            summary = show(rig, inputs)
            print_summary(summary)
            click.echo(codec.dumps(asdict(summary)))
            sys.stdout.flush()
            while keep:
                rig.tend()
                time.sleep(0.2)


def show(rig: Rig, inputs: Sequence[str]) -> Summary:
    """Feed, wait until all is through, and print stories as they appear."""
    rig.start()
    started = time.monotonic()
    put = rig.put(documents(inputs, Claims(), stdin=click.get_binary_stream("stdin"), limit=rig.settings.max_raw_bytes))
    say(f"{put.put} documents put on {rig.topic('wire-raw')}")
    screen = Screen(rig)
    screen.start()
    rig.wait_idle(PATIENCE_S)
    seconds = time.monotonic() - started
    stories = rig.read("wire-stories")
    screen.wait(len(stories))
    return summarise(rig, stories, put.put, seconds)


class Screen(threading.Thread):
    """Prints stories as they appear on their topic, in a thread of its own."""

    def __init__(self, rig: Rig) -> None:
        """Nothing is printed yet."""
        super().__init__(daemon=True)
        self._records = tail.follow(rig.connection, rig.topic("wire-stories"), tail.Start.BEGINNING)
        self._console = Console(highlight=False, markup=False, emoji=False, soft_wrap=True)
        self._printed = 0
        self._closed = False

    def run(self) -> None:
        """Until the process ends."""
        with suppress(ClusterError):  # the broker is stopped before us
            for record in self._records:
                if self._closed:
                    break
                self._console.print(for_people(record))
                self._printed += 1

    def wait(self, records: int) -> None:
        """Return when so many are printed, or it takes too long for a screen; nothing is printed afterwards."""
        deadline = time.monotonic() + SCREEN_PATIENCE_S
        while self._printed < records and time.monotonic() < deadline:
            time.sleep(0.05)
        self._closed = True  # the summary is the last thing to be said


def summarise(rig: Rig, stories: Sequence[tail.Record], inputs: int, seconds: float) -> Summary:
    """Count what is on the topics; what leaves no record there is taken from the metrics."""
    versions = {}
    for record in stories:
        story = codec.loads(record.value or b"")
        versions[story["uri"], story["version"]] = story
    origins = {name: {one.headers["origin"] for one in rig.read(name)} for name in OUTPUTS}
    outcomes = counted(rig.addresses())
    return Summary(
        inputs=inputs,
        stories=len(versions),
        duplicates=len(origins["wire-duplicates"]),
        advisories=outcomes["advisory"],
        dead_letters=len(origins["wire-dead-letters"]),
        ignored=outcomes["ignored"],
        held=outcomes["held"],
        repeats=sum(len(story["wiredesk"]["repeats"]) for story in versions.values()),
        seconds=round(seconds, 2),
        broker=rig.settings.broker,
        metrics=next(iter(rig.addresses()), ""),
    )


def counted(addresses: Sequence[str]) -> Counter[str]:
    """Items by outcome, over all workers."""
    totals: Counter[str] = Counter()
    for address in addresses:
        with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - our own loopback address
            for line in answer.read().decode().splitlines():
                if line.startswith("wiredesk_items_total{"):
                    outcome = line.partition('outcome="')[2].partition('"')[0]
                    totals[outcome] += int(float(line.rpartition(" ")[2]))
    return totals


def print_summary(summary: Summary) -> None:
    """The figures as a table for people, on standard error."""
    table = Table("", "", show_header=False)
    for name, value in asdict(summary).items():
        table.add_row(name.replace("_", " "), str(value))
    Console(stderr=True).print(table)


def say(line: str) -> None:
    """A word to a person."""
    click.echo(f"wiredesk: {line}", err=True)

"""`wiredesk bench`: measures itself on this machine, with a Kafka of its own."""

import platform
import tempfile
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

import click
from rich.console import Console
from rich.table import Table

from schemas import codec
from streams.cli.cluster import declared_of, embedded
from streams.ops import bench
from streams.ops.cluster import ClusterError
from streams.ops.corpus import CHARACTERS, Made, distinct, of_folder
from streams.ops.jars import BrokerError
from streams.ops.rig import NotIdleError, Rig
from streams.ops.supervisor import NoProgressError
from streams.settings import Settings

# Of the peak; what the latency is measured at.
LOAD = 0.5
LATENCY_SECONDS = 20


@click.command("bench")
@click.option("--items", type=click.IntRange(1000), default=20_000, show_default=True, help="Items for each part.")
@click.option("--data", type=click.Path(exists=True, file_okay=False, path_type=Path), help="Folder of .jsonl files.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object as the last line.")
@click.pass_obj
def command(settings: Settings, items: int, data: Path | None, *, as_json: bool) -> None:
    """Measure the stages alone, the path through Kafka, and latency at half the peak."""
    corpus = list(of_folder(data))[:items] if data else list(distinct(items))
    try:
        figures = measure(settings, corpus)
    except (BrokerError, ClusterError, NotIdleError, NoProgressError, TimeoutError) as fault:
        raise click.ClickException(str(fault)) from fault
    show(figures, corpus, data)
    if as_json:
        click.echo(codec.dumps(figures))


def measure(settings: Settings, corpus: list[Made]) -> dict[str, float]:
    """All figures of one run."""
    stages = bench.alone(settings, corpus)
    with tempfile.TemporaryDirectory(prefix="wiredesk-bench-") as name, embedded(settings) as broker:
        folder = Path(name)
        environment = {
            "WIREDESK_BROKER": broker.address,
            "WIREDESK_STATE_DIR": str(folder / "state"),
            "WIREDESK_SECURITY_PROTOCOL": "PLAINTEXT",
            "WIREDESK_METRICS_PORT": "0",
            "WIREDESK_READING": "false",
            "WIREDESK_LOG_FORMAT": "json",
        }
        mine = Settings.load(environment)
        with Rig(mine, folder, environment, declared_of(mine)) as rig:
            path = bench.through(rig, corpus)
            rate = path.items_per_s * LOAD
            paced = list(distinct(int(rate * LATENCY_SECONDS), seed=2))
            delays = bench.latency(rig, paced, rate)
        one, two = (_shared(folder, environment, corpus, workers) for workers in (1, 2))
    return {
        **{f"stage_{name}": value for name, value in asdict(stages).items()},
        "stages_us": stages.total_us,
        "path_us": path.cpu_us,
        "items_per_s": path.items_per_s,
        "items_per_cpu_s": 1e6 / path.cpu_us,
        "kafka_over_stages": stages.total_us / path.cpu_us,
        "hop_us": (path.cpu_us - stages.total_us) / bench.HOPS,
        "latency_rate": delays.rate,
        "latency_p50_ms": delays.p50_ms,
        "latency_p90_ms": delays.p90_ms,
        "latency_p99_ms": delays.p99_ms,
        "latency_worst_ms": delays.worst_ms,
        "two_over_one": one.cpu_us / two.cpu_us,
        "two_items_per_s": two.items_per_s,
    }


def _shared(folder: Path, environment: dict[str, str], corpus: list[Made], workers: int) -> bench.Through:
    """Items shared by so many workers, on topics and with a state of their own."""
    place = folder / f"shared-{workers}"
    place.mkdir()
    own = {"WIREDESK_PREFIX": f"shared-{workers}-", "WIREDESK_STATE_DIR": str(place / "state")}
    mine = Settings.load(environment | own)
    with Rig(mine, place, environment | own, declared_of(mine)) as rig:
        return bench.shared(rig, corpus, workers)


MEANING = {
    "stage_intake_us": "decode, cut, clean, fingerprint: CPU µs an item",
    "stage_deduplicate_us": "identify, compare: CPU µs an item",
    "stage_publish_us": "compose, encode: CPU µs an item",
    "stages_us": "the stages alone: CPU µs an item",
    "path_us": "through Kafka: worker's CPU µs an item",
    "items_per_s": "through Kafka: items a second, one worker",
    "items_per_cpu_s": "through Kafka: items a CPU second of the worker",
    "kafka_over_stages": "items a CPU second through Kafka over stages alone",
    "hop_us": "what Kafka and Faust add: CPU µs an item and hop",
    "latency_rate": "latency measured at: items a second",
    "latency_p50_ms": "raw record to story in hand: median, ms",
    "latency_p90_ms": "90 %, ms",
    "latency_p99_ms": "99 %, ms",
    "latency_worst_ms": "worst, ms",
    "two_over_one": "two workers' items a CPU second over one's",
    "two_items_per_s": "items a second, two workers on this machine",
}


def show(figures: dict[str, float], corpus: list[Made], data: Path | None) -> None:
    """The figures for people, with what they were measured on."""
    source = f"{data.name}" if data else f"made, {CHARACTERS} characters each"
    table = Table("figure", "value", "meaning", title=f"{len(corpus):,} items ({source})")
    for name, value in figures.items():
        table.add_row(name, f"{value:,.2f}", MEANING[name])
    console = Console()
    console.print(table)
    libraries = ", ".join(f"{name} {version(name)}" for name in ("faust-streaming", "aiokafka", "rocksdict", "orjson"))
    console.print(f"Python {platform.python_version()}, {libraries}; Apache Kafka 4.4.0; {platform.machine()}")

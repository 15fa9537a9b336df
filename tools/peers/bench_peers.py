"""`make bench-peers`: the same stages on quixstreams and on ours, one after the other on the same broker.

Prints both prices and their ratio, whichever way it falls.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

from streams.cli.cluster import declared_of, embedded
from streams.ops import bench
from streams.ops.corpus import Made, distinct, sourced
from streams.ops.rig import Rig
from streams.settings import Settings

PEER = Path(__file__).with_name("quix.py")


def ours(broker: str, items: list[Made], folder: Path, number: int) -> bench.Through:
    """Ours, by the bench."""
    with rig_of(broker, folder, f"ours-{number}-") as rig:
        return bench.through(rig, items)


def peers(broker: str, items: list[Made], folder: Path, number: int, *way: str) -> bench.Through:
    """The peer, over raw records of its own; `way` as its own command line has it."""
    prefix = f"peer-{number}-{'-'.join(way)}"
    with rig_of(broker, folder, prefix) as rig:
        rig.put(sourced(items))
    command = [sys.executable, str(PEER), broker, prefix, str(len(items)), str(folder / prefix), *way]
    told = json.loads(subprocess.run(command, check=True, capture_output=True).stdout.splitlines()[-1])  # noqa: S603 - our own
    return bench.Through(len(items) / told["seconds"], 1e6 * told["cpu_s"] / len(items))


def rig_of(broker: str, folder: Path, prefix: str) -> Rig:
    """Topics of one run."""
    place = folder / f"rig-{prefix}"
    place.mkdir()
    environment = {
        "WIREDESK_BROKER": broker, "WIREDESK_PREFIX": prefix, "WIREDESK_STATE_DIR": str(place / "state"),
        "WIREDESK_METRICS_PORT": "0",
            "WIREDESK_READING": "false", "WIREDESK_LOG_FORMAT": "json",
    }  # fmt: skip
    settings = Settings.load(environment)
    return Rig(settings, place, environment, declared_of(settings))


def main() -> None:
    """Run them in turn, and compare medians."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--rounds", type=int, default=3)
    chosen = parser.parse_args()
    items = list(distinct(chosen.items))
    alone = bench.alone(Settings.load({}), items)
    with tempfile.TemporaryDirectory(prefix="wiredesk-peers-") as name, embedded(Settings.load()) as broker:
        runs = [
            (
                ours(broker.address, items, Path(name), number),
                peers(broker.address, items, Path(name), number),
                peers(broker.address, items, Path(name), number, "blocks"),
            )
            for number in range(chosen.rounds)
        ]
    mine, theirs, blocks = (statistics.median(run[side].cpu_us for run in runs) for side in range(3))
    print(
        f"{chosen.items:,} items, {chosen.rounds} rounds in turn; stages alone {alone.total_us:.0f} µs of CPU an item\n"
        f"wiredesk on faust-streaming {version('faust-streaming')}: {mine:.0f} µs\n"
        f"quixstreams {version('quixstreams')}: {theirs:.0f} µs; with our blocks, kept in memory: {blocks:.0f} µs\n"
        f"items a CPU second, ours over theirs: {theirs / mine:.2f}; over theirs with blocks: {blocks / mine:.2f}"
    )
    told = {"ours_us": mine, "quixstreams_us": theirs, "blocks_us": blocks, "ratio": theirs / mine}
    print(json.dumps({"items": chosen.items, **told}))


if __name__ == "__main__":
    main()

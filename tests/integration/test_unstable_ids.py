"""A feed whose ids are all alike, through a real Kafka: noticed, shown, told once, and known again after a restart."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from schemas import codec
from streams.cli import root
from streams.ops.bench import scrape
from streams.ops.corpus import Writer, enveloped
from streams.ops.rig import Rig
from streams.sources.files import Claims, Sourced, documents

ITEMS = 40
PATIENCE_S = 120
RECEIVED = "2026-01-05T06:00:00Z"

pytestmark = pytest.mark.kafka


def messages() -> Iterator[bytes]:
    """Texts that have nothing in common but their id."""
    writer = Writer(5)
    for _ in range(ITEMS):
        yield enveloped("ferry", "urn:ferry:1", writer.text(400), RECEIVED)


def put(rig: Rig, path: Path, lines: list[bytes]) -> None:
    path.write_bytes(b"\n".join(lines))
    found: Iterator[Sourced] = iter(documents([str(path)], Claims(feed="ferry", received=RECEIVED)))
    rig.put(found)
    rig.wait_idle(PATIENCE_S)


def test_ids_that_are_all_alike_are_noticed(make_rig: Callable[..., Rig], tmp_path: Path) -> None:
    """A second worker that reads the rows back decides as `process` does in one run."""
    rig, made = make_rig("alike", reading=False), list(messages())
    rig.start()
    put(rig, tmp_path / "first.jsonl", made[: ITEMS // 2])
    rig.stop()
    rig.start()
    put(rig, tmp_path / "second.jsonl", made[ITEMS // 2 :])

    (address,) = rig.addresses()
    assert scrape(address)['wiredesk_unstable_ids{feed="ferry"}'] == 1
    said = (rig.folder / "workers.log").read_text().splitlines()
    (line,) = (one for one in said if "ids are alike" in one)
    assert json.loads(line)["feed"] == "ferry"

    (tmp_path / "all.jsonl").write_bytes(b"\n".join(made))
    arguments = ["process", str(tmp_path / "all.jsonl"), "--out", str(tmp_path / "out"), "--received", RECEIVED]
    assert CliRunner().invoke(root, arguments, env={"WIREDESK_READING": "false"}).exit_code == 0
    expected = [codec.loads(value) for value in (tmp_path / "out" / "stories.jsonl").read_bytes().splitlines()]
    stories = [codec.loads(one.value or b"{}") for one in rig.read("wire-stories")]
    assert {(one["uri"], one["version"]) for one in stories} == {(one["uri"], one["version"]) for one in expected}
    assert len({one["uri"] for one in stories}) >= ITEMS - 5

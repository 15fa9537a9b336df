"""Desks' topics on a real Kafka: what comes on, what is taken off, and what is routed again."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from schemas import codec
from streams.cli import root
from streams.ops.reroute import Moved, reroute
from streams.ops.rig import Rig
from streams.ops.tail import Record
from streams.settings import DeskTable
from streams.sources.files import Claims, documents

pytestmark = pytest.mark.kafka

PATIENCE_S = 120
RECEIVED = "2025-11-25T09:00:00Z"
FERRY = "The ferry sailed on time for once. Nobody aboard could remember when it last had, not even the cook."
BAKERY = "The bakery on the square has a new oven, and its bread is talked of as far away as Upper Northgate."
KILL = {
    "uri": "1", "pubstatus": "canceled", "headlines": [{"value": "Kill"}],
    "bodies": [{"role": "main", "contentType": "text/plain", "value": "Take it off."}],
}  # fmt: skip
TOML = "[desks.sea]\nrule = '\"ferry\"'\n[desks.town]\nrule = '\"bakery\"'\n"


def newest(rig: Rig, topic: str) -> dict[bytes, Record]:
    """The last record of each key, as a compacted topic keeps it."""
    return {record.key or b"": record for record in rig.read(topic)}


def put(rig: Rig, folder: Path, *texts: tuple[str, object]) -> None:
    path = folder / "in.jsonl"
    rows = ({"feed": "coast", "id": name, "received": RECEIVED, "content": text} for name, text in texts)
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    rig.put(documents([str(path)], Claims()))
    if not rig.supervisor.pids:
        rig.start()
    rig.wait_idle(PATIENCE_S)


def test_a_desk_has_what_its_rule_picks_and_nothing_stale(make_rig: Callable[..., Rig], tmp_path: Path) -> None:
    """A story comes on, its update goes elsewhere, its kill reaches every desk; new rules are made good afterwards."""
    config = tmp_path / "desks.toml"
    config.write_text(TOML, "utf-8")
    rig = make_rig("desks", config=config, reading=False, partitions=1)
    put(rig, tmp_path, ("1", FERRY), ("2", BAKERY))
    stories = newest(rig, "wire-stories")
    sea, town = newest(rig, "wire-desk-sea"), newest(rig, "wire-desk-town")
    (ferry,), (bakery,) = sea, town
    assert sea[ferry].value == stories[ferry].value
    assert sea[ferry].headers == stories[ferry].headers
    assert town[bakery].value == stories[bakery].value

    put(rig, tmp_path, ("1", FERRY.replace("ferry", "train") + " It rained."))
    left = newest(rig, "wire-desk-sea")[ferry]
    assert left.value is None
    assert left.headers["ce_type"] == "wiredesk.story-left"

    put(rig, tmp_path, ("1", KILL))
    killed = newest(rig, "wire-stories")[ferry].value
    assert codec.loads(killed or b"")["wiredesk"]["revision"] == {
        "kind": "kill",
        "supersedes": "2",
        "changed": ["headlines", "bodies"],
    }
    for desk in ("sea", "town"):
        assert newest(rig, f"wire-desk-{desk}")[ferry].value == killed

    swapped = rig.settings.model_copy(
        update={"desks": {"sea": DeskTable(rule='"bakery"'), "town": DeskTable(rule='"x"')}}
    )
    assert reroute(swapped, swapped.desks) == {"sea": Moved(put=1), "town": Moved(off=1)}
    assert newest(rig, "wire-desk-sea")[bakery].value == stories[bakery].value
    assert newest(rig, "wire-desk-town")[bakery].value is None
    assert newest(rig, "wire-desk-town")[ferry].value == killed
    assert reroute(swapped, swapped.desks) == {"sea": Moved(), "town": Moved()}

    told = CliRunner().invoke(root, ["route", "--dry-run", "--json"], env=rig.environment)
    assert {name: one["stories"] for name, one in json.loads(told.stdout)["desks"].items()} == {"sea": 0, "town": 1}
    explained = CliRunner().invoke(root, ["classify", "explain", bakery.decode(), "--json"], env=rig.environment)
    assert json.loads(explained.stdout)["title"].startswith("The bakery"), explained.output
    unknown = CliRunner().invoke(root, ["classify", "explain", "0" * 32], env=rig.environment)
    assert unknown.exit_code == 1
    assert "there is no story" in unknown.stderr

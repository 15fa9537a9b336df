"""Decisions on copies are explained and calibrated from the topics of a real Kafka."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result
from kafka import TopicPartition

from streams.cli.duplicates import command
from streams.ops.rig import Rig
from streams.sources.files import Sourced

PATIENCE_S = 120
TEXT = (
    "The evening ferry to Little Skerry sailed on time on Tuesday for the first time since March, with 214 passengers. "
    "Harbour master Ida Holm said the new ramp, which cost 3.4 million crowns, had made the difference at last."
)

pytestmark = pytest.mark.kafka


def document(feed: str, text: str, version: int = 1) -> Sourced:
    content = {"uri": f"{feed}-1", "type": "text", "version": str(version), "body_text": text}
    value = json.dumps({"feed": feed, "received": f"2026-05-18T09:0{version}:00Z", "content": content}).encode()
    return Sourced(
        value=value, size=len(value), feed="wire", content_type="application/json", received="", arrived="", path="wire"
    )


def expire(rig: Rig, origin: str) -> None:
    """Take a raw record off its topic, as retention does."""
    topic, partition, offset = origin.removesuffix("#0").rsplit("/", 2)
    with rig.connection.admin() as admin:
        admin.delete_records({TopicPartition(topic, int(partition)): int(offset) + 1})


def test_a_decision_is_explained_from_the_topics(make_rig: Callable[..., Rig]) -> None:
    """Its text is read again from the raw topic; an update of the original leaves what was compared findable."""
    rig = make_rig("copies", reading="false")
    rig.put([document("coast", TEXT)])
    rig.start()
    rig.wait_idle(PATIENCE_S)
    rig.put([document("gull", f"{TEXT} More at noon.")])
    rig.wait_idle(PATIENCE_S)
    rig.put([document("coast", f"{TEXT} He left.", version=2), document("tern", "Nothing else happened at all today.")])
    rig.wait_idle(PATIENCE_S)

    def run(*words: str) -> Result:
        return CliRunner().invoke(command, list(words), obj=rig.settings)

    (record,) = (json.loads(one.value or b"") for one in rig.read("wire-duplicates"))
    found = json.loads(run("explain", "gull-1", "--json").stdout)
    assert found["record"] == record
    assert found["duplicate"]["text"].endswith("More at noon.")
    assert found["original"]["text"].endswith("at last.")
    assert found["today"] == {name: record[name] for name in ("method", "score", "threshold", "shared")}
    assert found["notes"] == []
    shown = run("explain", record["origin"])
    assert "judged again with the code and settings of today: the same" in " ".join(shown.stdout.split())
    assert "gull-1" in run("explain", record["duplicateOf"]["uri"]).stdout
    assert run("explain", "tern-1").exit_code == 0
    assert run("explain", "nobody").exit_code == 1

    (gull,) = map(json.loads, run("calibrate", "--json").stdout.splitlines())
    assert (gull["feed"], gull["copies"]) == ("gull", 1)
    assert "The evening ferry" in run("calibrate", "--texts").stdout

    expire(rig, record["origin"])
    gone = " ".join(run("explain", "gull-1").stdout.split())
    assert f"the raw record {record['origin']} is not kept any more" in gone
    assert "had made the difference at last." in gone
    assert f"score {record['score']:g}" in gone

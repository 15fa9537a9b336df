"""`wiredesk replay`: a report for people and programs that steers no terminal, and clear refusals."""

import json

import pytest
from click.testing import CliRunner

from streams.cli.cluster import declared_of
from streams.cli.lines import CONTROLS
from streams.cli.replay import command, for_people, for_programs
from streams.ops.broker import Broker
from streams.ops.cluster import Connection
from streams.ops.difference import Difference
from streams.ops.replay import Report
from streams.ops.shadow import OUTPUTS, shadow_settings, shadow_topics
from streams.ops.topics import Declared, apply
from streams.settings import Settings

HOSTILE = "\x1b[2J\u202eQuay\x9b"
RANGE = ["--from", "2026-01-01", "--to", "2026-01-02T06:00:00Z"]


def report(unordered: int = 0) -> Report:
    difference = Difference(added=1, removed=2, changed=3)
    difference.fields[HOSTILE] = 3
    difference.example("added", uri=HOSTILE, version=1)
    difference.example(HOSTILE, uri="urn:a", version=2, old=HOSTILE, new=HOSTILE)
    made = Report("2026-01-01T00:00:00Z", "2026-01-02T06:00:00Z", HOSTILE, "shadow-", items=5, unordered=unordered)
    made.difference = difference
    return made


def test_a_report_steers_no_terminal() -> None:
    """Whatever feeds, fields and texts say."""
    lines = list(for_people(report()))
    assert not CONTROLS.search("".join(lines))
    assert "added 1, removed 2, changed 3, unchanged 0, gone 0" in lines
    line = for_programs(report())
    assert not CONTROLS.search(line)
    assert json.loads(line)["difference"]["examples"][HOSTILE][0]["old"] == HOSTILE


def test_what_is_removed_is_said_to_stay() -> None:
    """Nothing is taken away."""
    assert any("stays published" in line for line in for_people(report()))


@pytest.mark.parametrize(
    ("unordered", "said"),
    [(0, "as decided the first time"), (5, "raw timestamps"), (2, "but 2 items, not known then or no longer")],
)
def test_the_order_is_told(unordered: int, said: str) -> None:
    """As it was, or by the raw timestamps, or in part."""
    assert said in json.loads(for_programs(report(unordered)))["order"]


@pytest.mark.parametrize(
    "words", [[], ["--from", "2026-01-01"], [*RANGE[2:], "--from", "now"], [*RANGE, "--to", "2025"]]
)
def test_wrong_usage_is_exit_2(words: list[str]) -> None:
    """A range needs two times, in their order."""
    assert CliRunner().invoke(command, words, obj=Settings.load({})).exit_code == 2


def test_the_shadow_has_the_outputs_and_can_be_emptied() -> None:
    """Topics of its own, none compacted, with the retention given."""
    shadow = shadow_settings(Settings.load({"WIREDESK_PREFIX": "quay-", "WIREDESK_GROUP": "desk"}))
    topics = shadow_topics(shadow.prefix, declared_of(shadow), 60)
    assert {topic.name for topic in topics} == {f"quay-shadow-{name}" for name in OUTPUTS}
    assert {(topic.config["cleanup.policy"], topic.config["retention.ms"]) for topic in topics} == {("delete", "60000")}


@pytest.mark.kafka
def test_another_deployment_is_left_alone(broker: Broker) -> None:
    """A prefix that ends in `shadow-` and has a raw topic is somebody's; an empty range is no fault."""
    connection, names = Connection(servers=broker.address), ("wire-raw", "wire-prepared", "wire-stories")
    apply(connection, [Declared(f"twin-{name}", 1, 1) for name in names])
    settings = Settings.load(
        {"WIREDESK_BROKER": broker.address, "WIREDESK_PREFIX": "twin-", "WIREDESK_PARTITIONS": "1"}
    )
    fine = CliRunner().invoke(command, [*RANGE, "--json"], obj=settings)
    apply(connection, [Declared("twin-shadow-wire-raw", 1, 1)])

    done = CliRunner().invoke(command, RANGE, obj=settings)

    assert json.loads(fine.stdout)["items"] == 0
    assert done.exit_code == 1
    assert "another deployment" in done.stderr

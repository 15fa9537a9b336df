"""`wiredesk tail` on a real Kafka: from the beginning, as JSON and as lines, with an end."""

import json
import os
import signal
import subprocess
import sys

import pytest
from click.testing import CliRunner

from streams.cli.tail import command
from streams.ops.broker import Broker
from streams.ops.cluster import Connection
from streams.ops.topics import Declared, apply
from streams.settings import Settings

pytestmark = pytest.mark.kafka

STORY = {"version": "1", "headlines": [{"value": "Quay \x1b[31mreopens"}], "wiredesk": {"feed": "coast"}}


@pytest.fixture
def settings(broker: Broker) -> Settings:
    connection = Connection(servers=broker.address)
    apply(connection, [Declared("tailed-stories", 1, 1)])
    with connection.producer() as producer:
        producer.send("tailed-stories", json.dumps(STORY).encode(), key=b"a").get(30)
    return Settings.load({"WIREDESK_BROKER": broker.address, "WIREDESK_PREFIX": "tailed-"})


def test_prints_json_lines(settings: Settings) -> None:
    """`--json` gives each value as a line on standard output."""
    done = CliRunner().invoke(command, ["stories", "--json", "--from-beginning", "--count", "1"], obj=settings)

    assert done.exit_code == 0
    assert json.loads(done.stdout) == STORY


def test_prints_lines_for_people(settings: Settings) -> None:
    """Without it, a line with version and headline that steers no terminal."""
    done = CliRunner().invoke(command, ["stories", "--from-beginning", "--for", "3", "--count", "1"], obj=settings)

    assert done.exit_code == 0
    assert "v1" in done.stdout
    assert "Quay  [31mreopens" in done.stdout
    assert "\x1b" not in done.stdout


def test_ctrl_c_is_a_good_end(settings: Settings) -> None:
    """Following without end, it prints what is there and exits 0 when signalled."""
    process = subprocess.Popen(
        [sys.executable, "-m", "streams.cli", "tail", "stories", "--json", "--from-beginning"],
        stdout=subprocess.PIPE,
        env=os.environ | {"WIREDESK_BROKER": settings.broker, "WIREDESK_PREFIX": settings.prefix},
        text=True,
    )
    assert process.stdout is not None
    line = process.stdout.readline()
    process.send_signal(signal.SIGINT)

    assert process.wait(20) == 0
    assert json.loads(line) == STORY


def test_missing_topic_is_exit_1(settings: Settings) -> None:
    """A topic that is not there is one line and exit 1."""
    done = CliRunner().invoke(command, ["none"], obj=settings)

    assert done.exit_code == 1
    assert "has no topic tailed-none" in done.stderr

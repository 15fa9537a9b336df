"""The embedded broker: it starts, tells what is wrong, survives what tests do to it, and leaves nothing behind."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from streams.ops.broker import Broker
from streams.ops.broker_config import PROPERTIES, cluster_id, properties
from streams.ops.broker_ground import answers, free_port, is_taken, reason
from streams.ops.jars import BrokerError

ORPHAN = """
import os, time
from streams.ops.broker import Broker
broker = Broker()
broker.start()
child = os.fork()
if not child:  # a child that outlives us holds our ends of all pipes
    time.sleep(60)
    os._exit(0)
print(broker.pid, broker.folder, child, flush=True)
time.sleep(60)
"""


def is_alive(pid: int) -> bool:
    """Whether a process is there and no zombie."""
    done = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False)
    return bool(done.stdout.strip()) and not done.stdout.startswith("Z")


def wait_until(condition: Callable[[], bool], seconds: float = 15) -> bool:
    """Whether it came true in time."""
    deadline = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def test_configuration_listens_on_loopback_only() -> None:
    """No listener of the configuration is reachable from another machine."""
    text = properties(Path("data"), 9092, 9093)

    assert "listeners=PLAINTEXT://127.0.0.1:9092,CONTROLLER://127.0.0.1:9093\n" in text
    assert "0.0.0.0" not in text


def test_cluster_id_never_reads_as_an_option() -> None:
    """An id with a dash in front would be taken for an option of the format tool."""
    ids = {cluster_id() for _ in range(500)}

    assert len(ids) == 500
    assert {len(each) for each in ids} == {22}
    assert not any(each.startswith("-") for each in ids)


def test_taken_port_is_told_at_once() -> None:
    """A port in use is one clear line, before anything is started."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(BrokerError, match=rf"port {port} of 127\.0\.0\.1 is in use"):
            Broker(port).start()


def test_free_port_is_free() -> None:
    """The port it names can be bound."""
    assert not is_taken(free_port())


@pytest.mark.kafka
def test_session_broker_answers(broker: Broker) -> None:
    """The broker of the test session answers with itself, and runs as the process it says."""
    assert answers(broker.address)
    assert is_alive(broker.pid)


def test_reason_is_the_last_exception_named() -> None:
    """Of a Java log the deepest cause is what a person needs; without one the last error."""
    log = [
        "2026-01-01 ERROR Exiting Kafka due to fatal exception during startup. (Kafka$)",
        "org.apache.kafka.common.KafkaException: cannot start",
        "\tat kafka.Kafka$.main(Kafka.scala:98)",
        "Caused by: java.io.IOException: disk full",
        "2026-01-01 INFO shut down (Kafka)",
    ]

    assert reason(log) == "disk full"
    assert reason(log[:1]) == log[0]
    assert reason([]) == "it gave no reason"


@pytest.mark.kafka
def test_faults_and_restart_keep_the_address() -> None:
    """Killed, restarted and paused, the broker comes back at its address; even without its guard it leaves nothing."""
    with Broker() as own:
        address, folder, first = own.address, own.folder, own.pid
        own.kill()
        assert not answers(address)
        own.restart()
        second = own.pid
        own.pause()
        assert not answers(address)
        own.resume()
        assert wait_until(lambda: answers(address))
        assert own._guard is not None
        own._guard.kill()  # nobody should; the kernel then ends the broker (Linux)
        assert wait_until(lambda: not is_alive(second))

    assert first != second
    assert not folder.exists()


@pytest.mark.kafka
def test_failure_shows_what_the_broker_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broker that refuses its configuration ends the start with its own words."""
    monkeypatch.setitem(PROPERTIES, "num.io.threads", "none")

    with pytest.raises(BrokerError, match=r"^cannot format .* for Kafka: Invalid value none for .*num\.io\.threads"):
        Broker().start()


@pytest.mark.kafka
def test_nothing_is_left_when_the_parent_is_killed() -> None:
    """After `kill -9` of the process that started it, though a child lives on, the broker and its data are gone."""
    parent = subprocess.Popen([sys.executable, "-c", ORPHAN], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid, folder, child = parent.stdout.readline().split()
    assert is_alive(int(pid))

    parent.kill()
    parent.wait()

    assert wait_until(lambda: not is_alive(int(pid)))
    assert wait_until(lambda: not Path(folder).exists())
    os.kill(int(child), signal.SIGKILL)


def run(*options: str) -> "subprocess.Popen[str]":
    """`wiredesk broker` as a process in a group of its own, as a terminal would run it."""
    return subprocess.Popen(
        [sys.executable, "-m", "streams.cli", "broker", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


@pytest.mark.kafka
def test_command_runs_until_a_signal_and_keeps_given_data(tmp_path: Path) -> None:
    """Its address alone is on standard output, it exits 0 when signalled, and data that were given are used again.

    While it runs, a second one on the same data is exit 1 with the reason.
    """
    data = ["--data", str(tmp_path)]
    formatted = set()
    for number in (signal.SIGINT, signal.SIGTERM):
        process = run(*data)
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        answered = answers(address)
        formatted.add((tmp_path / "kafka" / "meta.properties").read_text())
        if number == signal.SIGINT:
            second = run(*data)
            output, words = second.communicate(timeout=60)
            assert (second.returncode, output) == (1, "")
            assert words == f"Error: the data folder {tmp_path} is in use by another broker\n"
        os.killpg(process.pid, number)
        rest, words = process.communicate(timeout=30)

        assert answered
        assert (process.returncode, rest) == (0, "")
        assert address in words
        assert not answers(address)
    assert len(formatted) == 1


def test_command_says_in_one_line_why_it_cannot() -> None:
    """A taken port is exit 1 and one line on standard error."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        process = run("--port", str(other.getsockname()[1]))
        output, words = process.communicate(timeout=30)

    assert (process.returncode, output) == (1, "")
    assert words.count("\n") == 1
    assert "is in use" in words

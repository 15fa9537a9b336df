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

from streams.ops import broker as broker_module
from streams.ops.broker import Broker, answers, cluster_id, free_port, is_taken, properties
from streams.ops.jars import BrokerError

ORPHAN = """
import os, sys, time
from streams.ops.broker import Broker
broker = Broker()
broker.start()
child = os.fork() if sys.argv[1:] else 0
if sys.argv[1:] and not child:  # a child that outlives us holds our ends of all pipes
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


@pytest.mark.kafka
def test_faults_and_restart_keep_the_address() -> None:
    """Killed, restarted and paused, the broker comes back at its address; stopped, it leaves nothing."""
    with Broker() as own:
        address, folder, first = own.address, own.folder, own.pid
        own.kill()
        assert not answers(address)
        own.restart()
        assert answers(address)
        second = own.pid
        own.pause()
        assert not answers(address)
        own.resume()
        assert wait_until(lambda: answers(address))

    assert first != second
    assert not is_alive(second)
    assert not folder.exists()


@pytest.mark.kafka
def test_given_data_stay_and_are_used_again(tmp_path: Path) -> None:
    """A data folder of the user's own outlives the broker and is not formatted anew; two brokers cannot share it."""
    with Broker(data=tmp_path):
        meta = (tmp_path / "kafka" / "meta.properties").read_text()
        with pytest.raises(BrokerError, match="lock"):
            Broker(data=tmp_path).start()

    with Broker(data=tmp_path):
        assert (tmp_path / "kafka" / "meta.properties").read_text() == meta


@pytest.mark.kafka
def test_failure_shows_what_the_broker_said(monkeypatch: pytest.MonkeyPatch) -> None:
    """A broker that refuses its configuration ends the start with its own words."""
    monkeypatch.setitem(broker_module.PROPERTIES, "num.io.threads", "none")

    with pytest.raises(BrokerError, match=r"num\.io\.threads"):
        Broker().start()


@pytest.mark.kafka
@pytest.mark.parametrize("forks", [[], ["forks"]], ids=["alone", "with a child that lives on"])
def test_nothing_is_left_when_the_parent_is_killed(forks: list[str]) -> None:
    """After `kill -9` of the process that started it, the broker and its temporary data are gone."""
    parent = subprocess.Popen([sys.executable, "-c", ORPHAN, *forks], stdout=subprocess.PIPE, text=True)
    assert parent.stdout is not None
    pid, folder, child = parent.stdout.readline().split()
    assert is_alive(int(pid))

    parent.kill()
    parent.wait()

    assert wait_until(lambda: not is_alive(int(pid)))
    assert wait_until(lambda: not Path(folder).exists())
    if int(child):
        os.kill(int(child), signal.SIGKILL)


@pytest.mark.kafka
def test_killed_guard_takes_the_broker_along() -> None:
    """Should somebody kill the guard, the kernel ends the broker (Linux), and `stop` still cleans up."""
    own = Broker()
    own.start()
    pid, folder = own.pid, own.folder
    assert own._guard is not None
    own._guard.kill()

    assert wait_until(lambda: not is_alive(pid))
    own.stop()
    assert not folder.exists()


@pytest.mark.kafka
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_command_prints_its_address_alone_and_stops_on_a_signal(number: signal.Signals) -> None:
    """`wiredesk broker` says its address on standard output, words on standard error, and exits 0 when signalled."""
    run = "from streams.cli.broker import command; command()"
    process = subprocess.Popen(
        [sys.executable, "-c", run], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    )
    assert process.stdout is not None
    address = process.stdout.readline().strip()
    answered = answers(address)
    os.killpg(process.pid, number)
    rest, words = process.communicate(timeout=30)

    assert answered
    assert rest == ""
    assert address in words
    assert process.returncode == 0
    assert not answers(address)


def test_command_says_in_one_line_why_it_cannot() -> None:
    """A taken port is exit 1 and one line on standard error."""
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = str(other.getsockname()[1])
        run = "from streams.cli.broker import command; command()"
        done = subprocess.run([sys.executable, "-c", run, "--port", port], capture_output=True, text=True, check=False)

    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.count("\n") == 1
    assert "is in use" in done.stderr

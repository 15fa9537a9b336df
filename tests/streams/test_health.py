import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing
from http.client import HTTPConnection
from typing import Any

import pytest

from streams import health
from streams.health import CONNECTIONS, Health, Heartbeat

HOST = "127.0.0.1"


class State:
    """What the probes say; a test changes it."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.live: Callable[[], Any] = lambda: (True, [])
        self.ready: Callable[[], Any] = lambda: (True, [])
        self.metrics: Callable[[], bytes] = lambda: b"wiredesk_raw_total 1\n"

    def say_live(self) -> Any:
        return self.live()

    def say_ready(self) -> Any:
        return self.ready()

    def say_metrics(self) -> bytes:
        return self.metrics()


@pytest.fixture(scope="module")
def served_state() -> Iterator[tuple[Health, State]]:
    state = State()
    with Health(HOST, 0, live=state.say_live, ready=state.say_ready, metrics=state.say_metrics) as served:
        yield served, state


@pytest.fixture
def served(served_state: tuple[Health, State]) -> Health:
    return served_state[0]


@pytest.fixture
def state(served_state: tuple[Health, State]) -> Iterator[State]:
    yield served_state[1]
    served_state[1].reset()


def ask(served: Health, path: str, method: str = "GET") -> tuple[int, str, bytes]:
    """Status, content type and body."""
    with closing(HTTPConnection(HOST, served.port, timeout=10)) as connection:
        connection.request(method, path)
        answer = connection.getresponse()
        return answer.status, answer.getheader("Content-Type", ""), answer.read()


def serve(port: int, **options: Any) -> Health:
    return Health(HOST, port, live=lambda: (True, []), ready=lambda: (True, []), metrics=lambda: b"", **options)


def test_metrics(served: Health) -> None:
    """The page is what `metrics` gives, in the type a scraper expects, whatever the query."""
    assert ask(served, "/metrics?name=x") == (
        200,
        "text/plain; version=0.0.4; charset=utf-8",
        b"wiredesk_raw_total 1\n",
    )
    assert served.url == f"http://127.0.0.1:{served.port}/metrics"


@pytest.mark.parametrize("page", ["live", "ready"])
def test_probes(served: Health, state: State, page: str) -> None:
    """200 while all is well, 503 with the reasons when it is not, each page by its own callable."""
    well = ask(served, f"/health/{page}")
    setattr(state, page, lambda: (False, ["the broker does not answer"]))
    ill = ask(served, f"/health/{page}")
    other = ask(served, "/health/ready" if page == "live" else "/health/live")

    assert (well[0], json.loads(well[2])) == (200, {"status": "ok", "reasons": []})
    assert (ill[0], json.loads(ill[2])) == (503, {"status": "not ok", "reasons": ["the broker does not answer"]})
    assert other[0] == 200


def test_a_probe_that_fails_is_a_no(served: Health, state: State) -> None:
    """A check that raises vouches for nothing, and what it says stays inside."""

    def broken() -> None:
        raise LookupError("the text of an item")

    state.ready = broken
    status, _, body = ask(served, "/health/ready")

    assert status == 503
    assert json.loads(body)["reasons"] == ["the check itself failed: LookupError"]


def test_metrics_that_fail_are_seen(served: Health, state: State) -> None:
    """A scraper gets an error, not a closed connection."""

    def broken() -> bytes:
        raise LookupError

    state.metrics = broken

    assert ask(served, "/metrics")[0] == 500


@pytest.mark.parametrize("path", ["/", "/health", "/metrics/", "/table", "/../etc/passwd", "/%2e%2e"])
def test_no_other_page(served: Health, path: str) -> None:
    """There are three pages, and no files."""
    assert ask(served, path)[0] == 404


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "OPTIONS", "BREW"])
def test_no_other_method(served: Health, method: str) -> None:
    """Nothing can be changed here, and what the client wrote is not given back."""
    status, content_type, body = ask(served, "/metrics", method)

    assert (status, content_type) == (501, "application/json")
    assert method.encode() not in body


def test_head_has_no_body(served: Health) -> None:
    """HEAD tells the same without the page."""
    assert ask(served, "/metrics", "HEAD")[::2] == (200, b"")


@pytest.mark.parametrize(
    "request_line", [b"\x00\xff\r\n\r\n", b"GET\r\n\r\n", b"GET /" + b"a" * 70_000 + b" HTTP/1.1\r\n\r\n"]
)
def test_nonsense_is_answered_or_dropped(served: Health, request_line: bytes) -> None:
    """No request breaks the server."""
    with closing(socket.create_connection((HOST, served.port), timeout=10)) as client:
        client.sendall(request_line)
        try:
            answer = client.recv(100)
        except ConnectionError:
            answer = b""

    assert answer[:12] in (b"HTTP/1.0 400", b"HTTP/1.0 414", b"") or b"error" in answer
    assert ask(served, "/health/live")[0] == 200


def test_connections_are_bounded(served: Health, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who holds connections open and says nothing is cut off, after which there is room again."""
    monkeypatch.setattr(health, "DEADLINE_SECONDS", 1.0)
    with ExitStack() as held:
        for _ in range(CONNECTIONS):
            held.enter_context(closing(socket.create_connection((HOST, served.port), timeout=10)))
        time.sleep(0.3)
        with pytest.raises(ConnectionError):
            ask(served, "/health/live")
        deadline = time.monotonic() + 10
        status = 0
        while status != 200 and time.monotonic() < deadline:
            time.sleep(0.2)
            try:
                status = ask(served, "/health/live")[0]
            except ConnectionError:
                status = 0

    assert status == 200


def test_a_taken_port_gives_the_next() -> None:
    """A second worker takes a free port after the wanted one, and says so."""
    said: list[tuple[int, int]] = []
    with serve(0) as first, serve(first.port, moved=lambda *ports: said.append(ports)) as second:
        assert first.port < second.port <= first.port + health.PORTS
        assert said == [(first.port, second.port)]
        assert ask(second, "/health/live")[0] == 200


def test_no_port_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """When the next ports are taken as well, the start fails."""
    monkeypatch.setattr(health, "PORTS", 0)
    with serve(0) as first, pytest.raises(OSError, match="in use"):
        serve(first.port)


def test_a_host_of_somebody_else() -> None:
    """An address that is none of this machine's is refused at once."""
    with pytest.raises(OSError, match=r"assign|address"):
        Health("192.0.2.1", 0, live=lambda: (True, []), ready=lambda: (True, []), metrics=lambda: b"")


def test_closing_frees_the_port() -> None:
    """After the end nobody listens, and the next worker gets the same port."""
    with serve(0) as first:
        port = first.port
        ask(first, "/metrics")

    with serve(port) as second:
        assert second.port == port


def test_heartbeat() -> None:
    """A loop that has not turned for longer than the limit is not live, and is again once it turns."""
    now = [100.0]
    heart = Heartbeat(5.0, lambda: now[0])
    now[0] += 5
    at_the_limit = heart.live()
    now[0] += 1
    beyond = heart.live()
    heart.beat()

    assert at_the_limit == (True, [])
    assert beyond == (False, ["the event loop has not turned for 6.0 s"])
    assert heart.live() == (True, [])

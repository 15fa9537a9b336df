import io
import logging
import re
import warnings
from collections.abc import Callable, Iterator
from timeit import timeit
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas import codec
from streams import logs
from streams.logs import LONGEST_VALUE, THIN_SECONDS

ITEM: dict[str, Any] = {
    "outcome": "story",
    "origin": "wire-raw/2/1840#0",
    "feed": "coast",
    "source": "coast-4711",
    "uri": "urn:wiredesk:0cc175b9c0f1b6a831c399e269772661",
}


class Clock:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def _as_before() -> Iterator[None]:
    """Give pytest its handlers back."""
    root, ours = logging.getLogger(), logging.getLogger(logs.ROOT)
    kept = root.handlers[:], root.level, ours.level, logs._items.write
    yield
    logging.captureWarnings(capture=False)
    root.handlers[:] = kept[0]
    root.setLevel(kept[1])
    ours.setLevel(kept[2])
    logs._items.write = kept[3]


def lines(write: Callable[[], object], **options: Any) -> list[dict[str, Any]]:
    """What is logged, as JSON."""
    out = io.StringIO()
    logs.setup(stream=out, **options)
    write()
    return [codec.loads(line) for line in out.getvalue().split("\n")[:-1]]


def text(write: Callable[[], object]) -> str:
    """What is logged, as people read it."""
    out = io.StringIO()
    logs.setup("console", stream=out)
    write()
    return out.getvalue()


def fail(said: object) -> None:
    raise ValueError(said)


def failing(said: object) -> None:
    body = "the text" + " of an item"
    try:
        fail(said or len(body))
    except ValueError:
        logs.get("worker").exception("failed")


def test_our_lines() -> None:
    """A line is one JSON object with event, level, logger, time and what was said."""
    [line] = lines(lambda: logs.get("worker").info("stopped", seconds=1.2))

    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", line.pop("timestamp"))
    assert line == {"event": "stopped", "level": "info", "logger": "wiredesk.worker", "seconds": 1.2}


def test_the_standard_librarys_lines_look_alike() -> None:
    """Libraries that know nothing of structlog write the same objects."""
    [line] = lines(lambda: logging.getLogger("aiokafka.cluster").warning("topic %s is away", "wire-raw"))

    line.pop("timestamp")
    assert line == {"event": "topic wire-raw is away", "level": "warning", "logger": "aiokafka.cluster"}


def test_warnings_are_lines() -> None:
    """Python's warnings do not go past the log."""

    def warn() -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("always")
            logging.captureWarnings(capture=False)
            logging.captureWarnings(capture=True)
            warnings.warn("old", UserWarning, stacklevel=1)

    [line] = lines(warn)

    assert line["logger"] == "py.warnings"


def test_a_canonical_line() -> None:
    """It has the fields of the contract's outcomes, and counts."""
    [line] = lines(lambda: logs.items([logs.canonical(**ITEM, detail="new", repeats=2)]))

    line.pop("timestamp")
    assert line == {"event": "item", "level": "info", "logger": "wiredesk.item", **ITEM, "detail": "new", "repeats": 2}


def test_a_canonical_line_goes_nowhere_before_setup() -> None:
    """`process` counts by other means, and must not write on anybody's output."""
    logs._items.write = logs.Items().write

    logs.items([logs.canonical(**ITEM)])


@pytest.mark.parametrize(
    ("level", "shown"),
    [("debug", ["debug", "info", "item", "warning"]), ("info", ["info", "item", "warning"]), ("warning", ["warning"])],
)
def test_levels(level: str, shown: list[str]) -> None:
    """What is below the level is not shown, the canonical line being info."""

    def write() -> None:
        log = logs.get("worker")
        log.debug("debug")
        log.info("info")
        logs.items([logs.canonical(**ITEM)])
        log.warning("warning")

    assert [line["event"] for line in lines(write, level=level)] == shown


@pytest.mark.parametrize("level", ["debug", "info", "error"])
def test_root_stays_at_info(level: str) -> None:
    """Below info, Faust and aiokafka would format thousands of lines a second."""
    lines(lambda: None, level=level)

    assert logging.getLogger().level == logging.INFO


def test_secrets_are_masked_everywhere() -> None:
    """In events, values, libraries' lines and tracebacks."""

    def write() -> None:
        logs.get("worker").info("with hush", url="user:hush@broker")
        logging.getLogger("aiokafka").error("denied: %s", "hush")
        failing("hush")

    found = lines(write, secrets=["hush"])

    assert len(found) == 3
    assert "hush" not in str(found)
    assert found[0]["url"] == "user:***@broker"
    assert found[1]["event"] == "denied: ***"
    assert found[2]["exception"].endswith("ValueError: ***")


def test_long_values_are_cut() -> None:
    """A message or an exception that quotes a record does not bring the whole text."""

    def write() -> None:
        logs.get("worker").info("odd", value="word " * 1000)
        logging.getLogger("faust").error("cannot decode %r", "word " * 1000)
        logs.items([logs.canonical(**{**ITEM, "source": "x" * 1000})])
        failing("word " * 10_000)

    found = lines(write)

    assert all(
        len(found[number][name]) == LONGEST_VALUE + 1 for number, name in ((0, "value"), (1, "event"), (2, "source"))
    )
    assert len(found[3]["exception"]) < 5 * LONGEST_VALUE


@pytest.mark.parametrize("style", ["json", "console"])
def test_tracebacks_show_no_local_values(style: str) -> None:
    """A local variable may hold a text."""
    out = io.StringIO()
    logs.setup(style, stream=out)  # type: ignore[arg-type]
    failing(None)

    assert "ValueError: 19" in out.getvalue()
    assert out.getvalue().count("the text of an item") == 0


def test_terminals_are_safe_from_what_comes_in() -> None:
    """A feed's name cannot colour the screen, move the cursor or break the line."""
    shown = text(lambda: logs.items([logs.canonical(**{**ITEM, "feed": "a\x1b[31mb\rc\ud800"})]))

    assert "\\x1b[31mb\\rc\\ud800" in shown
    assert not set(shown) & {"\x1b", "\r", "\ud800"}


@given(st.text(st.characters(exclude_categories=())))
def test_any_name_makes_one_line(feed: str) -> None:
    """Whatever a feed is called, there is one line and it is JSON."""
    [line] = lines(lambda: logs.items([logs.canonical(**{**ITEM, "feed": feed})]))

    assert line["outcome"] == "story"


def test_auto_is_json_where_no_terminal_is() -> None:
    """Files and pipes get JSON."""
    assert lines(lambda: logs.get("worker").info("x"), style="auto")


def test_a_log_nobody_reads_does_not_stop_the_wire() -> None:
    """A closed pipe is no reason to fail an item."""

    class Broken(io.StringIO):
        def write(self, _: str) -> int:
            raise BrokenPipeError

    logs.setup("json", stream=Broken())

    logs.items([logs.canonical(**ITEM)])


def test_a_flood_is_thinned() -> None:
    """One line in half a minute stands for all of its kind, and says for how many."""
    clock = Clock()

    def write() -> None:
        for _ in range(45):
            logging.getLogger("aiokafka.conn").error("no connection to %s", "broker")
        logging.getLogger("aiokafka.conn").error("another line")
        clock.now += THIN_SECONDS
        logging.getLogger("aiokafka.conn").error("no connection to %s", "broker")

    found = lines(write, clock=clock)

    assert [(line["event"], line.get("suppressed")) for line in found] == [
        ("no connection to broker", None),
        ("another line", None),
        ("no connection to broker", 44),
    ]


def test_our_own_lines_are_never_thinned() -> None:
    """What we say twice happened twice."""

    def write() -> None:
        for _ in range(3):
            logs.get("worker").warning("again")

    assert len(lines(write)) == 3


def test_thinning_forgets() -> None:
    """Lines that differ each time do not fill the memory."""
    thinning = logs.Thinning()
    for number in range(3000):
        thinning.filter(logging.LogRecord("aiokafka", logging.ERROR, "", 0, f"line {number}", None, None))

    assert len(thinning._seen) <= 1000


def test_a_canonical_line_is_cheap() -> None:
    """One is written for every item: some microseconds, with room for a busy machine."""
    logs.setup("json", stream=io.StringIO())

    assert timeit(lambda: logs.items([logs.canonical(**ITEM)]), number=10_000) / 10_000 < 60e-6

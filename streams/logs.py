"""Logs, set up once: JSON lines in production, readable on a terminal; the standard library's go the same way.

Lines hold ids, origins, reasons and counts, never an item's text: strings are cut, tracebacks show no local values.
"""

import logging
import re
import sys
import time
from collections.abc import Callable, Iterable, MutableMapping
from contextlib import suppress
from datetime import UTC, datetime
from typing import Any, Literal, TextIO

import structlog
from structlog.stdlib import BoundLogger, ProcessorFormatter

from schemas import codec

# Our loggers' common name.
ROOT = "wiredesk"
# A message that quotes a record must not bring its text along; a traceback's last lines are what matters.
LONGEST_VALUE = 300
LONGEST_TRACEBACK = 4000
# Libraries say the same line up to 45 times a second while a broker is away: one is let through in so many seconds.
THIN_SECONDS = 30.0
# Different lines kept in mind; libraries have far fewer.
_LINES = 1000
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_MASK = "***"

Event = MutableMapping[str, Any]
Style = Literal["auto", "json", "console"]


class Thinning(logging.Filter):
    """Lets a library's line through once in a while and says how often it was held back. Our own lines all pass."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        """`clock` gives seconds and never goes back."""
        super().__init__()
        self._clock = clock
        self._seen: dict[tuple[str, int, object], tuple[float, int]] = {}

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether the line goes out; one that stands for others says so."""
        if record.name.partition(".")[0] == ROOT:
            return True
        now, line = self._clock(), (record.name, record.levelno, record.msg)
        since, held = self._seen.get(line, (float("-inf"), 0))
        if now - since < THIN_SECONDS:
            self._seen[line] = since, held + 1
            return False
        if len(self._seen) >= _LINES:
            self._seen.clear()
        self._seen[line] = now, 0
        if held:
            record.suppressed = held
        return True


class Items:
    """Where the canonical lines go: nowhere until `setup` has been called."""

    def __init__(self) -> None:
        self.write: Callable[[Iterable[dict[str, Any]]], None] = lambda _: None


_items = Items()


def setup(
    style: Style = "auto",
    level: str = "info",
    secrets: Iterable[str] = (),
    stream: TextIO | None = None,
    clock: Callable[[], float] = time.monotonic,
) -> None:
    """Send all logs of this process to `stream` (standard error unless given), in place of what was set up before.

    `level` is that of our own lines, and of what is shown at all. The root logger stays at info whatever is asked:
    below it Faust and its libraries would format what nobody reads. `secrets` are masked wherever they turn up.
    """
    out = stream or sys.stderr
    console = style == "console" or (style == "auto" and out.isatty())
    render = _for_people(colors=out.isatty()) if console else [_as_json]
    handler = logging.StreamHandler(out)
    handler.setLevel(level.upper())
    handler.addFilter(Thinning(clock))
    handler.setFormatter(
        ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name, _suppressed, _time],
            processors=[
                ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                _limit(tuple(secrets)),
                *render,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(logging.INFO)
    logging.getLogger(ROOT).setLevel(level.upper())
    logging.captureWarnings(capture=True)
    _items.write = _writer(out, render) if handler.level <= logging.INFO else lambda _: None


def get(name: str) -> BoundLogger:
    """The logger `wiredesk.NAME`: `get("worker").info("stopped", seconds=1.2)`."""
    logger: BoundLogger = structlog.stdlib.get_logger(f"{ROOT}.{name}")
    return logger


def canonical(
    *, outcome: str, origin: str, feed: str, source: str | None, uri: str | None, detail: str = "", **counts: float
) -> dict[str, Any]:
    """The one line of an item, for `items` to write: how it ended. `counts` are numbers, so that no text slips in."""
    return {
        "event": "item",
        "outcome": outcome,
        "origin": _cut(origin),
        "feed": _cut(feed),
        "source": source and _cut(source),
        "uri": uri,
        "detail": _cut(detail),
        **counts,
        "level": "info",
        "logger": f"{ROOT}.item",
    }


def items(lines: Iterable[dict[str, Any]]) -> None:
    """Write the lines of items that ended together, at once."""
    _items.write(lines)


def _writer(out: TextIO, render: list[Any]) -> Callable[[Iterable[dict[str, Any]]], None]:
    def rendered(event: Event) -> object:
        for process in render:
            event = process(None, "info", event)
        return event

    def write(lines: Iterable[dict[str, Any]]) -> None:
        now = _now()
        text = "".join(f"{rendered({**line, 'timestamp': now})}\n" for line in lines)
        with suppress(OSError):  # nobody reads the log any more; the wire goes on
            out.write(text)

    return write


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _time(_logger: object, _method: str, event: Event) -> Event:
    event["timestamp"] = _now()
    return event


def _suppressed(_logger: object, _method: str, event: Event) -> Event:
    """How many lines a thinned one stands for, from the record of the standard library."""
    if held := getattr(event["_record"], "suppressed", 0):
        event["suppressed"] = held
    return event


def _limit(secrets: tuple[str, ...]) -> Callable[[object, str, Event], Event]:
    def limited(name: str, value: object) -> object:
        if value is None or isinstance(value, (bool, int, float)):
            return value
        text = str(value)
        for secret in secrets:
            text = text.replace(secret, _MASK)
        if name == "exception":
            return "\n".join(map(_cut, text.splitlines()))[-LONGEST_TRACEBACK:]
        return _cut(text)

    def limit(_logger: object, _method: str, event: Event) -> Event:
        return {name: limited(name, value) for name, value in event.items()}

    return limit


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST_VALUE else f"{text[:LONGEST_VALUE]}…"


def _as_json(_logger: object, _method: str, event: Event) -> str:
    try:
        return codec.dumps(event).decode()
    except TypeError:  # lone surrogates, which no UTF-8 can say
        return codec.dumps(_harmless(None, "", event)).decode()


def _for_people(*, colors: bool) -> list[Any]:
    return [
        _harmless,
        # Not rich's tracebacks, which show local values: texts.
        structlog.dev.ConsoleRenderer(colors=colors, exception_formatter=structlog.dev.plain_traceback),
    ]


def _harmless(_logger: object, _method: str, event: Event) -> Event:
    """Without what would move a terminal's cursor or colour its text: ids come from outside."""
    return {
        name: _CONTROLS.sub(lambda found: repr(found[0])[1:-1], value) if isinstance(value, str) else value
        for name, value in event.items()
    }


structlog.configure(
    processors=[
        structlog.stdlib.filter_by_level,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        _time,
        ProcessorFormatter.wrap_for_formatter,
    ],
    logger_factory=structlog.stdlib.LoggerFactory(),
    wrapper_class=BoundLogger,
    cache_logger_on_first_use=True,
)

"""The accounts: how each item ended, once in the metrics and once in the log, after its outputs are acknowledged."""

from collections.abc import Iterable
from time import perf_counter, time
from typing import Any

from schemas import times
from schemas.output import Output
from streams import logs
from streams.delivery.outbox import Record
from streams.desk import Change, Ended, Result
from streams.metrics import Metrics
from streams.outcomes import Outcome


class Timed:
    """Enters the time of what is done inside, shared among `items`."""

    __slots__ = ("_items", "_metrics", "_stage", "_started")

    def __init__(self, metrics: Metrics, stage: str, items: int) -> None:
        self._metrics, self._stage, self._items = metrics, stage, items

    def __enter__(self) -> None:
        self._started = perf_counter()

    def __exit__(self, *_: object) -> None:
        self._metrics.stage(self._stage, perf_counter() - self._started, self._items)


_log = logs.get("ids")


class Accounts:
    """One a worker."""

    def __init__(self, prefix: str, metrics: Metrics) -> None:
        """`prefix` goes before the topics of outputs."""
        self._prefix = prefix
        self._metrics = metrics

    def record(self, output: Output) -> Record:
        """An output as the outbox takes it."""
        return Record(self._prefix + output.topic, output.key.encode(), output.value, output.headers)

    def timed(self, stage: str, items: int = 1) -> Timed:
        """Enter the time of what is done inside, shared among `items`."""
        return Timed(self._metrics, stage, items)

    def block(self, topic: str, items: int) -> None:
        """Enter a block of `items` that goes to `topic` (its name without a prefix)."""
        self._metrics.block(topic, items)

    def recovered(self, seconds: float, distrusted: Iterable[str] = ()) -> None:
        """Enter how long the index took to build from the table, and the feeds whose ids it says not to trust."""
        self._metrics.recovered(seconds)
        self._metrics.distrusted(distrusted)

    def changed(self, changes: Iterable[Change]) -> None:
        """Enter which feeds' ids are no longer trusted, or are again; one line of the log each."""
        for change in changes:
            self._metrics.unstable_ids(change.feed, unstable=bool(change.distrust))
            _log.warning(change.said, feed=change.feed, share=round(change.share, 3))

    def taken(self, results: Iterable[Result]) -> None:
        """Enter raw records and the items found in them."""
        for result in results:
            self._metrics.raw(result.feed)
            self._metrics.decoded(result.feed, result.found)
            self._metrics.repeats(sum(len(item.repeats) for _, item in result.prepared))

    def ended(self, endings: Iterable[Ended]) -> None:
        """Enter how items ended, and write a line of each."""
        now, lines = time(), []
        for one in endings:
            self._count(one, now)
            lines.append(_line(one))
        logs.items(lines)

    def _count(self, ended: Ended, now: float) -> None:
        self._metrics.outcome(ended.feed, ended.outcome)
        if ended.outcome == Outcome.DUPLICATE:
            self._metrics.duplicate(ended.code)
        elif ended.outcome == Outcome.DEAD_LETTER:
            self._metrics.dead_letter(ended.code)
        elif ended.outcome == Outcome.STORY:
            self._latency(ended, now)

    def _latency(self, ended: Ended, now: float) -> None:
        if ended.appended_ms:
            self._metrics.latency("raw", now - ended.appended_ms / 1000)
        if received := times.parse(ended.received):
            self._metrics.latency("received", now - received.timestamp())


def _line(ended: Ended) -> dict[str, Any]:
    return logs.canonical(
        outcome=ended.outcome, origin=ended.origin, feed=ended.feed, source=ended.source, uri=ended.uri,
        detail=ended.detail,
    )  # fmt: skip

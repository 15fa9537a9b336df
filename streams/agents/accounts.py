"""The accounts: how each item ended, once in the metrics and once in the log, after its outputs are acknowledged."""

from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, time

from schemas import times
from schemas.output import Output
from streams.delivery.outbox import Record
from streams.desk import Ended, Result
from streams.logs import canonical
from streams.metrics import Metrics
from streams.outcomes import Outcome


class Accounts:
    """One a worker."""

    def __init__(self, prefix: str, metrics: Metrics) -> None:
        """`prefix` goes before the topics of outputs."""
        self._prefix = prefix
        self._metrics = metrics

    def record(self, output: Output) -> Record:
        """An output as the outbox takes it."""
        return Record(self._prefix + output.topic, output.key.encode(), output.value, output.headers)

    @contextmanager
    def timed(self, stage: str, items: int = 1) -> Iterator[None]:
        """Enter the time of what is done inside, shared among `items`."""
        started = perf_counter()
        yield
        self._metrics.stage(stage, perf_counter() - started, items)

    def block(self, topic: str, items: int) -> None:
        """Enter a block of `items` that goes to `topic` (its name without a prefix)."""
        self._metrics.block(topic, items)

    def recovered(self, seconds: float) -> None:
        """Enter how long the index took to build from the table."""
        self._metrics.recovered(seconds)

    def taken(self, feed: str, result: Result) -> None:
        """Enter a raw record, the items found in it, and those that ended at intake."""
        self._metrics.raw(feed)
        self._metrics.decoded(feed, result.found)
        self._metrics.repeats(sum(len(item.repeats) for _, item in result.prepared))
        for ended in result.ended:
            self.ended(ended)

    def ended(self, ended: Ended) -> None:
        """Enter an item's outcome."""
        self._metrics.outcome(ended.feed, ended.outcome)
        if ended.outcome == Outcome.DUPLICATE:
            self._metrics.duplicate(ended.code)
        elif ended.outcome == Outcome.DEAD_LETTER:
            self._metrics.dead_letter(ended.code)
        elif ended.outcome == Outcome.STORY:
            self._latency(ended)
        canonical(
            outcome=ended.outcome, origin=ended.origin, feed=ended.feed, source=ended.source, uri=ended.uri,
            detail=ended.detail,
        )  # fmt: skip

    def _latency(self, ended: Ended) -> None:
        now = time()
        if ended.appended_ms:
            self._metrics.latency("raw", now - ended.appended_ms / 1000)
        if received := times.parse(ended.received):
            self._metrics.latency("received", now - received.timestamp())

"""Measures the path: the stages alone, then end to end through Kafka, in one run on one machine.

Counted with one item a raw record and one story a record. CPU is that of the worker alone, all its threads; the
broker's and the bench's own are apart.
"""

import statistics
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import pairwise

from schemas import codec, row
from schemas import origin as origins
from schemas.raw import Raw
from streams.desk import Deduplicate, Intake, Publish
from streams.ops import tail
from streams.ops.corpus import START, Made, sourced
from streams.ops.rig import Rig
from streams.settings import Settings
from streams.sources.files import Sourced
from streams.state import MemoryState

PATIENCE_S = 600.0
# Between looks at the worker's metrics, until it begins and then: a look costs it milliseconds of what is measured.
FIRST_LOOK_S, LOOK_S = 0.02, 0.25
HOPS = 3
ITEMS_TO_WARM_UP = 200


@dataclass(frozen=True, slots=True)
class Alone:
    """The stages alone: CPU µs an item, by step and together."""

    intake_us: float
    deduplicate_us: float
    publish_us: float

    @property
    def total_us(self) -> float:
        """An item's whole price without a broker."""
        return self.intake_us + self.deduplicate_us + self.publish_us


@dataclass(frozen=True, slots=True)
class Through:
    """Through Kafka with everything waiting: items a second, and the worker's CPU µs an item."""

    items_per_s: float
    cpu_us: float


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds from the raw record's time to the story in a consumer's hands, at a steady rate."""

    rate: float
    p50_ms: float
    p90_ms: float
    p99_ms: float
    worst_ms: float


def alone(settings: Settings, items: Sequence[Made]) -> Alone:
    """Run the three steps over the items, in this process, over a state in memory."""
    intake, deduplicate, publish = Intake(settings), Deduplicate(settings, MemoryState()), Publish(settings)
    raws = [Raw(value=item.value, origin=origins.record("bench", 0, number)) for number, item in enumerate(items)]
    for raw in raws[:ITEMS_TO_WARM_UP]:
        intake.take(raw)
    marks = [time.process_time()]
    prepared = [item for raw in raws for _, item in intake.take(raw).prepared]
    marks.append(time.process_time())
    decisions = [deduplicate.decide(item, row.order(number, 0)) for number, item in enumerate(prepared)]
    marks.append(time.process_time())
    stories = sum(len(publish.publish(made.verdict).outputs) for made in decisions if made.verdict)
    marks.append(time.process_time())
    assert stories == len(items), "every item of the corpus is a story"
    spent = (1e6 * (after - before) / len(items) for before, after in pairwise(marks))
    return Alone(*spent)


def through(rig: Rig, items: Sequence[Made]) -> Through:
    """Put all on the raw topic, then start a worker and let it work the backlog off."""
    rig.put(sourced(items))
    rig.start()
    looks = _seen(rig, FIRST_LOOK_S, lambda seen: seen.done > 0)
    before = next(seen for seen in reversed(looks) if not seen.done)
    return _worked_off(rig, len(items), before)


def shared(rig: Rig, items: Sequence[Made], workers: int) -> Through:
    """Start workers, wait until each has its partitions, and let them share what is put on the raw topic then."""
    rig.start(workers)
    before = _seen(rig, LOOK_S, lambda seen: seen.ready == workers)[-1]
    rig.put(sourced(items))
    return _worked_off(rig, len(items), before)


def _worked_off(rig: Rig, items: int, before: "_Scrape") -> Through:
    after = _seen(rig, LOOK_S, lambda seen: seen.done >= items)[-1]
    rig.wait_idle(PATIENCE_S)
    return Through(items_per_s=items / (after.at - before.at), cpu_us=1e6 * (after.cpu_s - before.cpu_s) / items)


@dataclass(frozen=True, slots=True)
class _Scrape:
    """All workers together at one moment: CPU seconds, items ended, and how many of them take part."""

    at: float
    cpu_s: float
    done: int
    ready: int


def _seen(rig: Rig, every_s: float, enough: Callable[[_Scrape], bool]) -> list[_Scrape]:
    """Look at the workers' metrics until it is enough."""
    deadline, looks = time.monotonic() + PATIENCE_S, []
    while time.monotonic() < deadline:
        rig.tend()
        with suppress(OSError):
            looks.append(_look(rig))
            if enough(looks[-1]):
                return looks
        time.sleep(every_s)
    raise TimeoutError(f"the workers are not through after {PATIENCE_S:.0f} s\n{rig.last_words()}")


def _look(rig: Rig) -> _Scrape:
    seen = [scrape(address) for address in rig.addresses()]
    return _Scrape(
        time.monotonic(),
        sum(one.get("process_cpu_seconds_total", 0.0) for one in seen),
        sum(int(_ended(one)) for one in seen),
        sum(one.get("wiredesk_ready", 0) > 0 and one.get("wiredesk_partitions", 0) > 0 for one in seen),
    )


def scrape(address: str) -> dict[str, float]:
    """A worker's samples by name with labels."""
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - a loopback address of our own
        lines = answer.read().decode().splitlines()
    pairs = (line.rpartition(" ") for line in lines if line and not line.startswith("#"))
    return {name: float(value) for name, _, value in pairs}


def _ended(seen: dict[str, float]) -> float:
    return sum(value for name, value in seen.items() if name.startswith("wiredesk_items_total"))


def latency(rig: Rig, items: Sequence[Made], rate: float) -> Latency:
    """Feed at `rate` items a second, to a worker that runs already, and clock each story's arrival."""
    started = time.time()
    with tail.opened(rig.connection, rig.topic("wire-stories")) as poll:
        feeding = rig.feed(_paced(items, rate), together=True)
        delays: list[float] = []
        while len(delays) < len(items) and time.time() - started < PATIENCE_S:
            rig.tend()
            for record in poll():
                story = codec.loads(record.value or b"")
                delays.append(1000 * (time.time() - float(story["altIds"][0]["value"].rpartition("@")[2])))
        feeding.join()
    ranked = statistics.quantiles(delays, n=100)
    return Latency(rate, ranked[49], ranked[89], ranked[98], max(delays))


def _paced(items: Sequence[Made], rate: float) -> Iterator[Sourced]:
    """Items at a steady rate, each with the moment it was put in its id."""
    began = time.monotonic()
    for number, document in enumerate(sourced(items)):
        pause = began + number / rate - time.monotonic()
        if pause > 0:
            time.sleep(pause)
        stamped = document.value.replace(items[number].id.encode(), f"{items[number].id}@{time.time():.6f}".encode(), 1)
        yield Sourced(
            value=stamped, size=len(stamped), feed=document.feed, content_type=document.content_type,
            received=START, arrived=START, path=document.path, line=document.line,
        )  # fmt: skip

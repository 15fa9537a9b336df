"""What the steps return: outputs, and how each item ended."""

from dataclasses import dataclass, field

from schemas.output import Output
from schemas.prepared import Prepared
from schemas.row import Row
from schemas.verdict import Verdict
from streams.desk.trust import Change
from streams.outcomes import Outcome
from streams.stages.compose import URN


@dataclass(frozen=True, slots=True)
class Ended:
    """How an item ended. `uri` is None where none was ever made; `code` is the metric's label (reason, method)."""

    origin: str
    feed: str
    source: str
    outcome: Outcome
    uri: str | None
    detail: str = ""
    code: str = ""
    received: str = ""
    appended_ms: int = 0


@dataclass(slots=True)
class Result:
    """What a step makes of its input.

    `prepared` pairs scope and item. `found` is the number of items in a raw record (1 where it ends as a whole), `feed`
    the one that the record turned out to be of.
    """

    outputs: list[Output] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)
    prepared: list[tuple[str, Prepared]] = field(default_factory=list)
    found: int = 0
    feed: str = ""


@dataclass(slots=True)
class Decision:
    """What deduplicate makes of an item: a row unless it leaves none, and one of a verdict or an end.

    `change` is what was noticed of the feed's ids with this item.
    """

    row: Row | None = None
    verdict: Verdict | None = None
    output: Output | None = None
    ended: Ended | None = None
    change: Change | None = None


def ended(item: Prepared, outcome: Outcome, detail: str = "", code: str = "") -> Ended:
    """How a prepared item ended; `code` is the metric's label."""
    return Ended(
        item.origin, item.feed, item.source, outcome, URN + item.uri, detail, code, item.received, item.appended_ms
    )

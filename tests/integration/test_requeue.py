"""A document put back after its cause was mended gives the story that was missing, and no second of the others."""

from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from schemas import codec, times
from streams.cli.cluster import declared_of
from streams.ops.corpus import Writer
from streams.ops.dead_letters import Filter, Letter, letters, plan, requeue
from streams.ops.rig import Rig
from streams.ops.topics import apply
from streams.settings import Settings
from streams.sources.files import Sourced

RECEIVED = "2026-01-05T06:00:00Z"
PATIENCE_S = 60

pytestmark = pytest.mark.kafka


def document(value: object) -> Sourced:
    content = value if isinstance(value, bytes) else codec.dumps(value)
    return Sourced(
        value=content, size=len(content), feed="gull", content_type="application/json", received=RECEIVED,
        arrived=RECEIVED, path="gull.json", line=0,
    )  # fmt: skip


def item(number: int, text: str) -> dict[str, object]:
    return {"uri": f"urn:gull:{number}", "type": "text", "headline": f"Item {number}", "body_text": text}


def put_back(rig: Rig) -> list[Letter]:
    found = letters(rig.connection, rig.topic("wire-dead-letters"), Filter())
    chosen, _ = plan(found)
    topics = rig.topic("wire-dead-letters"), rig.topic("wire-raw")
    requeue(rig.connection, *topics, chosen, lambda: times.rfc3339(datetime.now(UTC)))
    rig.wait_idle(PATIENCE_S)
    return letters(rig.connection, rig.topic("wire-dead-letters"), Filter())


def mend(rig: Rig) -> None:
    """Larger items are taken from now on."""
    rig.stop()
    rig.environment["WIREDESK_MAX_RECORD_BYTES"] = "60000"
    apply(rig.connection, declared_of(Settings.load(rig.environment)))
    rig.start()


def test_a_mended_document_comes_back(make_rig: Callable[..., Rig]) -> None:
    """One item of three was too large, and one document is no JSON: the first is mended, the second fails again."""
    rig, writer = make_rig("requeue", max_record_bytes=24_000, block_bytes=10_000), Writer(3)
    rig.put([document([item(1, writer.text()), item(2, writer.text(20_000)), item(3, writer.text())])])
    rig.put([document(b'{"broken')])
    rig.start()
    rig.wait_idle(PATIENCE_S)
    assert Counter(one.reason for one in letters(rig.connection, rig.topic("wire-dead-letters"), Filter())) == {
        "too-large": 1,
        "invalid-json": 1,
    }
    before = {record.key: record.value for record in rig.read("wire-stories")}

    mend(rig)
    after = put_back(rig)

    stories = rig.read("wire-stories")
    assert Counter(codec.loads(record.value or b"")["version"] for record in stories) == {"1": 3}
    assert len({record.key for record in stories}) == 3
    assert before.items() < {record.key: record.value for record in stories}.items()
    assert [(one.reason, one.attempts) for one in after if not one.requeued] == [("invalid-json", 2)]
    assert {one.first_failed for one in after} == {RECEIVED}

    again = put_back(rig)
    assert [(one.reason, one.attempts) for one in again if not one.requeued] == [("invalid-json", 3)]
    assert len(rig.read("wire-stories")) == 3
    outcomes = Counter(
        codec.loads(line)["outcome"]
        for line in (rig.folder / "workers.log").read_bytes().splitlines()
        if b'"event":"item"' in line
    )
    assert outcomes == {"story": 3, "ignored": 2, "dead-letter": 4}

"""Two items compared by themselves are judged as deduplicate judged them on the wire."""

import json

import pytest

from schemas import row
from schemas.prepared import Prepared
from schemas.raw import Raw
from streams.desk import Deduplicate, Intake, Publish
from streams.desk.comparison import compare, from_story
from streams.settings import Settings
from streams.state import MemoryState

SETTINGS = Settings.load({"WIREDESK_READING": "false"})
TEXT = (
    "The evening ferry to Little Skerry sailed on time on Tuesday for the first time since March, with 214 passengers. "
    "Harbour master Ida Holm said the new ramp, which cost 3.4 million crowns, had made the difference at last."
)
FLASH = "Ferry to Little Skerry sails on time"


def item(feed: str, text: str, offset: int, title: str = "") -> Prepared:
    content = {"uri": f"{feed}-1", "type": "text", "headlines": [{"value": title}], "body_text": text}
    value = json.dumps({"feed": feed, "received": f"2026-05-1{offset}T09:00:00Z", "content": content}).encode()
    ((_, made),) = Intake(SETTINGS).take(Raw(value=value, origin=f"wire-raw/0/{offset}")).prepared
    return made


def story(original: Prepared) -> dict:
    decision = Deduplicate(SETTINGS, MemoryState()).decide(original, row.order(0, 0))
    assert decision.verdict
    return json.loads(Publish(SETTINGS).publish(decision.verdict).outputs[0].value)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param(TEXT, TEXT, id="the same"),
        pytest.param(TEXT, TEXT.replace("at last", "after all"), id="near"),
        pytest.param(TEXT, f"{TEXT} {' '.join(f'word{n}' for n in range(60))}", id="contained"),
        pytest.param(FLASH, FLASH, id="a flash, for which a headline was made"),
        pytest.param(TEXT, FLASH, id="another text"),
        pytest.param(TEXT, TEXT.replace("214", "98").replace("3.4", "12.9"), id="other figures"),
    ],
)
def test_it_is_judged_as_it_was(one: str, other: str) -> None:
    """Method, score, threshold and words, over the published story; None where both are stories."""
    original, copy = item("coast", one, 1), item("gull", other, 3)
    desk = Deduplicate(SETTINGS, MemoryState())
    desk.decide(original, row.order(0, 0))
    decided = desk.decide(copy, row.order(1, 0)).row
    assert decided
    known = from_story(story(original))
    assert known
    judged = compare(copy, known, SETTINGS).judged
    assert compare(copy, known, SETTINGS).outcome == decided.verdict
    if decided.duplicate is None:
        assert judged is None
    else:
        assert judged
        found = (judged.method, judged.score, judged.threshold, judged.shared)
        assert found == tuple(decided.duplicate[name] for name in ("method", "score", "threshold", "shared"))


def test_the_order_of_arrival_does_not_matter() -> None:
    """An update of the original may have come after its copy."""
    judged = compare(item("gull", TEXT, 1), item("coast", TEXT, 9), SETTINGS).judged
    assert judged
    assert judged.method == "same-text"


@pytest.mark.parametrize("value", [{}, {"wiredesk": 3}, {"uri": "x", "wiredesk": {}, "bodies": []}])
def test_what_is_no_story_is_none(value: dict) -> None:
    """Whoever wrote it."""
    assert from_story(value) is None


def test_a_fuller_copy_may_continue_the_story() -> None:
    """Where its feed wants that; what has the original's own uri today is no copy either."""
    original, told_on = item("coast", TEXT, 1), item("gull", f"{TEXT} {' '.join(f'word{n}' for n in range(12))}", 2)
    settings = Settings(feeds={"gull": {"fuller": "update"}})
    assert compare(told_on, original, SETTINGS).judged
    assert compare(told_on, original, settings).continues
    assert compare(original, original, SETTINGS).outcome == "ignored"

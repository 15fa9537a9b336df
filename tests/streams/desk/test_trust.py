"""Whether ids are trusted follows from the rows alone: a worker started anew decides as one that was not."""

import random
from dataclasses import replace

import pytest

from schemas import codec, row, times
from schemas.prepared import Prepared
from schemas.raw import Raw
from schemas.row import Row
from streams.desk import Decision, Deduplicate, Intake
from streams.desk.trust import OFTEN, SWEPT, WINDOW, Distrust, Trust
from streams.ops.corpus import Writer
from streams.outcomes import Outcome
from streams.settings import Settings
from streams.state import MemoryState

HOUR = 3600
START = 1_764_000_000
SETTINGS = Settings.model_validate(
    {"identity_window_days": 4, "near_window_days": 1, "feeds": {"fuller": {"fuller": "update"}}}
)


def items(numbers: random.Random, count: int) -> list[Prepared]:
    """A wire on which one feed's ids are all alike, another's change, a third repeats itself, and two behave."""
    writer, intake = Writer(numbers.randrange(1000)), Intake(SETTINGS)
    told: list[str] = []
    prepared: list[Prepared] = []
    for offset in range(count):
        text = numbers.choice(told[-12:]) if told and numbers.random() < 0.5 else writer.text(400)
        if numbers.random() < 0.3:
            text += " " + writer.text(300)
        told.append(text)
        feed = numbers.choice(["alike", "changing", "polled", "fuller", "steady"])
        ids = {"alike": "1", "changing": f"{offset}", "polled": f"{told.index(text)}-{offset % 3}"}
        content = {
            "uri": ids.get(feed, f"{told.index(text) // 3}"),
            "type": "text",
            "headline": f"{text[:12]} {offset % 2}",
            "body_text": text,
            "pubstatus": "canceled" if numbers.random() < 0.05 else "usable",
            **({"version": "1"} if numbers.random() < 0.3 else {}),
        }
        received = times.rfc3339(times.EPOCH.fromtimestamp(START + offset * HOUR // 2, times.EPOCH.tzinfo))
        value = codec.dumps({"feed": feed, "received": received, "content": content})
        prepared += [item for _, item in intake.take(Raw(value=value, origin=f"wire-raw/0/{offset}")).prepared]
    return prepared


def shown(decision: Decision) -> object:
    """What goes out of a decision."""
    return decision.row, decision.verdict, decision.output, decision.ended


def rebuilt(state: MemoryState, numbers: random.Random) -> Deduplicate:
    """A desk that learnt the rows in no order."""
    desk = Deduplicate(SETTINGS, state)
    rows = list(state._decided.values())
    numbers.shuffle(rows)
    for known in rows:
        desk.learn(known)
    return desk


@pytest.mark.parametrize("seed", range(6))
def test_a_desk_that_learnt_the_rows_decides_alike(seed: int) -> None:
    """Wherever it starts, while rows expire, and what it decided before comes out the same once more."""
    numbers, states = random.Random(seed), (MemoryState(), MemoryState())
    straight, restarted = Deduplicate(SETTINGS, states[0]), Deduplicate(SETTINGS, states[1])
    seen, distrusted, carried_on = [], set(), 0
    for at, item in enumerate(items(numbers, 600)):
        one = straight.decide(replace(item), row.order(at, 0))
        two = restarted.decide(replace(item), row.order(at, 0))
        assert shown(one) == shown(two)
        straight.expire(2)
        restarted.expire(2)
        distrusted |= {one.row.distrust} if one.row else set()
        carried_on += one.row is not None and bool(one.row.named) and not one.row.distrust
        seen.append((item, shown(one)))
        if numbers.random() < 0.05:
            restarted = rebuilt(states[1], numbers)
            if seen[-1][1][0]:
                repeated = restarted.decide(replace(item), row.order(at + 1, 0))
                assert shown(repeated) == seen[-1][1]
    assert distrusted == set(Distrust)
    assert carried_on


def sign(at: int, feed: str = "ferry", seconds: int = START, **more: object) -> Row:
    fields = {
        "uri": f"{at:032x}",
        "version": 1,
        "origin": f"wire-raw/0/{at}#0",
        "source": "",
        "received": "",
        "content": "",
    }
    return Row(**fields, at=at, seconds=seconds, feed=feed, verdict=Outcome.STORY, text_hash=f"t{at}", **more)  # type: ignore[arg-type]


def learnt(*rows: Row, window_s: int = 30 * 24 * HOUR) -> Trust:
    trust = Trust(window_s)
    for known in rows:
        trust.learn(known)
    return trust


@pytest.mark.parametrize(
    ("alike", "renamed", "distrust"),
    [
        (0, 0, ""),
        (9, 0, ""),
        (11, 0, Distrust.ALIKE),
        (0, 10, ""),
        (0, 11, Distrust.CHANGING),
        (11, 11, Distrust.ALIKE),
    ],
)
def test_a_share_beyond_five_percent_counts(alike: int, renamed: int, distrust: str) -> None:
    """Of the last two hundred rows of the feed."""
    rows = [sign(at) for at in range(WINDOW)]
    for at in range(alike):
        rows[10 * at] = replace(rows[10 * at], doubt=OFTEN)
    for at in range(renamed):
        rows[10 * at + 1] = replace(rows[10 * at + 1], renamed=True)
    assert learnt(*rows).judge("ferry", 0, START)[0] == distrust


def test_a_few_unlike_texts_say_nothing() -> None:
    """A flash, its story and a rewriting are no sign, be they as many as they may."""
    rows = [sign(at, doubt=OFTEN - 1) for at in range(WINDOW)]
    assert learnt(*rows).judge("ferry", OFTEN - 1, START) == (Distrust.NO, None)


def test_a_change_is_told_once() -> None:
    """Then, and when ids are trusted again."""
    trust = learnt(*(sign(at, doubt=OFTEN) for at in range(20)))
    distrust, change = trust.judge("ferry", 0, START)
    assert change is not None
    assert (change.feed, distrust) == ("ferry", Distrust.ALIKE)
    assert trust.judge("ferry", 0, START) == (Distrust.ALIKE, None)
    assert list(trust.distrusted()) == ["ferry"]
    for at in range(20, 20 + WINDOW):
        trust.learn(sign(at, distrust=distrust))
    distrust, change = trust.judge("ferry", 0, START)
    assert change is not None
    assert change.said == "ids are trusted again"


def test_what_is_older_than_the_window_says_nothing() -> None:
    """Its rows are dropped some time or other, and nothing may depend on when."""
    trust = learnt(*(sign(at, doubt=OFTEN) for at in range(20)), window_s=HOUR)
    assert trust.judge("ferry", 0, START + HOUR)[0] == Distrust.ALIKE
    assert trust.judge("ferry", 0, START + HOUR + 1)[0] == Distrust.NO


def test_feeds_that_ended_are_forgotten() -> None:
    """Names come from outside: memory is for those that have rows."""
    trust = learnt(*(sign(at, f"feed {at}") for at in range(SWEPT)), window_s=HOUR)
    trust.sweep(START + HOUR)
    assert len(trust._feeds) == SWEPT
    trust = learnt(*(sign(at, f"feed {at}") for at in range(SWEPT)), window_s=HOUR)
    trust.sweep(START + 2 * HOUR)
    assert len(trust._feeds) == 0

"""A replay of what workers decided, one of them killed in the middle, differs in nothing, until a threshold does."""

import os
import signal
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from kafka import TopicPartition

from schemas import codec
from streams.cli.cluster import declared_of
from streams.ops import lag
from streams.ops.corpus import Made, Writer, enveloped, mixed, sourced
from streams.ops.replay import Report, partition_of, replay
from streams.ops.rig import Rig
from streams.ops.shadow import shadow_settings, shadow_topics
from streams.settings import Settings
from streams.sources.files import Sourced

ITEMS = 300
PATIENCE_S = 60
SCOPE = "harbour"
RECEIVED = "2026-01-05T06:00:00Z"

pytestmark = pytest.mark.kafka


def near_copies(count: int) -> Iterator[Made]:
    """Pairs of items from two feeds that differ in one word, and an update of each first one."""
    writer = Writer(11)
    for number in range(count):
        text = writer.text()
        copy = text.replace(". ", " indeed. ", 1)
        for feed, identity, body in (
            ("gull", f"urn:near:{number}", text),
            ("tern", f"urn:copy:{number}", copy),
            ("gull", f"urn:near:{number}", text + "\n\n" + writer.text(200)),
        ):
            yield Made(feed, identity, body, enveloped(feed, identity, body, RECEIVED))


def in_one_partition(inputs: Iterable[Made]) -> Iterator[Sourced]:
    """So that the order of two feeds is known."""
    return (replace(one, feed="near") for one in sourced(iter(inputs)))


def now_ms() -> int:
    return int(time.time() * 1000)


def run(
    rig: Rig,
    start_ms: int,
    end_ms: int,
    feed: str | None = None,
    *,
    settings: Settings | None = None,
    apply: bool = False,
) -> Report:
    shadow = shadow_settings(rig.settings)
    declared = shadow_topics(shadow.prefix, declared_of(shadow), 3600)
    return replay(settings or rig.settings, declared, start_ms, end_ms, feed, apply=apply)


def kill_in_the_middle(rig: Rig, stories: int) -> None:
    deadline = time.monotonic() + PATIENCE_S
    while sum(lag.end_offsets(rig.connection, [rig.topic("wire-stories")]).values()) < stories:
        assert time.monotonic() < deadline, rig.last_words()
        rig.tend()
    for pid in rig.supervisor.pids:
        os.kill(pid, signal.SIGKILL)


def counts(report: Report) -> tuple[int, int, int]:
    assert report.difference.gone == 0
    return report.difference.added, report.difference.removed, report.difference.changed


@pytest.fixture
def rig(make_rig: Callable[..., Rig], tmp_path: Path) -> Rig:
    """With two scopes, which are two partitions of the prepared topic."""
    config = tmp_path / "wiredesk.toml"
    config.write_text("".join(f'[feeds.{feed}]\nscope = "{SCOPE}"\n' for feed in ("gull", "tern")))
    made = make_rig("replay", config=config, session_timeout=6, instance_id="replay", commit_interval=2, reading=False)
    assert partition_of(SCOPE, made.settings.partitions) != partition_of("default", made.settings.partitions)
    return made


def test_the_same_code_makes_the_same_stories(rig: Rig) -> None:
    """All, the second half and one feed: no difference; with another threshold one, which `apply` makes go away.

    And without the prepared records, as after their retention, it is told that the order is another.
    """
    start, inputs, near = now_ms(), list(mixed(ITEMS)), list(near_copies(20))
    rig.put(sourced(inputs[: ITEMS // 2]))
    time.sleep(0.01)
    middle = now_ms()
    rig.put(sourced(inputs[ITEMS // 2 :]))
    rig.put(in_one_partition(near))
    end = now_ms() + 1
    rig.start()
    kill_in_the_middle(rig, ITEMS // 8)
    rig.wait_idle(PATIENCE_S)
    rig.stop()
    stories = {(one.key, codec.loads(one.value or b"")["version"]): one.value for one in rig.read("wire-stories")}
    prepared = [one for record in rig.read("wire-prepared") for one in codec.loads(record.value or b"")["items"]]
    assert len(prepared) > len({one["origin"] for one in prepared}), "the kill repeated nothing"

    whole = run(rig, start, end)
    assert (whole.raw, whole.items, whole.unordered) == (ITEMS + 60, ITEMS + 60, 0)
    assert sum(whole.outcomes.values()) == ITEMS + 60
    assert counts(whole) == (0, 0, 0), whole.difference
    assert whole.difference.unchanged == len(stories)
    shadow = shadow_settings(rig.settings).prefix
    assert whole.shadow == shadow

    half = run(rig, middle, end)
    assert half.raw == ITEMS // 2 + 60
    assert half.window_rows > ITEMS // 4
    assert counts(half) == (0, 0, 0), half.difference
    assert 0 < half.difference.unchanged < len(stories)

    gull = run(rig, middle, end, "gull")
    assert gull.raw == 40
    assert counts(gull) == (0, 0, 0), gull.difference
    assert gull.difference.unchanged == 40

    thresholds = {"WIREDESK_NEAR_THRESHOLD": "1", "WIREDESK_CONTAINMENT_THRESHOLD": "1"}
    strict = Settings.load({**rig.environment, **thresholds})
    stricter = run(rig, middle, end, settings=strict, apply=True)
    assert counts(stricter) == (20, 0, 20), stricter.difference
    assert stricter.difference.fields == {"wiredesk.copies": 20}
    assert stricter.applied == 40
    assert counts(run(rig, middle, end, settings=strict)) == (0, 0, 0)
    assert_newest_is_last(rig)

    forget_prepared(rig)
    back = run(rig, middle, end, "tern")
    assert (back.items, back.unordered) == (20, 20)
    assert counts(back) == (0, 20, 0), "what is there too much is told, and stays"


def assert_newest_is_last(rig: Rig) -> None:
    """The last record of every story is of its newest version, for the others will be compacted away."""
    last: dict[bytes | None, int] = {}
    newest: dict[bytes | None, int] = {}
    places: dict[bytes | None, set[int]] = {}
    for one in sorted(rig.read("wire-stories"), key=lambda one: (one.partition, one.offset)):
        version = int(codec.loads(one.value or b"")["version"])
        last[one.key], newest[one.key] = version, max(version, newest.get(one.key, 0))
        places.setdefault(one.key, set()).add(one.partition)
    assert last == newest
    assert all(len(found) == 1 for found in places.values())


def forget_prepared(rig: Rig) -> None:
    """As retention does."""
    ends = lag.end_offsets(rig.connection, [rig.topic("wire-prepared")])
    with rig.connection.admin() as admin:
        admin.delete_records({TopicPartition(*place): end for place, end in ends.items() if end})


def test_stories_that_were_read_are_read_again(make_rig: Callable[..., Rig]) -> None:
    """With topics, names and figures, as by default: the same code reads the same out of them."""
    rig, start = make_rig("replay-read"), now_ms()
    rig.put(sourced(list(mixed(40))))
    rig.start()
    rig.wait_idle(PATIENCE_S)
    rig.stop()
    assert "names" in codec.loads(rig.read("wire-stories")[0].value or b"")["wiredesk"]["models"]

    again = run(rig, start, now_ms() + 1)
    assert counts(again) == (0, 0, 0), again.difference
    assert again.difference.unchanged > 0

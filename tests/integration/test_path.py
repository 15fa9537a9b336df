"""The whole path through a real Kafka, as a user runs it."""

import json
import os
import signal
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from dataclasses import replace
from importlib import resources
from pathlib import Path

import pytest
from click.testing import CliRunner

from schemas import codec
from schemas.validate import validate_story
from streams.cli import root
from streams.ops.bench import scrape
from streams.ops.rig import Rig
from streams.sources.files import Claims, Sourced, documents

RECEIVED = "2025-11-25T09:00:00Z"
PATIENCE_S = 120
SAMPLES = sorted(path.name for path in (resources.files("streams") / "samples").iterdir() if path.name != "README.md")

pytestmark = pytest.mark.kafka


def through_kafka(rig: Rig, sources: Sequence[str], feed: str = "") -> None:
    rig.put(documents(sources, Claims(feed=feed, received=RECEIVED)))
    rig.start()
    rig.wait_idle(PATIENCE_S)


def without_origin(value: bytes) -> bytes:
    story = json.loads(value)
    origin = story["wiredesk"]["origin"]
    return value.replace(json.dumps(origin).encode(), b'""')


def processed(source: str, folder: Path) -> list[bytes]:
    result = CliRunner().invoke(root, ["process", source, "--out", str(folder), "--received", RECEIVED])
    assert result.exit_code == 0, result.output
    return (folder / "stories.jsonl").read_bytes().splitlines()


def assert_same(rig: Rig, source: str, folder: Path) -> int:
    """The values on `wire-stories` and those of `process` are the same bytes, apart from where they came from."""
    through_kafka(rig, [source])
    values = [one.value or b"" for one in rig.read("wire-stories")]
    expected = processed(source, folder)
    assert sorted(map(without_origin, values)) == sorted(map(without_origin, expected))
    assert [problem for value in values for problem in validate_story(codec.loads(value))] == []
    return len(values)


@pytest.mark.parametrize("sample", SAMPLES)
def test_a_sample_gives_the_same_bytes_with_and_without_kafka(
    sample: str, make_rig: Callable[..., Rig], tmp_path: Path
) -> None:
    """Given the same feed and time of receipt."""
    with resources.as_file(resources.files("streams") / "samples" / sample) as path:
        assert assert_same(make_rig("same"), str(path), tmp_path / "out") > 0


def test_the_wire_page_gives_the_same_bytes_with_and_without_kafka(
    shared_data: Path, make_rig: Callable[..., Rig], tmp_path: Path
) -> None:
    """Thirteen stories."""
    assert assert_same(make_rig("page"), str(shared_data / "wire_page.txt"), tmp_path / "out") == 13


HOSTILE = {
    "invalid-json": b'{"content": "never closed',
    "empty": b"",
    "unknown-format": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 40,
    "bad-encoding": b"caf\xe9 \x81\x8d\x8f\x90\x9d \xff\xfe\x00" * 40,
}


def hostile() -> list[Sourced]:
    values = [*HOSTILE.values(), b"[" * 1_000_000, b"word " * 4_000_000, b'{"content":"' + b"x" * 9_000_000 + b'"}']
    return [
        Sourced(
            value=value, size=len(value), feed="hostile", content_type="", received=RECEIVED, arrived=RECEIVED,
            path="h", line=line,
        )
        for line, value in enumerate(values)
    ]  # fmt: skip


def test_hostile_documents_end_as_dead_letters_and_the_worker_goes_on(make_rig: Callable[..., Rig]) -> None:
    """Each with a reason and its bytes; a good item behind them becomes a story."""
    rig = make_rig("hostile")
    bad = hostile()
    good = b'{"feed": "ferry", "content": "The ferry sailed on time for once. Nobody aboard could remember when."}'
    rig.put([*bad, replace(bad[0], value=good, size=len(good))])
    rig.start()
    rig.wait_idle(PATIENCE_S)
    letters = rig.read("wire-dead-letters")
    assert {one.headers["reason"] for one in letters} >= set(HOSTILE) - {"bad-encoding"}
    assert {one.value for one in letters} <= {one.value for one in bad}
    assert len(letters) == len(bad)
    assert len(rig.read("wire-stories")) == 1
    assert rig.supervisor.codes == []


def test_a_worker_tells_its_state_and_stops_in_good_order(make_rig: Callable[..., Rig], shared_data: Path) -> None:
    """Live and ready while it works; metrics add up; SIGTERM drains and exits 0."""
    rig = make_rig("watched")
    through_kafka(rig, [str(shared_data / "wire_page.txt")])
    (address,) = rig.addresses()
    for page in ("live", "ready"):
        with urllib.request.urlopen(address.replace("/metrics", f"/health/{page}"), timeout=5) as answer:
            assert answer.status == 200
    with pytest.raises(urllib.error.HTTPError):
        urllib.request.urlopen(address.replace("/metrics", "/table"), timeout=5)
    seen = scrape(address)
    ended = sum(value for name, value in seen.items() if name.startswith("wiredesk_items_total"))
    assert ended == sum(value for name, value in seen.items() if name.startswith("wiredesk_decoded_total")) == 13
    (pid,) = rig.supervisor.pids
    os.kill(pid, signal.SIGTERM)
    asked = time.monotonic()
    while not rig.supervisor.codes:
        rig.tend()
        assert time.monotonic() - asked < 30
    assert rig.supervisor.codes == [0]


def test_every_record_says_what_it_is(make_rig: Callable[..., Rig], shared_data: Path) -> None:
    """CloudEvents headers, and the origin."""
    rig = make_rig("headers")
    through_kafka(rig, [str(shared_data / "wire_page.txt")] * 2)
    for one in rig.read("wire-stories"):
        assert one.headers["ce_specversion"] == "1.0"
        assert one.headers["ce_type"] == "wiredesk.story"
        assert {"ce_id", "ce_source", "ce_time", "content-type", "origin"} <= set(one.headers)
        assert (one.key or b"").decode() == codec.loads(one.value or b"")["uri"]

"""What calibration says a threshold would do is what `wiredesk process` then does."""

import json
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from streams.cli import root
from streams.ops.calibration import BIN, Best, Calibrated, bin_of, calibrate
from streams.ops.published import FolderPublished
from streams.settings import Settings

STORIES = 24
METHODS = {"near-text": "WIREDESK_NEAR_THRESHOLD", "contained": "WIREDESK_CONTAINMENT_THRESHOLD"}


def wire(seed: int) -> list[str]:
    """Stories, and after each a text that shares some part of its words with it, in a body of other words."""
    chance = random.Random(seed)
    lines = []
    for number in range(STORIES):
        words = [f"w{number}x{at}" for at in range(150)]
        start, kept = chance.randrange(20), chance.randrange(80, 130)
        others = [f"v{number}x{at}" for at in range(chance.randrange(60))]
        for feed, text in (("coast", words), ("gull", [*others[:20], *words[start : start + kept], *others[20:]])):
            content = {"uri": f"{feed}-{number}", "type": "text", "body_text": " ".join(text)}
            minute = f"{len(lines):02}"
            lines.append(json.dumps({"feed": feed, "received": f"2026-05-18T09:{minute}:00Z", "content": content}))
    return lines


@pytest.fixture
def published(tmp_path: Path) -> Callable[..., FolderPublished]:
    """What `process` makes of the wire with some settings."""
    path = tmp_path / "wire.jsonl"

    def process(seed: int, **settings: str) -> FolderPublished:
        path.write_text("\n".join(wire(seed)), "utf-8")
        out = tmp_path / f"out{seed}{len(list(tmp_path.iterdir()))}"
        env = {"WIREDESK_READING": "false", **settings}
        result = CliRunner().invoke(root, ["process", str(path), "--out", str(out)], env=env)
        assert result.exit_code == 0, result.output
        return FolderPublished(out)

    return process


def copies(published: FolderPublished) -> int:
    return len(list(published.duplicates()))


def calibrated(published: FolderPublished, **more: object) -> Calibrated:
    return calibrate(published, Settings.load({}), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize("seed", [1, 2])
def test_what_other_thresholds_would_do_is_what_they_do(seed: int, published: Callable[..., FolderPublished]) -> None:
    """More below, fewer above; the texts are at hand, so nothing is unsure."""
    now = published(seed)
    (gull,) = calibrated(now).feeds
    assert gull.total == copies(now) > 0
    assert not any(gull.unsure.values())
    assert sum(gull.more.values()) + sum(gull.fewer.values()) > 0
    changes = {**gull.more, **{trial: -count for trial, count in gull.fewer.items()}}
    assert set(METHODS) == {method for method, _ in changes}
    for (method, value), change in changes.items():
        assert copies(published(seed, **{METHODS[method]: str(value)})) == gull.total + change


def test_scores_are_counted_by_feed_and_method(published: Callable[..., FolderPublished]) -> None:
    """Near misses lie below the threshold, copies from it on; samples are the nearest of each."""
    now = published(1)
    (gull,) = calibrated(now, samples=2).feeds
    for (method, number), count in [*gull.copies.items()]:
        assert count == 0 or (number + 1) * BIN > gull.limits[method]
    for (method, number), count in [*gull.misses.items()]:
        assert count == 0 or number * BIN < gull.limits[method]
    scores = [record["score"] - record["threshold"] for record in now.duplicates() if record["method"] != "same-text"]
    assert [record["score"] - record["threshold"] for record in gull.lowest] == sorted(scores)[:2]
    gaps = [miss.score - miss.threshold for miss in gull.nearest]
    assert gaps == sorted(gaps, reverse=True)
    assert calibrated(now, feed="coast").feeds == []
    assert len(calibrated(now, feed="gull").feeds) == 1


def test_without_the_inputs_it_is_unsure_and_says_so(published: Callable[..., FolderPublished], tmp_path: Path) -> None:
    """How many fewer at the most."""
    now = published(1)
    (sure,) = calibrated(now).feeds
    (tmp_path / "wire.jsonl").unlink()
    (unsure,) = calibrated(now).feeds
    assert sum(unsure.fewer.values()) == 0
    assert all(unsure.unsure[trial] >= count for trial, count in sure.fewer.items())


@pytest.mark.parametrize(("score", "number"), [(0.0, 0), (0.5, 10), (0.55, 11), (0.5499, 10), (1.0, 19), (0.15, 3)])
def test_bins_begin_with_their_lower_end(score: float, number: int) -> None:
    """A score on a border is above it."""
    assert bin_of(score) == number


def test_the_best_are_kept_in_order() -> None:
    """Of equals the first."""
    best: Best[str] = Best(2)
    for rank, one in ((1.0, "a"), (3.0, "b"), (2.0, "c"), (2.0, "d")):
        best.add(rank, one)
    assert list(best) == ["b", "c"]
    assert list(Best[str](0)) == []

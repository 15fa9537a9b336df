"""Near misses are the pairs that the index itself would call copies at lower thresholds."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from schemas.prepared import Prepared, packed_sketch
from schemas.sketch import likeness, unpack
from streams.desk.near_misses import STEPS, Why, near_misses, thresholds
from streams.settings import Settings
from streams.stages.compare import Thresholds
from streams.stages.fingerprint import fingerprint
from streams.stages.headline import headline

SETTINGS = Settings.load({})
WORDS = [a + b for a in "bcdfghjklmnp" for b in ("ale", "end", "ine", "ore", "ust", "arn", "eck", "ill", "ond", "ung")]
BASE = " ".join(WORDS)
SCORES = " with a score of {}, {} and {} after {} minutes and {} in the end"


def changed(share: float) -> str:
    """The base with its last words replaced, so that about that share of shingles stays in both."""
    kept = round(len(WORDS) * share)
    return " ".join([*WORDS[:kept], *(f"s{word}" for word in WORDS[kept:])])


def story(name: str, text: str, *, feed: str = "coast", received: str = "2026-05-18T09:00:00Z") -> Prepared:
    made = fingerprint("", text)
    return Prepared(
        origin=f"wire-raw/0/{name}#0", feed=feed, family=feed, uri=name, source=name, received=received, title="",
        text=text, content="", text_hash=made.text_hash, sketch=packed_sketch(made.sketch),
    )  # fmt: skip


def found(texts: Sequence[str], **settings: str) -> list:
    return list(near_misses([story(str(at), text) for at, text in enumerate(texts)], Settings.load(settings)))


def test_a_pair_just_below_is_found_with_its_score() -> None:
    """The score is the sketches' own; what a lower threshold would take is tried."""
    (miss,) = found([BASE, changed(0.63)])
    alike = likeness(*(unpack(fingerprint("", text).sketch) for text in (BASE, changed(0.63))))
    assert (miss.later.uri, miss.earlier.uri, miss.method, miss.why) == ("1", "0", "near-text", Why.BELOW)
    assert miss.score == round(alike.resemblance, 4)
    assert miss.threshold - 2 * max(STEPS) < miss.score < miss.threshold == 0.5
    assert miss.lower == tuple(("near-text", at) for at in (0.45, 0.4) if miss.score >= at)


@pytest.mark.parametrize("texts", [[BASE], [BASE, "Nothing of the kind " * 10], [BASE, changed(0.2)], []])
def test_what_shares_little_is_no_near_miss(texts: list[str]) -> None:
    """Nor is a story by itself."""
    assert found(texts) == []


def test_what_is_kept_apart_by_figures_is_told() -> None:
    """The pair shares enough, and says why it stands as two."""
    one, other = (BASE + SCORES.format(*numbers) for numbers in ((1, 22, 333, 41, 5), (6, 77, 88, 99, 10)))
    (miss,) = found([one, other])
    assert miss.why is Why.FIGURES
    assert miss.score > miss.threshold
    assert found([one, other], WIREDESK_FIGURES_THRESHOLD="0") != []


def test_what_is_kept_apart_by_its_subject_is_told() -> None:
    """Two results in one template."""
    template = "{} said on Monday that its yearly profit had risen again as fares and freight had both done well."
    (miss,) = found([template.format("Holm Lines"), template.format("Skerry Ferries")])
    assert miss.why is Why.SUBJECT


def test_what_would_be_a_copy_today_is_told() -> None:
    """Both were published under other settings, or the other way round."""
    (miss,) = found([BASE, changed(0.9)])
    assert miss.why is Why.TODAY
    assert miss.lower == ()


def test_a_story_is_no_near_miss_of_itself_nor_beyond_the_window_or_scope() -> None:
    """As in the service."""
    versions = [story("1", BASE), story("1", changed(0.63))]
    assert list(near_misses(versions, SETTINGS)) == []
    far = [story("1", BASE), story("2", changed(0.63), received="2026-05-28T09:00:00Z")]
    assert list(near_misses(far, SETTINGS)) == []
    assert list(near_misses(far, Settings.load({"WIREDESK_NEAR_WINDOW_DAYS": "20"}))) != []


@pytest.mark.parametrize("table", [{"scope": "sport"}, {"copies": False}])
def test_a_feed_of_another_scope_or_without_copies_takes_no_part(table: dict) -> None:
    """Whatever it shares."""
    settings = Settings(feeds={"gull": table})
    pair = [story("1", BASE), story("2", changed(0.63), feed="gull")]
    assert list(near_misses(pair, settings)) == []


def test_thresholds_are_the_feeds_own() -> None:
    """Every one that a feed may set."""
    settings = Settings(feeds={"gull": {"near_threshold": 0.7, "containment_threshold": 0.9, "figures_threshold": 0.2}})
    assert thresholds(settings, "gull") == Thresholds(resemblance=0.7, containment=0.9, figures=0.2)
    assert thresholds(settings, "coast") == Thresholds()


def test_short_texts_under_headlines_of_a_template_are_told_apart() -> None:
    """One text says nothing of what it is of; a headline made of the text is none."""
    text = " ".join(WORDS[:40]) + "."
    pair = [replace(story(place, text), title=f"Weather for {place}") for place in ("Odelby", "Lervik")]
    (miss,) = near_misses(pair, SETTINGS)
    assert miss.why is Why.TITLE
    made = [replace(one, title=headline(text)) for one in pair]
    assert [miss.why for miss in near_misses(made, SETTINGS)] == [Why.TODAY]


def test_a_correction_is_told_apart() -> None:
    """It is no copy, however much it shares."""
    pair = [story("1", BASE), story("2", f"CORRECTED - {BASE}")]
    (miss,) = near_misses(pair, SETTINGS)
    assert miss.why is Why.CORRECTION
    assert miss.lower == ()

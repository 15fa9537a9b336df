from timeit import timeit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from prometheus_client.parser import text_string_to_metric_families

from streams.errors import Reason
from streams.metrics import FEEDS, LATENCY_SECONDS, Metrics
from streams.outcomes import Outcome


class Clock:
    """A clock that the test turns."""

    def __init__(self) -> None:
        self.now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def metrics() -> Metrics:
    return Metrics()


def samples(metrics: Metrics) -> dict[tuple[str, frozenset[tuple[str, str]]], float]:
    """Every sample as a scraper reads it."""
    families = text_string_to_metric_families(metrics.render().decode())
    return {(one.name, frozenset(one.labels.items())): one.value for family in families for one in family.samples}


def value(metrics: Metrics, name: str, **labels: str) -> float:
    return samples(metrics)[name, frozenset(labels.items())]


def test_names_and_labels_are_the_contracts(metrics: Metrics) -> None:
    """Each metric of the contract is there under its name, with its labels and its kind."""
    metrics.raw("coast")
    metrics.duplicate("near-text")
    metrics.stage("clean", 0.1)
    metrics.block("wire-unique", 3)
    metrics.latency("raw", 0.1)
    metrics.state("items", 1, 2, 3)
    expected = {
        "wiredesk_raw_total": ("counter", {"feed"}),
        "wiredesk_decoded_total": ("counter", {"feed"}),
        "wiredesk_items_total": ("counter", {"feed", "outcome"}),
        "wiredesk_released_total": ("counter", {"feed"}),
        "wiredesk_duplicates_total": ("counter", {"method"}),
        "wiredesk_dead_letters_total": ("counter", {"reason"}),
        "wiredesk_stage_seconds_bucket": ("histogram", {"stage", "le"}),
        "wiredesk_block_items_bucket": ("histogram", {"topic", "le"}),
        "wiredesk_latency_seconds_bucket": ("histogram", {"since", "le"}),
        "wiredesk_state_rows": ("gauge", {"table"}),
        "wiredesk_state_bytes": ("gauge", {"table"}),
        "wiredesk_window_seconds": ("gauge", {"table"}),
        "wiredesk_build_info": ("gauge", {"version", "python", "faust", "models"}),
    }
    families = text_string_to_metric_families(metrics.render().decode())
    found = {one.name: (family.type, set(one.labels)) for family in families for one in family.samples}

    assert {name: found.get(name) for name in expected} == expected


def test_an_item_is_counted_by_feed_and_outcome(metrics: Metrics) -> None:
    """Counts go to the feed and the outcome named, and the others stand at zero from the start."""
    metrics.raw("coast")
    metrics.decoded("coast", 3)
    metrics.outcome("coast", Outcome.STORY)
    metrics.outcome("coast", "held")
    metrics.released("coast")

    assert value(metrics, "wiredesk_decoded_total", feed="coast") == 3
    assert {outcome: value(metrics, "wiredesk_items_total", feed="coast", outcome=outcome) for outcome in Outcome} == {
        "story": 1,
        "held": 1,
        "duplicate": 0,
        "advisory": 0,
        "dead-letter": 0,
        "ignored": 0,
    }
    assert value(metrics, "wiredesk_released_total", feed="coast") == 1


def test_every_reason_is_there_before_it_happens(metrics: Metrics) -> None:
    """A first dead letter shows as a rise from zero."""
    metrics.dead_letter(Reason.NO_TEXT)

    assert {reason: value(metrics, "wiredesk_dead_letters_total", reason=reason) for reason in Reason} == {
        **dict.fromkeys(Reason, 0),
        "no-text": 1,
    }


def test_feeds_beyond_the_limit_are_grouped() -> None:
    """However many names come, labels stay bounded, nothing goes uncounted, and configured feeds keep theirs."""
    metrics = Metrics(feeds=["coast"])
    for number in range(FEEDS + 50):
        metrics.raw(f"feed {number}")
    metrics.raw("coast")

    assert value(metrics, "wiredesk_raw_total", feed="other") == 51
    assert value(metrics, "wiredesk_raw_total", feed="coast") == 1
    assert sum(count for (name, _), count in samples(metrics).items() if name == "wiredesk_raw_total") == FEEDS + 51


@given(st.text(st.characters(exclude_categories=()), max_size=150))
def test_any_feed_name_can_be_rendered(feed: str) -> None:
    """Line breaks, quotes, lone surrogates: a name from outside never spoils the page."""
    metrics = Metrics()
    metrics.raw(feed)

    assert sum(count for (name, _), count in samples(metrics).items() if name == "wiredesk_raw_total") == 1


def test_a_stage_is_counted_an_item(metrics: Metrics) -> None:
    """A block's time is shared among its items, and the sum stays the time."""
    metrics.stage("clean", 0.004, items=20)
    metrics.stage("clean", 1.0, items=0)

    assert value(metrics, "wiredesk_stage_seconds_count", stage="clean") == 20
    assert value(metrics, "wiredesk_stage_seconds_sum", stage="clean") == pytest.approx(0.004)
    assert value(metrics, "wiredesk_stage_seconds_bucket", stage="clean", le="0.0001") == 0
    assert value(metrics, "wiredesk_stage_seconds_bucket", stage="clean", le="0.00025") == 20
    assert value(metrics, "wiredesk_stage_seconds_bucket", stage="clean", le="+Inf") == 20


@given(st.lists(st.floats(-10, 1e6)))
def test_buckets_hold_what_is_at_most_their_end(seconds: list[float]) -> None:
    """A bucket counts all observations up to and with its end, and a clock that went back counts as zero."""
    metrics = Metrics()
    metrics.latency("raw", 0.0)
    for one in seconds:
        metrics.latency("raw", one)

    found = samples(metrics)
    buckets = {dict(labels)["le"]: count for (name, labels), count in found.items() if name.endswith("_seconds_bucket")}
    assert {float(end): count for end, count in buckets.items()} == {
        end: 1 + sum(one <= end for one in seconds) for end in (*LATENCY_SECONDS, float("inf"))
    }


def test_commit_age_grows_until_a_commit() -> None:
    """The age is that of the moment of the scrape."""
    clock = Clock()
    metrics = Metrics(clock=clock)
    clock.now += 7
    before = value(metrics, "wiredesk_commit_age_seconds")
    metrics.committed()
    clock.now += 2

    assert (before, value(metrics, "wiredesk_commit_age_seconds")) == (7, 2)


def test_a_workers_inside(metrics: Metrics) -> None:
    """Assignments are counted, the rest shows its last value."""
    metrics.assigned(4)
    metrics.assigned(2)
    metrics.recovered(1.5)
    metrics.loop_delay(0.2)
    metrics.repeats(3)

    assert value(metrics, "wiredesk_rebalances_total") == 2
    assert value(metrics, "wiredesk_partitions") == 2
    assert value(metrics, "wiredesk_recovery_seconds") == 1.5
    assert value(metrics, "wiredesk_loop_delay_seconds") == 0.2
    assert value(metrics, "wiredesk_repeats_total") == 3


def test_feeds_whose_ids_are_not_trusted_are_shown(metrics: Metrics) -> None:
    """By name as far as names go; after a rebalance those of this worker alone."""
    metrics.unstable_ids("coast", unstable=True)
    metrics.unstable_ids("coast", unstable=True)
    metrics.unstable_ids("hills", unstable=True)
    metrics.unstable_ids("hills", unstable=False)
    for number in range(2):
        metrics.unstable_ids(f"{number}" * 1000, unstable=True)
    assert value(metrics, "wiredesk_unstable_ids", feed="coast") == 1
    assert value(metrics, "wiredesk_unstable_ids", feed="hills") == 0
    assert value(metrics, "wiredesk_unstable_ids", feed="other") == 2

    metrics.distrusted(["hills"])
    assert value(metrics, "wiredesk_unstable_ids", feed="coast") == 0
    assert value(metrics, "wiredesk_unstable_ids", feed="hills") == 1
    assert value(metrics, "wiredesk_unstable_ids", feed="other") == 0


def test_two_do_not_share_counts() -> None:
    """Each process, and each test, has its own."""
    one, other = Metrics(), Metrics()
    one.raw("coast")
    other.raw("fjord")

    assert ("wiredesk_raw_total", frozenset({("feed", "fjord")})) not in samples(one)


def test_counting_is_cheap(metrics: Metrics) -> None:
    """A handful of these is called for every item: a microsecond or two each, with room for a busy machine."""

    def item() -> None:
        metrics.decoded("coast")
        metrics.outcome("coast", Outcome.STORY)
        metrics.stage("publish", 0.001)
        metrics.latency("raw", 0.1)

    assert timeit(item, number=10_000) / 10_000 < 40e-6

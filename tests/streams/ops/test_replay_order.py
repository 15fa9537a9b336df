"""A replay's order: as first decided, repeats left out, rows of others in their places, the rest by time."""

from collections.abc import Iterator

import pytest

from schemas import codec, row
from schemas.prepared import Prepared
from schemas.row import Row
from streams.ops.replay_order import Fresh, Named, Order, Range, Raws, Survey, named, rows
from streams.ops.tail import Record

RANGE = Range("raw", {0: (10, 20), 1: (5, 9)})


def block(offset: int, *origins: str, feed: str = "gull") -> Record:
    value = codec.dumps({"v": 99, "items": [{"origin": origin, "feed": feed} for origin in origins]})
    return Record(b"", value, {}, 0, offset)


def test_each_item_is_named_where_it_was_first() -> None:
    """What a killed worker wrote again, and what lies outside the range, is passed over."""
    records = [
        block(0, "raw/0/9#0", "raw/0/10#0", "raw/1/5#0"),
        block(1, "raw/0/10#0", "raw/0/11#0", "raw/0/11#1"),
        block(2, "raw/1/5#0", "raw/0/20#0", "other/0/12#0"),
    ]
    assert list(named(records, RANGE)) == [
        Named(row.order(0, 1), 0, (10, 0)),
        Named(row.order(0, 2), 1, (5, 0)),
        Named(row.order(1, 1), 0, (11, 0)),
        Named(row.order(1, 2), 0, (11, 1)),
    ]


def test_one_feed_is_named_alone() -> None:
    """The others of the range are not replayed."""
    tern = Range("raw", RANGE.offsets, "tern")
    assert [one.mark for one in named([block(0, "raw/0/10#0"), block(1, "raw/0/11#0", feed="tern")], tern)] == [(11, 0)]


@pytest.mark.parametrize(
    "origin", ["", "raw/0/12", "raw/x/12#0", "raw/0/x#0", "raw/²/12#0", "raw/0/20#0", "raw/2/12#0"]
)
def test_what_is_not_in_the_range_is_not_held(origin: str) -> None:
    """Nor what is no origin at all; somebody else may write to a topic."""
    assert not RANGE.holds(origin, "gull")
    assert RANGE.holds("raw/0/12#0", "gull")


def known(at: int, origin: str, feed: str = "gull") -> Row:
    return Row(
        uri=f"{at:032x}", version=1, origin=origin, at=at, seconds=0, verdict="story", feed=feed, source="a",
        received="2026-01-05T06:00:00Z", content="00", text_hash="00",
    )  # fmt: skip


def changelog(*found: Row | bytes) -> list[Record]:
    pairs = ((one, None) if isinstance(one, bytes) else (row.key(one.uri, 1), row.encode(one)) for one in found)
    return [Record(key, value) for key, value in pairs]


def test_rows_are_parted_into_those_of_the_range_and_those_that_come_in_between() -> None:
    """By order of decision up to the last item of the range; a row that was forgotten is none."""
    survey = Survey.of([Named(30, 0, (10, 0)), Named(70, 0, (12, 0))])
    records = changelog(
        known(90, "raw/0/30#0"), known(60, "raw/0/25#0"), known(20, "raw/0/3#0"), known(30, "raw/0/10#0"),
        known(40, "raw/1/1#0"), row.key(f"{40:032x}", 1),
    )  # fmt: skip
    parted = rows(records, RANGE, survey)
    assert [one.at for one in parted.replayed] == [30]
    assert [one.at for one in parted.others] == [20, 60]


def test_without_an_order_the_rows_are_those_of_raw_records_up_to_the_end() -> None:
    """Those behind the range were decided later."""
    parted = rows(changelog(known(90, "raw/0/20#0"), known(60, "raw/0/3#0")), RANGE, Survey())
    assert [one.at for one in parted.others] == [60]


def fresh(partition: int, offset: int, timestamp: int) -> Fresh:
    item = Prepared(
        origin=f"raw/{partition}/{offset}#0", feed="gull", family="gull", uri="", source="", received="", title="",
        text="", content="", text_hash="", sketch="",
    )  # fmt: skip
    return Fresh(timestamp, partition, (offset, 0), item)


def told(events: Iterator[Row | Fresh]) -> list[str]:
    return [event.origin if isinstance(event, Row) else event.item.origin for event in events]


def test_the_order_is_that_of_the_first_time_and_the_rest_goes_by_time() -> None:
    """Before all what may have been named once, in between what is found only now, last what is named nowhere yet."""
    raws = {
        0: Raws(iter([fresh(0, 10, 100), fresh(0, 11, 300), fresh(0, 12, 400), fresh(0, 13, 500)])),
        1: Raws(iter([fresh(1, 5, 200), fresh(1, 6, 350), fresh(1, 7, 450)])),
    }
    entries = [Named(40, 1, (6, 0)), Named(60, 0, (12, 0)), Named(80, 0, (19, 0))]
    entries.insert(1, Named(50, 0, (11, 0)))
    order = Order(Survey.of(entries), raws, oldest_ms=0)
    others = [known(20, "before"), known(55, "between")]

    assert told(order.events(others, entries)) == [
        "before", "raw/0/10#0", "raw/1/5#0", "raw/1/6#0", "raw/0/11#0", "between", "raw/0/12#0", "raw/0/13#0",
        "raw/1/7#0",
    ]  # fmt: skip
    assert order.unordered == 4


def test_a_partition_that_nothing_names_goes_first_only_as_far_as_retention_took_it() -> None:
    """Raw records younger than the oldest prepared one have not been prepared yet."""
    raws = {0: Raws(iter([fresh(0, 10, 100)])), 1: Raws(iter([fresh(1, 5, 90), fresh(1, 6, 110)]))}
    entries = [Named(40, 0, (10, 0))]

    assert told(Order(Survey.of(entries), raws, oldest_ms=100).events([], entries)) == [
        "raw/1/5#0",
        "raw/0/10#0",
        "raw/1/6#0",
    ]

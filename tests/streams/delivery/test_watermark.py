"""The watermark: what may be committed is what is finished without a hole, in the run that goes on."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.delivery.watermark import Bundle, Partition, Skipped, Watermark

HERE = Partition("wire-raw", 0)


def records(*offsets: int) -> tuple[SimpleNamespace, ...]:
    return tuple(SimpleNamespace(offset=offset) for offset in offsets)


def fetch(books: Watermark, *offsets: int) -> Bundle:
    bundle = books.fetched(HERE, records(*offsets))
    assert bundle is not None
    return bundle


@pytest.fixture
def books() -> Watermark:
    made = Watermark()
    made.begin_run(HERE)
    return made


def test_nothing_is_committable_until_a_bundle_is_finished(books: Watermark) -> None:
    """Fetching alone moves nothing."""
    bundle = fetch(books, 5, 6, 9)
    assert books.committable() == {}
    assert books.begin(bundle)
    books.finish(bundle)
    assert {place: offset for place, (_, offset) in books.committable().items()} == {HERE: 10}


def test_a_bundle_that_was_skipped_is_noticed_before_the_next_is_worked_on(books: Watermark) -> None:
    """An exception that left an agent, or a cleared queue, must not be committed over."""
    fetch(books, 1, 2)
    second = fetch(books, 3, 4)
    with pytest.raises(Skipped):
        books.begin(second)


def test_what_an_ended_run_fetched_is_dropped(books: Watermark) -> None:
    """After a seek the same records come again; the old ones must be neither worked on nor committed."""
    old = fetch(books, 1, 2)
    books.begin_run(HERE)
    assert not books.begin(old)
    books.finish(old)
    assert books.committable() == {}
    assert books.begin(fetch(books, 1, 2))


def test_offsets_of_an_ended_run_are_not_committed(books: Watermark) -> None:
    """A commit that was decided before a rebalance must not be made after it."""
    bundle = fetch(books, 1)
    books.finish(bundle)
    decided = books.committable()
    books.begin_run(HERE)
    assert books.current(decided) == {}


def test_what_is_committed_is_not_committed_again(books: Watermark) -> None:
    """An idle worker sends no commits."""
    books.finish(fetch(books, 1))
    books.committed(books.committable())
    assert books.committable() == {}


def test_records_of_a_partition_that_is_not_ours_are_not_taken(books: Watermark) -> None:
    """They belong to whoever has it now."""
    books.end_run(HERE)
    assert books.fetched(HERE, records(1)) is None


@given(st.lists(st.sampled_from(["fetch", "finish", "seek", "commit"]), max_size=60))
def test_never_past_the_oldest_unfinished(steps: list[str]) -> None:
    """Whatever happens, committable never passes a record that was fetched in this run and not finished."""
    books, waiting, following = Watermark(), [], 0
    books.begin_run(HERE)
    for step in steps:
        if step == "fetch":
            waiting.append(fetch(books, following, following + 1))
            following += 2
        elif step == "finish" and waiting:
            assert books.begin(waiting[0])
            books.finish(waiting.pop(0))
        elif step == "seek":
            books.begin_run(HERE)
            waiting.clear()
        elif step == "commit":
            books.committed(books.committable())
        committable = [offset for _, offset in books.committable().values()]
        assert all(offset <= bundle.offset for offset in committable for bundle in waiting)
        assert books.outstanding(HERE) == len(waiting)


def test_a_run_begins_with_small_bundles(books: Watermark) -> None:
    """A worker that dies of every hundredth record must finish something each time, or it would never get on."""
    sizes = []
    for number in range(8):
        sizes.append(books.bundle_size(HERE, 512))
        fetch(books, number)
    assert sizes == [8, 16, 32, 64, 128, 256, 512, 512]
    books.begin_run(HERE)
    assert books.bundle_size(HERE, 512) == 8
    assert books.bundle_size(HERE, 5) == 1

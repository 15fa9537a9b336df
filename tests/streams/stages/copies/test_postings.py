"""The table of postings does what a dictionary of lists would, in less memory."""

import random
from collections import Counter

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.stages.copies import postings
from streams.stages.copies.postings import LISTED, Postings

ONE_BUCKET = 1 << 16  # values below share the first bucket


def age(place: int) -> tuple[int, int]:
    """Places grow old in an order of their own, not in that of their numbers."""
    return place * 7919 % 1009, place


def found(table: Postings, *values: int) -> Counter[int]:
    """What is found, however often."""
    return Counter(table.find(np.array(values, np.uint32)))


def newest(places: list[int]) -> Counter[int]:
    """What should be found of a value's places."""
    return Counter(sorted(places, key=age)[-LISTED:])


def test_finds_what_was_entered_and_nothing_else() -> None:
    """Values of one bucket are told apart by their low bits."""
    table = Postings(age)
    for value, place in ((5, 1), (5, 2), (6, 3), (ONE_BUCKET * 9 + 5, 4)):
        table.add(value, place)
    assert found(table, 5) == Counter([1, 2])
    assert found(table, 6, ONE_BUCKET * 9 + 5) == Counter([3, 4])
    assert found(table, 7) == Counter()


def test_what_is_taken_out_is_not_found() -> None:
    """Whatever else stands in the bucket stays."""
    table = Postings(age)
    for place in range(1, 60):
        table.add(place % 3, place)
    table.discard(0, 30)
    table.discard(0, 1)
    assert 30 not in found(table, 0)
    assert found(table, 1) == newest(list(range(1, 60, 3)))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, 5), st.integers(1, 400)), unique=True, max_size=300), st.randoms())
def test_the_window_slides_as_over_a_dictionary(entries: list[tuple[int, int]], order: random.Random) -> None:
    """In whatever order they come, and while the oldest go: each value has its newest, though its bucket overflows."""
    table, lists = Postings(age), {value: [] for value in range(6)}  # type: dict[int, list[int]]
    order.shuffle(entries)
    for value, place in entries:
        table.add(value, place)
        lists[value].append(place)
    for place in sorted({place for _, place in entries}, key=age):
        for value, places in lists.items():
            assert found(table, value) == newest(places)
            if place in places:
                table.discard(value, place)
                places.remove(place)


def test_nothing_is_lost_when_the_table_grows(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same is found, whether a value stood in its bucket or beside it."""
    monkeypatch.setattr(postings, "_FULL", 0.001)
    numbers, table, values = random.Random(1), Postings(age), {}
    for place in range(1, 8000):
        values[place] = numbers.choice((numbers.randrange(1 << 32), numbers.randrange(200)))
        table.add(values[place], place)
    lists: dict[int, list[int]] = {}
    for place, value in values.items():
        lists.setdefault(value, []).append(place)
    assert table.nbytes > 1.5 * Postings(age).nbytes
    assert all(found(table, value) == newest(places) for value, places in lists.items())

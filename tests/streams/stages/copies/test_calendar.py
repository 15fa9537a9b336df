"""Items grow old by their own time, whatever the order in which they came."""

from hypothesis import given
from hypothesis import strategies as st

from streams.stages.copies.calendar import Calendar


@given(st.lists(st.integers(0, 5000)), st.lists(st.integers(0, 6000)))
def test_what_is_older_comes_out_once_and_oldest_first(times: list[int], moments: list[int]) -> None:
    """Also of what is added while its bucket is being emptied."""
    seconds = dict(enumerate(times, 1))
    calendar, waiting = Calendar(seconds.__getitem__), set[int]()
    places = iter(seconds)
    for moment in sorted(moments):
        for place in (*zip(range(3), places, strict=False),):
            calendar.add(place[1])
            waiting.add(place[1])
        due = list(calendar.before(moment))
        assert set(due) == {place for place in waiting if seconds[place] < moment}
        assert [seconds[place] for place in due] == sorted(seconds[place] for place in due)
        waiting -= set(due)

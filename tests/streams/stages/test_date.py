"""Dates and periods, case by case, against Monday 24 November 2025."""

from datetime import date

import pytest

from streams.stages.date import dates

TODAY = date(2025, 11, 24)

CASES = [
    ("on Thursday", "Thursday", "2025-11-20", "2025-11-20", False),
    ("it will open on Thursday", "Thursday", "2025-11-27", "2025-11-27", True),
    ("the port said on Monday", "Monday", "2025-11-24", "2025-11-24", False),
    ("yesterday", "yesterday", "2025-11-23", "2025-11-23", False),
    ("Today it opens.", "Today", "2025-11-24", "2025-11-24", False),
    ("tomorrow", "tomorrow", "2025-11-25", "2025-11-25", True),
    ("last week", "last week", "2025-11-17", "2025-11-23", False),
    ("next month", "next month", "2025-12-01", "2025-12-31", True),
    ("last month", "last month", "2025-10-01", "2025-10-31", False),
    ("this year", "this year", "2025-01-01", "2025-12-31", False),
    ("last Wednesday", "last Wednesday", "2025-11-19", "2025-11-19", False),
    ("next Friday", "next Friday", "2025-12-05", "2025-12-05", True),
    ("back in July", "July", "2025-07-01", "2025-07-31", False),
    ("last December", "last December", "2024-12-01", "2024-12-31", False),
    ("in September 2024", "September 2024", "2024-09-01", "2024-09-30", False),
    ("on 1 June it closed", "1 June", "2025-06-01", "2025-06-01", False),
    ("runs from 1 June and will be free", "1 June", "2026-06-01", "2026-06-01", True),
    ("November 24, 2025", "November 24, 2025", "2025-11-24", "2025-11-24", False),
    ("on Nov. 3", "Nov. 3", "2025-11-03", "2025-11-03", False),
    ("the 4th of July 1999", "4th of July 1999", "1999-07-04", "1999-07-04", False),
    ("Friday, 7 November 2025", "Friday, 7 November 2025", "2025-11-07", "2025-11-07", False),
    ("2025-11-05", "2025-11-05", "2025-11-05", "2025-11-05", False),
    ("on 12/31/2024", "12/31/2024", "2024-12-31", "2024-12-31", False),
    ("on 31/12/2024", "31/12/2024", "2024-12-31", "2024-12-31", False),
    ("They met May 3-5 in the port.", "May 3-5", "2025-05-03", "2025-05-05", False),
    ("in 2026", "2026", "2026-01-01", "2026-12-31", True),
    ("by 2030", "2030", "2030-01-01", "2030-12-31", True),
    ("the 1990s", "1990s", "1990-01-01", "1999-12-31", False),
    ("from 2014 to 2018", "2014 to 2018", "2014-01-01", "2018-12-31", False),
    ("in Q4", "Q4", "2025-10-01", "2025-12-31", False),
    ("the fourth quarter", "fourth quarter", "2025-10-01", "2025-12-31", False),
    ("the third quarter of 2024", "third quarter of 2024", "2024-07-01", "2024-09-30", False),
    ("the first half of 2026", "first half of 2026", "2026-01-01", "2026-06-30", True),
    ("the end of the year", "end of the year", "2025-12-31", "2025-12-31", True),
    ("early next year", "early next year", "2026-01-01", "2026-06-30", True),
    ("late last month", "late last month", "2025-10-16", "2025-10-31", False),
    ("earlier this year", "earlier this year", "2025-01-01", "2025-11-23", False),
    ("later this week", "later this week", "2025-11-24", "2025-11-30", True),
    ("mid-November", "mid-November", "2025-11-10", "2025-11-21", False),
    ("two weeks ago", "two weeks ago", "2025-11-10", "2025-11-10", False),
    ("a year ago", "a year ago", "2024-11-24", "2024-11-24", False),
    ("the past three days", "past three days", "2025-11-21", "2025-11-23", False),
    ("the next 10 days", "next 10 days", "2025-11-25", "2025-12-04", True),
    ("It thinks that in five years it will pay.", "in five years", "2030-11-24", "2030-11-24", True),
    ("last summer", "last summer", "2025-06-01", "2025-08-31", False),
    ("on Christmas Day", "Christmas Day", "2025-12-25", "2025-12-25", True),
    ("over Thanksgiving 2024", "Thanksgiving 2024", "2024-11-28", "2024-11-28", False),
    ("the 19th century", "19th century", "1800-01-01", "1899-12-31", False),
    ("from May to September", "May to September", "2025-05-01", "2025-09-30", False),
    ("will run from October to March", "October to March", "2025-10-01", "2026-03-31", False),
    ("it will run April-June 2027", "April-June 2027", "2027-04-01", "2027-06-30", True),
    ("Nov. 18 to Dec. 19, 2015", "Nov. 18 to Dec. 19, 2015", "2015-11-18", "2015-12-19", False),
    ("18 November - 9 January 2016", "18 November - 9 January 2016", "2015-11-18", "2016-01-09", False),
    ("in January of next year", "January of next year", "2026-01-01", "2026-01-31", True),
    ("by spring 2026", "spring 2026", "2026-03-01", "2026-05-31", True),
    ("last Thanksgiving", "last Thanksgiving", "2024-11-28", "2024-11-28", False),
    ("over the past year", "past year", "2024-11-24", "2025-11-23", False),
    ("in the previous year", "previous year", "2024-01-01", "2024-12-31", False),
    ("over the next decade", "next decade", "2025-11-25", "2035-11-24", True),
    ("in two weeks' time", "in two weeks' time", "2025-12-08", "2025-12-08", True),
    ("by year-end 2026", "year-end 2026", "2026-12-31", "2026-12-31", True),
    ("the year ended March 31", "March 31", "2025-03-31", "2025-03-31", False),
    ("will open Monday to Friday", "Monday to Friday", "2025-11-24", "2025-11-28", False),
    ("must pay within five years", "within five years", "2025-11-24", "2030-11-24", True),
    ("at Easter", "Easter", "2026-04-05", "2026-04-05", True),
    ("on Good Friday 2025", "Good Friday 2025", "2025-04-18", "2025-04-18", False),
    ("last Easter Monday", "last Easter Monday", "2025-04-21", "2025-04-21", False),
    ("sales on Black Friday", "Black Friday", "2025-11-28", "2025-11-28", True),
    ("the last four months of 2021", "last four months of 2021", "2021-09-01", "2021-12-31", False),
    ("from next Monday to Friday", "next Monday to Friday", "2025-12-01", "2025-12-05", True),
    ("from April to June in 2017", "April to June in 2017", "2017-04-01", "2017-06-30", False),
    ("the second of August", "second of August", "2025-08-02", "2025-08-02", False),
    ("July 4th of 1995", "July 4th of 1995", "1995-07-04", "1995-07-04", False),
    ("it met between 3 and 12 of September", "3 and 12 of September", "2025-09-03", "2025-09-12", False),
    ("on the 15th of next month", "15th of next month", "2025-12-15", "2025-12-15", True),
    ("dated 05-Aug-2016", "05-Aug-2016", "2016-08-05", "2016-08-05", False),
    ("on Monday of the following week", "Monday of the following week", "2025-12-01", "2025-12-01", True),
    ("the past couple of weeks", "past couple of weeks", "2025-11-10", "2025-11-23", False),
    ("the first nine months of the year", "first nine months of the year", "2025-01-01", "2025-09-30", False),
    ("the first six months of 2024", "first six months of 2024", "2024-01-01", "2024-06-30", False),
    ("He appeared before a judge on Friday.", "Friday", "2025-11-21", "2025-11-21", False),
    ("He was sacked by the club on Friday.", "Friday", "2025-11-21", "2025-11-21", False),
    ("Rates fell by a quarter on Thursday.", "Thursday", "2025-11-20", "2025-11-20", False),
    ("It must pay by Friday.", "Friday", "2025-11-28", "2025-11-28", True),
    ("The summit will be held on Friday.", "Friday", "2025-11-28", "2025-11-28", True),
    ("They announced a planned merger on Friday.", "Friday", "2025-11-21", "2025-11-21", False),
    ("Wages will rise from September, the union said.", "September", "2026-09-01", "2026-09-30", True),
    ("four points more than in October", "October", "2025-10-01", "2025-10-31", False),
    ("the second quarter of fiscal 2026", "second quarter of fiscal 2026", "2026-04-01", "2026-06-30", True),
]


@pytest.mark.parametrize(("text", "words", "first", "last", "forecast"), CASES)
def test_a_date_is_resolved_against_the_items_own(text: str, words: str, first: str, last: str, forecast: bool) -> None:
    """Absolute, relative, and periods."""
    assert [(one.text, str(one.from_), str(one.to), one.forecast) for one in dates(text, today=TODAY)] == [
        (words, first, last, forecast)
    ]


NONE = [
    "for the first time in 14 years",
    "It may rise, and the march goes on.",
    "Windows 2000 and Expo 2025",
    "killed 2000 people",
    "paid $2025 for it",
    "version 2025.1",
    "the sun sat low",
    "on Bloody Friday",
    "the march to Maryland",
    "on 30 February",
    "year 9999 and 12/45/2024",
    "",
    "bits that may contain glass",
    "this may not help",
    "it will march 20 kilometres",
    "fishing by day",
    "growing year by year",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_date_is_left_alone(text: str) -> None:
    """Lengths of time, names, amounts, and days that no calendar has."""
    assert dates(text, today=TODAY) == []


@pytest.mark.parametrize("today", [date.min, date(1, 1, 2), date(9999, 12, 30), date.max])
def test_the_ends_of_the_calendar_are_no_fault(today: date) -> None:
    """A phrase that leads beyond them is no date."""
    text = "last year, next month, 9 decades ago, in 90 years it will, last Monday, the end of the decade, by Q4"
    assert all(one.from_ <= one.to for one in dates(text, today=today))


def test_offsets_hold_their_text() -> None:
    """Also behind characters that take more than two bytes."""
    text = "🦕 “Crazy” 🤷 – on 1 June, and again in July 2024."
    assert [text[one.start : one.end] for one in dates(text, today=TODAY)] == ["1 June", "July 2024"]

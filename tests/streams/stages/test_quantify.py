"""Percentages, measures and counts, case by case."""

from datetime import date
from pathlib import Path

import pytest

from streams.stages.quantify import Quantity, quantities
from streams.vocabularies import units

TODAY = date(2025, 11, 24)


def read(text: str) -> list[tuple[str, float, float, str]]:
    return [(found.text, found.low, found.high, found.unit) for found in quantities(text, today=TODAY)]


ONE = [
    ("19.4% of the market", "19.4%", 19.4, "percent"),
    ("30 percent more", "30 percent", 30, "percent"),
    ("5 per cent", "5 per cent", 5, "percent"),
    ("twenty percent", "twenty percent", 20, "percent"),
    ("a 20-percent stake", "20-percent", 20, "percent"),
    ("2.5 percentage points", "2.5 percentage points", 2.5, "percentage point"),
    ("25 basis points", "25 basis points", 25, "basis point"),
    ("1.3 gigawatts of power", "1.3 gigawatts", 1.3, "gigawatt"),
    ("a 45-acre field", "45-acre", 45, "acre"),
    ("500,000 barrels a day", "500,000 barrels a day", 500_000, "barrel per day"),
    ("300,000 bpd", "300,000 bpd", 300_000, "barrel per day"),
    ("188 miles an hour", "188 miles an hour", 188, "mile per hour"),
    ("120 km/h", "120 km/h", 120, "kilometre per hour"),
    ("1.6 km west", "1.6 km", 1.6, "kilometre"),
    ("10 1/2 miles", "10 1/2 miles", 10.5, "mile"),
    ("a 3-inch crack", "3-inch", 3, "inch"),
    ("660 square metres", "660 square metres", 660, "square metre"),
    ("0.9 trillion cubic feet", "0.9 trillion cubic feet", 900_000_000_000, "cubic foot"),
    ("34,500 metric tons", "34,500 metric tons", 34_500, "tonne"),
    ("25 pounds of flour", "25 pounds", 25, "pound"),
    ("38 degrees Celsius", "38 degrees Celsius", 38, "degree Celsius"),
    ("minus 5 °C", "minus 5 °C", -5, "degree Celsius"),
    ("11,509 bitcoin", "11,509 bitcoin", 11_509, "bitcoin"),
    ("243 million phones", "243 million phones", 243_000_000, "phone"),
    ("220 million paid subscribers", "220 million paid subscribers", 220_000_000, "subscriber"),
    ("180 different colocation entities", "180 different colocation entities", 180, "entity"),
    ("29 Robotaxis in service", "29 Robotaxis", 29, "robotaxi"),
    ("two people with knowledge", "two people", 2, "person"),
    ("killed fourteen people", "fourteen people", 14, "person"),
    ("50k users", "50k users", 50_000, "user"),
    ("a dozen ferries", "a dozen ferries", 12, "ferry"),
    ("for the first time in 14 years", "14 years", 14, "year"),
    ("a 28-year-old sailor", "28-year", 28, "year"),
    ("50 countries.", "50 countries", 50, "country"),
    ("he is 5 feet 3 inches tall", "5 feet 3 inches", 5.25, "foot"),
    ("a 12-member jury", "12-member", 12, "member"),
    ("3.4m people", "3.4m people", 3_400_000, "person"),
    ("half a percentage point", "half a percentage point", 0.5, "percentage point"),
    ("half an hour", "half an hour", 0.5, "hour"),
    ("15,000 more jobs", "15,000 more jobs", 15_000, "job"),
    ("Killing 12 people", "12 people", 12, "person"),
    ("Another 12 ships sank.", "12 ships", 12, "ship"),
    ("1,200 police", "1,200 police", 1_200, "police"),
]


@pytest.mark.parametrize(("text", "words", "value", "unit"), ONE)
def test_one_quantity_is_read_with_its_unit(text: str, words: str, value: float, unit: str) -> None:
    """Shares, measures and counts, in digits and in words."""
    assert read(text) == [(words, value, value, unit)]


RANGES = [
    ("5-10%", 5, 10, "percent"),
    ("5% to 10%", 5, 10, "percent"),
    ("between 5 and 10 percent", 5, 10, "percent"),
    ("eight to 10 feet tall", 8, 10, "foot"),
    ("two or three people", 2, 3, "person"),
    ("1.5-2 million users", 1_500_000, 2_000_000, "user"),
    ("three to five years", 3, 5, "year"),
    ("an estimated 5,000 to 7,000 homes", 5_000, 7_000, "home"),
    ("40–50 ships", 40, 50, "ship"),
    ("10-to-20 percent", 10, 20, "percent"),
    ("18- to 24-year-olds", 18, 24, "year"),
    ("500,000 to one million tonnes", 500_000, 1_000_000, "tonne"),
]


@pytest.mark.parametrize(("text", "low", "high", "unit"), RANGES)
def test_a_range_is_one_quantity(text: str, low: float, high: float, unit: str) -> None:
    """The scale and the unit of one end are meant for both."""
    assert [(found[1], found[2], found[3]) for found in read(text)] == [(low, high, unit)]


NONE = [
    "The iPhone 17 and the Gemini 3 are out.",
    "GPT-5.1, ARC-AGI-2, A15 and Claude Opus 4.5",
    "They won 3-2.",
    "The council voted 6-1 for it.",
    "in 2025 companies closed",
    "No. 10 singles",
    "$20 tickets and 5 million euros",
    "at 10:30 and 6pm",
    "on May 5 people met",
    "Call 555-1234.",
    "Formula 1 drivers",
    "7-Eleven stores and 3M shares",
    "Windows 11 users cheered.",
    "4K TVs and 5G phones",
    "Title 42 expulsions, World War 2 veterans",
    "Boeing 737 MAX 10 jets and F-35 jets",
    "a 5-4 ruling and a 21-17 lead",
    "The 49ers beat the 76ers 24-21.",
    "a 5-to-4 ruling of judges",
    "they ran out 5-4 winners",
    "the 2-1 series victory",
    "a 2-3 home defeats record",
    "Boeing 737-800 jets",
    "in the 1960s, in their 20s",
    "It bought Six Flags parks.",
    "",
]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_quantity_is_left_alone(text: str) -> None:
    """Names, scores, years, times and money."""
    assert read(text) == []


CHANGES = [
    ("Sales fell 3%.", "down"),
    ("Sales fell by 3%.", "down"),
    ("Profit rose sharply, by 12 percent", "up"),
    ("a 5% drop in sales", "down"),
    ("a 20 percent increase", "up"),
    ("it carries 30 percent more passengers", "up"),
    ("prices were 3 percent lower", "down"),
    ("up 14.8% on the week", "up"),
    ("shares lost 4 percent", "down"),
    ("the rate climbed to 5.2 percent", "up"),
    ("it is cutting 500 jobs", "down"),
    ("added 300 stores", "up"),
    ("gained 20 points", "up"),
    ("up to 40 percent of it", None),
    ("it holds 19.4% of the market", None),
    ("more than 5 percent of voters", None),
    ("59.2% of the shares", None),
    ("61.4 percent, up from 58", "up"),
    ("moved up seven places", "up"),
    ("trade was up again to 30 ships", "up"),
    ("an increase of 30 ships", "up"),
    ("helped lift its share by 12%", "up"),
    ("turned up for two games", None),
    ("growth at the 49 shops", None),
    ("rallied for three years", None),
    ("down from the 16.1% of last year", None),
    ("the rate ticked up to 4.4 percent", "up"),
    ("20 percent above last year's", "up"),
    ("14 percent below its peak", "down"),
    ("40 metres above the sea", None),
    ("a 3 percent year-on-year fall", "down"),
    ("3 percent slower growth", "down"),
    ("closed 12 shops", "down"),
    ("opened another 12 shops", "up"),
    ("opened fire killing 12 people", None),
    ("the loss of 300 jobs", "down"),
    ("300 fewer workers", "down"),
    ("cut waiting times last year by 12 days", "down"),
    ("adding that 10 directors would go", None),
    ("a rise compared to the 0.2 percent in June", None),
    ("it rose less than in May, against 3.3 percent", None),
    ("growth was scaled back to 4 percent", "down"),
]


@pytest.mark.parametrize(("text", "change"), CHANGES)
def test_the_direction_is_that_of_the_nearest_word_of_change(text: str, change: str | None) -> None:
    """Before the figure in its clause, or right behind it."""
    (found,) = quantities(text, today=TODAY)
    assert found.change == change


BY = [
    ("220 million subscribers by 2030", date(2030, 12, 31)),
    ("500 cars in the city by the end of the year", date(2025, 12, 31)),
    ("cut emissions by 40 percent by 2035", date(2035, 12, 31)),
    ("80 percent by Friday", date(2025, 11, 28)),
    ("500 cars driven by women", None),
    ("By 2030 it wants 220 million subscribers.", date(2030, 12, 31)),
    ("By 2010 it had 50 shops.", None),
    ("500 cars", None),
]


@pytest.mark.parametrize(("text", "by"), BY)
def test_the_day_it_is_to_be_reached_is_read(text: str, by: date | None) -> None:
    """The last day of what stands behind "by"."""
    (found,) = quantities(text, today=TODAY)
    assert found.by == by


def test_the_level_behind_a_change_went_its_way() -> None:
    """Also where the word of change is far off."""
    found = quantities("Hospitals cut waiting times by 12 days on average, to 41 days.", today=TODAY)
    assert [(one.low, one.change) for one in found] == [(12, "down"), (41, "down")]


def test_an_ellipsis_counts_what_was_counted_before() -> None:
    """Of them, and more."""
    text = "It has 800 million users, with 35 million of them paying, and 1,000 more in the north."
    assert [found[3] for found in read(text)] == ["user", "user", "user"]


def test_offsets_hold_their_text() -> None:
    """Also behind characters that take more than two bytes."""
    text = "🦕 “Crazy” 🤷 – 30 percent of 1,200 ferries."
    found = quantities(text, today=TODAY)
    assert (
        [text[one.start : one.end] for one in found] == [one.text for one in found] == ["30 percent", "1,200 ferries"]
    )


def test_a_user_adds_units(tmp_path: Path) -> None:
    """A table of one's own in the same columns."""
    table = tmp_path / "mine.tsv"
    table.write_text("fathom\tlength\t\tfth\n", "utf-8")
    assert quantities("12 fth", today=TODAY, vocabulary=units.load(table)) == [
        Quantity("12 fth", 0, 6, 12, 12, "fathom", None, None)
    ]

"""Copies are found in all their clothes, and no story is hidden by another."""

import json
import random
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.fingerprint import Fingerprint
from streams.stages.compare import Copies, Match, Thresholds, copy_of, unlike
from streams.stages.fingerprint import fingerprint

TEMPLATES = [
    json.loads(line) for line in (Path(__file__).parent / "copies" / "templates.jsonl").read_text().splitlines()
]
LEAD = (
    "The harbour board of Tarnwick voted on Tuesday to buy two electric tugs, ending a dispute of four years over "
    "smoke in the old town. The boats cost 14.2 million crowns each and will be delivered in the spring of 2027."
)
REST = (
    "\nFishermen had asked for a smaller model that can work in the inner basin, where the depth is 3.5 metres at low "
    "tide. The chairman, Odd Lervik, said the yard would lengthen the warranty to 12 years instead.\nThe vote was nine "
    "to four. Those against want the matter put before the council, which meets again in June, and have asked an "
    "accountant to look at the figures for fuel on which the board based its choice."
)
STORY = LEAD + REST
OTHER = (
    "Heavy snow closed the mountain road between Odelby and Norby for the third night running, and drivers were told "
    "to wait at the inn until the plough came at six. The county has spent 9 million crowns on clearing since "
    "November, twice what it had set aside.\nTeachers in the valley kept the school open for eleven children who "
    "could not get home. They slept in the gymnasium and had pancakes for breakfast, the headmistress said."
)
BOILERPLATE = (
    "Good morning from Example Media, your window on the coast. Today's letter was written by Kari Nordmann and Ola "
    "Berg."
)
FOOTER = (
    "Copyright 2025 Example Media. This material may not be published, broadcast or redistributed. Sign up for our "
    "letter to get the latest from around the country every morning."
)


def matches(known: str, text: str, title: str = "Another headline") -> list[Match]:
    """What is found of a text where one other is known."""
    copies = Copies()
    copies.add(7, fingerprint("A headline", known), 0)
    return copies.matches(fingerprint(title, text))


@pytest.mark.parametrize(
    ("text", "method"),
    [
        pytest.param(STORY, "same-text", id="headline"),
        pytest.param(STORY.upper().replace(",", " -"), "same-text", id="capitals and punctuation"),
        pytest.param(STORY.replace(" ", " \u00a0").replace("\n", "\r\n\r\n"), "same-text", id="white space"),
        pytest.param("TARNWICK, Nov. 24 (Agency) - " + STORY, "near-text", id="dateline"),
        pytest.param("By Jane Doe, Agency\n" + STORY + "\n(Reporting by Jane Doe)", "near-text", id="byline"),
        pytest.param(STORY.replace("ending", "closing").replace("nine to four", "9-4"), "near-text", id="small edits"),
        pytest.param(f"{BOILERPLATE}\n{STORY}\n{FOOTER}", "near-text", id="boilerplate at both ends"),
        pytest.param("AGENCY 0412 " + STORY.replace("12 years", "14 years"), "near-text", id="slug, and one figure"),
        pytest.param(LEAD, "contained", id="the beginning as a brief"),
        pytest.param("LAGOS, Nov 24 (Agency) - " + LEAD[:130], "contained", id="a short beginning with a dateline"),
        pytest.param(f"{OTHER}\n{STORY}\n{TEMPLATES[0]['one']}\n{FOOTER}", "contained", id="embedded in a longer item"),
    ],
)
def test_copies_are_found(text: str, method: str) -> None:
    """One case a kind of clothes."""
    (match,) = matches(STORY, text)
    assert (match.key, match.method) == (7, method)
    assert match.score >= match.threshold
    assert 0 < match.shared <= len(STORY.split()) + 4


@pytest.mark.parametrize("pair", TEMPLATES, ids=[pair["name"] for pair in TEMPLATES])
def test_issues_of_one_template_are_no_copies(pair: dict[str, str]) -> None:
    """Under one headline, whichever comes first."""
    assert matches(pair["one"], pair["other"], "A headline") == []
    assert matches(pair["other"], pair["one"], "A headline") == []


@pytest.mark.parametrize(
    ("known", "text"),
    [
        pytest.param(STORY, OTHER, id="another story under one headline"),
        pytest.param("Full story to follow.", "Full story to follow.", id="no body yet"),
        pytest.param(f"{STORY}\n{FOOTER}", FOOTER, id="nothing but a footer"),
        pytest.param(LEAD[:100], STORY, id="the story after the flash"),
        pytest.param("Ferry runs aground off Odelby", "Ferry runs aground off Norby", id="flashes"),
        pytest.param("Prices +5", "Prices -5", id="a sign"),
        pytest.param("", "", id="headlines only"),
    ],
)
def test_no_story_is_hidden(known: str, text: str) -> None:
    """Short texts above all: what says little is no evidence."""
    assert matches(known, text) == []


def test_a_long_footer_does_not_make_copies() -> None:
    """Releases end with more words of caution than they have of news."""
    caution = " ".join(f"caution{number}" for number in range(250))
    havn = (
        "Havn Shipping will move its office from the old customs house to the new pier in Lervik this summer. The "
        "staff of the accounts department go first, said Ingrid Moe, and the crews' canteen follows."
    )
    norlys = (
        "Norlys Power has sold its share in the Odelby reservoir to the parish, which wants to open it for bathing. "
        "The price was not disclosed. Erik Dahl called the lake a fine place for children."
    )
    assert matches(f"{havn}\n{caution}", f"{norlys}\n{caution}") == []


@settings(max_examples=40)
@given(st.lists(st.floats(0, 9999).map(lambda price: round(price, 2)), min_size=24, max_size=24, unique=True))
def test_tables_with_other_figures_are_never_merged(prices: list[float]) -> None:
    """Whatever the figures."""
    names = (
        "Havn",
        "Kystbank",
        "Lervik",
        "Norlys",
        "Solvik",
        "Tug",
        "Vestfisk",
        "Moe",
        "Strand",
        "Berg",
        "Lie",
        "Dahl",
    )
    tables = (
        "Closing prices of the shares most traded on the Tarnwick exchange, in crowns: "
        + ", ".join(f"{name} {price}" for name, price in zip(names, half, strict=True))
        for half in (prices[:12], prices[12:])
    )
    assert matches(*tables) == []


def test_a_title_alone_is_known_by_itself() -> None:
    """An item without a body is only its headline."""
    assert matches("", "", title="A headline")[0].method == "same-text"


def test_thresholds_mean_what_they_say() -> None:
    """A feed may want more or less than the default; the match says what it was held against."""
    edited = STORY.replace("board", "council").replace("boats", "vessels").replace("said", "announced")
    copies = Copies()
    copies.add(1, fingerprint("", STORY), 0)
    made = fingerprint("", edited)
    (match,) = copies.matches(made)
    assert 0.5 < match.score < 0.9
    assert copies.matches(made, Thresholds(resemblance=match.score + 0.01, containment=1)) == []
    assert copies.matches(made, Thresholds(resemblance=match.score - 0.01))[0].threshold == match.score - 0.01


def test_a_fuller_text_says_so() -> None:
    """Whether it becomes an update is the caller's to decide."""
    (match,) = matches(LEAD, STORY)
    assert match.fuller == pytest.approx(len(STORY.split()) / len(LEAD.split()), abs=0.05)


@pytest.mark.parametrize("text", [STORY, LEAD, OTHER, f"{STORY}\n{FOOTER}", "By Jane Doe\n" + STORY.upper(), ""])
def test_one_known_item_is_judged_as_in_an_index(text: str) -> None:
    """There is one rule of what a copy is."""
    found = [
        match for match in (copy_of(fingerprint("", text), fingerprint("A headline", STORY), Thresholds(), 7),) if match
    ]
    assert found == matches(STORY, text, title="")


@pytest.mark.parametrize(
    ("text", "extends"),
    [
        pytest.param(STORY, True, id="told on"),
        pytest.param(f"LAGOS, Nov 24 (Agency) - {STORY}", True, id="told on by an agency"),
        pytest.param(f"{OTHER}\n{STORY}", False, id="behind another story"),
        pytest.param(f"{LEAD} More.", False, id="hardly more"),
    ],
)
def test_a_text_extends_what_it_begins_with(text: str, extends: bool) -> None:
    """And holds, and is longer by a paragraph."""
    assert [match.extends for match in matches(LEAD, text)] == [extends]


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        pytest.param(STORY, OTHER, True, id="two stories"),
        pytest.param(STORY, STORY + OTHER, False, id="a text and more"),
        pytest.param(LEAD[:90], STORY, False, id="a flash and its story"),
        pytest.param(
            LEAD,
            "In Tarnwick nobody at the harbour knew of it before noon, the mayor's office said.",
            False,
            id="a name",
        ),
        pytest.param("Tugs bought.", OTHER, False, id="too short to say"),
        pytest.param(STORY.lower(), OTHER.lower(), True, id="without capitals, but long"),
        pytest.param(LEAD.lower()[:150], OTHER.lower()[:150], False, id="without capitals, and short"),
        pytest.param("", "", False, id="nothing"),
    ],
)
def test_texts_are_unlike_where_nothing_speaks_for_one_story(one: str, other: str, expected: bool) -> None:
    """Whichever comes first; in doubt they are not."""
    assert unlike(fingerprint("", one), fingerprint("", other)) is expected
    assert unlike(fingerprint("", other), fingerprint("", one)) is expected


def variants() -> Iterator[Fingerprint]:
    """Sixty items, many of them copies of one another."""
    for number in range(20):
        for text in (STORY + f"\nIssue {number % 5}.", OTHER, f"{OTHER}\n{STORY}"):
            yield fingerprint("", text + f" Seen by {number} people.")


@settings(max_examples=10)
@given(st.randoms())
def test_results_do_not_depend_on_the_order_of_adding(order: random.Random) -> None:
    """An index rebuilt after recovery answers as the one that was lost, also where values are shared by too many."""
    items = list(enumerate(variants()))
    straight, shuffled = Copies(), Copies()
    for key, made in items:
        straight.add(key, made, key)
    straight.expire(15)
    order.shuffle(items)
    for key, made in items:
        shuffled.add(key, made, key)
    shuffled.expire(15)
    for text in (STORY, OTHER, f"{OTHER}\n{STORY}", LEAD):
        found = straight.matches(fingerprint("", text))
        assert found == shuffled.matches(fingerprint("", text))
        assert [match.key for match in found] == sorted(match.key for match in found)


def test_the_same_text_comes_before_an_earlier_near_one() -> None:
    """And within a method the earliest: the original is the first published."""
    copies = Copies()
    for key, text in ((4, STORY), (2, STORY + "\nMore to come."), (3, STORY)):
        copies.add(key, fingerprint("", text), 0)
    assert [match.key for match in copies.matches(fingerprint("", STORY))] == [3, 4, 2]


def test_what_is_too_old_is_forgotten() -> None:
    """The window ends by event time."""
    copies = Copies()
    for key, seconds in enumerate((0, 5000, 7199, 7200)):
        copies.add(key, fingerprint("", STORY), seconds)
    assert copies.expire(7199) == 2
    assert [match.key for match in copies.matches(fingerprint("", STORY))] == [2, 3]
    assert (len(copies), copies.expire(7199)) == (2, 0)


def test_memory_stays_flat_while_the_window_slides() -> None:
    """Three windows of distinct items pass; the second and third find their places in the first's."""
    numbers, copies, sizes = random.Random(1), Copies(), []
    for key in range(6000):
        words = " ".join(str(numbers.randrange(10**6)) for _ in range(30))
        copies.add(key, fingerprint("", words), key)
        copies.expire(key - 2000)
        if key % 2000 == 1999:
            sizes.append(copies.nbytes)
    assert len(copies) == 2000 + 1
    assert max(sizes) - min(sizes) < 0.01 * sizes[0]

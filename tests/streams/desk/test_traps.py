"""Traps: what looks like a copy and is none, and copies in clothes; each as a second agency would send it."""

from typing import Any

import pytest

from schemas import codec, row
from schemas.raw import Raw
from streams.desk import Deduplicate, Intake
from streams.settings import Settings
from streams.state import MemoryState

SETTINGS = Settings.load({})
LEAD = (
    "The harbour board of Tarnwick voted on Tuesday to buy two electric tugs, ending a dispute of four years over "
    "smoke in the old town. The boats cost 14.2 million crowns each and will be delivered in the spring of 2027."
)
STORY = (
    f"{LEAD}\nFishermen had asked for a smaller model that can work in the inner basin, where the depth is 3.5 metres "
    "at low tide. The chairman, Odd Lervik, said the yard would lengthen the warranty to 12 years instead.\nThe vote "
    "was nine to four. Tarnwick's council, which meets again in June, has asked an accountant to look at the figures "
    "for fuel and crew on which the board based its choice."
)
OTHER = (
    "Heavy snow closed the mountain road between Odelby and Norby for the third night running, and drivers were told "
    "to wait at the inn until the plough came at six. The county has spent 9 million crowns on clearing since "
    "November, twice what it had set aside, said Kari Moe of the roads office."
)
QUOTE = '"We have waited long enough for clean air in the old town, and this week the waiting ends," said Odd Lervik.'
GREETING = "Good morning from Example Media, your window on the coast. Today's letter was written by Kari Nordmann."
FOOTER = (
    "Copyright 2025 Example Media. This material may not be published, broadcast or redistributed. Sign up for our "
    "letter to get the latest from around the country every morning."
)
GERMAN = (
    "Die Hafenbehörde von Tarnwick beschloss am Dienstag, zwei elektrische Schlepper zu kaufen, und beendete damit "
    "einen vierjährigen Streit über den Rauch in der Altstadt. Die Boote kosten je 14,2 Millionen Kronen und werden "
    "im Frühjahr 2027 geliefert."
)
FORECAST = (
    "Cloudy in the morning with some sun after noon, wind from the west 5 metres a second, high 7 degrees, low 2 "
    "degrees, no rain expected before the evening."
)
TABLE = "{}\nMon 7 2 cloudy\nTue 8 3 sun\nWed 6 1 rain\nThu 5 0 rain\nFri 7 2 cloudy\nSat 9 4 sun\nSun 8 3 cloudy"
RESULTS = (
    "{} said its net profit for the third quarter of 2025 rose to {} million crowns from {} million a year earlier, on "
    "sales of {} million. Earnings a share were {} crowns. The board proposes a dividend and expects a good year."
)
MATCH = (
    "{} beat {} 2-1 in the final of the regional cup on Sunday, with goals by {} and {} in front of 3,000 spectators "
    "at the harbour ground. The trophy was handed over by the mayor."
)
LOTTERY = (
    "The winning numbers in Saturday's draw were {} and the bonus {}. The jackpot of {} million crowns was not won and "
    "rolls over to next week's draw, the company said."
)
POLICE = (
    "Police in {} arrested a man of 34 on Sunday after a fight outside a bar in which two people were hurt, one of "
    "them badly. He will be brought before a judge on Monday, a spokesman said."
)


def outcomes(*messages: dict[str, Any]) -> list[str]:
    """How messages end one after the other, each from a feed of its own."""
    intake, desk, found = Intake(SETTINGS), Deduplicate(SETTINGS, MemoryState()), []
    for offset, message in enumerate(messages):
        content = {"type": "text", "uri": f"urn:{offset}", "headline": f"Headline {offset}", **message}
        value = codec.dumps({"feed": f"feed-{offset}", "received": "2025-11-24T10:00:00Z", "content": content})
        for _, item in intake.take(Raw(value=value, origin=f"wire-raw/0/{offset}")).prepared:
            decision = desk.decide(item, row.order(offset, 0))
            found.append(decision.ended.outcome if decision.ended else decision.row.verdict)  # type: ignore[union-attr]
    return found


def body(text: str, headline: str = "", **more: Any) -> dict[str, Any]:
    return {"body_text": text, **({"headline": headline} if headline else {}), **more}


COPIES = [
    pytest.param(STORY, STORY, id="another headline"),
    pytest.param(STORY, STORY.upper(), id="capitals"),
    pytest.param(STORY, STORY.replace("ar", "a\u00adr").replace("in", "i\u00adn"), id="soft hyphens"),
    pytest.param(STORY, STORY.replace(" ", "\u00a0"), id="spaces that do not break"),
    pytest.param(STORY, STORY.replace(" ", " \u200b").replace("T", "\ufeffT"), id="characters without width"),
    pytest.param(STORY, STORY.replace("'", "\u2019").replace("-", "\u2011"), id="smart quotes"),
    pytest.param(
        STORY,
        STORY.replace("'", "&#8217;").replace(" and ", " &amp;amp; ").replace(". ", ".&nbsp;"),
        id="debris of entities",
    ),
    pytest.param(STORY, STORY.replace("'", "\u00e2\u20ac\u2122"), id="read in a wrong encoding"),
    pytest.param(STORY, "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in STORY), id="full width"),
    pytest.param(STORY, STORY.replace(" of", "\nof").replace("fishermen", "fisher-\nmen"), id="hard wraps"),
    pytest.param(STORY, f"TARNWICK, Nov 24 (Agency) - {STORY}\n(Reporting by Jane Doe)", id="dateline and sign-off"),
    pytest.param(STORY, LEAD, id="a brief"),
    pytest.param(STORY, LEAD.partition(". ")[0] + ".", id="its first sentence"),
    pytest.param(STORY, f"{GREETING}\n{STORY}\n{FOOTER}", id="padded"),
    pytest.param(LEAD, f"{GREETING}\n{LEAD}\n{FOOTER}", id="padded, and short"),
    pytest.param(STORY, f"{OTHER}\n{STORY}\n{FORECAST}", id="embedded"),
    pytest.param(STORY, STORY.replace("ending", "closing").replace("nine to four", "9-4"), id="small edits"),
    pytest.param(STORY, STORY.replace("14.2", "14.6"), id="one figure of five"),
    pytest.param(POLICE.format("Odelby"), POLICE.format("Odelby").replace("badly", "seriously"), id="short, one word"),
]
STORIES = [
    pytest.param(body(STORY, "Tugs for Tarnwick"), body(OTHER, "Tugs for Tarnwick"), id="same headline, other text"),
    pytest.param(
        body(RESULTS.format("Havn Shipping", 12.4, 10.1, 88, 1.24)),
        body(RESULTS.format("Norlys Power", 31.7, 28.9, 240, 3.17)),
        id="two companies' results",
    ),
    pytest.param(
        body(RESULTS.format("Havn Shipping", 12.4, 10.1, 88, 1.24)),
        body(RESULTS.format("Havn Shipping", 14.9, 12.4, 97, 1.49).replace("third", "fourth")),
        id="one company's next results",
    ),
    pytest.param(
        body(MATCH.format("Lervik", "Odelby", "Moe", "Dahl")),
        body(MATCH.format("Solvik", "Norby", "Lie", "Berg")),
        id="two matches with one result",
    ),
    pytest.param(
        body(LOTTERY.format("4, 8, 15, 16, 23, 42", 7, 12)),
        body(LOTTERY.format("3, 9, 11, 16, 27, 40", 5, 14)),
        id="two draws",
    ),
    pytest.param(
        body(FORECAST, "Weather for Odelby"),
        body(FORECAST, "Weather for Lervik"),
        id="one forecast, the city in the headline",
    ),
    pytest.param(body(f"Odelby: {FORECAST}"), body(f"Lervik: {FORECAST}"), id="one forecast, the city in the text"),
    pytest.param(body(TABLE.format("ODELBY")), body(TABLE.format("LERVIK")), id="one table, two cities"),
    pytest.param(body(POLICE.format("Odelby")), body(POLICE.format("Norby")), id="one sentence, two places"),
    pytest.param(
        body(f"{OTHER}\n{QUOTE}"), body(f"{STORY.partition(chr(10))[2]}\n{QUOTE}"), id="nothing but a quotation"
    ),
    pytest.param(body(f"{OTHER}\n{FOOTER}"), body(f"{FORECAST} {LEAD}\n{FOOTER}"), id="nothing but a footer"),
    pytest.param(body(STORY), body(GERMAN), id="a translation"),
    pytest.param(body("Lervik beat Odelby 2-1."), body("Lervik beat Odelby 3-1."), id="very short"),
    pytest.param(body("", "Ferry aground off Odelby"), body("", "Ferry aground off Norby"), id="headlines alone"),
]
LATER = [
    pytest.param(body(LEAD[:90]), body(STORY), id="the story after its flash"),
    pytest.param(body(STORY), body(STORY, "CORRECTED-Tugs for Tarnwick"), id="a correction of the headline"),
    pytest.param(
        body(STORY), body(f"(Corrects price in first paragraph)\n{STORY.replace('14.2', '14.6')}"), id="a correction"
    ),
    pytest.param(body(STORY), body(STORY, edNote="Eds: Corrects spelling of Lervik."), id="a correction by its note"),
]


@pytest.mark.parametrize(("first", "second"), COPIES)
def test_copies_are_duplicates(first: str, second: str) -> None:
    """Whatever they wear."""
    assert outcomes(body(first), body(second)) == ["story", "duplicate"]


@pytest.mark.parametrize(("first", "second"), STORIES)
def test_stories_stay_stories(first: dict[str, Any], second: dict[str, Any]) -> None:
    """Whichever comes first."""
    assert outcomes(first, second) == ["story", "story"]
    assert outcomes(second, first) == ["story", "story"]


@pytest.mark.parametrize(("first", "second"), LATER)
def test_what_comes_later_is_not_hidden(first: dict[str, Any], second: dict[str, Any]) -> None:
    """It says more than the first, or that the first was wrong."""
    assert outcomes(first, second) == ["story", "story"]


def test_a_status_is_no_copy() -> None:
    """A kill and a withheld item are held, whoever sends them, and neither is anybody's original."""
    kill, withheld = body(STORY, pubstatus="canceled"), body(STORY, pubstatus="withheld")
    assert outcomes(body(STORY), kill, withheld) == ["story", "held", "held"]
    assert outcomes(kill, withheld, body(STORY)) == ["held", "held", "story"]


def test_a_correction_that_comes_twice_is_a_copy_of_the_first() -> None:
    """Title and text are the same."""
    corrected = body(STORY, "CORRECTED-Tugs for Tarnwick")
    assert outcomes(body(STORY), corrected, corrected) == ["story", "story", "duplicate"]


def test_an_update_under_another_id_is_no_loss_of_the_first() -> None:
    """What it adds decides: with a third more it still is the same text, with another half it is a story."""
    assert outcomes(body(STORY), body(f"{STORY}\n{QUOTE}")) == ["story", "duplicate"]
    assert outcomes(body(LEAD[:90]), body(f"{STORY}\n{QUOTE}")) == ["story", "story"]

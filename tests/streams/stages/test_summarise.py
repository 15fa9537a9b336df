"""An item in sentences of its own."""

import pytest

from streams.stages.speech.hearing import hear
from streams.stages.summarise import summary

BODY = (
    "PORT NEWS\n"
    "Ferries between Oddhavn and the islands will run every 20 minutes from June, the port authority said.\n"
    "It rained on Monday.\n"
    "The new boats for the islands cost 14 million euros and will replace the old boats in Oddhavn.\n"
    "Nothing else happened on that day in the whole town."
)


def test_the_summary_opens_with_the_lead_and_adds_what_the_item_comes_back_to() -> None:
    """Its sentences stand in the body, word for word, in its order."""
    told = summary("New boats for Oddhavn", BODY)
    first, second = BODY.split("\n")[1], BODY.split("\n")[3]
    assert told == f"{first} {second}"
    assert summary("New boats for Oddhavn", BODY, hear(BODY)) == told


def test_a_body_of_one_sentence_is_its_own_summary() -> None:
    """And an empty one has none."""
    assert summary("", "It rained.") == "It rained."
    assert summary("", "") == ""


DATELINES = [
    "ODDHAVN, May 3 (Coastwire) - ",
    "Oddhavn (CW) – ",
    "ODDHAVN, Pa. — ",
    "ODDHAVN/FJORD (CW) - ",
    "ODDHAVN--(COAST WIRE)--",
    "ODDHAVN, Nov. 24, 2025 /Coastwire/ -- ",
    "",
]


@pytest.mark.parametrize("dateline", DATELINES)
def test_a_dateline_is_left_out(dateline: str) -> None:
    """Where the news is from is told elsewhere."""
    assert (
        summary("", f"{dateline}Two boats sank off the coast on Monday.") == "Two boats sank off the coast on Monday."
    )


UNTOUCHED = [
    "Coast News - the paper of the coast - has closed its doors.",
    "Ingrid Vale — a pilot from Oddhavn — has retired.",
    "Boats (and ships) — all of them — sank in the bay.",
]


@pytest.mark.parametrize("text", UNTOUCHED)
def test_an_aside_is_no_dateline(text: str) -> None:
    """Dashes and parentheses alone do not make one."""
    assert summary("", text) == text


def test_a_lead_that_leans_on_what_is_not_there_gives_way() -> None:
    """A quotation or a pronoun is no beginning; nor do credits and appeals sum anything up."""
    body = (
        "“We waited for eight long years,” he said.\n"
        "The harbour of Oddhavn opened its new pier to the public on Monday.\n"
        "Sign up for our newsletter about the pier of Oddhavn here.\n"
        "(Reporting by Jon Brekke on the pier of Oddhavn; Editing by Ingrid Vale.)"
    )
    assert summary("Pier", body) == "The harbour of Oddhavn opened its new pier to the public on Monday."


def test_a_sentence_that_leans_is_not_added_from_afar() -> None:
    """What "it" is would be left open."""
    body = (
        "The harbour of Oddhavn opened its new pier to the public on Monday.\n"
        "Nothing else happened on that day in the whole town.\n"
        "It cost the harbour of Oddhavn more than the old pier, the public said of the new pier."
    )
    assert summary("New pier for the harbour of Oddhavn", body).endswith("Monday.")

"""An item in sentences of its own."""

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

"""What an item is about, in words."""

from streams.stages.keywords import keywords

TITLE = "Ferries to the islands every 20 minutes"
BODY = (
    "Ferries between Oddhavn and the islands will run every 20 minutes from June, the port said.\n"
    "The ferry to Oddhavn now comes once an hour. The two boats cost 14 million euros; the boats are new."
)


def test_words_of_the_title_that_come_again_are_first() -> None:
    """Singular and plural are one; function words are none."""
    assert keywords(TITLE, BODY)[0] == "Ferries"
    assert set(keywords(TITLE, BODY)[:4]) == {"Ferries", "islands", "Oddhavn", "minutes"}
    assert not {"the", "every", "said"} & set(keywords(TITLE, BODY))


def test_an_empty_item_is_about_nothing() -> None:
    """Nor is one of function words."""
    assert keywords("", "") == []
    assert keywords("", "the and of 12 %") == []

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


def test_headline_verbs_that_the_body_does_not_have_are_none() -> None:
    """A headline has a language of its own."""
    assert "eyes" not in keywords(
        "Harbour eyes bigger pier", "The harbour wants a new pier. The pier is for the harbour."
    )


def test_a_given_name_goes_with_its_family_name() -> None:
    """Both where they always come together, the family name alone where that mostly stands alone."""
    assert "Ingrid Vale" in keywords("", "Ingrid Vale left. The port thanked Ingrid Vale for eight years at the port.")
    alone = keywords("", "Ingrid Vale met Ingrid Vale's crew. Vale left. Vale came back. Vale rested. Vale sailed.")
    assert "Vale" in alone
    assert not {"Ingrid", "Ingrid Vale"} & set(alone)


def test_words_of_one_stem_come_once() -> None:
    """A country and its people are one subject."""
    found = keywords(
        "",
        "Mexico spoke. Mexican pilots left Mexico. Mexico won. A Mexican ferry sank. A U.S. boat passed the U.S. pier.",
    )
    assert [word for word in found if word.startswith("Mexic")] == ["Mexico"]
    assert "U.S." in found

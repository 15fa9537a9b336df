"""What a story lists, and what it is about."""

from streams.stages.names.listing import Called, listed
from streams.vocabularies.companies import Company, Named

APPLE = Company("AAPL", "XNAS", "k", "Apple Inc.")
ALPHABET = Company("GOOGL", "XNAS", "k", "Alphabet Inc.")


def mention(name: str, start: int, named: Named | None = None, kind: str = "organisation") -> Called:
    """A mention that is called as it is written."""
    return Called(kind, name, name, start, None, named)


def test_each_symbol_stands_once_and_owners_come_last() -> None:
    """A brand's owner is listed unless the text names it."""
    brand, own = Named(ALPHABET, owner=True), Named(APPLE, owner=False)
    given = [mention("YouTube", 0, brand), mention("Apple", 10, own), mention("Apple", 20, own)]
    _, organisations, _ = listed(given, "", 50, [APPLE])
    assert [(entry["name"], entry["rel"]) for entry in organisations] == [
        ("YouTube", "mentions"),
        ("Apple", "about"),
        ("Alphabet Inc.", "owner"),
    ]
    assert [symbol["symbol"] for entry in organisations for symbol in entry.get("symbols", ())] == ["AAPL", "GOOGL"]


def test_a_story_is_about_its_headline() -> None:
    """What the headline has, it is about; what is named once far below, it mentions."""
    given = [mention("Kivu Bank", 100), mention("Ann Osei", 200, kind="person")]
    people, organisations, _ = listed(given, "Ann Osei resigns", 50, [])
    assert people[0]["rel"] == "about"
    assert organisations[0]["rel"] == "mentions"


def test_an_outlet_that_is_cited_is_no_subject() -> None:
    """However often."""
    given = [mention("Reuters", start) for start in (10, 60, 90)]
    assert listed(given, "", 50, [])[1][0]["rel"] == "about"  # alone in the first sentence
    given.insert(0, mention("Kivu Bank", 0))
    assert [entry["rel"] for entry in listed(given, "", 50, [])[1]] == ["about", "mentions"]

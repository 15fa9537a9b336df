"""Names as the wire writes them."""

import pytest

from streams.stages.name import Namer
from streams.stages.names import newswire
from streams.stages.names.fixed import Name
from streams.stages.names.priors import COUNTRY
from streams.stages.names.tokens import tokens

MARKS = {"total": "4", "exclusive": "3"}


def read(text: str, *names: tuple[str, str]) -> list[tuple[str, str]]:
    """Names after those that a tagger found, given as (text of its first occurrence, kind)."""
    found = tokens(text)
    given = []
    for part, kind in names:
        first = found.starts.index(text.index(part))
        given.append(Name(first, found.ends.index(text.index(part) + len(part)) + 1, kind, 1.0))
    made = sorted(newswire.lists(newswire.read(given, found, MARKS), found, MARKS, priors))
    return [(found.written(name.first, name.end), name.kind) for name in made]


def priors(name: str) -> dict[str, float]:
    """One country is known."""
    return {"place": COUNTRY} if name == "Ghana" else {}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("ODELBY (Reuters) - Snow fell.", [("ODELBY", "place")]),
        ("NEW ODELBY, Ghana, Dec 5 (AP) — Snow fell.", [("NEW ODELBY", "place")]),
        ("ODELBY 1996-08-30\nSnow fell.", [("ODELBY", "place")]),
        ("EXCLUSIVE (Reuters) - Snow fell.", []),
        ("ODELBY FIRM BUYS ODELBY BANK (Reuters)", []),
        ("ODELBY (snow) fell.", []),
        ("ODELBY: snow fell (Reuters)", []),
    ],
)
def test_a_dateline_begins_with_a_place(text: str, names: list[tuple[str, str]]) -> None:
    """In capitals, before an agency in brackets or a date that ends the line; whatever the tagger saw."""
    assert read(text) == names


def test_a_dateline_outweighs_the_tagger() -> None:
    """A place that was taken for an organisation is one."""
    assert read("ODELBY (AFP) Snow fell.", ("ODELBY", "organisation")) == [("ODELBY", "place")]


@pytest.mark.parametrize(
    ("text", "sides"),
    [
        ("Odelby 2 New Lervik 0", ["Odelby", "New Lervik"]),
        ("Odelby 2 (Osei 4, Roe 80) Lervik 0", []),
        ("Odelby 1 Ghana 1", ["Odelby"]),
        ("Odelby 4 3 1 0 9 2 10", ["Odelby"]),
        ("ODELBY 64 72 .471 12 1/2", ["ODELBY"]),
        ("Total 4 3 1 0 9 2 10", []),
        ("Odelby 4 and Lervik 3", []),
        ("Odelby 1999", []),
    ],
)
def test_sides_of_results_and_tables_are_clubs(text: str, sides: list[str]) -> None:
    """Found though the tagger passed over them; a country plays as itself, and common words are no clubs."""
    assert read(text) == [(side, "organisation") for side in sides]


def test_a_town_in_a_result_is_its_club() -> None:
    """The tagger took it for the town; what it took for a person it may know better."""
    assert read("Odelby 2 Lervik 0", ("Odelby", "place")) == [("Odelby", "organisation"), ("Lervik", "organisation")]
    assert read("Osei 2 Lervik 0", ("Osei", "person"))[0] == ("Osei", "person")


def test_people_of_lists_have_their_country_behind_them() -> None:
    """Two or three words with capitals that nothing else is known of."""
    text = "4. Abena Osei (Ghana) 2:11"
    assert read(text, ("Ghana", "place")) == [("Abena Osei", "person"), ("Ghana", "place")]
    assert read("Osei (Ghana) 2:11", ("Ghana", "place")) == [("Ghana", "place")]


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("She won the Ghana Open.", "Ghana", "place"),
        ("He signed the Odelby Accord.", "Odelby", "place"),
        ("They won the Lervik Cup.", "Lervik Cup", "organisation"),
        ("The FTSE 100 fell.", "FTSE 100", "organisation"),
        ("The Nikkei average fell.", "Nikkei", "organisation"),
    ],
)
def test_events_pacts_and_indices_are_no_names(text: str, name: str, kind: str) -> None:
    """Nor is the place with which their names begin."""
    assert read(text, (name, kind)) == []


def test_a_paper_named_like_an_index_is_one() -> None:
    """Indices report nothing."""
    assert read("Nikkei reported a loss.", ("Nikkei", "organisation")) == [("Nikkei", "organisation")]


def test_clubs_are_known_by_their_last_word() -> None:
    """Or by their whole name where towns are called so too."""
    assert read("He left Lervik Rovers.", ("Lervik Rovers", "place")) == [("Lervik Rovers", "organisation")]
    assert read("He left Stoke City.", ("Stoke City", "place")) == [("Stoke City", "organisation")]
    assert read("He left Odelby City.", ("Odelby City", "place")) == [("Odelby City", "place")]


def test_companies_are_known_by_their_last_word() -> None:
    """No person's name ends so; a place's may."""
    assert read("Osei Oy said so.", ("Osei Oy", "person")) == [("Osei Oy", "organisation")]
    assert read("He left Osei Bank.", ("Osei Bank", "place")) == [("Osei Bank", "place")]


def test_the_words_behind_a_town_speak_for_its_club() -> None:
    """They do in the finder as a whole."""
    names = Namer().names("", "Liverpool striker Kwame Osei was injured.", language="en")
    assert next((mention.text, mention.kind) for mention in names.mentions) == ("Liverpool", "organisation")

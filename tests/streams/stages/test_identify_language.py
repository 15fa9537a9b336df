"""Languages of texts, and what becomes of a provider's claim."""

import pytest

from streams.stages.language import UNDETERMINED, identify_language

TEXTS = {
    "en": "The council will vote on the new bridge next week, and most members expect it to pass.",
    "de": "Der Stadtrat stimmt nächste Woche über die neue Brücke ab, und die meisten erwarten ein Ja.",
    "fr": "Le conseil municipal votera la semaine prochaine sur le nouveau pont, et la plupart attendent un oui.",
    "es": "El ayuntamiento votará la próxima semana sobre el nuevo puente y la mayoría espera que se apruebe.",
    "nl": "De gemeenteraad stemt volgende week over de nieuwe brug en de meeste leden verwachten een meerderheid.",
    "ru": "На следующей неделе городской совет проголосует по новому мосту.",
    "ja": "市議会は来週、新しい橋について採決する予定だ。",
}


@pytest.mark.parametrize("tag", TEXTS)
def test_tells_the_language_with_the_shortest_tag(tag: str) -> None:
    """A sentence is enough."""
    assert identify_language(TEXTS[tag])[0] == tag


def test_a_claim_is_shortened_and_stands_where_the_text_agrees() -> None:
    """Region and script are not part of the shortest tag."""
    assert identify_language(TEXTS["en"], "en-GB")[0] == "en"


def test_the_text_overrules_a_false_claim() -> None:
    """A feed that says English of everything is not believed against a German text."""
    assert identify_language(TEXTS["de"], "en")[0] == "de"


def test_a_claim_decides_what_is_too_short_to_judge() -> None:
    """Two words may be anything."""
    assert identify_language("Hotel Taxi", "sv")[0] == "sv"


def test_short_texts_are_answered_with_less_confidence() -> None:
    """Confidence grows with the text."""
    assert identify_language("The bridge")[1] < identify_language(TEXTS["en"])[1]


@pytest.mark.parametrize(("claimed", "tag"), [("", UNDETERMINED), ("pt-BR", "pt")])
def test_a_text_without_letters_says_nothing(claimed: str, tag: str) -> None:
    """Only the claim is left, with no confidence."""
    assert identify_language("12:30 — 4 : 2", claimed) == (tag, 0)


def test_keeps_a_claim_of_a_language_it_does_not_know() -> None:
    """What cannot be checked is not contradicted."""
    assert identify_language(TEXTS["fr"], "tlh")[0] == "tlh"

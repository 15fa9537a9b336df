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


ENGLISH_BODY = (
    "The council will vote on the new bridge next week, and most of its members have said that they expect it to pass."
    " The mayor, who was against it, said after a meeting with them that she would not stand in the way of it."
)


def test_tells_english_by_its_words_under_a_title_in_capitals() -> None:
    """Capitals, a dateline and names change nothing, and a long text is as sure as can be."""
    tag, confidence = identify_language(f"BRIDGE VOTE DUE\nHARWICK, May 3 (Coastline) - {ENGLISH_BODY}", "en-US")
    assert tag == "en"
    assert confidence >= 97


@pytest.mark.parametrize("tag", ["de", "fr", "es", "nl"])
def test_an_english_title_or_quotation_does_not_make_a_text_english(tag: str) -> None:
    """What is read is judged as a whole."""
    body = " ".join([TEXTS[tag]] * 5)
    assert identify_language(f"The bridge and the mayor who would not have it\n{body}")[0] == tag
    assert identify_language(f"{body[:150]} “{TEXTS['en']}” {body}")[0] == tag


def test_an_english_text_may_quote_another_language() -> None:
    """A sentence in German is no German text."""
    assert identify_language(f"{ENGLISH_BODY[:150]} “{TEXTS['de']}” {ENGLISH_BODY}")[0] == "en"


def test_does_not_count_words_where_they_are_not_parted() -> None:
    """Japanese has no blanks, so that all its words may be those of an English title in it."""
    assert identify_language(f"{TEXTS['ja'] * 8}\n{ENGLISH_BODY[:150]}")[0] == "ja"


def test_a_claim_of_another_language_is_checked_by_all_of_the_text() -> None:
    """English is not taken for the claim's language, nor the claim for nothing."""
    assert identify_language(ENGLISH_BODY, "de")[0] == "en"


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

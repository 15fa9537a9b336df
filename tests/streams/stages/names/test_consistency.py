"""Names of one text agree."""

from streams.stages.names.consistency import consistent
from streams.stages.names.fixed import Fixed
from streams.stages.names.tagger import Span
from streams.stages.names.tokens import tokens

KNOWN = {
    "FT": ("organisation", "Financial Times"),
    "Claude": ("thing", "Claude"),
    "south-east Asia": ("place", "Southeast Asia"),
}
MARKS = {"as": "4", "gray": "2l"}


def found(text: str, *spans: tuple[str, str, float]) -> list[tuple[str, str]]:
    """Names after spans given as (text of its first occurrence, kind, score)."""
    split = tokens(text)
    given = [Span(text.index(part), text.index(part) + len(part), kind, score) for part, kind, score in spans]
    names = consistent(given, split, MARKS, Fixed(KNOWN))
    return [(split.written(name.first, name.end), name.kind) for name in names]


def test_a_family_name_is_found_once_the_full_name_was() -> None:
    """The tagger saw only the full name."""
    text = "Ann Osei won. On Monday Osei said so, and Osei Park was closed."
    assert found(text, ("Ann Osei", "person", 9.0)) == [("Ann Osei", "person"), ("Osei", "person")]


def test_a_name_cut_off_by_the_end_of_the_text_stays_within_it() -> None:
    """The full name is not looked for behind the last word."""
    text = "Kivu Mines grew and Kivu shrank, in Kivu"
    spans = (Span(0, 10, "organisation", 9.0), Span(20, 24, "organisation", 9.0))
    names = consistent(spans, tokens(text), {}, Fixed({}))
    assert [name[:2] for name in names] == [(0, 2), (4, 5), (8, 9)]


def test_titles_and_articles_are_cut_off() -> None:
    """A person's title is no part of the name; nor is a sentence's first common word."""
    assert found("Dr Osei spoke.", ("Dr Osei", "person", 1.0)) == [("Osei", "person")]
    assert found("As Osei says, no.", ("As Osei", "person", 1.0)) == [("Osei", "person")]


def test_one_name_has_one_kind() -> None:
    """The surer mention decides, and a full name says what its last part is."""
    text = "Kivu Group grew. Kivu Group shrank."
    spans = [Span(0, 10, "organisation", 3.0), Span(17, 27, "person", 1.0)]
    names = consistent(spans, tokens(text), {}, Fixed({}))
    assert {name.kind for name in names} == {"organisation"}
    text = "Adaeze Lagos spoke. Later Lagos left."
    spans = [Span(0, 12, "person", 5.0), Span(26, 31, "place", 2.0)]
    assert [name.kind for name in consistent(spans, tokens(text), {}, Fixed({}))] == ["person", "person"]


def test_known_names_are_found_and_things_dropped() -> None:
    """Fixed kinds hold against the tagger, also for names of several words."""
    text = "The FT likes Claude in south-east Asia."
    assert found(text, ("Claude", "person", 9.0), ("Asia", "place", 9.0)) == [
        ("FT", "organisation"),
        ("south-east Asia", "place"),
    ]


def test_a_common_word_at_a_sentence_start_is_not_taken_for_a_name() -> None:
    """Gray skies are not Mr Gray."""
    text = "Tom Gray sat down. Gray skies hung over the town."
    assert found(text, ("Tom Gray", "person", 9.0)) == [("Tom Gray", "person")]


def test_a_person_named_before_is_found_where_a_common_word_or_a_post_makes_it_doubtful() -> None:
    """What someone does tells a name from a word; capitals that open a sentence or name a post are no part of it."""
    names = [("Tom Gray", "person"), ("Gray", "person")]
    for text in ("Gray said so.", "As Gray knew.", "Then Foreign Minister Gray left."):
        assert found(f"Tom Gray sat down. {text}", ("Tom Gray", "person", 9.0)) == names
    for text in ("The Tom Gray Park closed.", "There Gray-Ash left.", "There Blue Gray left."):
        assert found(f"Ann Gray sat down. {text}", ("Ann Gray", "person", 9.0)) == [("Ann Gray", "person")]


def test_a_body_s_short_form_is_found_though_the_tagger_passed_it_over() -> None:
    """By the brackets that give it, and by its initials alone."""
    text = "The Kivu Mines Board met. As KMB said, no."
    assert found(text, ("Kivu Mines Board", "organisation", 2.0))[1:] == [("KMB", "organisation")]
    text = "The Kivu Board (KB) met. Then the KB left."
    assert found(text, ("Kivu Board", "organisation", 2.0))[1:] == [("KB", "organisation"), ("KB", "organisation")]


def test_a_person_is_parted_from_the_body_before_the_name() -> None:
    """If the family name stands alone as well, and a given name before it."""
    text = "Then Kivu Forum Ann Osei spoke. Osei left."
    second = text.rindex("Osei")
    spans = [Span(5, 24, "organisation", 1.0), Span(second, second + 4, "person", 2.0)]
    for marks, parted in (({"ann": "?f"}, ["Kivu Forum", "Ann Osei", "Osei"]), ({"ann": "1"}, ["Kivu Forum Ann Osei"])):
        split = tokens(text)
        names = consistent(spans, split, marks, Fixed({}))
        assert [split.written(name.first, name.end) for name in names][: len(parted)] == parted


def test_a_body_s_first_word_is_a_body() -> None:
    """Unless the tagger is surer of something else."""
    text = "Lagosa Services grew. Shares of Lagosa fell."
    second = text.rindex("Lagosa")
    for score, kind in ((2.0, "organisation"), (5.0, "person")):
        spans = [Span(0, 15, "organisation", 3.0), Span(second, second + 6, "person", score)]
        assert [name.kind for name in consistent(spans, tokens(text), {}, Fixed({}))] == ["organisation", kind]


def test_spans_off_the_tokens_are_widened() -> None:
    """A plugged-in tagger may cut elsewhere than we do."""
    text = "In Casablanca it rained."
    assert found(text, ("asablanc", "place", 1.0)) == [("Casablanca", "place")]

"""What a feed prints under its stories is counted, proposed, and met again; nothing else is."""

from collections.abc import Sequence

import pytest
from page_fiction import NEWSLETTER, STORIES

from schemas.boilerplate import Phrase
from streams.stages.pages.boilerplate import Tally, phrases
from streams.stages.pages.lines import line

PROSE = [paragraph for story in STORIES for paragraph in story]


def told(number: int) -> list[str]:
    """A story of its own: each paragraph speaks of another town."""
    return [f"{paragraph} So it was in town {number}." for paragraph in PROSE[number % 5 : number % 5 + 9]]


def learnt(stories: Sequence[Sequence[str]], least: int = 5) -> dict[str, int]:
    """The phrases proposed for these stories, with their counts."""
    tally = Tally()
    for story in stories:
        tally.add(story)
    assert all(phrase.feed == "coast" for phrase in tally.learnt("coast", least))
    return {phrase.text: phrase.stories for phrase in tally.learnt("coast", least)}


def met(said: Sequence[str], *texts: str) -> set[int]:
    """Which of the texts are one of the phrases said."""
    return phrases(said).found([line(index, text) for index, text in enumerate(texts)])


def test_what_ends_story_after_story_is_learnt_with_its_count() -> None:
    """Whether after every story or after half of them."""
    stories = [[*told(number), *([NEWSLETTER] if number % 2 else []), "© 2025 The Gazette"] for number in range(20)]
    assert learnt(stories) == {NEWSLETTER: 10, "© 2025 The Gazette": 20}


def test_what_opens_stories_is_learnt_too() -> None:
    """A service's own line over each of them."""
    opens = "This is the evening service of the Gazette for its readers on the coast."
    assert learnt([[opens, *told(number)] for number in range(8)]) == {opens: 8}


def test_calls_to_read_on_are_learnt_by_their_beginning() -> None:
    """Each goes on with another title."""
    assert learnt([[*told(number), f"Read more: Storm number {number}"] for number in range(6)]) == {"Read more: *": 6}


def test_versions_of_one_story_count_once() -> None:
    """A story that is sent six times has an end, not a boilerplate."""
    assert learnt([[f"Update {number}.", *told(1), NEWSLETTER] for number in range(6)]) == {}


@pytest.mark.parametrize(
    "end",
    [
        "Terms of the sale were not disclosed by either of the two companies.",
        "Reporting by Ida Holm and Per Lund in Lindvik",
        "Pay April 15, record March 20",
        "Lindvik 2 Brennau 2",
        "Will the harbour ever be what it was before the storm?",
        "Solheim.",
    ],
)
def test_formulas_credits_rows_and_questions_are_not_proposed(end: str) -> None:
    """They end one story in seventy, and say something of it."""
    stories = [[*told(number), *([end] if number < 6 else [])] for number in range(420)]
    assert learnt(stories) == {}


def test_the_proposed_phrase_is_met_in_any_typography_and_year() -> None:
    """Typography and years do not count, other words do."""
    assert met(["© 2024 The Harbour Gazette"], "© 2031 THE HARBOUR GAZETTE.", "© 2024 The Inland Gazette", "A") == {0}


def test_a_phrase_with_an_asterisk_is_met_where_a_paragraph_begins_so() -> None:
    """And without one only where the whole paragraph is it."""
    assert met(["Read more: *", "See you tomorrow"], "READ MORE: Storm", "See you tomorrow, they said.", "More") == {0}


def test_a_story_is_never_emptied() -> None:
    """A document of nothing but boilerplate is what somebody sent."""
    assert met([NEWSLETTER], NEWSLETTER, NEWSLETTER) == set()
    assert met([], NEWSLETTER, "x") == set()


def test_phrases_are_the_schema_s() -> None:
    """So that they are written as they are learnt."""
    tally = Tally()
    for number in range(5):
        tally.add([*told(number), NEWSLETTER])
    assert list(tally.learnt("coast")) == [Phrase("coast", 5, NEWSLETTER)]

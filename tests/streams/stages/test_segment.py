"""The page cutter on small pages of our own and on the page that started the project."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from page_fiction import HARBOUR, NEWSLETTER, STORIES

from schemas.cut import Piece, Repeat
from streams.stages.pages.boilerplate import phrases
from streams.stages.pages.lines import line
from streams.stages.segment import Rules, explain, segment

WIRE_STORIES = [
    (1, 4), (8, 9), (10, 14), (19, 22), (25, 29), (33, 35), (36, 42), (48, 50), (52, 55), (58, 63), (68, 70), (71, 73),
    (74, 78),
]  # fmt: skip
LONG = "The council voted seven to two on Tuesday to rebuild the wooden bridge over the Alva before winter."


def accounted(pieces: Sequence[Piece]) -> list[int]:
    """Every paragraph index the pieces speak of, sorted."""
    kept = [index for piece in pieces for index in (*piece.kept, *piece.boilerplate)]
    return sorted(kept + [repeat.paragraph for piece in pieces for repeat in piece.repeats])


def removed(paragraphs: Sequence[str], *, page: bool = False) -> list[Repeat]:
    """All repeats that were taken out."""
    return [repeat for piece in segment(paragraphs, page=page) for repeat in piece.repeats]


def page_of(*stories: Sequence[str]) -> list[str]:
    """Stories one after another."""
    return [paragraph for story in stories for paragraph in story]


def test_the_wire_page_comes_out_exactly(shared_data: Path) -> None:
    """Thirteen stories, every paragraph once, the other 28 lines repeats of the story before them."""
    lines = (shared_data / "wire_page.txt").read_text(encoding="utf-8").split("\n")
    pieces = segment(lines, page=True)
    assert [piece.kept for piece in pieces] == [tuple(range(first - 1, last)) for first, last in WIRE_STORIES]
    assert sum(len(piece.repeats) for piece in pieces) == 28
    assert accounted(pieces) == [index for index, text in enumerate(lines) if text.strip()]


def test_a_page_without_separators_is_cut_into_its_stories() -> None:
    """No tail, no title: words, names and openings alone show the borders."""
    pieces = segment(page_of(*STORIES), page=True)
    assert [len(piece.kept) for piece in pieces] == [len(story) for story in STORIES]


def test_tails_go_to_the_story_whose_end_they_repeat() -> None:
    """After every story its last two paragraphs stand again."""
    pieces = segment(page_of(*((*story, *story[-2:]) for story in STORIES)), page=True)
    assert [len(piece.kept) for piece in pieces] == [len(story) for story in STORIES]
    assert all([repeat.of for repeat in piece.repeats] == list(piece.kept[-2:]) for piece in pieces)


def test_pieces_of_a_page_tell_how_sure_they_are_and_why() -> None:
    """A border after a repeated tail is surer than one without, and names the tail."""
    pieces = segment(page_of((*STORIES[0], *STORIES[0][-2:]), *STORIES[1:]), page=True)
    assert all(piece.confidence is not None and 0 < piece.confidence <= 100 for piece in pieces)
    assert "repeated-tail" in pieces[1].evidence
    assert "repeated-tail" not in pieces[3].evidence


def test_a_page_is_left_whole_below_the_minimum_confidence() -> None:
    """A whole page says nothing of confidence, for nothing was cut."""
    page = page_of(*STORIES[:4])
    assert len(segment(page, page=True, rules=Rules(0))) > 1
    (whole,) = segment(page, page=True, rules=Rules(101))
    assert whole == Piece(tuple(range(len(page))))


def test_a_single_story_stays_single_on_a_page() -> None:
    """An ordinary article is not cut because it came as a page."""
    assert len(segment(HARBOUR, page=True)) == 1


def test_boilerplate_is_kept_once_and_then_repeats_the_first() -> None:
    """The line that ends every story stays in the first story, and the others are listed with it."""
    page = page_of(*((*story, NEWSLETTER) for story in STORIES))
    first, *others = segment(page, page=True)
    assert [repeat.of for repeat in first.repeats] == [len(HARBOUR)] * (len(STORIES) - 1)
    assert all(repeat.boilerplate for repeat in first.repeats)
    assert [len(piece.kept) for piece in others] == [len(story) for story in STORIES[1:]]


def test_a_line_that_ends_two_stories_stays_in_both() -> None:
    """Removal needs more than that, however the line is worded."""
    page = page_of((*STORIES[0], NEWSLETTER), STORIES[1], (*STORIES[2], NEWSLETTER), *STORIES[3:])
    assert [len(piece.kept) for piece in segment(page, page=True)] == [5, 3, 5, 3, 4]


def test_sign_offs_with_different_titles_show_borders_and_stay_in_their_stories() -> None:
    """Each says another thing, so that none is a repeat."""
    page = page_of(*((*story, f"Read more: {number}, a title") for number, story in enumerate(STORIES)))
    pieces = segment(page, page=True)
    assert [len(piece.kept) for piece in pieces] == [len(story) + 1 for story in STORIES]
    assert all("routine-line" in piece.evidence for piece in pieces[1:])


@pytest.mark.parametrize("form", ["Tags: {}", "(Reporting by {}; editing by Per Lund)", "Follow {} on Twitter"])
def test_lines_that_close_stories_do_not_open_the_next(form: str) -> None:
    """Short and without a full stop they look like titles."""
    page = page_of(*((*story, form.format(f"Name {number}")) for number, story in enumerate(STORIES)))
    assert [len(piece.kept) for piece in segment(page, page=True)] == [len(story) + 1 for story in STORIES]


PHRASES = phrases([NEWSLETTER, "Read more: *"])


def test_a_feed_s_boilerplate_is_in_no_body_and_listed_with_the_story_it_closes() -> None:
    """The first of a page too; of a single item as well."""
    page = page_of(*((*story, NEWSLETTER) for story in STORIES))
    pieces = segment(page, page=True, rules=Rules(boilerplate=PHRASES))
    assert [len(piece.kept) for piece in pieces] == [len(story) for story in STORIES]
    assert [piece.boilerplate for piece in pieces] == [(piece.kept[-1] + 1,) for piece in pieces]
    (single,) = segment([*HARBOUR, "Read more: Storm"], page=False, rules=Rules(boilerplate=PHRASES))
    assert single == Piece(tuple(range(len(HARBOUR))), boilerplate=(len(HARBOUR),))


def test_a_tail_is_found_across_a_feed_s_boilerplate() -> None:
    """The line stands between the story's end and its repeat."""
    story = [*HARBOUR, NEWSLETTER, *HARBOUR[-2:]]
    (piece,) = segment(story, page=False, rules=Rules(boilerplate=PHRASES))
    assert [repeat.of for repeat in piece.repeats] == list(piece.kept[-2:])


def test_a_paragraph_of_two_stories_stays_in_both() -> None:
    """Two stories on one matter may share background; only a story's own words are repeats."""
    shared = "The ferry line has been closed since the winter storms damaged both of its piers."
    page = page_of((*STORIES[0], shared), STORIES[1], (*STORIES[2], shared), *STORIES[3:])
    assert removed(page, page=True) == []


def test_an_item_that_is_no_page_stays_one_piece() -> None:
    """Blank paragraphs are neither kept nor repeats."""
    assert segment(["First.", "", " ", "Second."], page=False) == [Piece((0, 3))]


@pytest.mark.parametrize("blank", [[], [""], ["\n", " "]])
def test_nothing_comes_of_nothing(blank: list[str]) -> None:
    """A document of blank paragraphs has no story."""
    assert segment(blank, page=True) == []


@pytest.mark.parametrize(
    "again",
    [
        LONG,
        LONG.replace(" ", "\u00a0"),
        LONG.replace("Tuesday", "tuesday").upper(),
        LONG.removesuffix(" winter.") + "…",
        LONG.removesuffix(" before winter."),
    ],
)
def test_other_typography_and_lost_last_words_are_repeats(again: str) -> None:
    """The shorter one says nothing that the longer one does not."""
    assert removed([HARBOUR[0], LONG, HARBOUR[1], again]) == [Repeat(3, 1)]


def test_a_paragraph_that_adds_words_is_no_repeat() -> None:
    """What somebody wrote is not lost because it begins like something else."""
    assert removed([LONG, HARBOUR[1], LONG + " Work begins in April."]) == []


def test_other_numbers_are_no_repeat() -> None:
    """Two results that differ in a figure are two results."""
    assert removed([LONG, HARBOUR[1], LONG.replace("seven", "eight")]) == []


def test_a_post_after_the_sentence_that_quotes_it_stays_and_its_second_showing_goes() -> None:
    """The quoting sentence, the post, a paragraph, the post again."""
    said = "“We are going to open the bridge in spring, whatever the river does,” the mayor posted on Friday."
    post = "We are going to open the bridge in spring, whatever the river does"
    assert removed([HARBOUR[0], said, post, HARBOUR[1], post]) == [Repeat(4, 2)]


@pytest.mark.parametrize(
    "line_twice",
    [
        "“I have never taken a penny from anyone in this town,” Dahl said.",
        "Oh, the river runs",
        "Lindvik 2 Brennau 2",
        "Q: And what did you tell the committee about the money that was missing?",
        "The committee asked:",
    ],
)
def test_quotes_that_are_answered_refrains_scores_and_questions_are_protected(line_twice: str) -> None:
    """They stand twice on purpose, with new text after them."""
    assert removed([line_twice, HARBOUR[0], line_twice, HARBOUR[1]]) == []


def test_a_refrain_comes_back_and_stays() -> None:
    """A long line that stands three times with new verses between is the song's; without new text it is a repeat."""
    refrain = "And the ferry sails on to the harbour at dawn."
    verses = [f"The {bird} flew over the bay where the old men mend their nets." for bird in ("gull", "tern", "auk")]
    song = [line for verse in verses for line in (verse, refrain)]
    assert removed(song) == []
    assert len(removed([*verses, refrain, refrain, refrain])) == 2


def test_lists_of_equal_short_lines_are_protected() -> None:
    """A column of results is not a run of repeats."""
    assert removed(["Results", *["0-0"] * 40, *["1-1"] * 40]) == []


PARAGRAPHS = st.lists(
    st.sampled_from([
        *page_of(*STORIES), "", " ", "* * *", "Q: Why?", NEWSLETTER, "Read more: Storm", "x", "Live: the day",
        "9:15 a.m.", "10:20 - Rain.",
    ]),
    max_size=40,
)  # fmt: skip
RULES = st.builds(Rules, st.sampled_from([0, 80]), st.booleans(), st.sampled_from([phrases([]), PHRASES]))


@given(PARAGRAPHS, st.booleans(), st.sampled_from(["", "en", "fr-FR"]), RULES)
def test_no_line_is_ever_lost(paragraphs: list[str], page: bool, language: str, rules: Rules) -> None:
    """Each stands once: kept, as boilerplate, or as a repeat of a kept one of its piece that says all it says."""
    pieces = segment(paragraphs, page=page, language=language, rules=rules)
    assert accounted(pieces) == [index for index, text in enumerate(paragraphs) if text.strip()]
    for piece in pieces:
        assert list(piece.kept) == sorted(piece.kept)
        assert {repeat.of for repeat in piece.repeats} <= set(piece.kept)
        for repeat in piece.repeats:
            assert line(0, paragraphs[repeat.paragraph]).says_again(line(0, paragraphs[repeat.of]))
        assert {paragraphs[index] for index in piece.boilerplate} <= {NEWSLETTER, "Read more: Storm"}
        assert piece.kept
    assert pieces == segment(paragraphs, page=page, language=language, rules=rules)


@given(st.lists(st.text(), max_size=12), st.booleans())
def test_any_text_is_read(paragraphs: list[str], page: bool) -> None:
    """No text is an error."""
    assert accounted(segment(paragraphs, page=page)) == [at for at, text in enumerate(paragraphs) if text.strip()]


@pytest.mark.parametrize(
    ("paragraphs", "seconds"),
    [
        ([LONG] * 80_000, 20),
        (["0-0"] * 80_000, 20),
        (["word " * 4_000_000] * 2, 5),
        ([f"{LONG} {number}" for number in range(20_000)], 20),
    ],
    ids=["equal lines", "equal short lines", "twenty megabytes in a line, twice", "one opening"],
)
def test_cost_stays_bounded(paragraphs: list[str], seconds: int) -> None:
    """Ten times what it takes, so that a slow machine passes and a quadratic algorithm does not."""
    began = time.process_time()
    segment(paragraphs, page=True)
    assert time.process_time() - began < seconds


def test_the_explanation_shows_every_gap() -> None:
    """Each paragraph but repeats has its probability, the first of all is certain, and a border names its reasons."""
    page = page_of(*STORIES)
    explained = explain(page, page=True)
    gaps = list(explained.gaps())
    assert [gap.paragraph for gap in gaps] == list(range(len(page)))
    assert gaps[0].probability == 1.0
    assert explained.confidence is not None
    starts = {piece.kept[0] for piece in explained.pieces}
    assert min(gap.probability for gap in gaps if gap.paragraph in starts) > 0.3
    assert {"new-words", "new-names", "opening"} <= gaps[4].reasons.keys()


@pytest.mark.parametrize("form", ["{}\n{}", "{} - {}"])
def test_a_live_blog_is_one_item_unless_its_entries_are_wanted(form: str) -> None:
    """Then it is parted at its times, which stand in lines of their own or open the entries."""
    entries = [form.format(f"{at + 1}:15", story[0]).split("\n") + list(story[1:]) for at, story in enumerate(STORIES)]
    blog = page_of(["The Latest: What the day brought"], *entries)
    assert len(segment(blog, page=True)) == 1
    head, *pieces = segment(blog, page=True, rules=Rules(live=True))
    assert head.kept == (0,)
    assert [len(piece.kept) for piece in pieces] == [len(entry) for entry in entries]
    assert all(piece.evidence == ("live-entry",) for piece in pieces)


@pytest.mark.parametrize(
    ("paragraphs", "why"),
    [
        (["The Latest: snow", *(f"{hour}:10 - It snowed." for hour in range(9))], "live blog"),
        (["One paragraph."], "one paragraph"),
        (HARBOUR, "nothing speaks for a second story"),
        (page_of(*STORIES), "less than the minimum"),
    ],
)
def test_a_page_left_whole_says_why(paragraphs: list[str], why: str) -> None:
    """And one that was cut, or is no page, says nothing."""
    assert why in explain(paragraphs, page=True, rules=Rules(101)).left_whole
    assert explain(paragraphs, page=False).left_whole == ""
    assert explain(page_of(*STORIES), page=True).left_whole == ""


def test_results_are_not_cut() -> None:
    """A list of results is one item."""
    teams = ("Lindvik", "Brennau", "Tarnova", "Alva", "Graz", "Porto Velho", "Santa Rita", "Oslo")
    rows = [f"{home} {goals} {away} {goals // 2}" for goals, home in enumerate(teams) for away in teams if home != away]
    assert len(segment(["Results of the winter season, as reported on Sunday:", *rows], page=True)) == 1

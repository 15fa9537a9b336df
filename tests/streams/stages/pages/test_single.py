"""Live blogs and lists are told from pages of stories."""

from page_fiction import STORIES

from streams.stages.pages.lines import Line, line
from streams.stages.pages.single import is_list, is_live_blog


def lines(*texts: str) -> list[Line]:
    """The texts as lines."""
    return [line(index, text) for index, text in enumerate(texts)]


PROSE = [paragraph for story in STORIES for paragraph in story]
TIMES = ("6:01 p.m.", "17.45", "4 PM EST", "12:10 GMT:")


def test_a_live_blog_has_times_and_says_so() -> None:
    """Times alone may be those of stories, the word alone may be chance."""
    entries = [text for pair in zip(TIMES, PROSE, strict=False) for text in pair]
    assert is_live_blog(lines("The Latest: Storm reaches the coast.", *entries))
    assert not is_live_blog(lines("Storm reaches the coast.", *entries))
    assert not is_live_blog(lines("The Latest: Storm reaches the coast.", *PROSE))


def test_tables_and_numbered_lists_are_lists() -> None:
    """Rows, or numbers that count up in lines of their own."""
    assert is_list(lines("Results of the third round", "Lindvik 2 Brennau 2", "Graz 1 Alva 0", PROSE[0]))
    assert is_list(lines(PROSE[0], "1.", PROSE[1], "2.", PROSE[2], "3.", PROSE[3]))


def test_prose_with_titles_is_no_list() -> None:
    """A title over each story is not enough."""
    assert not is_list(lines(*(text for story in STORIES for text in ("A title", *story))))

"""A paragraph is a line, unless the text shows that its lines are wrapped."""

import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.errors import ContentError, Reason
from streams.formats.format import MAX_PARAGRAPHS
from streams.formats.paragraphs import MAX_LINES, paragraphs

STORY = [
    (
        "The city council voted on Monday to turn the old grain silo on the north quay into a concert hall, ending a "
        "dispute that had lasted since the mill closed in 1999."
    ),
    (
        "The conversion is to cost 38 million crowns, a third of which a foundation of the shipping company will pay. "
        "Work begins in April and is expected to take three years, the council said in a statement."
    ),
    "“We have talked about this building for longer than it was used,” said the mayor, who had been against it.",
]


@pytest.mark.parametrize("width", [45, 60, 66, 72, 76, 80, 99])
def test_hard_wrapped_lines_are_joined(width: int) -> None:
    """Where blank lines part the text."""
    wrapped = "\n\n".join(textwrap.fill(paragraph, width) for paragraph in STORY)
    assert paragraphs(wrapped) == STORY


def test_lines_without_blank_ones_between_stay() -> None:
    """The contract asks for blank lines, since nothing else shows where a paragraph ends."""
    wrapped = textwrap.fill(STORY[0], 60)
    assert paragraphs(wrapped) == wrapped.splitlines()


@pytest.mark.parametrize(
    "text",
    [
        "\n".join(STORY) + "\n\n" + "\n".join(STORY),
        "Results of Monday’s matches\nLindhaven 0 Dorn 4\nNorthgate 2 Port Amsel 2\n\nTable\nDorn 31\nNorthgate 28",
        "The bridge is open.\nIt was mended on Sunday by a smith.\n\nThe market is closed.\nIt opens again at Easter.",
        "Bridge opens\nThe swing bridge in Dorn moves again since Monday noon.\n\nMarket\nIt is held in the gymnasium.",
    ],
    ids=["long lines", "tables", "short sentences", "headings"],
)
def test_lines_that_are_not_wrapped_stay(text: str) -> None:
    """Blank lines between stories do not make one paragraph of each."""
    assert paragraphs(text) == [line for line in text.splitlines() if line]


def test_a_word_hyphenated_at_the_end_of_a_line_keeps_its_hyphen() -> None:
    """And no space comes behind it."""
    lines = [
        "The works council of the company met on Monday with the state-",
        "owned bank and the ministry to talk about its future, a union",
        "spokesman said.",
        "",
        "Nothing was decided.",
    ]
    assert "the state-owned bank" in paragraphs("\n".join(lines))[0]


@given(st.text(alphabet=st.sampled_from("ab .\n\r\t\x0b\x85\u2028"), max_size=80))
def test_no_paragraph_is_blank_and_no_word_is_lost(text: str) -> None:
    """In their order, whatever the line ends are."""
    found = paragraphs(text)
    assert all(paragraph == paragraph.strip() != "" for paragraph in found)
    assert " ".join(found).split() == text.split()


@pytest.mark.parametrize("text", ["x\n" * (MAX_PARAGRAPHS + 1), "\n" * (MAX_LINES + 1)])
def test_a_text_beyond_all_pages_is_refused(text: str) -> None:
    """Before it costs what the stages behind would make of it."""
    with pytest.raises(ContentError) as caught:
        paragraphs(text)
    assert caught.value.reason is Reason.TOO_LARGE

"""Evidence and what becomes of it: phrases, plurals, near misses, shares."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from streams.errors import ContentError
from streams.stages.topics import evidence, lexicon, scan, score, weights
from streams.stages.topics.words import words

LINES = [
    "# a comment",
    "",
    "20000274 banking: bank!, loan, credit line of credit? | west bank accord | river bank",
    "20001065 football: goal!, penalty!? | | own goal of the party",
]


def test_reads_a_line_of_evidence() -> None:
    """Phrases with their strengths, what speaks against, near misses; comments and empty lines are passed over."""
    bank, _ = evidence.parse(LINES, "own.txt")
    assert bank.code == "20000274"
    assert bank.phrases == ((("bank",), 3), (("loan",), 2), (("credit", "line", "of", "credit"), 1))
    assert (bank.against, bank.near) == ((("west", "bank", "accord"),), (("river", "bank"),))


@pytest.mark.parametrize("line", ["no code: a", "2000027 short: a", "20000274 banking", "20000274 a: b | c | d | e"])
def test_refuses_other_lines(line: str) -> None:
    """With the place of the line."""
    with pytest.raises(ContentError, match=r"line 1 of own\.txt"):
        list(evidence.parse([line], "own.txt"))


def strengths(text: str) -> dict[str, float]:
    matcher = weights.matcher(lexicon.build(evidence.parse(LINES, "own.txt"), plurals=True))
    return score.score(scan.cut("", text), [matcher], None, {}).topics


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("The bank said", {"20000274": 3.0}),
        ("The banks said", {"20000274": 3.0}),
        ("by the river bank", {}),
        ("by the river bank a bank stands", {"20000274": 3.0}),
        ("a credit line of credit", {"20000274": 1.0}),
        ("a goal, a penalty", {"20001065": 4.0}),
        ("an own goal of the party", {}),
    ],
)
def test_counts_what_speaks_for_a_topic(text: str, found: dict[str, float]) -> None:
    """Plurals count, a near miss takes back what it holds, and only that."""
    assert strengths(text) == found


def test_a_title_counts_twice() -> None:
    """What a desk puts into the headline is what the story is about."""
    matcher = weights.matcher(lexicon.build(evidence.parse(LINES, "own.txt"), plurals=True))
    assert score.score(scan.cut("bank", ""), [matcher], None, {}).topics == {"20000274": 6.0}


def test_cuts_words_the_same_everywhere() -> None:
    """Case, apostrophes and hyphens make no difference."""
    assert words("Côte d'Ivoire's U.S.-led Plan") == ["côte", "d", "ivoire", "s", "u", "s", "led", "plan"]


@given(some.text())
def test_words_are_runs_of_letters_and_digits_in_any_script(text: str) -> None:
    """The quick way gives what the expression gives, quotation marks and blanks of any kind included."""
    assert words(text) == re.findall(r"\w+", text.lower())

"""What is learned from an archive, and how it is measured; the command's tests show the gain."""

import pytest

from streams.desk.training import READ, example, refine
from streams.errors import ContentError
from streams.stages.topics.truth import truth

FOOTBALL, SPORT, HEALTH = "20001065", "15000000", "07000000"
MEDTOP = "http://cv.iptc.org/newscodes/mediatopic/"


def test_an_example_says_its_language_and_keeps_what_is_read() -> None:
    """The classifier reads no further; an archive would fill memory."""
    made = example(
        "Die Fähre war pünktlich", "Niemand an Bord konnte sich erinnern, wann das zuletzt so war. " * 200, ()
    )
    assert made.language == "de"
    assert len(made.text) == READ


def test_a_handful_is_too_little() -> None:
    """Neither to learn from nor to measure with."""
    with pytest.raises(ContentError, match="least to learn from"):
        refine([example(f"No {number}", "text", (SPORT,)) for number in range(50)])


@pytest.mark.parametrize(
    ("labels", "said", "first", "three", "counts"),
    [
        ((FOOTBALL,), [(FOOTBALL, 80), (SPORT, 90)], True, True, (3, 2, 2)),
        ((SPORT,), [(FOOTBALL, 80)], True, True, (1, 1, 0)),
        ((SPORT,), [(HEALTH, 60), (SPORT, 30)], False, True, (1, 1, 0)),
        ((SPORT, HEALTH), [(HEALTH, 60)], True, True, (2, 1, 1)),
        ((SPORT,), [], False, False, (1, 0, 0)),
    ],
)
def test_what_was_said_is_held_against_the_labels(
    labels: tuple[str, ...], said: list[tuple[str, int]], first: bool, three: bool, counts: tuple[int, int, int]
) -> None:
    """Branches by place, topics from even odds on, broader ones of the labels included."""
    seen = truth(labels, [(MEDTOP + code, confidence) for code, confidence in said], 50, 3)
    assert (seen.first, seen.three) == (first, three)
    assert (seen.true, seen.listed, seen.both) == counts

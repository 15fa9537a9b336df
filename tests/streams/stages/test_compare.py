"""Copies are found and nothing else is."""

from itertools import count

from streams.stages.compare import Copies
from streams.stages.fingerprint import fingerprint

STORY = (
    "The harbour board of Tarnwick voted on Tuesday to buy two electric tugs, ending a dispute of four years over smoke "
    "in the old town. The boats cost 14.2 million crowns each and will be delivered in the spring of 2027, the board "
    "said.\nFishermen had asked for a smaller model that can work in the inner basin, where the depth is 3.5 metres at "
    "low tide. The chairman, Odd Lervik, said the yard would lengthen the warranty to 12 years instead."
)


def test_the_same_text_under_another_headline_is_the_same() -> None:
    """A headline is no part of what a body says."""
    copies = Copies()
    copies.add(7, fingerprint("Board buys tugs", STORY), 0)
    (match,) = copies.matches(fingerprint("Electric tugs for Tarnwick", STORY.upper().replace(",", " -")))
    assert (match.key, match.method, match.score) == (7, "same-text", 1.0)


def test_the_earliest_comes_first_whatever_the_order_of_adding() -> None:
    """The original is the earliest published."""
    copies = Copies()
    for key in (9, 3, 5):
        copies.add(key, fingerprint("", STORY), key)
    assert [match.key for match in copies.matches(fingerprint("", STORY))] == [3, 5, 9]


def test_what_is_too_old_is_forgotten() -> None:
    """The window ends by event time."""
    copies = Copies()
    for key, seconds in zip(count(), (0, 5000, 7199, 7200), strict=False):
        copies.add(key, fingerprint("", STORY), seconds)
    assert copies.expire(7199) == 2
    assert [match.key for match in copies.matches(fingerprint("", STORY))] == [2, 3]
    assert len(copies) == 2

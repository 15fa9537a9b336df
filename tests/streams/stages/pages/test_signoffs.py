"""Lines under stories are known by their wording, and prose is not taken for one."""

import pytest

from streams.stages.pages.signoffs import LONGEST, closes, is_credit, is_signoff, opening


@pytest.mark.parametrize(
    "text",
    [
        "Sign up for our newsletter.",
        "» READ MORE: What the storm left",
        "© 2025 The Gazette",
        "Copyright 2025 The Gazette. All rights reserved.",
        "(c) 2025 The Gazette",
        "Follow Ida Holm on Twitter @idaholm.",
        "You may also like:",
        "Lire aussi : la tempête",
        "Mehr zum Thema",
        "Lea también: la tormenta",
        "Alle Rechte vorbehalten.",
        "Les også: Stormen",
    ],
)
def test_sign_offs_are_known(text: str) -> None:
    """In several languages."""
    assert is_signoff(text)


@pytest.mark.parametrize(
    "text",
    [
        "Readers more or less agreed.",
        "The newsletter was sent to all rights groups.",
        "The company signed up 4,000 new subscribers.",
        "Related companies had profits of 3.1 million.",
        "A clichÃ© of the trade.",
        "Sign up for nothing, he said. " * (LONGEST // 20),
        "",
    ],
)
def test_prose_is_no_sign_off(text: str) -> None:
    """Even where it speaks of the same things, and where its letters came out wrong."""
    assert not is_signoff(text)


@pytest.mark.parametrize("text", ["(Reporting by Ida Holm; editing by Per Lund)", "Tags: storm, coast", "Quelle: Alva"])
def test_credits_and_tags_close_a_story_and_are_its_own(text: str) -> None:
    """They end a story, but no wording makes them boilerplate."""
    assert closes(text)
    assert is_credit(text)
    assert not is_signoff(text)


def test_a_byline_is_a_credit_that_closes_nothing() -> None:
    """It stands over its story."""
    assert is_credit("By Ida Holm")
    assert not closes("By Ida Holm")
    assert not closes("Sources said: no.")


def test_a_call_to_read_on_has_an_opening() -> None:
    """Up to its colon; other sign-offs have none."""
    assert opening("READ MORE: Storm") == "READ MORE:"
    assert opening("Lire aussi : la tempête") == "Lire aussi :"
    assert opening("Sign up: now") == ""
    assert opening("She read more: two books") == ""

"""Runs of capitals."""

from hypothesis import given
from hypothesis import strategies as st

from streams.stages.names.tokens import tokens


def test_names_may_hold_small_words_between_capitals() -> None:
    """Candidates are capitals, small words between them and particles before them; all else is never looked at."""
    found = tokens("He met the Bank of England and Osama bin Laden near al-Qaim today")
    assert [" ".join(found.words[first:end]) for first, end, _ in found.runs] == [
        "He",
        "Bank of England and Osama bin Laden",
        "al - Qaim",
    ]


@given(st.lists(st.sampled_from("Ann of - bin x . é İd \n the".split(" ")), max_size=30).map(" ".join))
def test_runs_are_apart_and_hold_all_capitals(text: str) -> None:
    """In order, within one sentence each, ending with a capital; no capital is outside."""
    found = tokens(text)
    inside = [index for first, end, _ in found.runs for index in range(first, end)]
    assert inside == sorted(set(inside))
    for first, end, sentence in found.runs:
        start, stop = found.sentences[sentence]
        assert start <= first < end <= stop
        assert found.words[end - 1] in capitals(found.words)
    assert all(found.words[index] not in capitals(found.words) for index in set(range(len(found.words))) - set(inside))


def capitals(words: list[str]) -> set[str]:
    """Words with a capital."""
    return {word for word in words if any(sign.isupper() for sign in word)}

"""The table of Media Topics, the hand-written evidence, and the file that was built from them."""

import pytest

from streams.stages.topics import evidence, lexicon, weights
from streams.vocabularies import mediatopics

LIVE = {code: concept for code, concept in mediatopics.concepts().items() if not concept.replacement}


def test_holds_the_live_topics_under_seventeen_branches() -> None:
    """IPTC's list of October 2025: 1,084 live concepts and 308 retired ones."""
    assert len(LIVE) == 1084
    assert len(mediatopics.concepts()) == 1392
    assert len(mediatopics.branches()) == 17
    assert {mediatopics.branch(code) for code in LIVE} == set(mediatopics.branches())


def test_retired_topics_lead_to_live_ones() -> None:
    """Each retired code has a live successor, the one IPTC names where it names one."""
    for code in mediatopics.concepts():
        found = mediatopics.live(code)
        assert found is not None
        assert not found.replacement
    assert mediatopics.live("20000406") == mediatopics.concepts()["20000405"]
    assert mediatopics.live("99999999") is None


def test_every_live_topic_has_evidence_under_its_own_name() -> None:
    """One line a topic, no topic twice, and the name beside the code is IPTC's."""
    lines = [
        line
        for file in sorted((mediatopics.EVIDENCE / "en").glob("*.txt"))
        for line in file.read_text("utf-8").splitlines()
        if line and not line.startswith("#")
    ]
    assert {line[:8]: line[9:].partition(": ")[0] for line in lines} == {c: LIVE[c].name for c in LIVE}
    assert len(lines) == len(LIVE)


@pytest.mark.parametrize("language", mediatopics.LANGUAGES)
def test_other_languages_evidence_names_live_topics(language: str) -> None:
    """Every line's code is live, and every branch has a line."""
    codes = [entry.code for entry in evidence.read(mediatopics.EVIDENCE / f"{language}.txt")]
    assert set(codes) <= set(LIVE)
    assert set(mediatopics.branches()) <= set(codes)


def test_desks_are_branches_with_shares() -> None:
    """What another desk takes is stated for live topics, with shares from 0 to 1."""
    for code in LIVE:
        shares = mediatopics.desks(code)
        assert set(shares) <= set(mediatopics.branches())
        assert all(0 < share <= 1 for share in shares.values())


def test_the_weights_were_built_from_this_evidence() -> None:
    """Who edits a line of evidence rebuilds the weights: both hold the same phrases."""
    written = lexicon.build(evidence.read(mediatopics.EVIDENCE / "en"), plurals=True)
    assert sorted(weights.load().matchers["en"].phrases) == sorted(written.phrases)


def test_the_weights_stay_small() -> None:
    """Ten megabytes is what a repository can bear."""
    assert mediatopics.WEIGHTS.stat().st_size < 10_000_000

"""How people name Media Topics."""

import pytest

from streams.vocabularies.mediatopics import naming


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("20000385", "20000385"),
        ("medtop:20000385", "20000385"),
        ("http://cv.iptc.org/newscodes/mediatopic/20000385", "20000385"),
        ("20000406", "20000405"),
        ("subj:15054000", "15000000"),
        ("http://cv.iptc.org/newscodes/subjectcode/04016000", "04000000"),
        ("Human  Interest", "08000000"),
        ("business", "04000000"),
        ("technology", "13000000"),
        ("economy", "20000344"),
        ("Fußball", "20001065"),
        ("Politik", "11000000"),
        ("médias", "01000000"),
    ],
)
def test_codes_and_names_mean_a_topic(said: str, code: str) -> None:
    """A whole name wins over a part of a branch's, an English one over others; retired codes are brought up to date."""
    found = naming.meant(said)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("said", ["", "opinion", "99999999", "20009999", "subj:", "top stories", "and"])
def test_all_else_means_none(said: str) -> None:
    """No guessing."""
    assert naming.meant(said) is None


def test_what_looks_alike_is_suggested() -> None:
    """By spelling, and by a word of the name."""
    assert naming.alike("footbal")[0] == "football"
    assert "merger or acquisition" in naming.alike("merger")
    assert naming.alike("") == []
    assert naming.alike("zzyzx") == []

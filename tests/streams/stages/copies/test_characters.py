"""Characters fold into the fewest forms; what carries meaning stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from streams.stages.copies.characters import fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("L’été à “Čadca”", "L ete a  Cadca "),
        ("£5 – €7", "£5 - €7"),
        ("ﬁ ² Ⅳ", "fi 2 IV"),
        ("१२३ ٤٥", "123 45"),
        ("की", "की"),
        ("한국", "\u1112\u1161\u11ab\u1100\u116e\u11a8"),
        ("東京x", " 東  京 x"),
        ("𠀀𐐷🚨", " 𠀀 𐐷 "),
        ("so\u00adft\ufeff", "soft"),
        ("a\ud800b", "a b"),
    ],
)
def test_folds(text: str, folded: str) -> None:
    """One case a rule."""
    assert fold(text) == folded


@given(st.text(st.characters(max_codepoint=0x7F, exclude_characters="\0")))
def test_ascii_stays(text: str) -> None:
    """So the quick way that ASCII takes and this one agree."""
    assert fold(text) == text

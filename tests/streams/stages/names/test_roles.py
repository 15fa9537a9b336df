"""Stated roles."""

import pytest

from streams.stages.names.fixed import Name
from streams.stages.names.roles import roles
from streams.stages.names.tokens import tokens
from streams.vocabularies.names import load_marks


@pytest.mark.parametrize(
    ("text", "person", "role"),
    [
        ("Tesla CEO Elon Musk spoke.", "Elon Musk", "Tesla CEO"),
        ("It fell, according to analyst Troy Roe.", "Troy Roe", "analyst"),
        ("Critics of former US President Ann Lee left.", "Ann Lee", "former US President"),
        ("Jane Roe, the mayor of Leeds, agreed.", "Jane Roe", "mayor of Leeds"),
        ("Jane Roe, a vice president at Kivu Bank, agreed.", "Jane Roe", "vice president at Kivu Bank"),
        ("Then Jane Roe, Ann Lee and others left.", "Jane Roe", ""),
        ("Reporters saw Jane Roe.", "Jane Roe", ""),
        ("The company's chief executive, Jane Roe, left.", "Jane Roe", ""),
    ],
)
def test_roles_beside_a_name(text: str, person: str, role: str) -> None:
    """Right before the name, or between commas after it; nothing where none is stated so."""
    found = tokens(text)
    first = found.starts.index(text.index(person))
    assert roles([Name(first, first + 2, "person", 1.0)], found, text, load_marks()).get(0, "") == role

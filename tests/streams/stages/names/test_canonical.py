"""Full names."""

import pytest

from streams.stages.names.canonical import canonical
from streams.stages.names.fixed import Fixed, Name
from streams.stages.names.tokens import tokens


def called(kind: str, *texts: str) -> list[str]:
    """What mentions of one kind are called that stand in this order."""
    found = tokens(" , ".join(texts))
    names, at = [], 0
    for text in texts:
        size = len(tokens(text).words)
        names.append(Name(at, at + size, kind, 1.0))
        at += size + 1
    return canonical(names, found, Fixed({"FT": ("organisation", "Financial Times")}))


@pytest.mark.parametrize(
    ("kind", "texts", "names"),
    [
        ("person", ["Elon Musk", "Musk"], ["Elon Musk", "Elon Musk"]),
        ("person", ["Musk", "Elon Musk"], ["Elon Musk", "Elon Musk"]),
        ("person", ["Ann Lee", "Bo Lee", "Lee"], ["Ann Lee", "Bo Lee", "Bo Lee"]),
        ("person", ["Elon", "Elon Musk"], ["Elon Musk", "Elon Musk"]),
        ("person", ["Ursula von der Leyen", "von der Leyen"], ["Ursula von der Leyen"] * 2),
        ("person", ["Joe R. Biden Jr.", "Joe Biden", "Biden"], ["Joe R. Biden Jr."] * 3),
        ("person", ["Ann Lee", "Bo Roe"], ["Ann Lee", "Bo Roe"]),
        ("organisation", ["Counterpoint Research", "Counterpoint"], ["Counterpoint Research"] * 2),
        ("organisation", ["World Health Organization", "WHO"], ["World Health Organization"] * 2),
        ("organisation", ["Bank of Kivu", "Bank"], ["Bank of Kivu", "Bank"]),
        ("organisation", ["Panel on Lake Levels", "PLL"], ["Panel on Lake Levels"] * 2),
        (
            "organisation",
            ["Kivu Lake Board", "Kivu Lake Board's Rangers"],
            ["Kivu Lake Board", "Kivu Lake Board's Rangers"],
        ),
        ("organisation", ["Kivu Air-Goma Rail", "Kivu Air"], ["Kivu Air-Goma Rail", "Kivu Air"]),
        ("organisation", ["FT"], ["Financial Times"]),
        ("organisation", ["FT Kivu", "FT"], ["FT Kivu", "Financial Times"]),
        ("place", ["New York City", "New York"], ["New York City", "New York"]),
    ],
)
def test_short_names_go_to_full_ones(kind: str, texts: list[str], names: list[str]) -> None:
    """The nearest full name before, else the first after."""
    assert called(kind, *texts) == names

"""Companies are told from ordinary words."""

import pytest

from streams.stages.names.companies import tied
from streams.stages.names.fixed import Name
from streams.stages.names.tokens import tokens
from streams.vocabularies.companies import Companies
from streams.vocabularies.names import load_marks


@pytest.fixture(scope="module")
def companies() -> Companies:
    """The project's list."""
    return Companies()


def found(companies: Companies, text: str, *organisations: str) -> list[tuple[str, str]]:
    """(text, symbol) of the ties, where the tagger found these organisations."""
    split = tokens(text)
    names = []
    for organisation in organisations:
        words = tokens(organisation).words
        first = next(i for i in range(len(split.words)) if split.words[i : i + len(words)] == words)
        names.append(Name(first, first + len(words), "organisation", 6.0))
    ties = tied(names, split, companies, load_marks())
    return [(split.written(tie.name.first, tie.name.end), tie.named.company.symbol) for tie in ties]


@pytest.mark.parametrize(
    ("text", "organisations", "ties"),
    [
        ("Nvidia fell.", ["Nvidia"], [("Nvidia", "NVDA")]),
        ("Shares of Target fell.", [], [("Target", "TGT")]),
        ("Target shooting is fun.", [], []),
        ("He saw Target and Walmart.", ["Walmart"], [("Target", "TGT"), ("Walmart", "WMT")]),
        ("The police missed a target.", [], []),
        ("Macy’s and Kohl’s cut prices.", [], [("Macy’s", "M"), ("Kohl’s", "KSS")]),
        ("She walked down General Motors Street.", ["General Motors"], []),
        ("GPT-5 and ARC-AGI-2 were tested.", ["GPT"], []),
        ("The Nasdaq rose.", ["Nasdaq"], []),
        ("CNN reported a fire.", ["CNN"], []),
        ("CNN laid off its staff.", ["CNN"], [("CNN", "WBD")]),
        ("The Amazon rainforest burned.", ["Amazon"], []),
        ("Thirty degrees Celsius was reached.", ["Celsius"], []),
    ],
)
def test_words_beside_a_name_decide(
    text: str, organisations: list[str], ties: list[tuple[str, str]], companies: Companies
) -> None:
    """A sure name, a company's verb or a sure company beside it make one; an ordinary word's company unmakes it."""
    assert found(companies, text, *organisations) == ties

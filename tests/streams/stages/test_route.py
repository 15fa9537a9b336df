"""Which desks take a story."""

import re
import tomllib
from pathlib import Path

import pytest

from streams.stages.route import Desks, RuleError, mistakes

STORY = {"language": "en", "headlines": [{"value": "Ferry late"}], "bodies": [{"value": "It was windy."}]}


def test_every_desk_whose_rule_matches_takes_it() -> None:
    """In the order of the settings; none may."""
    desks = Desks({"sea": '"ferry"', "sky": '"wind"', "english": "language:en"})
    assert desks.of(STORY) == ["sea", "english"]
    assert desks.of({}) == []
    assert list(desks) == ["sea", "sky", "english"]


def test_mistakes_name_the_desk() -> None:
    """All of them, one line each."""
    rules = {"sea": "topic:", "sky": '"wind"', "land": "topic:fotball"}
    found = mistakes(rules)
    assert [line.partition(": ")[0] for line in found] == ["desks.sea.rule", "desks.land.rule"]
    assert 'did you mean "football"' in found[1]
    with pytest.raises(RuleError):
        Desks(rules)


def test_what_the_page_on_desks_shows_are_rules() -> None:
    """Its settings, and the first column of its table."""
    page = (Path(__file__).resolve().parents[3] / "docs" / "desks.md").read_text("utf-8")
    (settings,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    rules = {name: desk["rule"] for name, desk in tomllib.loads(settings)["desks"].items()}
    shown = [line.split("|")[1] for line in page.partition("| test |")[2].partition("\n\n")[0].splitlines()[2:]]
    rules |= {rule: rule for cell in shown for rule in re.findall(r"`([^`]+)`", cell)}
    assert len(rules) > len(shown) > 10
    assert mistakes(rules) == []

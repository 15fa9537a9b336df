"""Which desks take a story."""

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

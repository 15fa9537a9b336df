"""Decides which desks take a story: each desk has a rule over what the story says and what was read out of it."""

from collections.abc import Iterator, Mapping
from typing import Any

from streams.stages.routes.facts import Facts
from streams.stages.routes.grammar import RuleError, read

__all__ = ["Desks", "RuleError", "mistakes"]


class Desks:
    """The desks of a newsroom with their rules, in the order in which the settings have them."""

    def __init__(self, rules: Mapping[str, str]) -> None:
        """`rules` by desk, in the language of `docs/desks.md`.

        Raises:
            RuleError: one cannot be read; `mistakes` tells all of them, with their desks.
        """
        self._rules = {name: read(rule) for name, rule in rules.items()}

    def __iter__(self) -> Iterator[str]:
        return iter(self._rules)

    def of(self, story: Mapping[str, Any]) -> list[str]:
        """The desks that take a story, the ninjs object of `wire-stories`; none if no rule matches."""
        facts = Facts(story)
        return [name for name, matches in self._rules.items() if matches(facts)]


def mistakes(rules: Mapping[str, str]) -> list[str]:
    """What is wrong with the desks' rules, a line a desk: its setting, the place in the rule, what was expected."""
    found = []
    for name, rule in rules.items():
        try:
            read(rule)
        except RuleError as fault:
            found.append(f"desks.{name}.rule: {fault}")
    return found

"""Checks of settings that need the stages: loaded only where there is something to check."""

from streams.settings import Settings


def by_stages(settings: Settings) -> list[str]:
    """What is wrong with desks' rules, a sentence each."""
    return _rules(settings) if settings.desks else []


def _rules(settings: Settings) -> list[str]:
    from streams.stages.route import mistakes  # noqa: PLC0415 - most commands of most newsrooms need not pay for it

    return mistakes({name: table.rule for name, table in settings.desks.items()})

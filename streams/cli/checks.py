"""Checks of settings that need the stages: these are loaded only where there is something to check."""

from streams.settings import Settings


def by_stages(settings: Settings) -> list[str]:
    """What is wrong with desks' rules, and with what a newsroom adds to topics, figures and names, a sentence each."""
    return [
        *(_rules(settings) if settings.desks else ()),
        *(_topics(settings) if settings.topics_evidence or settings.topics_model else ()),
        *(_figures(settings) if settings.figures_currencies or settings.figures_units else ()),
        *_names(settings),
    ]


def _rules(settings: Settings) -> list[str]:
    from streams.stages.route import mistakes  # noqa: PLC0415 - most commands of most newsrooms need not pay for it

    return mistakes({name: table.rule for name, table in settings.desks.items()})


def _topics(settings: Settings) -> list[str]:
    from streams.stages.topics.own import evidence_mistakes, model_mistakes  # noqa: PLC0415 - as above

    evidence, model = settings.topics_evidence, settings.topics_model
    return [
        *(f"topics_evidence: {said}" for said in (evidence_mistakes(evidence) if evidence else ())),
        *(f"topics_model: {said}" for said in (model_mistakes(model) if model else ())),
    ]


def _figures(settings: Settings) -> list[str]:
    from streams.stages.figures.own import mistakes  # noqa: PLC0415 - as above

    return mistakes({"currencies": settings.figures_currencies, "units": settings.figures_units})


def _names(settings: Settings) -> list[str]:
    tables = {
        "companies": settings.names_companies,
        "places": settings.names_places,
        "known": settings.names_known,
    }
    if not settings.tagger and not any(tables.values()):
        return []
    from streams.stages.names.own import mistakes  # noqa: PLC0415 - as above

    return mistakes(tables, settings.tagger)

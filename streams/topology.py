"""The topology, declared once, in order, on one screen: topics, table, agents."""

from typing import Any

from streams.agents import rows
from streams.agents.accounts import Accounts
from streams.agents.deduplicate import DeduplicateAgent
from streams.agents.intake import IntakeAgent
from streams.agents.publish import PublishAgent
from streams.agents.shell import work
from streams.delivery.dying import Dying
from streams.delivery.outbox import Outbox
from streams.delivery.staleness import Staleness
from streams.delivery.table import make_table
from streams.metrics import Metrics
from streams.settings import Settings

TABLE = "items"


def declare(app: Any, settings: Settings, metrics: Metrics, dying: Dying, staleness: Staleness) -> DeduplicateAgent:  # noqa: ANN401 - Faust's class is Any here
    """Put the three agents and the table on the application; gives the agent that has state, for watching."""
    outbox = Outbox(app, settings.send_deadline)
    accounts = Accounts(settings.prefix, metrics)

    intake = IntakeAgent(settings, outbox, accounts)
    deduplicate = DeduplicateAgent(settings, outbox, accounts)
    publish = PublishAgent(settings, outbox, accounts)

    async def recovered(partitions: set[int]) -> None:
        try:
            await deduplicate.recovered(partitions)
        except Exception as fault:  # noqa: BLE001 - Faust would swallow it
            await dying.die("building the index from the table failed", fault)

    deduplicate.table = make_table(
        app, TABLE, settings.partitions,
        outbox=outbox, derive=rows.derive, recovered=recovered, before_write=staleness.look,
        unreadable=dying.at_once,
    )  # fmt: skip

    for name, agent in (("wire-raw", intake), ("wire-prepared", deduplicate), ("wire-unique", publish)):
        topic = app.topic(settings.prefix + name, key_serializer="raw", value_serializer="raw", value_type=bytes)

        async def run(stream: Any, handle: Any = agent.handle) -> None:  # noqa: ANN401 - Faust's classes are Any here
            await work(stream, handle, lambda: app.consumer, dying, staleness)

        app.agent(topic, name=name)(run)
    return deduplicate

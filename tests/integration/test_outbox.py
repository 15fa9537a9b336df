"""The outbox on a real Kafka: what is sent at once goes together, and everybody hears where their own went."""

import asyncio
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Any

import pytest
from aiokafka import AIOKafkaProducer
from aiokafka.errors import MessageSizeTooLargeError

from streams.delivery.outbox import Outbox, Record
from streams.ops.rig import Rig

pytestmark = pytest.mark.kafka

TOPIC = "wire-unique"
DEADLINE_S = 60.0
SENDERS, EACH = 50, 4


@dataclass
class Held:
    """What an application holds for the outbox: a producer with its client. Counts the batches."""

    client: AIOKafkaProducer
    batches: int = 0

    def __post_init__(self) -> None:
        self.producer = self


def with_outbox(rig: Rig, work: Callable[[Outbox, Held], Coroutine[Any, Any, Any]]) -> Any:
    """Do something with an outbox on the rig's cluster."""

    async def run() -> Any:
        async with AIOKafkaProducer(bootstrap_servers=rig.settings.broker, enable_idempotence=True) as client:
            held, send_batch = Held(client), client.send_batch

            async def counted(*args: Any, **more: Any) -> Any:
                held.batches += 1
                return await send_batch(*args, **more)

            client.send_batch = counted
            return await work(Outbox(held, DEADLINE_S), held)

    return asyncio.run(run())


def test_sends_of_one_moment_share_batches_and_keep_their_order(make_rig: Callable[..., Rig]) -> None:
    """Fifty senders to one partition: few batches, each hears its own offsets, and the records stand in their order."""
    rig = make_rig("together", partitions=1)
    topic = rig.topic(TOPIC)

    async def work(outbox: Outbox, held: Held) -> tuple[list[dict[tuple[str, int], tuple[int, ...]]], int]:
        sends = (
            outbox.send([Record(topic, None, b"%d-%d" % (sender, number)) for number in range(EACH)])
            for sender in range(SENDERS)
        )
        return await asyncio.gather(*sends), held.batches

    sent, batches = with_outbox(rig, work)
    values = {record.offset: record.value for record in rig.read(TOPIC)}
    for sender, places in enumerate(sent):
        assert [values[offset] for offset in places[topic, 0]] == [b"%d-%d" % (sender, n) for n in range(EACH)]
    assert sorted(values) == list(range(SENDERS * EACH))
    assert batches < SENDERS / 5


def test_what_is_refused_is_told_to_all_who_sent_it_and_to_none_after(make_rig: Callable[..., Rig]) -> None:
    """A record that the topic does not take fails its own send; what is sent afterwards is appended."""
    rig = make_rig("refused", partitions=1)
    topic = rig.topic(TOPIC)

    async def work(outbox: Outbox, _held: Held) -> dict[tuple[str, int], tuple[int, ...]]:
        with pytest.raises(MessageSizeTooLargeError):
            await outbox.send([Record(topic, None, bytes(9 * 1024 * 1024))])
        return await outbox.send([Record(topic, None, b"fits")])

    assert len(with_outbox(rig, work)[topic, 0]) == 1
    assert [record.value for record in rig.read(TOPIC)] == [b"fits"]

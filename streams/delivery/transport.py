"""The door by which our consumer and producer enter Faust."""

from collections.abc import Mapping
from typing import Any, ClassVar

from faust.transport.drivers import aiokafka as driver

from streams.delivery.consumer import Consumer
from streams.delivery.outbox import Producer


class Transport(driver.Transport):
    """Faust's Kafka transport with our consumer and producer; set as `app.transport` and `app.producer_transport`."""

    Consumer: ClassVar[Any] = Consumer
    Producer: ClassVar[Any] = Producer

    def __init__(self, url: Any, app: Any, bundles: Mapping[str, int]) -> None:  # noqa: ANN401 - Faust's types
        """`bundles`: how many records of a topic are worked on together; of others, as many as are fetched."""
        super().__init__(url, app)
        self.bundles = bundles

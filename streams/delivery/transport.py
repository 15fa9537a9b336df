"""The door by which our consumer and producer enter Faust."""

from typing import Any, ClassVar

from faust.transport.drivers import aiokafka as driver

from streams.delivery.consumer import Consumer
from streams.delivery.outbox import Producer


class Transport(driver.Transport):
    """Faust's Kafka transport with our consumer and producer; set as `app.transport` and `app.producer_transport`."""

    Consumer: ClassVar[Any] = Consumer
    Producer: ClassVar[Any] = Producer

"""Settings of the connection become kafka-python's arguments in one place, and secrets stay in it."""

from pathlib import Path

import pytest

from streams.ops.broker import Broker
from streams.ops.cluster import ClusterError, Connection
from streams.settings import Settings

SECURE = Connection(
    servers="a:9092,b:9092",
    protocol="SASL_SSL",
    tls_ca=Path("ca.pem"),
    tls_key_password="opens-the-key",
    sasl_mechanism="SCRAM-SHA-512",
    sasl_username="desk",
    sasl_password="hush-hush",
)


def test_plain_connection_says_nothing_of_secrets() -> None:
    """Without TLS and SASL none of their arguments are given."""
    arguments = Connection(servers="127.0.0.1:9092", sasl_mechanism="PLAIN").arguments()

    assert not [name for name in arguments if name.startswith(("ssl", "sasl"))]
    assert arguments["bootstrap_servers"] == ["127.0.0.1:9092"]


def test_secure_connection_is_complete() -> None:
    """Files, mechanism, user and password reach the client."""
    arguments = SECURE.arguments()

    assert arguments["bootstrap_servers"] == ["a:9092", "b:9092"]
    assert arguments["ssl_cafile"] == "ca.pem"
    assert arguments["ssl_password"] == "opens-the-key"
    assert arguments["ssl_certfile"] is None
    assert arguments["sasl_mechanism"] == "SCRAM-SHA-512"
    assert (arguments["sasl_plain_username"], arguments["sasl_plain_password"]) == ("desk", "hush-hush")


def test_secrets_are_never_in_the_repr() -> None:
    """A connection may be logged."""
    assert "hush" not in repr(SECURE)
    assert "opens" not in repr(SECURE)


def test_settings_become_a_connection() -> None:
    """Every setting of the connection arrives."""
    environ = {
        "WIREDESK_BROKER": "a:9092,b:9092",
        "WIREDESK_SECURITY_PROTOCOL": "SASL_SSL",
        "WIREDESK_SASL_MECHANISM": "PLAIN",
        "WIREDESK_SASL_USERNAME": "desk",
        "WIREDESK_SASL_PASSWORD": "hush-hush",
    }

    connection = Connection.of(Settings.load(environ))

    assert connection == Connection(
        servers="a:9092,b:9092",
        protocol="SASL_SSL",
        sasl_mechanism="PLAIN",
        sasl_username="desk",
        sasl_password="hush-hush",
    )


def test_cluster_that_does_not_answer_is_one_line() -> None:
    """Nobody at the address: one line that names it, in the time that was given."""
    nobody = Connection(servers="127.0.0.1:1", patience=0.5)

    with pytest.raises(ClusterError, match=r"^no Kafka answers at 127\.0\.0\.1:1 within 0\.5 s$"), nobody.admin():
        pass


@pytest.mark.kafka
def test_missing_topic_is_told(broker: Broker) -> None:
    """A topic that is not there is told at once, and how to make it."""
    connection = Connection(servers=broker.address)

    with pytest.raises(ClusterError, match=r"has no topic cluster-none: see `wiredesk topics`"):
        connection.require(["cluster-none"])

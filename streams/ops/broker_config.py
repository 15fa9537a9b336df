"""How the embedded broker is set up: one small node on loopback, quick to start, with the contract's sizes."""

import uuid
from base64 import urlsafe_b64encode
from pathlib import Path

HOST = "127.0.0.1"  # loopback only: the broker has no password
LOGGING = Path(__file__).with_name("broker.log4j2.properties")
HEAP = "512m"  # a 33 MiB record in flight fits several times
MIB = 1024 * 1024

# The quick compiler alone: 2.0 s instead of 2.6 until it listens, and less CPU for the first quarter million records
# (about as much afterwards).
JVM = (
    f"-Xmx{HEAP}",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-Djava.awt.headless=true",
    "--sun-misc-unsafe-memory-access=allow",  # Kafka's own way to unmap a file; without it Java warns at each start
    f"-Dlog4j2.configurationFile={LOGGING}",
)

PROPERTIES = {
    "process.roles": "broker,controller",
    "node.id": "1",
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT",
    # One node holds one copy of everything.
    "default.replication.factor": "1",
    "min.insync.replicas": "1",
    "offsets.topic.replication.factor": "1",
    "transaction.state.log.replication.factor": "1",
    "transaction.state.log.min.isr": "1",
    "share.coordinator.state.topic.replication.factor": "1",
    "share.coordinator.state.topic.min.isr": "1",
    # Kafka's 50 partitions each would cost seconds of a test.
    "offsets.topic.num.partitions": "1",
    "transaction.state.log.num.partitions": "1",
    "share.coordinator.state.topic.num.partitions": "1",
    # The first member of a group need not wait for others.
    "group.initial.rebalance.delay.ms": "0",
    # Topics are declared; one that springs up by itself hides a mistake.
    "auto.create.topics.enable": "false",
    # The largest record of the contract: a dead letter, 32 MiB with its headers.
    "message.max.bytes": str(33 * MIB),
    "replica.fetch.max.bytes": str(34 * MIB),
    "fetch.max.bytes": str(64 * MIB),
    # Kafka's 128 MiB would be a quarter of the heap.
    "log.cleaner.dedupe.buffer.size": str(16 * MIB),
    # After a crash the node waits out its own old session: 9 s as Kafka has it (measured: 11.9 s until it listens).
    "broker.session.timeout.ms": "3000",
    "broker.heartbeat.interval.ms": "500",
    "num.network.threads": "2",
    "num.io.threads": "4",
}


def properties(folder: Path, port: int, controller: int) -> str:
    """The broker's configuration file."""
    own = {
        "listeners": f"PLAINTEXT://{HOST}:{port},CONTROLLER://{HOST}:{controller}",
        "advertised.listeners": f"PLAINTEXT://{HOST}:{port}",
        "controller.quorum.voters": f"1@{HOST}:{controller}",
        "log.dirs": str(folder / "kafka").replace("\\", "\\\\"),
    }
    return "".join(f"{name}={value}\n" for name, value in (PROPERTIES | own).items())


def cluster_id() -> str:
    """A random id as Kafka writes one: the 16 bytes in base64 for URLs, without padding."""
    # Another first byte than a random one: a dash in front would read as an option of the format tool.
    return urlsafe_b64encode(b"\0" + uuid.uuid4().bytes[1:]).decode().rstrip("=")

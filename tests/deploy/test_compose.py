import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from schemas import codec
from schemas.topics import declared
from streams.cli import COMMANDS
from streams.settings import Settings

OURS = ("topics", "worker")
SERVICES = ("kafka", "topics", "worker", "prometheus")


@pytest.fixture(scope="module")
def compose(root: Path) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((root / "docker-compose.yml").read_text("utf-8"))
    return found


@pytest.fixture(scope="module")
def services(compose: dict[str, Any]) -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = compose["services"]
    assert set(found) == set(SERVICES)
    return found


@pytest.mark.parametrize("name", SERVICES)
def test_each_service_may_do_little(services: dict[str, Any], name: str) -> None:
    """Read-only, without capabilities, bounded in memory and in logs."""
    service = services[name]

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert re.fullmatch(r"\d+[mg]", service["mem_limit"])
    assert "max-size" in service["logging"]["options"]
    assert not {"privileged", "cap_add", "network_mode", "pid", "devices"} & set(service)


@pytest.mark.parametrize("name", SERVICES)
def test_each_image_has_a_version(services: dict[str, Any], name: str) -> None:
    """Three numbers: what runs does not change by itself."""
    assert re.fullmatch(r"[a-z/]+:v?\d+\.\d+\.\d+", services[name]["image"])


def test_kafka_is_the_one_that_the_tests_run(root: Path, services: dict[str, Any]) -> None:
    """The embedded broker and the composed one are of one version."""
    jars = codec.loads((root / "streams/ops/broker.lock.json").read_bytes())["jars"]
    (version,) = {
        jar["coordinate"].split(":")[2] for jar in jars if jar["coordinate"].startswith("org.apache.kafka:kafka_")
    }

    assert services["kafka"]["image"] == f"apache/kafka:{version}"


def test_what_may_fail_is_started_again(services: dict[str, Any]) -> None:
    """A worker in doubt exits, so somebody has to; the topics are made once."""
    restarts = {name: service["restart"] for name, service in services.items()}

    assert restarts.pop("topics") == "no"
    assert set(restarts.values()) == {"unless-stopped"}


def test_nothing_is_reached_from_outside_the_machine(services: dict[str, Any]) -> None:
    """Neither Kafka nor the metrics ask for a password; the workers' port is not published at all."""
    published = [port for service in services.values() for port in service.get("ports", [])]

    assert published
    assert all(port.startswith("127.0.0.1:") for port in published)
    assert not any("ports" in services[name] for name in OURS)


def test_services_wait_for_what_they_need(services: dict[str, Any]) -> None:
    """For what lasts until it is well, for what is done once until it has succeeded."""
    waits = {
        (name, other, how["condition"])
        for name, service in services.items()
        for other, how in service.get("depends_on", {}).items()
    }

    assert waits == {
        ("topics", "kafka", "service_healthy"),
        ("worker", "kafka", "service_healthy"),
        ("worker", "topics", "service_completed_successfully"),
    }
    assert services["kafka"]["healthcheck"]["test"][0] == "CMD"
    assert services["topics"]["healthcheck"] == {"disable": True}


@pytest.mark.parametrize("name", OURS)
def test_settings_hold(services: dict[str, Any], name: str) -> None:
    """The settings' own check finds no mistake, and Kafka advertises the address they name."""
    service = services[name]
    settings = Settings.load({key: str(value) for key, value in service["environment"].items()})

    assert service.get("command", ["worker"])[0] in COMMANDS
    assert f"//{settings.broker}," in services["kafka"]["environment"]["KAFKA_ADVERTISED_LISTENERS"]
    assert settings.replication == services["kafka"]["environment"]["KAFKA_DEFAULT_REPLICATION_FACTOR"]
    assert settings.metrics_host == ("0.0.0.0" if name == "worker" else "127.0.0.1")


def test_workers_share_a_folder_and_no_name(services: dict[str, Any]) -> None:
    """All replicas have one environment: an instance id in it would be two workers' of one name."""
    worker = services["worker"]

    assert worker["deploy"]["replicas"] >= 2
    assert "WIREDESK_INSTANCE_ID" not in worker["environment"]


def test_a_stop_is_longer_than_the_worker_s_own(services: dict[str, Any]) -> None:
    """It ends itself before it is killed."""
    assert int(services["worker"]["stop_grace_period"].removesuffix("s")) > Settings.load({}).stop_deadline + 5


def test_kafka_takes_our_largest_records(services: dict[str, Any]) -> None:
    """Also as a replica would fetch them."""
    environment = services["kafka"]["environment"]
    largest = max(int(topic.config["max.message.bytes"]) for topic in declared())

    assert environment["KAFKA_MESSAGE_MAX_BYTES"] >= largest
    assert environment["KAFKA_REPLICA_FETCH_MAX_BYTES"] >= largest
    assert environment["KAFKA_AUTO_CREATE_TOPICS_ENABLE"] == "false"


def test_kafka_s_listeners_agree(services: dict[str, Any]) -> None:
    """Each listener has a protocol, each but the controller's an address to call, and one of them is published."""
    environment = services["kafka"]["environment"]
    listening, advertised = (
        dict(part.split("://") for part in environment[key].split(","))
        for key in ("KAFKA_LISTENERS", "KAFKA_ADVERTISED_LISTENERS")
    )
    protocols = dict(part.split(":") for part in environment["KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"].split(","))
    controller = environment["KAFKA_CONTROLLER_LISTENER_NAMES"]

    assert set(listening) == set(protocols) == set(advertised) | {controller}
    assert environment["KAFKA_CONTROLLER_QUORUM_VOTERS"] == f"{environment['KAFKA_NODE_ID']}@{listening[controller]}"
    assert services["kafka"]["ports"] == [f"{advertised['MACHINE']}:{listening['MACHINE'].removeprefix(':')}"]


def test_volumes_are_declared_and_paths_are_there(
    root: Path, compose: dict[str, Any], services: dict[str, Any]
) -> None:
    """A name that is not declared is an error, a folder that is not there becomes an empty one."""
    mounted = [volume.split(":")[0] for service in services.values() for volume in service.get("volumes", [])]

    assert {name for name in mounted if "/" not in name} == set(compose["volumes"])
    assert all((root / name).is_dir() for name in mounted if "/" in name)

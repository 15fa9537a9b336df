from pathlib import Path
from typing import Any

import pytest
import yaml

from streams.cli import COMMANDS
from streams.health import LIVE, READY
from streams.settings import Settings

Manifest = dict[str, Any]
PODS = ("Job", "StatefulSet")


@pytest.fixture(scope="module")
def manifests(root: Path) -> dict[str, Manifest]:
    """By kind: there is one of each."""
    files = sorted((root / "deploy/kubernetes").glob("*.yaml"))
    found = [document for file in files for document in yaml.safe_load_all(file.read_text("utf-8"))]
    assert len({document["kind"] for document in found}) == len(found)
    return {document["kind"]: document for document in found}


def pod(manifests: dict[str, Manifest], kind: str) -> Manifest:
    spec: Manifest = manifests[kind]["spec"]["template"]["spec"]
    return spec


def container(manifests: dict[str, Manifest], kind: str) -> Manifest:
    (found,) = pod(manifests, kind)["containers"]
    return dict(found)


@pytest.mark.parametrize("kind", PODS)
def test_pods_may_do_little(manifests: dict[str, Manifest], kind: str) -> None:
    """The restricted profile of Kubernetes' pod security standards, and a root that is read only."""
    outer, inner = pod(manifests, kind)["securityContext"], container(manifests, kind)["securityContext"]

    assert outer["runAsNonRoot"] is True
    assert outer["runAsUser"] >= 10_000
    assert outer["seccompProfile"] == {"type": "RuntimeDefault"}
    assert inner == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "capabilities": {"drop": ["ALL"]},
    }


@pytest.mark.parametrize("kind", PODS)
def test_pods_get_neither_a_token_nor_the_services_variables(manifests: dict[str, Manifest], kind: str) -> None:
    """A variable with our prefix that is no setting is a mistake, and the worker would not start."""
    assert pod(manifests, kind)["automountServiceAccountToken"] is False
    assert pod(manifests, kind)["enableServiceLinks"] is False


@pytest.mark.parametrize("kind", PODS)
def test_pods_are_bounded_and_run_a_command_of_ours(manifests: dict[str, Manifest], kind: str) -> None:
    """Memory has a limit; CPU has none, for a worker that is held back misses its session."""
    found = container(manifests, kind)

    assert set(found["resources"]["limits"]) == {"memory"}
    assert set(found["resources"]["requests"]) == {"cpu", "memory"}
    assert found["args"][0] in COMMANDS


@pytest.mark.parametrize("kind", PODS)
def test_settings_hold(manifests: dict[str, Manifest], kind: str, tmp_path: Path) -> None:
    """File and variables together pass the settings' own check, in the file's place in the pod."""
    found = container(manifests, kind)
    environ = {one["name"]: one.get("value", "some") for one in found["env"]}
    file = tmp_path / "wiredesk.toml"
    file.write_text(manifests["ConfigMap"]["data"]["wiredesk.toml"], "utf-8")
    mounts = {mount["name"]: mount["mountPath"] for mount in found["volumeMounts"]}

    assert environ.pop("WIREDESK_CONFIG") == f"{mounts['config']}/wiredesk.toml"
    settings = Settings.load(environ, file)
    assert settings.min_insync < settings.replication
    assert settings.security_protocol == "SASL_SSL"


def test_secrets_are_named_and_not_told(manifests: dict[str, Manifest]) -> None:
    """A password stands in no file of ours."""
    told = manifests["ConfigMap"]["data"]["wiredesk.toml"]
    secret = [one for kind in PODS for one in container(manifests, kind)["env"] if "SASL" in one["name"]]

    assert "Secret" not in manifests
    assert "password" not in told
    assert len(secret) == 4
    assert all(one["valueFrom"]["secretKeyRef"]["name"] == "wiredesk-kafka" for one in secret)


def test_names_lead_to_what_is_there(manifests: dict[str, Manifest]) -> None:
    """Configuration, governing service, and every selector."""
    workers = manifests["StatefulSet"]
    labels = workers["spec"]["template"]["metadata"]["labels"]
    configs = {volume["configMap"]["name"] for kind in PODS for volume in pod(manifests, kind)["volumes"]}

    assert configs == {manifests["ConfigMap"]["metadata"]["name"]}
    assert workers["spec"]["serviceName"] == manifests["Service"]["metadata"]["name"]
    assert labels == workers["spec"]["selector"]["matchLabels"] == manifests["Service"]["spec"]["selector"]
    assert labels == manifests["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"]
    assert manifests["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"].items() <= labels.items()


def test_a_worker_keeps_its_name_and_its_rows(manifests: dict[str, Manifest]) -> None:
    """The pod's name is the instance id, and its volume is where the state is kept."""
    found = container(manifests, "StatefulSet")
    (instance,) = (one for one in found["env"] if one["name"] == "WIREDESK_INSTANCE_ID")
    (claim,) = manifests["StatefulSet"]["spec"]["volumeClaimTemplates"]

    assert instance["valueFrom"]["fieldRef"]["fieldPath"] == "metadata.name"
    assert claim["metadata"]["name"] in {mount["name"] for mount in found["volumeMounts"]}


def test_probes_ask_what_the_worker_answers(manifests: dict[str, Manifest]) -> None:
    """Never readiness in place of life: a worker that waits for a broker must not be killed for it."""
    found = container(manifests, "StatefulSet")
    (port,) = found["ports"]
    probes = {name: found[name]["httpGet"] for name in ("startupProbe", "livenessProbe", "readinessProbe")}

    assert {probe["port"] for probe in probes.values()} == {port["name"]}
    assert [probe["path"] for probe in probes.values()] == [LIVE, LIVE, READY]


def test_a_stop_is_longer_than_the_worker_s_own(manifests: dict[str, Manifest]) -> None:
    """It ends itself before it is killed; and one worker goes at a time."""
    assert pod(manifests, "StatefulSet")["terminationGracePeriodSeconds"] > Settings.load({}).stop_deadline + 5
    assert manifests["PodDisruptionBudget"]["spec"]["maxUnavailable"] == 1


def test_topics_can_be_applied_again(manifests: dict[str, Manifest]) -> None:
    """A Job cannot be changed: it has to go before the next one comes."""
    assert manifests["Job"]["spec"]["ttlSecondsAfterFinished"] > 0
    assert container(manifests, "Job")["args"] == ["topics", "--apply"]

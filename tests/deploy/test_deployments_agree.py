import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

from streams.settings import Settings
from streams.settings_source import CONFIG, ENV_PREFIX, FILE_ONLY

KNOWN = {ENV_PREFIX + name.upper() for name in Settings.model_fields if name not in FILE_ONLY} | {CONFIG}
STATE = "/var/lib/wiredesk"


@pytest.fixture(scope="module")
def files(root: Path) -> dict[str, str]:
    """Every text that is deployed with, by its path."""
    found = [root / "docker-compose.yml", *(path for path in (root / "deploy").rglob("*") if path.is_file())]
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in found}


@pytest.fixture(scope="module")
def worker(files: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load(files["docker-compose.yml"])["services"]["worker"]
    return found


@pytest.fixture(scope="module")
def pod(files: dict[str, str]) -> dict[str, Any]:
    found: dict[str, Any] = next(yaml.safe_load_all(files["deploy/kubernetes/workers.yaml"]))["spec"]["template"][
        "spec"
    ]
    return found


def test_every_variable_is_a_setting(files: dict[str, str]) -> None:
    """A name that no longer exists would keep a worker from starting."""
    used = {name: path for path, text in files.items() for name in re.findall(r"\bWIREDESK_[A-Z_]+\b", text)}

    assert len(used) > 10
    assert set(used) <= KNOWN, {name: used[name] for name in set(used) - KNOWN}


def test_every_image_of_ours_is_this_version(root: Path, files: dict[str, str]) -> None:
    """Whoever raises the version raises it here."""
    version = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["version"]
    named = [tag for text in files.values() for tag in re.findall(r"\bwiredesk:(\d[\w.]*)", text)]

    assert len(named) >= 4
    assert set(named) == {version}
    assert f'image.version="{version}"' in files["deploy/Dockerfile"]


def test_one_port(files: dict[str, str], pod: dict[str, Any]) -> None:
    """Where the worker listens unless it is told otherwise: nobody tells it otherwise."""
    port = Settings.load({}).metrics_port
    scraped = yaml.safe_load(files["deploy/prometheus/prometheus.yml"])["scrape_configs"][0]["dns_sd_configs"][0][
        "port"
    ]

    assert scraped == port == pod["containers"][0]["ports"][0]["containerPort"]
    assert port == yaml.safe_load(files["deploy/kubernetes/service.yaml"])["spec"]["ports"][0]["port"]
    assert f"EXPOSE {port}\n" in files["deploy/Dockerfile"]
    assert f"or {port})" in files["deploy/Dockerfile"]


def test_one_folder_for_state(files: dict[str, str], worker: dict[str, Any], pod: dict[str, Any]) -> None:
    """The only place that is written to is where a volume is."""
    assert f"WIREDESK_STATE_DIR={STATE}\n" in files["deploy/Dockerfile"]
    assert f'VOLUME ["{STATE}"]' in files["deploy/Dockerfile"]
    assert worker["volumes"] == [f"state:{STATE}"]
    assert STATE in {mount["mountPath"] for mount in pod["containers"][0]["volumeMounts"]}


def test_one_user(files: dict[str, str], pod: dict[str, Any]) -> None:
    """The volume must belong to who writes to it."""
    context = pod["securityContext"]

    assert len({context["runAsUser"], context["runAsGroup"], context["fsGroup"]}) == 1
    assert f"USER {context['runAsUser']}:{context['runAsGroup']}\n" in files["deploy/Dockerfile"]
    assert f"--owner={context['runAsUser']} --group={context['runAsGroup']}" in files["deploy/Dockerfile"]


def test_one_limit_of_memory(files: dict[str, str], worker: dict[str, Any], pod: dict[str, Any]) -> None:
    """The alert stands below the limit that every deployment sets."""
    assert worker["mem_limit"] == "1g"
    assert pod["containers"][0]["resources"]["limits"]["memory"] == "1Gi"
    assert "MemoryMax=1G\n" in files["deploy/systemd/wiredesk.service"]
    assert '{job="wiredesk"} > 0.9 * 1024 ^ 3' in files["deploy/prometheus/rules.yml"]


def test_the_alert_on_state_stands_below_the_volume(files: dict[str, str]) -> None:
    """Four fifths of what Kubernetes gives, and a tenth more than the days that items are remembered."""
    claim = next(yaml.safe_load_all(files["deploy/kubernetes/workers.yaml"]))["spec"]["volumeClaimTemplates"][0]
    size = claim["spec"]["resources"]["requests"]["storage"]
    days = Settings.load({}).identity_window_days

    assert f"> 0.8 * {size.removesuffix('Gi')} * 1024 ^ 3" in files["deploy/prometheus/rules.yml"]
    assert f"> {days * 1.1:.0f} * 86400" in files["deploy/prometheus/rules.yml"]


def test_prometheus_asks_the_service_that_there_is(files: dict[str, str]) -> None:
    """By the name that compose gives the workers, under the job that rules and dashboard rely on."""
    (scrape,) = yaml.safe_load(files["deploy/prometheus/prometheus.yml"])["scrape_configs"]

    assert scrape["dns_sd_configs"][0]["names"][0] in yaml.safe_load(files["docker-compose.yml"])["services"]
    assert scrape["job_name"] == "wiredesk"

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from streams.errors import Reason
from streams.outcomes import Outcome

# Prometheus's own, and those of the alerts.
OUTER = {"job", "instance", "alertname", "alertstate", "severity"}
OTHERS = {"up", "ALERTS"}
WORDS = re.compile(r"[a-zA-Z_:][\w:]*")
NAMED = re.compile(r"([a-zA-Z_:][\w:]*)(?:\{([^}]*)\})")
VALUES = {"outcome": set(Outcome), "reason": set(Reason), "since": {"raw", "received"}, "job": {"wiredesk"}}


@pytest.fixture(scope="module")
def rules(root: Path) -> list[dict[str, Any]]:
    (group,) = yaml.safe_load((root / "deploy/prometheus/rules.yml").read_text("utf-8"))["groups"]
    return list(group["rules"])


@pytest.fixture(scope="module")
def alerts(rules: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {rule["alert"]: rule for rule in rules if "alert" in rule}


@pytest.fixture(scope="module")
def dashboard(root: Path) -> list[str]:
    """Its expressions, with a length in place of Grafana's variable."""
    panels = yaml.safe_load((root / "deploy/grafana/wiredesk.json").read_text("utf-8"))["panels"]
    return [target["expr"].replace("$__rate_interval", "1m") for panel in panels for target in panel["targets"]]


@pytest.fixture(scope="module")
def expressions(rules: list[dict[str, Any]], dashboard: list[str]) -> list[str]:
    return [*(rule["expr"] for rule in rules), *dashboard]


def checked(promtool: str, *arguments: str, folder: Path) -> str:
    done = subprocess.run([promtool, *arguments], cwd=folder, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_promtool_takes_the_configuration(promtool: str, root: Path) -> None:
    """With the rules it names, and their templates."""
    checked(promtool, "check", "config", "prometheus.yml", folder=root / "deploy/prometheus")


def test_what_rings_and_what_does_not(promtool: str, root: Path) -> None:
    """The alerts' own tests."""
    assert "SUCCESS" in checked(promtool, "test", "rules", "rules_test.yml", folder=root / "deploy/prometheus")


def test_promtool_takes_every_expression_of_the_dashboard(promtool: str, dashboard: list[str], tmp_path: Path) -> None:
    """As rules, since that is what it can read."""
    made = [{"record": f"panel:{number}", "expr": expression} for number, expression in enumerate(dashboard)]
    (tmp_path / "panels.yml").write_text(yaml.safe_dump({"groups": [{"name": "panels", "rules": made}]}), "utf-8")

    assert f"{len(dashboard)} rules found" in checked(promtool, "check", "rules", "panels.yml", folder=tmp_path)


def test_every_series_is_one_that_a_worker_has(
    expressions: list[str], rules: list[dict[str, Any]], series: dict[str, set[str]]
) -> None:
    """A metric that was renamed would make an alert that never rings."""
    recorded = {rule["record"] for rule in rules if "record" in rule}
    for expression in expressions:
        bare = re.sub(r'"[^"]*"|\{[^}]*\}', "", expression)
        named = {word for word in WORDS.findall(bare) if word.startswith(("wiredesk", "process_"))}
        assert named <= set(series) | recorded, expression
        assert named or any(other in expression for other in OTHERS), expression


def test_every_label_is_one_that_the_series_has(expressions: list[str], series: dict[str, set[str]]) -> None:
    """Also the values, where they are words of ours."""
    for name, matchers in (found for expression in expressions for found in NAMED.findall(expression)):
        for label, value in re.findall(r'(\w+)=~?"([^"]*)"', matchers):
            assert label in series.get(name, set()) | OUTER, (name, label)
            assert value in VALUES.get(label, {value}), (name, label, value)


def test_sums_are_by_labels_that_there_are(expressions: list[str], series: dict[str, set[str]]) -> None:
    """A sum by a label that nothing has is a sum of everything."""
    labels = set().union(*series.values()) | OUTER
    for expression in expressions:
        for listed in re.findall(r"\b(?:by|on) \(([^)]*)\)", expression):
            assert {label.strip() for label in listed.split(",") if label.strip()} <= labels, expression


def test_each_alert_says_what_where_and_how_bad(alerts: dict[str, dict[str, Any]]) -> None:
    """A sentence, a chapter of the runbook, and whether it may wake someone."""
    for name, alert in alerts.items():
        assert alert["labels"]["severity"] in {"page", "ticket"}
        assert alert["annotations"]["summary"].endswith(".")
        assert alert["annotations"]["runbook_url"] == f"deploy/RUNBOOK.md#{name.lower()}"


def test_each_alert_is_shown_to_ring(root: Path, alerts: dict[str, dict[str, Any]]) -> None:
    """A rule whose test never fires may be one that cannot."""
    tests = yaml.safe_load((root / "deploy/prometheus/rules_test.yml").read_text("utf-8"))["tests"]
    expected = [case for test in tests for case in test["promql_expr_test"] if case["exp_samples"]]
    shown = " ".join(f"{case['expr']} {case['exp_samples']}" for case in expected)

    assert not {name for name in alerts if name not in shown}

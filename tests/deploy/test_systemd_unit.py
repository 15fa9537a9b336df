from configparser import RawConfigParser
from pathlib import Path

import pytest

from streams.settings import Settings

CONFINING = """
    NoNewPrivileges PrivateTmp PrivateDevices PrivateUsers ProtectHome ProtectClock ProtectHostname ProtectControlGroups
    ProtectKernelLogs ProtectKernelModules ProtectKernelTunables RestrictNamespaces RestrictRealtime RestrictSUIDSGID
    LockPersonality RemoveIPC DynamicUser
""".split()


class Repeated(dict[str, str]):
    """Keeps the values of a key that stands several times, one a line."""

    def __setitem__(self, key: str, value: object) -> None:
        before = self.get(key)
        if isinstance(value, list) and isinstance(before, list) and before is not value:
            value = [*before, *value]
        super().__setitem__(key, value)  # type: ignore[assignment]


@pytest.fixture(scope="module")
def service(root: Path) -> dict[str, str]:
    parser = RawConfigParser(strict=False, dict_type=Repeated, delimiters=("=",), comment_prefixes=("#",))
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(root / "deploy/systemd/wiredesk.service", "utf-8")
    assert parser.sections() == ["Unit", "Service", "Install"]
    return dict(parser["Service"])


def test_a_worker_in_doubt_is_started_again(service: dict[str, str]) -> None:
    """It exits with a code for that; wrong settings end for good."""
    assert service["Restart"] == "on-failure"
    assert service["RestartPreventExitStatus"] == "2"
    assert service["ExecStart"].endswith("/bin/wiredesk worker")


def test_a_stop_is_longer_than_the_worker_s_own(service: dict[str, str]) -> None:
    """It drains on SIGTERM and ends itself before it is killed."""
    assert service["KillSignal"] == "SIGTERM"
    assert int(service["TimeoutStopSec"]) > Settings.load({}).stop_deadline + 5


def test_the_unit_may_do_little(service: dict[str, str]) -> None:
    """Written once more, since a line that is lost would not be noticed."""
    assert {name: service.get(name) for name in CONFINING} == dict.fromkeys(CONFINING, "yes")
    assert service["CapabilityBoundingSet"] == service["AmbientCapabilities"] == ""
    assert service["ProtectSystem"] == "strict"


def test_settings_hold(service: dict[str, str]) -> None:
    """The settings' own check finds no mistake, and the state is in the folder that the unit has."""
    environ = dict(line.split("=", 1) for line in service["Environment"].splitlines())
    settings = Settings.load({name: value.replace("%H", "host.example") for name, value in environ.items()})

    assert settings.state_dir == Path("/var/lib") / service["StateDirectory"]
    assert settings.instance_id == "host.example"

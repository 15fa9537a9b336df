import json
import re
import subprocess
import sys
import tomllib
from fnmatch import fnmatch
from pathlib import Path
from typing import NamedTuple

import pytest

from streams.health import LIVE, Health

FINAL_MUST_NOT = re.compile(r"apt-get|pip install|pip wheel|gcc|make |curl|wget|--chmod=777|sudo")


class Step(NamedTuple):
    instruction: str
    value: str


def steps(text: str) -> list[Step]:
    lines = [line for line in text.splitlines() if line and not line.lstrip().startswith("#")]
    whole = re.sub(r"\\\n\s*", " ", "\n".join(lines))
    return [Step(*line.split(" ", 1)) for line in whole.splitlines()]


@pytest.fixture(scope="module")
def image(root: Path) -> list[Step]:
    return steps((root / "deploy/Dockerfile").read_text("utf-8"))


@pytest.fixture(scope="module")
def final(image: list[Step]) -> list[Step]:
    return image[max(n for n, step in enumerate(image) if step.instruction == "FROM") :]


def only(found: list[Step], instruction: str) -> str:
    (value,) = (step.value for step in found if step.instruction == instruction)
    return value


def health_command(final: list[Step]) -> list[str]:
    command: list[str] = json.loads(only(final, "HEALTHCHECK").partition("CMD ")[2])
    return [sys.executable, *command[1:]]


def test_stages_stand_on_one_pinned_base(image: list[Step]) -> None:
    """What is installed in one stage runs in the other, and neither moves by itself."""
    bases = {step.value.split()[0] for step in image if step.instruction == "FROM"}

    assert len(bases) == 1
    assert re.fullmatch(r"python:3\.11-slim-[a-z]+", bases.pop())


def test_packages_come_by_hash_or_not_from_outside(image: list[Step]) -> None:
    """Each pip that installs checks hashes, or has no index to ask."""
    commands = [part for step in image if step.instruction == "RUN" for part in step.value.split("&&")]
    installing = [command for command in commands if re.search(r"\bpip\b.* install ", command)]

    assert len(installing) == 3
    for command in installing:
        assert "--no-index" in command or ("--require-hashes" in command and "--only-binary :all:" in command)


@pytest.mark.parametrize("name", ["requirements.txt", "deploy/requirements-build.txt"])
def test_requirements_are_pinned_with_hashes(root: Path, name: str) -> None:
    """One version and at least one SHA-256 each."""
    whole = (root / name).read_text("utf-8").replace("\\\n", " ")
    lines = [line for line in whole.splitlines() if line and not line.startswith("#")]

    assert lines
    for line in lines:
        assert re.match(r"[A-Za-z0-9._-]+==\S+ ", line), line
        assert "--hash=sha256:" in line, line


def test_the_image_is_built_with_what_the_tests_were(root: Path) -> None:
    """The build backend of the image is that of the development environment, to the hash."""
    environment = (root / "requirements-dev.txt").read_text("utf-8")
    backend = re.split(r"\n(?=\S)", (root / "deploy/requirements-build.txt").read_text("utf-8").strip())

    assert backend[0].startswith(
        tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"][0]
    )
    for requirement in backend:
        assert requirement in environment, f"{requirement.split()[0]} differs: run make lock"


def test_everything_copied_is_there_and_gets_to_the_builder(root: Path, image: list[Step]) -> None:
    """A source that .dockerignore leaves out would break the build, and only there."""
    allowed = [line[1:] for line in (root / ".dockerignore").read_text("utf-8").splitlines() if line.startswith("!")]
    copies = [step.value.split() for step in image if step.instruction == "COPY" and "--from" not in step.value]
    sources = {source for words in copies for source in words[:-1]}

    assert sources == set(allowed)
    for source in sources:
        assert (root / source).exists()


def test_nothing_private_gets_to_the_builder(root: Path) -> None:
    """The ignore file begins with everything, so what is new stays out until it is named."""
    rules = [line for line in (root / ".dockerignore").read_text("utf-8").splitlines() if not line.startswith("#")]

    assert rules[0] == "*"
    assert any(fnmatch("streams/__pycache__", rule) for rule in rules[1:])


def test_the_last_stage_has_no_tools(final: list[Step]) -> None:
    """What is not there cannot be used by somebody else."""
    for step in final:
        assert not FINAL_MUST_NOT.search(step.value), step
    assert any("pip uninstall" in step.value for step in final)


def test_it_runs_as_a_number_that_is_not_root(final: list[Step]) -> None:
    """Orchestrators can check only a number."""
    user, group = only(final, "USER").split(":")

    assert int(user) >= 10_000
    assert int(group) >= 10_000
    assert final[-1].instruction == "CMD"


def test_what_it_starts_is_a_command_of_ours(root: Path, final: list[Step]) -> None:
    """In exec form, so that signals reach it, and stopped by the one that drains."""
    scripts = tomllib.loads((root / "pyproject.toml").read_text("utf-8"))["project"]["scripts"]

    assert json.loads(only(final, "ENTRYPOINT")) == list(scripts)
    assert json.loads(only(final, "CMD")) == ["worker"]
    assert only(final, "STOPSIGNAL") == "SIGTERM"


@pytest.mark.parametrize("alive", [True, False])
def test_the_health_check_asks_the_worker(final: list[Step], alive: bool) -> None:
    """The very command, against the very server: 0 when the loop turns, else 1."""
    command = health_command(final)
    with Health("127.0.0.1", 0, live=lambda: (alive, []), ready=lambda: (False, []), metrics=lambda: b"") as health:
        done = subprocess.run(command, env={"WIREDESK_METRICS_PORT": str(health.port)}, timeout=30, check=False)

    assert LIVE in command[-1]
    assert (done.returncode == 0) is alive

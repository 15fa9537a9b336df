"""The directions of import: arrows only point down."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = {"schemas", "errors", "outcomes", "settings", "metrics", "logs"}
# What each part may import of ours. A part is a folder or module of `streams`, or `schemas`.
MAY = {
    "schemas": set(),
    "errors": set(),
    "outcomes": set(),
    "settings": {"schemas", "settings_checks", "settings_source"},
    "settings_checks": {"schemas", "settings_source"},
    "settings_source": set(),
    "metrics": {"errors", "outcomes"},
    "logs": {"schemas"},
    "health": {"schemas"},
    "vocabularies": {"schemas"},
    "formats": {"schemas", "vocabularies", "errors", "outcomes"},
    "stages": {"schemas", "vocabularies", "formats", "errors", "outcomes"},
    "state": {"schemas"},
    "desk": SHARED | {"stages", "formats", "state", "desk"},
    "delivery": set(),
    "agents": SHARED | {"desk", "delivery", "state", "stages"},
    "topology": SHARED | {"agents", "delivery"},
    "app": SHARED | {"topology", "agents", "delivery", "health"},
    "service": SHARED | {"app", "delivery", "health", "desk", "topology"},
    "sources": {"schemas", "errors", "settings"},
    "ops": SHARED | {"sources", "desk", "state"},
    "cli": SHARED | {"app", "service", "delivery", "ops", "sources", "desk", "state", "cli", "stages", "health"},
}
# Libraries that live in some parts only.
ONLY_IN = {
    "faust": {"app", "delivery", "agents", "topology"},
    "mode": {"app", "delivery", "agents", "topology", "cli"},
    "aiokafka": {"delivery", "service"},
    "kafka": {"ops", "sources"},
    "prometheus_client": {"metrics"},
    "structlog": {"logs"},
    "orjson": {"schemas"},
    "pydantic": {"settings", "settings_checks", "settings_source"},
    "pydantic_settings": {"settings", "settings_source"},
}


def modules() -> Iterator[tuple[str, Path]]:
    for path in sorted([*ROOT.glob("streams/**/*.py"), *ROOT.glob("schemas/**/*.py")]):
        parts = path.relative_to(ROOT).with_suffix("").parts
        part = "schemas" if parts[0] == "schemas" else parts[1] if parts[1] != "__init__" else "streams"
        yield part, path


def imports(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{name.name}" for name in node.names)


def part_of(module: str) -> str | None:
    parts = module.split(".")
    if parts[0] == "schemas":
        return "schemas"
    return parts[1] if parts[0] == "streams" and len(parts) > 1 else None


@pytest.mark.parametrize(
    ("part", "path"), [pytest.param(*found, id=str(found[1].relative_to(ROOT))) for found in modules()]
)
def test_arrows_point_down(part: str, path: Path) -> None:
    """Each module imports only what its part may, of ours and of the libraries that have a home."""
    for module in imports(path):
        if (target := part_of(module)) and target != part:
            assert target in MAY[part], f"{part} must not import {module}"
        home = ONLY_IN.get(module.split(".")[0])
        assert home is None or part in home, f"{module} does not belong into {part}"


def test_sibling_stages_do_not_import_one_another() -> None:
    """Stages meet in the desk; what a stage is made of stands in its own package below it."""
    for path in (ROOT / "streams" / "stages").glob("*.py"):
        siblings = {other.stem for other in path.parent.glob("*.py")} - {path.stem, "__init__"}
        found = {module.split(".")[2] for module in imports(path) if module.startswith("streams.stages.")}
        assert not found & siblings, f"{path.stem} imports {found & siblings}"

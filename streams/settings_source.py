"""Where settings come from, and what to say of each that is wrong. The table itself is `streams.settings`."""

import os
import tomllib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, SecretStr, ValidationError
from pydantic_core import ErrorDetails

ENV_PREFIX = "WIREDESK_"
CONFIG = "WIREDESK_CONFIG"
DEFAULT_FILE = Path("wiredesk.toml")
# Tables, which a variable cannot say.
FILE_ONLY = ("feeds", "desks")
# So that `port` still leads to `metrics_port`.
_NEAR = 0.5
# Longer values are cut in messages: a pasted certificate would bury the rest.
_SHOWN = 60

Table = TypeVar("Table", bound=BaseModel)
Agreement = tuple[tuple[str, ...], Callable[[Any], bool], str]


class SettingsError(Exception):
    """Everything that is wrong with the settings, one line a mistake. No secret is in it."""

    def __init__(self, problems: Iterable[str]) -> None:
        """`problems` are whole sentences."""
        self.problems = list(problems)
        count = "1 mistake" if len(self.problems) == 1 else f"{len(self.problems)} mistakes"
        super().__init__("\n".join([f"{count} in the settings:", *(f"  - {problem}" for problem in self.problems)]))


@dataclass(frozen=True, slots=True)
class Found:
    """Raw values by setting, where each came from (`WIREDESK_X`, or key and file), and what was wrong already."""

    values: dict[str, Any]
    places: dict[str, str]
    problems: tuple[str, ...]


def gather(environ: Mapping[str, str] | None, toml: Path | None, names: tuple[str, ...]) -> Found:
    """What the environment and the file say; the environment wins. `names` are the known settings.

    An empty variable counts as not set, since compose files and unit files cannot leave one out.
    """
    environ = os.environ if environ is None else environ
    path, named = _file(environ, toml)
    in_file, unreadable = _read(path, needed=named)
    flat = tuple(name for name in names if name not in FILE_ONLY)
    in_env = {_name(key): value for key, value in environ.items() if _ours(key) and _name(key) in flat and value}
    places = {name: f"{name} in {path}" for name in in_file} | {name: _variable(name) for name in in_env}
    unknown = [_unknown(key, _name(key), flat, _variable) for key in environ if _ours(key) and _name(key) not in flat]
    unknown += [_unknown(f"{key} in {path}", key, names, str) for key in in_file if key not in names]
    values = {name: value for name, value in (in_file | in_env).items() if name in names}
    return Found(values, places, (*unreadable, *unknown))


def mistakes(
    table: type[Table], found: Found, agreements: Iterable[Agreement], inner: Iterable[str]
) -> tuple[Table, list[str]]:
    """The settings, and every mistake in them. Settings that are wrong by themselves do not count as disagreeing.

    `inner` are the names that the tables of feeds and desks may hold.
    """
    settings, faults = _validate(table, found.values)
    wrong = {str(fault["loc"][0]) for fault in faults}
    problems = [*found.problems, *(_explain(table, found, fault, inner) for fault in faults)]
    problems += [said for fields, agree, said in agreements if wrong.isdisjoint(fields) and not agree(settings)]
    return settings, problems


def _validate(table: type[Table], values: dict[str, Any]) -> tuple[Table, list[ErrorDetails]]:
    """With defaults in place of what is wrong."""
    try:
        return table.model_validate(values), []
    except ValidationError as error:
        faults = error.errors(include_url=False, include_context=False)
        return table.model_validate(_without(values, faults)), faults


def _without(values: dict[str, Any], faults: Iterable[ErrorDetails]) -> dict[str, Any]:
    """What is not wrong; of the tables of feeds and desks the others stay, so that their mistakes are told too."""
    kept = dict(values)
    for name, *path in (map(str, fault["loc"]) for fault in faults):
        if path and isinstance(kept.get(name), dict):
            kept[name] = {key: value for key, value in kept[name].items() if key != path[0]}
        else:
            kept.pop(name, None)
    return kept


def _file(environ: Mapping[str, str], toml: Path | None) -> tuple[Path, bool]:
    """The file to read, and whether somebody named it."""
    if toml is not None:
        return toml, True
    named = environ.get(CONFIG, "")
    return (Path(named), True) if named else (DEFAULT_FILE, False)


def _read(path: Path, *, needed: bool) -> tuple[dict[str, Any], list[str]]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8")), []
    except FileNotFoundError:
        return {}, [f"{path}: there is no such file"] if needed else []
    except OSError as error:
        return {}, [f"{path}: cannot be read: {error.strerror}"]
    except ValueError as error:  # no TOML, or no UTF-8; neither says more than a place in the file
        return {}, [f"{path}: {error}"]


def _variable(name: str) -> str:
    return ENV_PREFIX + name.upper()


def _name(key: str) -> str:
    return key.removeprefix(ENV_PREFIX).lower()


def _ours(key: str) -> bool:
    return key.startswith(ENV_PREFIX) and key != CONFIG


def _unknown(place: str, name: str, known: Iterable[str], spell: Callable[[str], str]) -> str:
    near = get_close_matches(name, known, n=1, cutoff=_NEAR)
    return f"{place}: there is no such setting" + (f"; did you mean {spell(near[0])}?" if near else "")


def _explain(table: type[BaseModel], found: Found, fault: ErrorDetails, inner: Iterable[str]) -> str:
    """`place = value: what is wrong`, the value left out where it is secret."""
    name, *path = map(str, fault["loc"])
    place, said = found.places[name], fault["msg"].removeprefix("Value error, ")
    if path:
        place = ".".join([name, *path]) + place.removeprefix(name)
    if fault["type"] == "extra_forbidden":
        return _unknown(place, path[-1], inner, str)
    if table.model_fields[name].annotation is SecretStr:
        return f"{place}: {said}"
    shown = repr(fault["input"])
    return f"{place} = {shown if len(shown) <= _SHOWN else shown[:_SHOWN] + '…'}: {said}"

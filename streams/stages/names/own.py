"""What a newsroom adds to the finder of names, tables and a tagger: checked, and named by its contents."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from streams.stages.names.tagger import check
from streams.vocabularies import companies, places
from streams.vocabularies.names.known import load_known

# Hexadecimal digits of a hash that tell two versions apart.
_DIGITS = 8
_LOADERS: Mapping[str, Callable[[Path], object]] = {
    "companies": companies.load_own,
    "places": places.load_own,
    "known": lambda path: load_known((path,)),
}


def mistakes(tables: Mapping[str, Path | None], tagger: str) -> list[str]:
    """What is wrong with tables of one's own, by what they hold (`companies`, `places`, `known`), and with a tagger."""
    found = [said for name, path in tables.items() if path and (said := _mistake(name, path))]
    try:
        if tagger:
            check(tagger)
    except LookupError as fault:
        found.append(f"tagger: {fault.args[0]}")
    return found


def _mistake(name: str, path: Path) -> str:
    try:
        _LOADERS[name](path)
    except UnicodeDecodeError:
        return f"names_{name}: {path} is no UTF-8"
    except OSError as fault:
        return f"names_{name}: {path} cannot be read: {fault.strerror}"
    except ValueError as fault:
        return f"names_{name}: {fault}"
    return ""


def versions(tables: Mapping[str, Path | None]) -> dict[str, str]:
    """Each table of one's own, named by the hash of its contents.

    Raises:
        OSError: a table cannot be read.
    """
    return {f"names-{name}": sha256(path.read_bytes()).hexdigest()[:_DIGITS] for name, path in tables.items() if path}

"""What a newsroom adds to the shipped currencies and units: checked, and named by its contents."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from streams.vocabularies import currencies, units

# Hexadecimal digits of a hash that tell two versions apart.
_DIGITS = 8
_LOADERS: dict[str, Callable[[Path], object]] = {"currencies": currencies.load, "units": units.load}


@dataclass(frozen=True, slots=True)
class Words:
    """The currencies and units that figures are read with."""

    currencies: currencies.Currencies
    units: units.Units


def load(tables: dict[str, Path | None]) -> Words:
    """The shipped words, and those of tables of one's own.

    Raises:
        OSError, ValueError: a table cannot be read, or has a mistake.
    """
    money, counted = tables.get("currencies"), tables.get("units")
    return Words(
        currencies.load(money) if money else currencies.shipped(), units.load(counted) if counted else units.shipped()
    )


def mistakes(tables: dict[str, Path | None]) -> list[str]:
    """What is wrong with tables of one's own, by the vocabulary they add to (`currencies`, `units`)."""
    found = []
    for name, path in tables.items():
        try:
            if path:
                _LOADERS[name](path)
        except UnicodeDecodeError:
            found.append(f"figures_{name}: {path} is no UTF-8")
        except OSError as fault:
            found.append(f"figures_{name}: {path} cannot be read: {fault.strerror}")
        except ValueError as fault:
            found.append(f"figures_{name}: {fault}")
    return found


def versions(shipped: str, tables: dict[str, Path | None]) -> dict[str, str]:
    """Name and version of what reads figures: `shipped`, and each table of one's own by the hash of its contents.

    Raises:
        OSError: a table cannot be read.
    """
    hashes = {
        f"figures-{name}": sha256(path.read_bytes()).hexdigest()[:_DIGITS] for name, path in tables.items() if path
    }
    return {"figures": shipped, **hashes}

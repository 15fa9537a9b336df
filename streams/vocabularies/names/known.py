"""Names that are nearly always of one kind, with the full name of those that go by a short one."""

from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from streams.vocabularies.table import rows

FILE = Path(__file__).with_name("known.tsv")
KINDS = frozenset({"person", "organisation", "place", "thing"})  # a thing is none of the three: never a name


@lru_cache(maxsize=4)
def load_known(extra: Sequence[Path] = ()) -> dict[str, tuple[str, str]]:
    """Name to its kind and full name; tables of a user's own come last and win.

    Raises:
        ValueError: a line names no kind or has too many columns.
    """
    made = {}
    for path in (FILE, *extra):
        for name, kind, full in rows(path, 3):
            if kind not in KINDS:
                raise ValueError(f"{path.name}: {name!r} is of no known kind: {kind!r}")
            made[name] = (kind, full or name)
    return made

"""Names of a fixed kind."""

from pathlib import Path

import pytest

from streams.vocabularies.names.known import load_known


def test_full_names_and_kinds(tmp_path: Path) -> None:
    """A short name has its full one; a user's line wins."""
    own = tmp_path / "own.tsv"
    own.write_text("FT\tthing\n", "utf-8")
    assert load_known()["FT"] == ("organisation", "Financial Times")
    assert load_known((own,))["FT"] == ("thing", "FT")


def test_an_unknown_kind_is_refused(tmp_path: Path) -> None:
    """The message names the line's name."""
    own = tmp_path / "own.tsv"
    own.write_text("FT\tnewspaper\n", "utf-8")
    with pytest.raises(ValueError, match="'FT'"):
        load_known((own,))

"""Word lists."""

from pathlib import Path

import pytest

from streams.vocabularies import lists


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of lists of our own, whose names no other has."""
    monkeypatch.setattr(lists, "HERE", tmp_path)
    return tmp_path


def test_lists_are_read_by_word_or_by_line_without_comments(folder: Path) -> None:
    """Blanks part words; a `#` in front makes a comment, one inside does not."""
    (folder / "ours_alone.txt").write_text("# a comment\nShell companies\n\n  C# calls\n", "utf-8")
    assert lists.line_list("ours_alone") == {"Shell companies", "C# calls"}
    assert lists.word_list("ours_alone") == {"Shell", "companies", "C#", "calls"}

"""Currencies and units of a newsroom's own."""

from pathlib import Path

import pytest

from streams.stages.figures.own import mistakes, versions


def test_good_tables_and_none_at_all_have_no_mistakes(tmp_path: Path) -> None:
    """Either may be left out."""
    (tmp_path / "c.tsv").write_text("XTS\ttaler\n", "utf-8")
    assert mistakes({"currencies": tmp_path / "c.tsv", "units": None}) == []


BAD = [
    ("currencies", "XT\ttaler\n", "no currency code"),
    ("currencies", "XTS\n", "has no name"),
    ("currencies", "XTS\ta\tb\tc\td\te\n", "6 columns"),
    ("units", "\tlength\n", "has no name"),
    ("units", "fathom\n", "what is measured"),
]


@pytest.mark.parametrize(("name", "table", "said"), BAD)
def test_a_mistake_names_setting_and_file(name: str, table: str, said: str, tmp_path: Path) -> None:
    """And what is wrong."""
    path = tmp_path / "mine.tsv"
    path.write_text(table, "utf-8")
    (found,) = mistakes({name: path})
    assert found.startswith(f"figures_{name}: mine.tsv")
    assert said in found


def test_a_file_that_is_no_text_is_a_mistake(tmp_path: Path) -> None:
    """As is one that is not there."""
    path = tmp_path / "mine.tsv"
    path.write_bytes(b"\xff\xfe")
    assert "UTF-8" in mistakes({"units": path})[0]
    assert "cannot be read" in mistakes({"units": tmp_path / "none.tsv"})[0]


def test_a_table_is_named_by_its_contents(tmp_path: Path) -> None:
    """The same words, the same version."""
    one, other = tmp_path / "one.tsv", tmp_path / "other.tsv"
    one.write_text("fathom\tlength\n", "utf-8")
    other.write_text("fathom\tlength\n", "utf-8")
    assert versions("2", {"units": one}) == versions("2", {"units": other, "currencies": None})
    assert set(versions("2", {"units": one})) == {"figures", "figures-units"}

"""Companies, places, known names and a tagger of a newsroom's own."""

from pathlib import Path

import pytest

from streams.stages.names.own import mistakes, versions

GOOD = {
    "companies": "# ours\nKivu Mines\tKVU\tXTSE\nKivucola\tKVU\tXTSE\tproduct\n",
    "places": "Zibo Springs\t-1.68\t29.22\tCD\tNK\t18000\tZibo|Zibo Hot Springs\nGoma Hill\t0\t0\tCD\n",
    "known": "Osei\tperson\tAnn Osei\n",
}
BAD = [
    ("companies", "Kivu Mines\tKVU\n", "MIC"),
    ("companies", "Kivu Mines\t\tXTSE\n", "symbol"),
    ("companies", "Kivu Mines\tKVU\tXTSE\towner\n", "brand or product"),
    ("companies", "\tKVU\tXTSE\n", "needs"),
    ("companies", "a\tb\tc\td\te\n", "5 columns"),
    ("places", "Zibo\tnorth\t29.2\tCD\n", "latitude"),
    ("places", "Zibo\t-91\t29.2\tCD\n", "latitude"),
    ("places", "Zibo\t1\t2\tCongo\n", "country"),
    ("places", "Zibo\t1\t2\tCD\tNK\tmany\n", "population"),
    ("known", "Osei\twoman\n", "no known kind"),
]


@pytest.mark.parametrize("name", GOOD)
def test_good_tables_and_none_at_all_have_no_mistakes(name: str, tmp_path: Path) -> None:
    """Each may be left out."""
    (tmp_path / "mine.tsv").write_text(GOOD[name], "utf-8")
    assert mistakes({name: tmp_path / "mine.tsv"}, "") == mistakes({name: None}, "") == []


@pytest.mark.parametrize(("name", "table", "said"), BAD)
def test_a_mistake_names_setting_and_file(name: str, table: str, said: str, tmp_path: Path) -> None:
    """And what is wrong."""
    path = tmp_path / "mine.tsv"
    path.write_text(table, "utf-8")
    (found,) = mistakes({name: path}, "")
    assert found.startswith(f"names_{name}: mine.tsv")
    assert said in found


def test_what_cannot_be_read_and_who_is_not_installed_are_mistakes(tmp_path: Path) -> None:
    """A file that is no text, one that is not there, and a tagger that no package offers."""
    path = tmp_path / "mine.tsv"
    path.write_bytes(b"\xff\xfe")
    found = mistakes({"places": path, "known": tmp_path / "none.tsv"}, "gliner")
    assert [said.partition(":")[0] for said in found] == ["names_places", "names_known", "tagger"]
    assert "no tagger 'gliner'" in found[2]


def test_a_table_is_named_by_its_contents(tmp_path: Path) -> None:
    """The same entries, the same version."""
    one, other = tmp_path / "one.tsv", tmp_path / "other.tsv"
    for path in (one, other):
        path.write_text(GOOD["known"], "utf-8")
    assert versions({"known": one}) == versions({"known": other, "places": None})
    assert set(versions({"known": one})) == {"names-known"}

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_measures_on_many_items_of_our_own() -> None:
    """Without a file there are enough items for stable figures, all of one length and none twice."""
    tool = runpy.run_path(str(ROOT / "tools" / "measure_reading.py"))
    items = list(tool["_fiction"]())

    assert len(items) == len(set(items)) == tool["ITEMS"]
    assert {len(item) for item in items} == {tool["LENGTH"]}

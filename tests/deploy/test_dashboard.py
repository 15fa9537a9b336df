from pathlib import Path
from typing import Any

import pytest

from schemas import codec

COLUMNS = 24  # Grafana's


@pytest.fixture(scope="module")
def panels(root: Path) -> list[dict[str, Any]]:
    return list(codec.loads((root / "deploy/grafana/wiredesk.json").read_bytes())["panels"])


def test_panels_are_told_apart(panels: list[dict[str, Any]]) -> None:
    """By number and title; and their queries by letter."""
    assert len({panel["id"] for panel in panels}) == len({panel["title"] for panel in panels}) == len(panels)
    for panel in panels:
        letters = [target["refId"] for target in panel["targets"]]
        assert len(set(letters)) == len(letters) > 0


def test_panels_say_what_they_show(panels: list[dict[str, Any]]) -> None:
    """In a unit, with a sentence, and each line by a name."""
    for panel in panels:
        assert panel["description"].endswith(".")
        assert panel["fieldConfig"]["defaults"]["unit"]
        assert all(target["legendFormat"] for target in panel["targets"])


def test_panels_do_not_cover_each_other(panels: list[dict[str, Any]]) -> None:
    """Every place on the grid is one panel's, and none is beyond its edge."""
    places = [
        (x, y)
        for place in (panel["gridPos"] for panel in panels)
        for x in range(place["x"], place["x"] + place["w"])
        for y in range(place["y"], place["y"] + place["h"])
    ]

    assert len(set(places)) == len(places)
    assert max(x for x, _ in places) < COLUMNS


def test_the_source_of_data_is_chosen_at_import(panels: list[dict[str, Any]]) -> None:
    """No panel knows an installation's own name."""
    sources = [panel["datasource"] for panel in panels] + [
        target["datasource"] for panel in panels for target in panel["targets"]
    ]

    assert all(source == {"type": "prometheus", "uid": "${datasource}"} for source in sources)

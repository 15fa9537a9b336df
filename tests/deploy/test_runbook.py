import re
from pathlib import Path

import pytest
import yaml

PAGES = ("deploy/RUNBOOK.md", "deploy/README.md")


def anchor(heading: str) -> str:
    """As GitHub makes one of a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def anchors(page: Path) -> set[str]:
    return {anchor(heading) for heading in re.findall(r"^#+ (.+)$", page.read_text("utf-8"), re.MULTILINE)}


def test_each_alert_has_a_chapter_and_each_chapter_an_alert(root: Path) -> None:
    """With what it means, what to look at, and what to do."""
    (group,) = yaml.safe_load((root / "deploy/prometheus/rules.yml").read_text("utf-8"))["groups"]
    page = (root / "deploy/RUNBOOK.md").read_text("utf-8")
    chapters = re.split(r"^### ", page.partition("## Alerts")[2].partition("\n## ")[0], flags=re.MULTILINE)[1:]

    assert [chapter.split("\n")[0] for chapter in chapters] == [r["alert"] for r in group["rules"] if "alert" in r]
    for chapter in chapters:
        assert all(f"**{part}.**" in chapter for part in ("Means", "Look", "Do")), chapter.split("\n")[0]


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(root: Path, name: str) -> None:
    """To files that are there and headings that they have."""
    page = root / name
    for target in re.findall(r"\]\(([^)]+)\)", page.read_text("utf-8")):
        file, _, heading = target.partition("#")
        found = (page.parent / file).resolve() if file else page
        assert found.exists(), target
        assert not heading or heading in anchors(found), target

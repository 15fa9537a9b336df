"""Names as `wiredesk process` reads them: with entries of one's own, another's tagger, and in other languages."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from streams.cli import root

RECEIVED = "2025-11-24T09:00:00Z"
ENGLISH = "The mayor said on Monday that the Zibo Rangers and Kivu Mines will build a hall for the town near zibolo."
GERMAN = (
    "Der Konzern Microsoft baut eine neue Halle, sagte der Sprecher am Montag, und Kivu Mines gibt das Geld (TSX: KVU)."
)
TAGGER = """
from streams.stages.names.tagger import Span

class Lower:
    version = "lower-1"
    languages = frozenset({"en"})

    def spans(self, text, found, *, language):
        at = text.find("zibolo")
        return [Span(at, at + 6, "place")] if at >= 0 else []

class Broken:
    version = "broken-1"
"""


def process(folder: Path, text: str, **environment: str) -> Result:
    """`wiredesk process` on one item."""
    path = folder / "items.jsonl"
    content = {"type": "text", "uri": "urn:n:1", "body_text": text}
    path.write_text(json.dumps({"feed": "northgate", "content": content}), "utf-8")
    settings = {f"WIREDESK_{name.upper()}": value for name, value in environment.items()}
    return CliRunner().invoke(root, ["process", str(path), "--received", RECEIVED], env=settings)


def story(folder: Path, text: str, **environment: str) -> dict[str, Any]:
    """The story that comes of it."""
    result = process(folder, text, **environment)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[0])
    return found


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A package beside ours that offers two taggers, one of them none."""
    site = tmp_path / "site"
    info = site / "newsroom_tagger-1.0.dist-info"
    info.mkdir(parents=True)
    (site / "newsroom_tagger.py").write_text(TAGGER, "utf-8")
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: newsroom-tagger\nVersion: 1.0\n", "utf-8")
    entries = "[wiredesk.taggers]\nlower = newsroom_tagger:Lower\nbroken = newsroom_tagger:Broken\n"
    (info / "entry_points.txt").write_text(entries, "utf-8")
    monkeypatch.syspath_prepend(str(site))
    return tmp_path


def test_entries_of_ones_own_are_found_and_named(tmp_path: Path) -> None:
    """Three tables, named in the settings, and in the story by their versions."""
    tables = {
        "companies": "Kivu Mines\tKVU\tXTSE\n",
        "places": "Zibolo\t-1.68\t29.22\tCD\tNK\t18000\tzibolo\n",
        "known": "Zibo Rangers\torganisation\tZibo Rangers FC\nzibolo\tplace\tZibolo\n",
    }
    for name, table in tables.items():
        (tmp_path / f"{name}.tsv").write_text(table, "utf-8")
    own = {f"names_{name}": str(tmp_path / f"{name}.tsv") for name in tables}
    for text, names in ((ENGLISH, {"Zibo Rangers FC", "Kivu Mines"}), (GERMAN, {"Kivu Mines"})):
        found = story(tmp_path, text, **own)
        assert names <= {body["name"] for body in found["organisations"]}
        assert [b["symbols"][0]["symbol"] for b in found["organisations"] if b["name"] == "Kivu Mines"] == ["KVU"]
        assert {f"names-{name}" for name in tables} <= found["wiredesk"]["models"].keys()
    (place,) = story(tmp_path, ENGLISH, **own)["places"]
    assert (place["name"], place["geoJSON"]["coordinates"]) == ("Zibolo", [29.22, -1.68])


def test_another_s_tagger_takes_the_place_of_ours(installed: Path) -> None:
    """By the name under which an installed package offers it; the story says so."""
    found = story(installed, ENGLISH, tagger="lower")
    assert [mention["text"] for mention in found["wiredesk"]["mentions"]] == ["zibolo"]
    assert found["wiredesk"]["models"]["names"] == "lower-1"


def test_a_tagger_that_is_none_or_not_there_is_told_at_start(installed: Path) -> None:
    """Before anything is read."""
    result = process(installed, ENGLISH, tagger="higher")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "no tagger 'higher' in wiredesk.taggers; offered: broken, lower" in result.stderr
    result = process(installed, ENGLISH, tagger="broken")
    assert (result.exit_code, result.stdout) == (2, "")
    assert "the tagger 'broken' has no languages and no spans" in result.stderr


def test_other_languages_have_what_is_written_alike_and_say_so(tmp_path: Path) -> None:
    """Well-known companies and tickers with an exchange; no English model is let loose."""
    found = story(tmp_path, GERMAN)
    assert [body["name"] for body in found["organisations"]] == ["Microsoft", "KVU"]
    assert "people" not in found
    assert found["wiredesk"]["models"]["names"] == "signs-1"
    assert story(tmp_path, ENGLISH)["wiredesk"]["models"]["names"] == "names-3"

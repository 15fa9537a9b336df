"""Money and quantities as `wiredesk process` reads them: by the dateline's country, and with words of one's own."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from streams.cli import root

RECEIVED = "2025-11-24T09:00:00Z"


def facts(folder: Path, item: dict[str, Any], **environment: str) -> dict[str, Any]:
    """The `wiredesk` property of the story that comes of an item."""
    path = folder / "items.jsonl"
    path.write_text(json.dumps({"feed": "northgate", "content": {"type": "text", "uri": "urn:n:1", **item}}), "utf-8")
    result = CliRunner().invoke(root, ["process", str(path), "--received", RECEIVED], env=environment)
    assert result.exit_code == 0, result.output
    found: dict[str, Any] = json.loads(result.stdout.splitlines()[0])["wiredesk"]
    return found


STORY = "The port paid $5 million for two cranes on Friday, and said that US$3 million was lost. Nobody minded."
CASES = [
    ({"body_text": f"SYDNEY (Northgate) — {STORY}"}, ["AUD", "USD"]),
    ({"body_text": f"TORONTO, Nov. 24 (Northgate) - {STORY}"}, ["CAD", "USD"]),
    ({"body_text": STORY, "located": "Auckland"}, ["NZD", "USD"]),
    ({"body_text": f"BERLIN (Northgate) — {STORY}"}, ["USD", "USD"]),
    ({"body_text": STORY}, ["USD", "USD"]),
    ({"body_text": f"SYDNEY (Northgate) — It paid A$2 million ($1.3 million). {STORY}"}, ["AUD", "USD", "AUD", "USD"]),
]


@pytest.mark.parametrize(("item", "currencies"), CASES)
def test_a_dollar_is_that_of_the_country_a_story_is_sent_from(
    item: dict[str, Any], currencies: list[str], tmp_path: Path
) -> None:
    """By the item's place, else by its dateline; what says its country outright stays what it is."""
    found = facts(tmp_path, item)
    assert [one["currency"] for one in found["money"]] == currencies
    text = item["body_text"]
    assert all(text[one["start"] : one["end"]] == one["text"] for one in [*found["money"], *found["quantities"]])


def test_in_other_languages_digits_alone_are_read_and_the_story_says_so(tmp_path: Path) -> None:
    """With the commas of that language."""
    text = (
        "Der Hafen zahlt 1,5 Milliarden Euro für zwei neue Kräne, sagte der Bürgermeister am Freitag. Der Umsatz"
        " stieg im vergangenen Jahr um 3,5 Prozent, und 200 Fischer sollen nun warten."
    )
    found = facts(tmp_path, {"body_text": text, "language": "de"})
    assert [(one["low"], one["currency"]) for one in found["money"]] == [(1_500_000_000, "EUR")]
    assert [(one["low"], one["unit"]) for one in found["quantities"]] == [(3.5, "percent")]
    assert found["models"]["figures"].endswith("-digits")


def test_currencies_and_units_of_ones_own_are_read_and_named(tmp_path: Path) -> None:
    """Two tables, named in the settings, and in the story by their versions."""
    (tmp_path / "c.tsv").write_text("XTS\ttaler\tSaxon\tTlr\t\n", "utf-8")
    (tmp_path / "u.tsv").write_text("twenty-foot unit\tvolume\t\tTEU\n", "utf-8")
    found = facts(
        tmp_path,
        {"body_text": f"{STORY} It moved 300 TEU for 40 talers."},
        WIREDESK_FIGURES_CURRENCIES=str(tmp_path / "c.tsv"),
        WIREDESK_FIGURES_UNITS=str(tmp_path / "u.tsv"),
    )
    assert [one["currency"] for one in found["money"]] == ["USD", "USD", "XTS"]
    assert "twenty-foot unit" in [one["unit"] for one in found["quantities"]]
    assert {"figures-currencies", "figures-units"} <= set(found["models"])


def test_a_table_with_a_mistake_is_refused_at_start(tmp_path: Path) -> None:
    """With the setting, the file, and what is wrong."""
    (tmp_path / "c.tsv").write_text("TALER\ttaler\n", "utf-8")
    result = CliRunner().invoke(
        root, ["process", str(tmp_path)], env={"WIREDESK_FIGURES_CURRENCIES": str(tmp_path / "c.tsv")}
    )
    assert result.exit_code
    assert "figures_currencies: c.tsv: 'TALER' is no currency code" in result.output

"""Topics that providers give: kept as they are, marked by their creator, and counted as evidence."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from streams.cli import root
from streams.stages.topics.given import NAMED, STRENGTH, evidence, read

MEDTOP = "http://cv.iptc.org/newscodes/mediatopic/"
EDUCATION = MEDTOP + "05000000"


@pytest.mark.parametrize(
    ("subject", "code", "strength"),
    [
        ({"uri": MEDTOP + "15000000"}, "15000000", STRENGTH),
        ({"uri": "medtop:20000406", "confidence": 50}, "20000405", STRENGTH / 2),
        ({"uri": "subj:15054000"}, "15000000", STRENGTH),
        ({"literal": "medtop:15000000"}, "15000000", STRENGTH),
        ({"name": "Sport"}, "15000000", STRENGTH * NAMED),
        ({"literal": "Technology"}, "13000000", STRENGTH * NAMED),
    ],
)
def test_codes_and_names_are_known(subject: dict[str, Any], code: str, strength: float) -> None:
    """By IPTC's codes, old and new; by a bare name, which counts half as much."""
    (given,) = read([subject])
    assert given.code == code
    assert given.uri == MEDTOP + code
    assert evidence([given]) == {code: strength}


def test_a_providers_own_code_stays_what_it_is() -> None:
    """With its URI and its name, though its name counts."""
    (given,) = read([{"uri": "http://example.org/desks/7", "name": "Sport", "creator": "Kestria"}])
    assert (given.code, given.uri, given.name, given.creator) == ("", "http://example.org/desks/7", "Sport", "Kestria")
    assert evidence([given]) == {"15000000": STRENGTH * NAMED}


def test_a_code_counts_for_more_than_a_name_of_the_same() -> None:
    """Whatever their order."""
    subjects = [{"uri": MEDTOP + "15000000"}, {"uri": "http://example.org/desks/7", "name": "Sport"}]
    for order in (subjects, subjects[::-1]):
        assert evidence(read(order)) == {"15000000": STRENGTH}


def test_what_means_nothing_is_kept_and_counts_for_nothing() -> None:
    """House styles, tags."""
    given = read([{"name": "top stories"}, {"literal": "house:7"}, {}])
    assert [one.name for one in given] == ["top stories", "house:7"]
    assert evidence(given) == {}


NINJS = {
    "uri": "urn:kestria:1",
    "type": "text",
    "headline": "New building opens",
    "body_text": "Port Ellery has opened a new building on the quay. The mayor spoke, and a band played.",
    "subject": [
        {"name": "university", "uri": "medtop:20000405", "creator": "Kestria Press", "confidence": 90},
        {"name": "house style: campus"},
    ],
}
RSS = """<rss version="2.0"><channel><title>Ellery</title><link>http://example.org/</link><item>
<title>New building opens</title><guid>7</guid><category>Education</category><category>Quay news</category>
<description>Port Ellery has opened a new building on the quay. The mayor spoke, and a band played.</description>
</item></channel></rss>"""


def processed(path: Path, content: str) -> dict[str, dict[str, Any]]:
    path.write_text(content, "utf-8")
    result = CliRunner().invoke(root, ["process", str(path), "--received", "2025-11-25T09:00:00Z"])
    assert result.exit_code == 0, result.output
    return {one.get("uri") or one["name"]: one for one in json.loads(result.stdout).get("subjects", [])}


@pytest.mark.parametrize(
    ("name", "content", "theirs", "kept", "creator"),
    [
        ("one.json", json.dumps(NINJS), "20000405", "house style: campus", "Kestria Press"),
        ("one.rss", RSS, "05000000", "Quay news", "provider"),
    ],
    ids=["ninjs", "RSS"],
)
def test_they_come_out_of_process(
    tmp_path: Path, name: str, content: str, theirs: str, kept: str, creator: str
) -> None:
    """In the story, with their creator; and its branch is surer than by the text alone."""
    subjects = processed(tmp_path / name, content)
    assert subjects[MEDTOP + theirs]["creator"] == creator
    assert kept in subjects
    bare = content.replace("20000405", "99999999").replace(">Education<", ">Mayor<").replace("university", "")
    without = processed(tmp_path / name, bare).get(EDUCATION, {"confidence": 0})
    assert subjects[EDUCATION]["confidence"] > without["confidence"] + 20

"""`wiredesk train topics`, as a newsroom runs it on its archive."""

import json
from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from streams.cli import root
from streams.vocabularies import mediatopics

RECEIVED = "2025-11-25T09:00:00Z"
HERONS = "the harwick herons played in wexcombe"
KINDS = ((HERONS, "ice hockey"), ("the oldhall notice for tenants of the quay", "Housing"))


def run(*arguments: object) -> Result:
    return CliRunner().invoke(root, list(map(str, arguments)))


def written(path: Path, rows: Iterable[dict]) -> Path:
    path.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    return path


ROWS = [
    {"title": f"Report {number}", "text": f"{text} item {number}", "desk": desk}
    for number in range(90)
    for text, desk in KINDS
]
OWN = ("--label", "housing = 20001290")


@pytest.fixture
def archive(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """180 items under two labels of the newsroom's."""
    monkeypatch.chdir(tmp_path)
    return written(tmp_path / "archive.jsonl", ROWS)


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What was learned from it, in a folder of its own; the gain stands beside it."""
    folder = tmp_path_factory.mktemp("newsroom")
    rows, out = written(folder / "archive.jsonl", ROWS), folder / "model.json"
    result = run("train", "topics", "--labelled", rows, *OWN, "--out", out, "--json")
    assert result.exit_code == 0, result.output
    assert f'topics_model = "{out}"' in result.stderr
    (folder / "gain.json").write_text(result.stdout, "utf-8")
    return out


def test_an_archive_makes_a_model_and_says_what_it_gains(model: Path) -> None:
    """In all and by branch, on items it has not learned from."""
    gain = json.loads(model.with_name("gain.json").read_bytes())
    assert gain["held_out"] + gain["learned"] == 180
    assert gain["first"][1] > gain["first"][0]
    assert gain["topics"][1] > gain["topics"][0]
    assert sum(branch["items"] for branch in gain["branches"]) >= gain["held_out"]
    assert {branch["name"] for branch in gain["branches"]} >= {"sport"}


def test_the_same_archive_makes_the_same_model(model: Path, archive: Path) -> None:
    """Byte for byte, whatever the order of its lines; people read a table."""
    written(archive, reversed(ROWS))
    result = run("train", "topics", "--labelled", archive, *OWN)
    assert Path("topics-model.json").read_bytes() == model.read_bytes()
    for said in ("before", "best-placed topic", "sport", "learned from"):
        assert said in result.stdout


def test_workers_use_the_model_and_name_it(model: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By its hash, in each story, beside that of the shipped weights."""
    (tmp_path / "in.txt").write_text(f"{HERONS.capitalize()} on Sunday, and nobody else did.", "utf-8")
    monkeypatch.setenv("WIREDESK_TOPICS_MODEL", str(model))
    result = run("process", tmp_path / "in.txt", "--received", RECEIVED)
    assert result.exit_code == 0, result.output
    story = json.loads(result.stdout)
    models = story["wiredesk"]["models"]
    assert models["topics-model"] == sha256(model.read_bytes()).hexdigest()[:8]
    assert models["topics"].endswith("-" + sha256(mediatopics.WEIGHTS.read_bytes()).hexdigest()[:8])
    assert "ice hockey" in {subject["name"] for subject in story["subjects"]}


def test_a_label_that_means_no_topic_is_told(archive: Path) -> None:
    """Once, with how often it stands there and what it may mean; then it can be said or left out."""
    result = run("train", "topics", "--labelled", archive)
    assert result.exit_code == 1
    assert '"Housing" (90' in result.stderr
    assert "--label" in result.stderr
    assert not Path("topics-model.json").exists()


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (("--label", "housing"), 2, "OWN=TOPIC"),
        (("--label", "housing=fotball"), 1, 'did you mean "football"'),
        (("--labelled", "none.jsonl"), 2, "none.jsonl"),
        (("--labelled", "few.jsonl"), 1, "the least to learn from"),
        (("--labelled", "bad.jsonl"), 1, "line 2 of bad.jsonl is no JSON object"),
    ],
)
def test_mistakes_are_told_in_one_line(archive: Path, arguments: tuple[str, ...], code: int, said: str) -> None:
    """1 could not do it, 2 wrong usage."""
    Path("few.jsonl").write_text('{"title": "one", "topics": ["sport"]}\n', "utf-8")
    Path("bad.jsonl").write_text('{"title": "one", "topics": ["sport"]}\n[1]\n', "utf-8")
    given = () if "--labelled" in arguments else ("--labelled", archive)
    result = run("train", "topics", *given, *arguments)
    assert result.exit_code == code, result.output
    assert said in result.stderr
    assert "Traceback" not in result.output


def test_nothing_gained_writes_no_model(archive: Path) -> None:
    """Where labels have nothing to do with texts, the shipped model is no worse."""
    labels = ("sport", "20001290")
    written(archive, ({"title": f"No {n}", "text": "the same", "topics": [labels[n % 2], "odd"]} for n in range(260)))
    result = run("train", "topics", "--labelled", archive, "--ignore-unknown")
    assert result.exit_code == 1
    assert "nothing was gained" in result.stderr
    assert not Path("topics-model.json").exists()


def test_stories_of_our_own_are_an_archive_too(tmp_path: Path) -> None:
    """As ninjs comes: an editor's subjects count, our own guesses do not."""
    row = {
        "headlines": [{"value": "On time"}],
        "bodies": [{"value": "The ferry sailed."}],
        "subjects": [{"uri": "medtop:15000000", "creator": "wiredesk"}, {"name": "house style", "creator": "Kestria"}],
    }
    result = run("train", "topics", "--labelled", written(tmp_path / "stories.jsonl", [row]))
    assert '"house style" (1' in result.stderr
    assert "15000000" not in result.stderr

"""The list of jars decides what runs: nothing missing, nothing altered, nothing more."""

import hashlib
import io
import threading
from pathlib import Path

import pytest

from streams.ops import jars
from streams.ops.jars import BrokerError, Jar

CONTENTS = {"one-1.jar": b"first", "two-2.jar": b"second", "three-3.jar": b"third"}


def listed(contents: dict[str, bytes]) -> tuple[Jar, ...]:
    return tuple(Jar(f"org.example:{name}", name, hashlib.sha256(data).hexdigest()) for name, data in contents.items())


@pytest.fixture
def fetched(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """A list of three small jars and a source that has them; holds the coordinates that were asked for."""
    asked: list[str] = []

    def fetcher(scratch: Path) -> object:
        scratch.mkdir(parents=True, exist_ok=True)

        def fetch(coordinate: str) -> Path:
            asked.append(coordinate)
            name = coordinate.rpartition(":")[2]
            path = scratch / name
            path.write_bytes(CONTENTS[name])
            return path

        return fetch

    monkeypatch.setattr(jars, "locked", lambda: listed(CONTENTS))
    monkeypatch.setattr(jars, "_fetcher", fetcher)
    return asked


def quiet(_done: int, _total: int) -> None:
    pass


def test_list_of_the_repository_is_pinned_and_whole() -> None:
    """Every jar has a full version and a hash, Kafka and its logging are the versions that were tried."""
    listing = jars.locked()
    coordinates = {jar.coordinate for jar in listing}

    assert {"org.apache.kafka:kafka_2.13:4.4.0", "org.apache.kafka:kafka-clients:4.4.0"} <= coordinates
    assert "org.apache.logging.log4j:log4j-slf4j-impl:2.25.5" in coordinates
    assert len({jar.name for jar in listing}) == len(listing)
    assert all(len(jar.sha256) == 64 and jar.coordinate.count(":") == 2 for jar in listing)


def test_list_names_no_address() -> None:
    """Where jars come from is jgo's and the user's business."""
    assert b"://" not in jars.LOCK.read_bytes()


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"WIREDESK_CACHE_DIR": "/own", "XDG_CACHE_HOME": "/xdg"}, Path("/own")),
        ({"XDG_CACHE_HOME": "/xdg"}, Path("/xdg/wiredesk")),
        ({}, Path("~/.cache/wiredesk").expanduser()),
        ({"WIREDESK_CACHE_DIR": "", "XDG_CACHE_HOME": ""}, Path("~/.cache/wiredesk").expanduser()),
    ],
)
def test_cache_folder(environ: dict[str, str], folder: Path) -> None:
    """Our own setting goes before XDG's, and that before the usual place."""
    assert jars.cache_folder(environ) == folder


def test_downloads_once_then_only_checks(fetched: list[str], tmp_path: Path) -> None:
    """The second start asks nobody for anything."""
    first = jars.ensure(tmp_path, quiet)
    second = jars.ensure(tmp_path, quiet)

    assert [path.name for path in first] == list(CONTENTS)
    assert first == second
    assert sorted(fetched) == sorted(f"org.example:{name}" for name in CONTENTS)
    assert {path.name for path in tmp_path.iterdir()} == {"download.lock", first[0].parent.name}


@pytest.mark.usefixtures("fetched")
@pytest.mark.parametrize(
    ("harm", "said"),
    [
        (lambda folder: (folder / "two-2.jar").write_bytes(b"other"), "two-2.jar was altered"),
        (lambda folder: (folder / "two-2.jar").unlink(), "two-2.jar is missing"),
        (lambda folder: (folder / "more.jar").write_bytes(b""), "more.jar is not on the list"),
    ],
    ids=["altered", "missing", "extra"],
)
def test_refuses_what_is_not_the_list(tmp_path: Path, harm: object, said: str) -> None:
    """An altered, missing or extra jar ends the start, and the message names it and the cure."""
    folder = jars.ensure(tmp_path, quiet)[0].parent
    assert callable(harm)
    harm(folder)

    with pytest.raises(BrokerError) as caught:
        jars.ensure(tmp_path, quiet)

    assert said in str(caught.value)
    assert f"Delete the folder {folder}" in str(caught.value)
    assert "\n" not in str(caught.value)


def test_refuses_a_download_that_is_not_the_listed_one(fetched: list[str], tmp_path: Path) -> None:
    """A registry that gives other bytes is not believed, however often it is asked; nothing is kept."""
    wrong = listed({**CONTENTS, "two-2.jar": b"as it was once"})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(jars, "locked", lambda: wrong)
        with pytest.raises(BrokerError, match=r"cannot download two-2\.jar .*its SHA-256 is"):
            jars.ensure(tmp_path, quiet)

    assert fetched.count("org.example:two-2.jar") == jars.ATTEMPTS
    assert not list(tmp_path.rglob("two-2.jar"))


def test_goes_on_where_a_download_was_interrupted(fetched: list[str], tmp_path: Path) -> None:
    """What a first try brought is kept and checked; the next fetches only the rest."""
    partial = tmp_path / f"kafka-{jars.sha256(jars.LOCK)[:12]}.partial"
    partial.mkdir(parents=True)
    (partial / "one-1.jar").write_bytes(CONTENTS["one-1.jar"])
    (partial / "two-2.jar").write_bytes(b"half of it")

    jars.ensure(tmp_path, quiet)

    assert sorted(fetched) == ["org.example:three-3.jar", "org.example:two-2.jar"]


def test_two_starts_at_once_download_once(fetched: list[str], tmp_path: Path) -> None:
    """Of several starts one downloads; the others wait and find all there."""
    found: list[list[Path]] = []
    starts = [threading.Thread(target=lambda: found.append(jars.ensure(tmp_path, quiet))) for _ in range(4)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()

    assert len(found) == 4
    assert len(fetched) == len(CONTENTS)


def test_progress_is_two_lines_where_nobody_watches() -> None:
    """In a log the download is a line at its start and one at its end."""
    stream = io.StringIO()
    tell = jars.progress(stream)
    for done in range(4):
        tell(done, 3)

    assert stream.getvalue().count("\n") == 2
    assert "3 of 3" in stream.getvalue()

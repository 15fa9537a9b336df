"""`wiredesk dead-letters`: hostile bytes steer no terminal, and nothing is done unless asked."""

import json
from collections.abc import Callable

import pytest
from click.testing import CliRunner, Result

from schemas.headers import dead_letter_headers
from streams.cli import dead_letters
from streams.cli.dead_letters import command, line_for_programs, preview, table
from streams.cli.lines import CONTROLS
from streams.ops.broker import Broker
from streams.ops.cluster import Connection
from streams.ops.dead_letters import letter_of
from streams.ops.tail import Record, snapshot
from streams.ops.topics import Declared, apply
from streams.settings import Settings

HOSTILE = "\x1b[31m\u202egull\x9b"
VALUE = b"Quay \x1b[2J closed\r\nby \xe2\x80\xaestorm"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (b"", [""]),
        (VALUE, ["Quay ·[2J closed·", "by ·storm"]),
        (b"\xff\x00A\x1b", ["00000000  ff 00 41 1b                                      ..A."]),
        (b"A\x00", ["00000000  41 00                                            A."]),
        (b"x" * 2005, ["x" * 2000, "… 5 bytes more: see --raw"]),
        (b"\xff" * 260, [*dead_letters.preview(b"\xff" * 256), "… 4 bytes more: see --raw"]),
    ],
)
def test_a_preview_is_text_or_numbers_without_controls(value: bytes, expected: list[str]) -> None:
    """The beginning, and how much there is beside it."""
    assert list(preview(value)) == expected


def test_lines_hold_no_controls() -> None:
    """Whatever the headers say, for people and for programs."""
    letter = letter_of(Record(b"k", b"x", {"feed": HOSTILE, "detail": HOSTILE, "reason": "no-text", "origin": "a/0/1"}))

    assert not CONTROLS.search("".join(table([letter])))
    line = line_for_programs(letter)
    assert not CONTROLS.search(line)
    assert json.loads(line)["feed"] == HOSTILE


@pytest.fixture
def run(broker: Broker) -> Callable[..., Result]:
    connection = Connection(servers=broker.address)
    apply(connection, [Declared("lettered-wire-dead-letters", 1, 1), Declared("lettered-wire-raw", 1, 1)])
    settings = Settings.load({"WIREDESK_BROKER": broker.address, "WIREDESK_PREFIX": "lettered-"})
    return lambda *words: CliRunner().invoke(command, list(words), obj=settings)


@pytest.mark.kafka
def test_list_show_and_requeue(run: Callable[..., Result], broker: Broker) -> None:
    """A letter is listed, shown, written out whole, put back only with --apply, and then listed only with --all."""
    connection = Connection(servers=broker.address)
    head = dead_letter_headers(
        origin="lettered-wire-raw/0/7", feed="gull", received="", content_type="text/plain", reason="no-text",
        detail="Odd.", stage="intake", first_failed="",
    )  # fmt: skip
    with connection.producer() as producer:
        producer.send("lettered-wire-dead-letters", VALUE, key=b"gull", headers=head).get(30)

    (line,) = run("list", "--json").stdout.splitlines()
    assert json.loads(line)["place"] == "0/0"
    assert "lettered-wire-raw/0/7" in run("list", "--reason", "no-text", "--from", "2020-01-01").stdout
    assert run("list", "--to", "2020-01-01").stdout == ""
    shown = run("show", "0/0").stdout
    assert "Quay ·[2J closed" in shown
    assert not CONTROLS.search(shown.replace("\n", ""))
    assert run("show", "lettered-wire-raw/0/7", "--raw").stdout_bytes == VALUE
    assert run("show", "0/5").exit_code == 1

    dry = run("requeue", "--feed", "gull").stdout
    assert "would put back 1 documents" in dry
    assert "reason no-text: 1" in dry
    assert list(snapshot(connection, "lettered-wire-raw")) == []
    assert "put back 1 documents" in run("requeue", "--apply").stdout
    assert [record.value for record in snapshot(connection, "lettered-wire-raw")] == [VALUE]
    assert "put back 0 documents" in run("requeue", "--apply").stdout
    assert run("list", "--json").stdout == ""
    assert json.loads(run("list", "--json", "--all").stdout)["requeued"] is True


def test_wrong_usage_is_exit_2() -> None:
    """A time that is none, a reason that is none."""
    for words in (["list", "--from", "yesterday"], ["list", "--reason", "bad"], ["requeue", "--max-attempts", "0"]):
        assert CliRunner().invoke(command, words, obj=Settings.load({})).exit_code == 2

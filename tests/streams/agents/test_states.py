"""One behaviour over both states: rows in dictionaries, and rows in a table over a real store."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rocksdict import Rdict

from schemas import row
from schemas.row import Row
from streams.agents.rows import TableState, derive
from streams.delivery.store import Store, _options
from streams.state import MemoryState, State

URI, OTHER = "0" * 32, "f" * 32


class Table:
    """A table without its changelog: what is written goes to the store."""

    def __init__(self, path: Path) -> None:
        self.data = Store.__new__(Store)
        self.data.derive = derive
        self.data.offset_key = b"__faust\0offset__"
        self.data._dbs = {0: Rdict(str(path), _options())}

    async def write(self, partition: int, rows: list) -> None:
        self.data.apply(partition, rows, None)


@pytest.fixture(params=["memory", "table", "table, settled after each"])
def state(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[State]:
    if request.param == "memory":
        yield MemoryState()
        return
    table = Table(tmp_path / "db")
    made = TableState(table, 0)  # type: ignore[arg-type]
    if request.param != "table":
        put = made.put
        made.put = lambda known: (put(known), asyncio.run(made.settle()))[0]  # type: ignore[method-assign]
    yield made
    table.data._dbs[0].close()


def made(uri: str = URI, version: int = 1, at: int = 1, seconds: int = 100, **more: object) -> Row:
    fields = {
        "origin": f"wire-raw/0/{at}#0", "verdict": "story", "feed": "ferry", "source": f"s{at}",
        "received": "2025-11-24T10:00:00Z", "content": "c", "text_hash": "h", "sketch": "",
    }  # fmt: skip
    return Row(uri=uri, version=version, at=at, seconds=seconds, **{**fields, **more})


def test_versions_come_newest_first(state: State) -> None:
    """And the latest is the first of them; neighbours do not mix."""
    rows = [made(version=number, at=number) for number in range(1, 13)]
    for known in [*rows, made(OTHER, at=99)]:
        state.put(known)
    assert list(state.versions(URI)) == rows[::-1]
    assert state.latest(URI) == rows[-1]
    assert state.latest("1" * 32) is None


def test_a_row_is_found_by_its_order_of_decision(state: State) -> None:
    """Which is what the index of copies keeps."""
    state.put(made(at=7))
    found = state.decided(7)
    assert found is not None
    assert found.uri == URI
    assert state.decided(8) is None


def test_rows_are_found_by_the_key_of_their_item_too(state: State) -> None:
    """Where they stand under another uri; newest first, and gone with their row."""
    for at in (0, 3, 4, 300):
        state.put(made(f"{at:032x}", at=at, seconds=100 + at, named=URI if at != 4 else OTHER))
    settle(state)
    assert [known.at for known in state.elsewhere(URI)] == [300, 3, 0]
    assert list(state.elsewhere("1" * 32)) == []
    state.forget(f"{300:032x}")
    assert [known.at for known in state.elsewhere(URI)] == [3, 0]
    settle(state)
    assert state.expire(102, 9) == 1
    settle(state)
    assert [known.at for known in state.elsewhere(URI)] == [3]


def test_copies_are_found_by_their_original_in_order(state: State) -> None:
    """Their source ids."""
    for at in (3, 4, 5):
        state.put(made(f"{at:032x}", at=at, verdict="duplicate", duplicate={"of": URI if at != 4 else OTHER}))
    assert state.copies(URI) == ["s3", "s5"]


def test_the_oldest_expire_first_and_no_more_than_asked(state: State) -> None:
    """With everything they were found by."""
    for at in range(1, 6):
        state.put(made(f"{at:032x}", at=at, seconds=100 * at, verdict="duplicate", duplicate={"of": URI}))
    settle(state)
    assert state.expire(400, 2) == 2
    settle(state)
    assert [state.decided(at) is None for at in range(1, 6)] == [True, True, False, False, False]
    assert state.copies(URI) == ["s3", "s4", "s5"]
    assert state.expire(400, 9) == 1


def test_a_forgotten_item_may_come_again_under_its_old_number(state: State) -> None:
    """Nothing of its former row is left."""
    state.put(made(at=1, version=1))
    state.put(made(at=2, version=2))
    settle(state)
    state.forget(URI)
    assert state.latest(URI) is None
    state.put(made(at=9, version=1, seconds=900))
    settle(state)
    assert [known.at for known in state.versions(URI)] == [9]
    assert state.decided(1) is None
    assert state.expire(500, 9) == 0


def settle(state: State) -> None:
    if isinstance(state, TableState):
        asyncio.run(state.settle())


def test_a_row_of_an_older_schema_is_migrated(monkeypatch: pytest.MonkeyPatch) -> None:
    """Step by step, to the version this worker writes."""
    steps: dict[int, Callable] = {
        -1: lambda fields: {**fields, "verdict": fields["outcome"]},
        0: lambda fields: {name: value for name, value in fields.items() if name != "outcome"},
    }
    monkeypatch.setattr(row, "MIGRATIONS", {**row.MIGRATIONS, **steps})
    fields = row.codec.loads(row.encode(made()))
    old = {**fields, "outcome": "story", "v": -1}
    del old["verdict"]
    assert row.decode(row.codec.dumps(old)) == made()


def test_a_row_of_the_first_schema_is_read() -> None:
    """It says nothing of what came later."""
    fields = {**row.codec.loads(row.encode(made())), "v": 1}
    assert row.decode(row.codec.dumps(fields)) == made()


def test_a_row_of_an_unknown_schema_stops_the_worker() -> None:
    """A newer worker wrote it; guessing would lose something."""
    fields = {**row.codec.loads(row.encode(made())), "v": 99}
    with pytest.raises(ValueError, match="schema version 99"):
        row.decode(row.codec.dumps(fields))


WORDS = st.text(st.characters(exclude_categories=["Cs"]))
NUMBERS = st.integers(0, 2**62)
STRINGS = {one.name: WORDS for one in fields(Row) if one.type is str}
INTEGERS = {one.name: NUMBERS for one in fields(Row) if one.type is int and one.name != "v"}


@given(
    st.builds(Row, **STRINGS, **INTEGERS, supersedes=st.none() | NUMBERS, copies=st.lists(WORDS), changed=st.just([]))
)
def test_a_row_is_read_as_it_was_written(known: Row) -> None:
    """Whatever in it is empty."""
    assert row.decode(row.encode(known)) == known


def test_a_row_is_a_few_hundred_bytes() -> None:
    """With a sketch of the size that fingerprints have."""
    assert len(row.encode(made(sketch="x" * 300, text_hash="h" * 32, content="c" * 32))) < 900

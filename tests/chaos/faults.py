"""The faults, one function a row of the ledger. Each starts workers, does its worst, and returns when they are back."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from arena import PATIENCE_S, Arena
from kafka import TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType
from ledger import Account, story_values

from streams.cli.cluster import declared_of
from streams.ops import lag, topics
from streams.ops.rig import Rig
from streams.settings import Settings

FAULTY = Path(__file__).with_name("faulty.py")
SHORT = 3_000  # items from which on a run is a full one

Fault = Callable[[Arena], None]


def full(arena: Arena) -> bool:
    """Whether this is the long form."""
    return arena.items >= SHORT


def killed(arena: Arena) -> None:
    """`kill -9` of the worker at random moments."""
    arena.rig.start(instance_id="one")
    for _ in arena.moments(25 if full(arena) else 5):
        arena.kill()


def same_prepared(arena: Arena) -> None:
    """`kill -9`, and then the same prepared topic once more with other kills: the same stories, byte for byte."""
    killed(arena)
    arena.checks.append(lambda account: compare_again(arena, account))


def compare_again(arena: Arena, account: Account) -> None:
    """Work through a copy of the prepared topic on topics and with a state of its own."""
    with again(arena) as rig:
        with rig.connection.producer() as producer:
            for one in arena.rig.read("wire-prepared"):
                producer.send(rig.topic("wire-prepared"), key=one.key, value=one.value, partition=one.partition)
        rig.start(instance_id="again")
        other = Arena(rig, arena.broker, arena.items, seed=arena.items)
        for _ in other.moments(2 if full(arena) else 1):
            other.kill()
        rig.wait_idle(PATIENCE_S)
        rig.stop()
        account.expect(story_values(rig) == story_values(arena.rig), "the same prepared items gave other stories")


def again(arena: Arena) -> Rig:
    """A second rig beside the first, with another prefix, group and state."""
    folder = arena.rig.folder / "again"
    folder.mkdir()
    own = {"WIREDESK_PREFIX": f"again-{arena.rig.settings.prefix}"[-100:], "WIREDESK_STATE_DIR": str(folder / "state")}
    environment = {**arena.rig.environment, **own}
    settings = Settings.load(environment)
    return Rig(settings, folder, environment, declared_of(settings))


def killed_without_state(arena: Arena) -> None:
    """The same, and the state folder deleted each time."""
    arena.rig.start(instance_id="one")
    for _ in arena.moments(12 if full(arena) else 2):
        arena.kill()
        arena.drop_state()


def two_static(arena: Arena) -> None:
    """Two workers with fixed names, killed in turn, then both."""
    two(arena, [{"instance_id": "one"}, {"instance_id": "two"}])


def two_dynamic(arena: Arena) -> None:
    """The same without fixed names."""
    two(arena, [{}, {}])


def two(arena: Arena, names: list[dict[str, str]]) -> None:
    for name in names:
        arena.rig.start(**name)
    for number, _ in enumerate(arena.moments(6 if full(arena) else 3)):
        pids = arena.rig.supervisor.pids
        arena.kill(None if number % 3 == 2 else pids[number % len(pids)])


def one_added(arena: Arena) -> None:
    """A second worker joins under load, and a third."""
    arena.rig.start()
    for _ in arena.moments(2 if full(arena) else 1):
        arena.rig.start()


def paused(arena: Arena) -> None:
    """A worker that is paused beyond its session goes on; later it is killed and its state deleted."""
    arena.rig.start(2)
    for number, _ in enumerate(arena.moments(2)):
        if number == 0:
            pid = arena.rig.supervisor.pids[0]
            os.kill(pid, signal.SIGSTOP)
            arena.wait(arena.rig.settings.session_timeout + 2)
            os.kill(pid, signal.SIGCONT)
        else:
            arena.kill()
            arena.drop_state()


def exceptions(arena: Arena) -> None:
    """A step fails at random; the worker dies, the supervisor starts it again, and it makes progress."""
    mean = 3000 if full(arena) else 700
    arena.rig.command = (sys.executable, str(FAULTY), str(mean), "worker")
    arena.rig.start(instance_id="one")
    arena.until(lambda: arena.written() >= 0.9 * 0.95 * arena.items)
    arena.until(lambda: len(arena.rig.supervisor.codes) >= 3 or idle(arena))
    assert len(arena.rig.supervisor.codes) >= 3, "too few faults fell"
    assert set(arena.rig.supervisor.codes) == {70}, "the worker ends itself"


def idle(arena: Arena) -> bool:
    names = [arena.rig.topic(name) for name in ("wire-raw", "wire-prepared", "wire-unique")]
    return sum(lag.lag(arena.rig.connection, arena.rig.settings.app_id, names).values()) == 0


def rolling(arena: Arena) -> None:
    """Two workers, each in turn asked to stop, and started again: no record is written twice."""
    arena.rig.start(2)
    for number, _ in enumerate(arena.moments(4 if full(arena) else 2)):
        arena.until(lambda: len(arena.rig.supervisor.pids) == 2)
        pid, before = arena.rig.supervisor.pids[number % 2], len(arena.rig.supervisor.codes)
        os.kill(pid, signal.SIGTERM)
        asked = time.monotonic()
        arena.until(lambda before=before: len(arena.rig.supervisor.codes) > before)
        assert time.monotonic() - asked < 30
    assert set(arena.rig.supervisor.codes) == {0}


def broker_killed(arena: Arena) -> None:
    """`kill -9` of the broker, and its return: the worker waits, says that it is not ready, and goes on by itself."""
    arena.rig.start()
    for _ in arena.moments(1):
        arena.broker.kill()
        arena.until(lambda: not arena.ready())
        arena.wait(20 if full(arena) else 3)
        arena.broker.restart()
        arena.until(arena.ready)
    assert arena.rig.supervisor.codes == [], "the worker waited"


def broker_paused(arena: Arena) -> None:
    """The broker hangs."""
    arena.rig.start()
    for _ in arena.moments(1):
        arena.broker.pause()
        arena.until(lambda: not arena.ready())
        arena.wait(30 if full(arena) else 4)
        arena.broker.resume()
        arena.until(arena.ready)
    assert arena.rig.supervisor.codes == [], "the worker waited"


def broker_down_at_start(arena: Arena) -> None:
    """The worker waits for it with a clear line, and does not spin."""
    arena.until(
        lambda: sum(lag.end_offsets(arena.rig.connection, [arena.rig.topic("wire-raw")]).values()) >= arena.items
    )
    arena.broker.kill()
    arena.rig.start()
    arena.until(lambda: "waiting for the broker" in arena.rig.last_words())
    before = sum(cpu_seconds(pid) for pid in arena.rig.supervisor.pids)
    arena.wait(5)
    spent = sum(cpu_seconds(pid) for pid in arena.rig.supervisor.pids) - before
    assert spent < 2, f"{spent} s of CPU for waiting"
    arena.broker.restart()
    arena.until(arena.ready)
    assert arena.rig.supervisor.codes == []


def cpu_seconds(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def topic_missing(arena: Arena) -> None:
    """An output topic is missing: the worker does not start, and takes nothing."""
    name = arena.rig.topic("wire-duplicates")
    with arena.rig.connection.admin() as admin:
        admin.delete_topics([name])
    arena.rig.start()
    arena.until(lambda: bool(arena.rig.supervisor.codes))
    assert set(arena.rig.supervisor.codes) == {1}
    assert f"{name}: missing" in arena.rig.last_words()
    topics.apply(arena.rig.connection, arena.rig.declared)


def record_refused(arena: Arena) -> None:
    """An output topic refuses records: a loud stop, no acknowledgement; when it takes them again, nothing is lost."""
    configure(arena, arena.rig.topic("wire-stories"), {"max.message.bytes": "1000"})
    arena.rig.start()
    arena.until(lambda: len(arena.rig.supervisor.codes) >= 2 if full(arena) else bool(arena.rig.supervisor.codes))
    assert set(arena.rig.supervisor.codes) <= {70, 1}
    topics.apply(arena.rig.connection, arena.rig.declared)


def configure(arena: Arena, topic: str, config: dict[str, str]) -> None:
    """Change a topic's settings in the cluster."""
    with arena.rig.connection.admin() as admin:
        admin.alter_configs([ConfigResource(ConfigResourceType.TOPIC, topic, config)])


LIMITED = """
import os, resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
os.execv(sys.executable, [sys.executable, "-m", "streams.cli", *sys.argv[1:]])
"""


def disk_full(arena: Arena) -> None:
    """No room for the state: a loud stop; with room again nothing is lost."""
    room = little_disk(arena) or limited_files(arena)
    arena.rig.start()
    arena.until(lambda: bool(arena.rig.supervisor.codes))
    assert 0 not in arena.rig.supervisor.codes
    arena.rig.stop()
    room()
    arena.rig.start()
    arena.until(arena.ready)


def little_disk(arena: Arena) -> Callable[[], object] | None:
    """Mount a small disk that is nearly full, where that is allowed; gives what makes room on it."""
    state = arena.rig.settings.state_dir
    state.mkdir(parents=True, exist_ok=True)
    mount = ["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", str(state)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        return None
    arena.cleaning.append(lambda: subprocess.run(["umount", "-l", str(state)], check=True))
    filler = state / "filler"
    filler.write_bytes(b"\0" * ((64 << 20) - 700_000))
    return filler.unlink


def limited_files(arena: Arena) -> Callable[[], object]:
    """Else no file may grow: gives what lifts that."""
    plain = arena.rig.command
    arena.rig.command = (sys.executable, "-c", LIMITED, "worker")

    def lift() -> None:
        arena.rig.command = plain

    return lift


def changelog_compacted(arena: Arena) -> None:
    """The changelog is compacted, the local state gone: it comes back."""
    arena.rig.start(instance_id="one")
    for _ in arena.moments(1):
        arena.rig.stop()
        compact(arena)
        arena.drop_state()
        arena.rig.start(instance_id="one")


def compact(arena: Arena) -> None:
    """Let the broker compact what there is of the changelog, soon."""
    name = arena.rig.settings.app_id + "-items-changelog"
    eager = {
        "segment.bytes": "65536",
        "segment.ms": "100",
        "min.cleanable.dirty.ratio": "0.001",
        "max.compaction.lag.ms": "100",
    }
    configure(arena, name, eager)
    time.sleep(3)


def changelog_cut(arena: Arena) -> None:
    """The changelog's early segments are gone; the local state stands."""
    cut(arena, 2)


def changelog_emptied(arena: Arena) -> None:
    """The changelog's partitions are empty; the local state stands."""
    cut(arena, 1)


def cut(arena: Arena, part: int) -> None:
    arena.whole_changelog = False
    arena.rig.start(instance_id="one")
    for _ in arena.moments(1):
        arena.rig.stop()
        name = arena.rig.settings.app_id + "-items-changelog"
        ends = lag.end_offsets(arena.rig.connection, [name])
        configure(arena, name, {"cleanup.policy": "compact,delete"})  # or the broker refuses
        with arena.rig.connection.admin() as admin:
            admin.delete_records({TopicPartition(*place): end // part for place, end in ends.items() if end})
        configure(arena, name, {"cleanup.policy": "compact"})
        arena.rig.start(instance_id="one")


ROWS: dict[str, Fault] = {
    "worker killed": same_prepared,
    "worker killed, state deleted": killed_without_state,
    "two workers, fixed names, killed": two_static,
    "two workers, no names, killed": two_dynamic,
    "worker added under load": one_added,
    "worker paused beyond its session": paused,
    "exceptions at random": exceptions,
    "rolling restart": rolling,
    "broker killed and restarted": broker_killed,
    "broker paused": broker_paused,
    "broker down at start": broker_down_at_start,
    "output topic missing": topic_missing,
    "output record refused": record_refused,
    "disk full": disk_full,
    "changelog compacted": changelog_compacted,
    "changelog without its beginning": changelog_cut,
    "changelog emptied": changelog_emptied,
}

"""The ledger of a run: every input written down, every output read back from Kafka, and the sums checked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from rocksdict import AccessType, Options, Rdict

from schemas import codec, row
from streams.ops import lag
from streams.ops.corpus import Made
from streams.ops.rig import Rig

OUTCOMES = {"story", "duplicate", "advisory", "dead-letter", "ignored", "held"}
PERSISTED = b"__faust\0offset__"


@dataclass(slots=True)
class Account:
    """What was found. `faults` is empty where the ledger is clean; `repeats` counts output records sent again."""

    inputs: int
    stories: int = 0
    duplicates: int = 0
    dead_letters: int = 0
    rows: int = 0
    lost: int = 0
    twice: int = 0
    repeats: int = 0
    faults: list[str] = field(default_factory=list)

    def expect(self, true: bool, fault: str) -> None:
        """Note a fault unless `true`."""
        if not true:
            self.faults.append(fault)


def audit(rig: Rig, inputs: Sequence[Made], *, whole_changelog: bool = True) -> Account:
    """Read everything back and compare it with what was put in; the workers must be stopped.

    `whole_changelog`: nobody deleted its beginning.
    """
    account = Account(len(inputs))
    raw = {f"{rig.topic('wire-raw')}/{one.partition}/{one.offset}": one for one in rig.read("wire-raw")}
    account.expect(len(raw) == len(inputs), f"{len(raw)} raw records of {len(inputs)} inputs")
    versions = audit_stories(rig, inputs, account)
    audit_duplicates(rig, {uri for uri, _ in versions}, account)
    audit_dead_letters(rig, raw, account)
    audit_outcomes(rig, set(raw), account)
    audit_state(rig, versions, account, whole=whole_changelog)
    return account


def story_values(rig: Rig) -> dict[tuple[str, str], set[bytes]]:
    """All values of each (uri, version) on the topic of stories."""
    values: dict[tuple[str, str], set[bytes]] = defaultdict(set)
    for one in rig.read("wire-stories"):
        story = codec.loads(one.value or b"")
        values[story["uri"], story["version"]].add(one.value or b"")
    return values


def audit_stories(rig: Rig, inputs: Sequence[Made], account: Account) -> set[tuple[str, str]]:
    """One value for each (uri, version), one story for each text, no text missing; gives (uri, version)."""
    values = story_values(rig)
    uris_by_text: dict[str, set[str]] = defaultdict(set)
    for (uri, _), found in values.items():
        for value in found:
            uris_by_text[flat(codec.loads(value)["bodies"][0]["value"])].add(uri)
    account.stories = len(values)
    account.repeats += len(rig.read("wire-stories")) - len(values)
    torn = sum(len(found) > 1 for found in values.values())
    account.twice = sum(len(uris) > 1 for uris in uris_by_text.values())
    account.lost = len({flat(made.text) for made in inputs if made.text} - set(uris_by_text))
    account.expect(torn == 0, f"{torn} versions with different values")
    account.expect(account.twice == 0, f"{account.twice} texts with two stories")
    account.expect(account.lost == 0, f"{account.lost} texts without a story")
    return set(values)


def audit_duplicates(rig: Rig, originals: set[str], account: Account) -> None:
    """Every duplicate names an original that was published, and always the same."""
    named: dict[str, set[str]] = defaultdict(set)
    records = rig.read("wire-duplicates")
    for one in records:
        duplicate = codec.loads(one.value or b"")
        named[duplicate["origin"]].add(duplicate["duplicateOf"]["uri"])
    account.duplicates = len(named)
    account.repeats += len(records) - len(named)
    unpublished = sum(not uris <= originals for uris in named.values())
    account.expect(unpublished == 0, f"{unpublished} duplicates of what was not published")
    account.expect(all(len(uris) == 1 for uris in named.values()), "a duplicate with two originals")


def audit_dead_letters(rig: Rig, raw: dict, account: Account) -> None:
    """Each holds the bytes that came in."""
    records = rig.read("wire-dead-letters")
    account.dead_letters = len({one.headers["origin"] for one in records})
    account.repeats += len(records) - account.dead_letters
    altered = sum(one.value != raw[one.headers["origin"].partition("#")[0]].value for one in records)
    account.expect(altered == 0, f"{altered} dead letters with other bytes than came in")


def audit_outcomes(rig: Rig, raw: set[str], account: Account) -> None:
    """Each item ended in one outcome, however often it was seen; the log has a line for each."""
    outcomes: dict[str, set[str]] = defaultdict(set)
    for line in (rig.folder / "workers.log").read_bytes().splitlines():
        if b'"event":"item"' in line and line.endswith(b"}"):
            said = codec.loads(line)
            outcomes[said["origin"]].add(said["outcome"])
    silent = raw - {origin.partition("#")[0] for origin in outcomes}
    account.expect(not silent, f"{len(silent)} raw records without an outcome")
    several = {origin: found for origin, found in outcomes.items() if len(found) != 1 or not found <= OUTCOMES}
    account.expect(not several, f"{len(several)} items with several outcomes: {dict(list(several.items())[:3])}")


def audit_state(rig: Rig, versions: set[tuple[str, str]], account: Account, *, whole: bool) -> None:
    """The table's rows, the changelog from its start, and the published stories agree row by row."""
    changelog = rig.settings.app_id + "-items-changelog"
    ends = {place: end for (_, place), end in lag.end_offsets(rig.connection, [changelog]).items()}
    rows: dict[int, dict[bytes, bytes]] = defaultdict(dict)
    for one in rig.read_topic(changelog):
        if one.value is None:
            rows[one.partition].pop(one.key or b"", None)
        else:
            rows[one.partition][one.key or b""] = one.value
    for partition, expected in rows.items():
        stored = stores(rig, partition)
        if not whole:
            stored = [(reached, {key: found.get(key, b"") for key in expected}) for reached, found in stored]
        # A store that says it has all must have it; one may have all and not say so, after another worker's records.
        sure = [found for reached, found in stored if reached == ends[partition] - 1]
        account.expect(all(found == expected for found in sure), f"store {partition} differs from its changelog")
        account.expect(any(found == expected for _, found in stored), f"no store of {partition} has its changelog")
    known = [row.decode(value) for found in rows.values() for value in found.values()]
    account.rows = len(known)
    told = {(f"urn:wiredesk:{one.uri}", str(one.version)) for one in known if one.verdict == "story"}
    alone = told ^ versions if whole else told - versions
    account.expect(not alone, f"{len(alone)} stories in rows or on the topic alone")


def stores(rig: Rig, partition: int) -> list[tuple[int, dict[bytes, bytes]]]:
    """Each worker's store of a partition: the changelog offset it has reached, and its rows."""
    found = []
    for path in Path(rig.settings.state_dir).glob(f"*/**/items-{partition}.db"):
        store = Rdict(str(path), Options(raw_mode=True), access_type=AccessType.read_only())
        rows = {key: value for key, value in store.items() if key.startswith(b"r")}
        found.append((int(store.get(PERSISTED) or -1), rows))
        store.close()
    return found


def flat(text: str) -> str:
    """A text without what paragraphs and spaces do to it."""
    return " ".join(text.split())

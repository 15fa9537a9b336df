"""The ledger of a run: every input written down, every output read back from Kafka, and the sums checked."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from schemas import codec
from streams.ops.corpus import Made
from streams.ops.rig import Rig

OUTCOMES = {"story", "duplicate", "advisory", "dead-letter", "ignored", "held"}


@dataclass(slots=True)
class Account:
    """What was found. `faults` is empty where the ledger is clean; `repeats` counts output records sent again."""

    inputs: int
    stories: int = 0
    duplicates: int = 0
    dead_letters: int = 0
    lost: int = 0
    twice: int = 0
    repeats: int = 0
    faults: list[str] = field(default_factory=list)

    def expect(self, true: bool, fault: str) -> None:
        """Note a fault unless `true`."""
        if not true:
            self.faults.append(fault)


def audit(rig: Rig, inputs: Sequence[Made]) -> Account:
    """Read everything back and compare it with what was put in."""
    account = Account(len(inputs))
    raw = {f"{rig.topic('wire-raw')}/{one.partition}/{one.offset}": one for one in rig.read("wire-raw")}
    account.expect(len(raw) == len(inputs), f"{len(raw)} raw records of {len(inputs)} inputs")
    originals = audit_stories(rig, inputs, account)
    audit_duplicates(rig, originals, account)
    audit_dead_letters(rig, raw, account)
    audit_outcomes(rig, set(raw), account)
    return account


def audit_stories(rig: Rig, inputs: Sequence[Made], account: Account) -> set[str]:
    """One value for each (uri, version), one story for each text, no text missing; gives the uris."""
    values: dict[tuple[str, str], set[bytes]] = defaultdict(set)
    uris_by_text: dict[str, set[str]] = defaultdict(set)
    records = rig.read("wire-stories")
    for one in records:
        story = codec.loads(one.value or b"")
        values[story["uri"], story["version"]].add(one.value or b"")
        uris_by_text[flat(story["bodies"][0]["value"])].add(story["uri"])
    account.stories = len(values)
    account.repeats += len(records) - len(values)
    torn = sum(len(found) > 1 for found in values.values())
    account.twice = sum(len(uris) > 1 for uris in uris_by_text.values())
    account.lost = len({flat(made.text) for made in inputs if made.text} - set(uris_by_text))
    account.expect(torn == 0, f"{torn} versions with different values")
    account.expect(account.twice == 0, f"{account.twice} texts with two stories")
    account.expect(account.lost == 0, f"{account.lost} texts without a story")
    return {uri for uri, _ in values}


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
        if b'"event":"item"' in line:
            said = codec.loads(line)
            outcomes[said["origin"]].add(said["outcome"])
    account.expect(raw == {origin.partition("#")[0] for origin in outcomes}, "raw records without an outcome")
    mixed = {origin: found for origin, found in outcomes.items() if len(found) != 1 or not found <= OUTCOMES}
    account.expect(not mixed, f"{len(mixed)} items with several outcomes: {dict(list(mixed.items())[:3])}")


def flat(text: str) -> str:
    """A text without what paragraphs and spaces do to it."""
    return " ".join(text.split())

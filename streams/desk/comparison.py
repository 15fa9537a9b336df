"""Two items compared by themselves, as deduplicate compares them: for whoever doubts a decision."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from schemas import row
from schemas.prepared import Prepared, packed_sketch
from schemas.row import Row
from schemas.sketch import Likeness, likeness, unpack
from streams.desk.deduplicate import Deduplicate
from streams.desk.originals import Originals
from streams.outcomes import Outcome
from streams.settings import Settings
from streams.stages.compare import Thresholds
from streams.stages.compose import URN
from streams.stages.copies.passages import Sharing, sharing
from streams.stages.fingerprint import fingerprint
from streams.state import MemoryState

LONGEST = 1_000_000  # characters that are looked at for passages: seconds and some hundred megabytes
# Raw places of their own: what is compared came in some order once, and is not to be taken for a replay.
_FIRST, _SECOND = "original/0/0#0", "duplicate/0/0#0"


@dataclass(frozen=True, slots=True)
class Judged:
    """A decision that one text is a copy of the other; as on `wire-duplicates`."""

    method: str
    score: float
    threshold: float
    shared: int


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two texts: what is decided of them today and by which `limits`, how alike their sketches are, what they share.

    `outcome` is that of the duplicate, `judged` says more if it is a duplicate again; `continues` says that it would be
    the next version of the original's story. `sharing` has the duplicate as the one, the original as the other, of very
    long texts their beginnings.
    """

    outcome: str
    continues: bool
    judged: Judged | None
    limits: Thresholds
    likeness: Likeness
    sharing: Sharing


def compare(duplicate: Prepared, original: Prepared, settings: Settings) -> Comparison:
    """Compare an item with one that came before it, as if there were no others."""
    decided = _decided(duplicate, original, settings)
    found = decided.duplicate if decided else None
    return Comparison(
        outcome=decided.verdict if decided else Outcome.IGNORED,
        continues=decided is not None and decided.uri == original.uri,
        judged=Judged(**{name: found[name] for name in ("method", "score", "threshold", "shared")}) if found else None,
        limits=Originals(settings, MemoryState()).limits(duplicate.feed),
        likeness=likeness(unpack(duplicate.fingerprint.sketch), unpack(original.fingerprint.sketch)),
        sharing=sharing(duplicate.text[:LONGEST], original.text[:LONGEST]),
    )


def from_story(story: Mapping[str, Any]) -> Prepared | None:
    """The item that a story was made of, as far as comparing goes; None where the value is no story of ours."""
    try:
        ours, text, uri = story["wiredesk"], str(story["bodies"][0]["value"]), str(story["uri"])
        title = str(story["headlines"][0]["value"])
        source = next((one["value"] for one in story.get("altIds", ()) if one["role"] == "source"), "")
        note = {"edNote": str(story["edNote"])} if "edNote" in story else {}
        feed, received, origin = (str(ours[name]) for name in ("feed", "received", "origin"))
    except (LookupError, TypeError):
        return None
    print_ = fingerprint(title, text)
    return Prepared(
        origin=origin, feed=feed, family=feed, uri=uri.removeprefix(URN), source=str(source), received=received,
        title=title, text=text, content="", ninjs=note, text_hash=print_.text_hash, sketch=packed_sketch(print_.sketch),
    )  # fmt: skip


def _decided(duplicate: Prepared, original: Prepared, settings: Settings) -> Row | None:
    desk = Deduplicate(settings, MemoryState())
    same = fingerprint("", original.text).text_hash == duplicate.text_hash
    first = fingerprint("" if same else original.title, original.text)
    desk.decide(
        replace(
            original,
            origin=_FIRST,
            received=duplicate.received,  # how long ago it was does not matter here
            text_hash=first.text_hash,
            sketch=packed_sketch(first.sketch),
        ),
        row.order(0, 0),
    )
    return desk.decide(replace(duplicate, origin=_SECOND), row.order(1, 0)).row

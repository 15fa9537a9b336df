"""A decision on a copy in words: what was decided, of whom, when, and why; and all of it for programs."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict

from schemas import times
from schemas.sketch import unpack
from streams.cli.lines import plain
from streams.desk.comparison import Comparison
from streams.ops.duplicates import Pair
from streams.ops.published import Value
from streams.stages.compare import CONTAINED, SAME_TEXT
from streams.stages.copies.passages import Part, Side

FIGURES_NAMED = 12  # of each text
UNITS = (("d", 86_400), ("h", 3600), ("min", 60), ("s", 1))  # seconds
TODAY = "with the code and settings of today"


def names(pair: Pair) -> tuple[str, str]:
    """What the two are called; where nothing was decided of them there is no original."""
    return ("later", "earlier") if "why" in pair.record else ("duplicate", "original")


def facts(pair: Pair, seen: Comparison | None) -> Iterator[tuple[str, str]]:
    """A heading and a line each."""
    record, original, (one, other) = pair.record, pair.record["duplicateOf"], names(pair)
    version = f"  version {plain(pair.version)}" if pair.version else ""
    yield one, f"{_who(record)}  {plain(record['origin'])}"
    yield other, f"{_who(original)}{version}  {_apart(original['received'], record['received'])}"
    numbers = _numbers(record["method"], record["score"], record["threshold"])
    if "why" in record:
        yield "measured", f"{numbers}; nothing was decided of these two"
    else:
        yield "decided", f"{numbers}, some {record['shared']:,} words in common"
    yield "why", reason(pair)
    if seen:
        yield from _seen(pair, seen)
    yield from (("note", plain(note)) for note in pair.notes)


def reason(pair: Pair) -> str:
    """What was found, with the numbers it was decided by."""
    record = pair.record
    if record["method"] == SAME_TEXT:
        return "both have the same words in the same order; case, accents and punctuation do not count"
    score, threshold = percent(record["score"]), percent(record["threshold"])
    if record["method"] == CONTAINED:
        whose, where = _shorter(pair)
        return f"{score} of {whose} 5-word shingles stand in {where}, threshold {threshold}"
    return f"{score} of the 5-word shingles of either text stand in both, threshold {threshold}"


def percent(share: float) -> str:
    """A share, fine enough to tell a score from its threshold."""
    return f"{100 * share:.1f}".removesuffix(".0") + " %"


def as_json(pair: Pair, seen: Comparison | None) -> Value:
    """All of it for programs; spans are `[start, end)` in code points of the texts."""
    texts = {"duplicate": pair.duplicate, "original": pair.original}
    return {
        "record": pair.record,
        "reason": reason(pair),
        **{name: item and {"title": item.title, "text": item.text} for name, item in texts.items()},
        "originalVersion": pair.version or None,
        "today": asdict(seen.judged) if seen and seen.judged else None,
        "shared": _sharing_as_json(seen) if seen else None,
        "notes": pair.notes,
    }


def _sharing_as_json(seen: Comparison) -> Value:
    sharing = seen.sharing
    sides = {"duplicate": _side_as_json(sharing.one), "original": _side_as_json(sharing.other)}
    return {"shingles": sharing.shingles, "figures": sharing.figures, **sides, "estimated": asdict(seen.likeness)}


def _side_as_json(side: Side) -> Value:
    own = [{"value": figure.value, "start": figure.start, "end": figure.end} for figure in side.own_figures]
    return {"passages": side.passages, "shingles": side.shingles, "ownFigures": own}


def _who(item: Value) -> str:
    """An item's feed, id in it, time of receipt and uri."""
    named = f"{plain(item['feed'])} {plain(item['source'])}".rstrip()
    return f"{named}  {plain(item['received'])}  {plain(item['uri'])}"


def _numbers(method: str, score: float, threshold: float) -> str:
    return f"{plain(method)}, score {score:g}, threshold {threshold:g}"


def _seen(pair: Pair, seen: Comparison) -> Iterator[tuple[str, str]]:
    sides = list(zip(names(pair), (seen.sharing.one, seen.sharing.other), strict=True))
    if pair.record["method"] != SAME_TEXT:
        each = ", ".join(f"{side.shingles:,} in the {name}" for name, side in sides)
        yield "counted", f"{seen.sharing.shingles:,} shingles in both, {each} (the score is an estimate of sketches)"
    own = [f"only in the {name} {_named(side.own_figures)}" for name, side in sides if side.own_figures]
    agree = f"of the text with fewer {percent(seen.likeness.figures)} agree, threshold {percent(seen.limits.figures)}"
    yield "figures", "; ".join([f"{seen.sharing.figures:,} in both", *own, *([agree] if own else [])])
    if strange := seen.likeness.strangers:
        yield "subject", f"names in each lead that the other's lacks: {strange} at least"
    yield "today", _today(pair.record, seen)


def _named(figures: Sequence[Part]) -> str:
    values = list(dict.fromkeys(figure.value for figure in figures))
    more = len(values) - FIGURES_NAMED
    return plain(", ".join(values[:FIGURES_NAMED])) + (f" and {more:,} more" if more > 0 else "")


def _today(record: Value, seen: Comparison) -> str:
    judged = seen.judged
    if seen.continues:
        return f"{TODAY} it would be the next version of the original's story"
    if judged is None:
        why = f": {record['why']}" if "why" in record else ""
        return f"{TODAY} it would be no duplicate but end as {seen.outcome}{why}"
    if "why" not in record and all(asdict(judged)[name] == record[name] for name in ("method", "score", "threshold")):
        return f"judged again {TODAY}: the same"
    return f"{TODAY} it would be a duplicate: {_numbers(judged.method, judged.score, judged.threshold)}"


def _shorter(pair: Pair) -> tuple[str, str]:
    """Whose shingles are counted in a containment, and where they stand."""
    if not pair.duplicate or not pair.original:
        return "the shorter text's", "the longer"
    words, others = (unpack(item.fingerprint.sketch).words for item in (pair.duplicate, pair.original))
    other = names(pair)[1]
    return ("its", f"the {other}") if words <= others else (f"the {other}'s", "it")


def _apart(earlier: str, later: str) -> str:
    one, other = times.parse(earlier), times.parse(later)
    if not one or not other:
        return ""
    left, said = int(abs((other - one).total_seconds())), []
    for unit, seconds in UNITS:
        count, left = divmod(left, seconds)
        said += [f"{count} {unit}"] if count else []
    return f"{' '.join(said[:2]) or '0 s'} {'later' if other < one else 'earlier'}"

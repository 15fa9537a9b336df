"""How a feed's thresholds look: histograms of scores on both sides of them, samples, and what others would do."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rich.text import Text

from schemas.prepared import Prepared
from streams.cli.lines import plain
from streams.desk.near_misses import NearMiss, Why
from streams.ops.calibration import BIN, MEASURES, Bins, Calibration
from streams.ops.published import Value

WIDTH = 40  # of the longest bar
SHOWN = 160  # characters of a sample's text
COPIES, STORIES = ("█", "magenta"), ("░", "green")
URN = "urn:wiredesk:"

Texts = Mapping[str, Prepared]  # by uri


class Sample(NamedTuple):
    """A pair on one side of the threshold: what it is called, and the uris of the later and the earlier item."""

    said: str
    later: str
    earlier: str


def lines(one: Calibration, texts: Texts) -> Iterator[Text]:
    """All that is told of a feed; of items in `texts` also how they begin."""
    misses = one.misses.total()
    yield Text.assemble((f"feed {plain(one.feed)}", "bold"), f": copies {one.total:,}, near misses {misses:,}")
    yield Text(f"  same-text: copies {one.same:,}")
    for method, setting in MEASURES.items():
        yield from histogram(method, one)
        yield Text(f"    {setting} at {changes(one, method)}")
    yield from (
        Text(f"  pairs that share enough, but {why.value}: {count:,}") for why, count in sorted(one.apart.items())
    )
    yield from _shown("copies with the least to spare", map(_copy, one.lowest), texts)
    yield from _shown("stories that lack the least to be copies", map(_miss, one.nearest), texts)
    yield from _shown("stories that share enough and are no copies", map(_miss, one.likest), texts)


def histogram(method: str, one: Calibration) -> Iterator[Text]:
    """A bar for each bin of scores, and where the threshold of today stands between them."""
    limit, bins = one.limits[method], range(round(1 / BIN))
    copies, misses = ([found[method, number] for number in bins] for found in (one.copies, one.misses))
    yield Text(f"  {method}: copies {sum(copies):,}, near misses {sum(misses):,}")
    most = max(map(sum, zip(copies, misses, strict=True)))
    if not most:
        return
    first = min(number for number in bins if copies[number] or misses[number])
    marked = False
    for number in bins[first:]:
        if not marked and number * BIN > limit - BIN / 1000:
            marked = True
            yield Text(f"    ---- threshold {limit:g}", "dim")
        bars = ((STORIES, misses[number]), (COPIES, copies[number]))
        yield Text.assemble(
            f"    {number * BIN:.2f} ",
            *((mark * _length(count, most), style) for (mark, style), count in bars),
            "".join(
                f" {name} {count:,}"
                for count, name in ((misses[number], "stories"), (copies[number], "copies"))
                if count
            ),
        )


def changes(one: Calibration, method: str) -> str:
    """What other thresholds would do, from the lowest up."""
    limit = one.limits[method]
    said = [(limit, "as it is")]
    said += [(value, f"{count:,} more") for (name, value), count in one.more.items() if name == method]
    said += [
        (
            value,
            f"{count:,} fewer" if not (unsure := one.unsure[name, value]) else f"{count:,} to {count + unsure:,} fewer",
        )
        for (name, value), count in one.fewer.items()
        if name == method
    ]
    return ", ".join(f"{value:g}: {words}" for value, words in sorted(said))


def as_json(one: Calibration) -> Value:
    """The same for programs, without any text: bins by their lower end."""
    return {
        "feed": one.feed,
        "copies": one.total,
        "sameText": one.same,
        "methods": {
            method: {
                "setting": setting,
                "threshold": one.limits[method],
                "copies": _bins(one.copies, method),
                "nearMisses": _bins(one.misses, method),
                "more": _trials(one.more, method),
                "fewer": _trials(one.fewer, method),
                "fewerUnsure": _trials(one.unsure, method),
            }
            for method, setting in MEASURES.items()
        },
        "apart": {why.name.lower(): count for why, count in sorted(one.apart.items())},
        "lowest": list(one.lowest),
        "nearest": list(map(_miss_as_json, one.nearest)),
        "likest": list(map(_miss_as_json, one.likest)),
    }


def _bins(found: Bins, method: str) -> dict[str, int]:
    return {f"{number * BIN:.2f}": count for (name, number), count in sorted(found.items()) if name == method and count}


def _trials(found: Counter[tuple[str, float]], method: str) -> dict[str, int]:
    return {f"{value:g}": count for (name, value), count in sorted(found.items()) if name == method}


def _length(count: int, most: int) -> int:
    """Of a bar; what there is any of is seen."""
    return max(round(count / most * WIDTH), 1) if count else 0


def _copy(record: Value) -> Sample:
    original = record["duplicateOf"]
    said = f"{record['score']:.4f} {record['method']}, {plain(record['origin'])}: {_name(record)} of {_name(original)}"
    return Sample(said, record["uri"], original["uri"])


def _miss(miss: NearMiss) -> Sample:
    names = (
        _name({"feed": item.feed, "source": item.source, "uri": URN + item.uri}) for item in (miss.later, miss.earlier)
    )
    later, earlier = names
    why = "" if miss.why is Why.BELOW else f"; {miss.why.value}"
    said = f"{miss.score:.4f} {miss.method}: {later} beside {earlier}{why}"
    return Sample(said, URN + miss.later.uri, URN + miss.earlier.uri)


def _miss_as_json(miss: NearMiss) -> Value:
    sides = (("later", miss.later), ("earlier", miss.earlier))
    items = {
        name: {
            "uri": URN + item.uri,
            "source": item.source,
            "feed": item.feed,
            "received": item.received,
            "origin": item.origin,
        }
        for name, item in sides
    }
    return {
        **items,
        "method": miss.method,
        "score": miss.score,
        "threshold": miss.threshold,
        "why": miss.why.name.lower(),
    }


def _name(item: Value) -> str:
    return f"{plain(item['feed'])} {plain(item['source'] or item['uri'])}"


def _shown(heading: str, samples: Iterable[Sample], texts: Texts) -> Iterator[Text]:
    found = list(samples)
    if not found:
        return
    yield Text(f"  {heading}")
    for sample in found:
        yield Text(f"    {sample.said}")
        for uri in (sample.later, sample.earlier):
            if item := texts.get(uri):
                yield Text(f"      {plain(item.title)} | {plain(item.text[:SHOWN])}", "dim")

"""How a decision on a copy looks: what was decided and why in words, and the two texts side by side.

What both say is in colour on a terminal, and between marks elsewhere; so are figures that only one text has.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from schemas import times
from schemas.prepared import Prepared
from schemas.sketch import unpack
from streams.cli.lines import CONTROLS, plain
from streams.desk.comparison import Comparison
from streams.ops.duplicates import Pair
from streams.ops.published import Value
from streams.stages.compare import CONTAINED, SAME_TEXT
from streams.stages.copies.passages import Part, Side, Span, aligned

LONGEST = 200_000  # characters of a text that are shown; what is longer is not read as news either
SHARED_STYLE, FIGURE_STYLE = "green", "bold red"
SHARED_MARKS, FIGURE_MARKS = ("{", "}"), ("<", ">")
FIGURES_NAMED = 12  # of each text
UNITS = (("d", 86_400), ("h", 3600), ("min", 60), ("s", 1))  # seconds


def in_colour(console: Console) -> bool:
    """Whether colours are seen; with NO_COLOR, in pipes and on dumb terminals they are not."""
    return console.is_terminal and not console.no_color and console.color_system is not None


def facts(pair: Pair, seen: Comparison | None) -> Iterator[tuple[str, str]]:
    """What was decided, of whom, when and why: a heading and a line each."""
    record, original = pair.record, pair.record["duplicateOf"]
    yield "duplicate", f"{who(record)}  {plain(record['origin'])}"
    version = f"  version {plain(pair.version)}" if pair.version else ""
    yield "original", f"{who(original)}{version}  {_apart(original['received'], record['received'])}"
    yield (
        "decided",
        (
            f"{plain(record['method'])}, score {record['score']:g}, threshold {record['threshold']:g}, "
            f"some {record['shared']:,} words in common"
        ),
    )
    yield "why", reason(pair)
    if seen:
        yield from _seen(record, seen)
    yield from (("note", plain(note)) for note in pair.notes)


def grid(lines: Iterable[tuple[str, str]]) -> Table:
    """Headings with what is said under each, as wide as the terminal."""
    table = Table.grid("", Column(overflow="fold"), padding=(0, 2, 0, 0))
    for heading, line in lines:
        table.add_row(Text(heading, "bold"), Text(line))
    table.add_row()
    return table


def who(item: Value) -> str:
    """An item's feed, id in it, time of receipt and uri."""
    return f"{plain(item['feed'])} {plain(item['source'])}".rstrip() + f"  {plain(item['received'])}  {item['uri']}"


def reason(pair: Pair) -> str:
    """The decision in words, with the numbers it was made with."""
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


def texts(pair: Pair, seen: Comparison | None, *, coloured: bool) -> Table:
    """The texts side by side, paragraphs that share most in one row; the one that is left where the other is gone."""
    table = Table(box=None, expand=True, padding=(0, 1), show_edge=False)
    if seen and pair.duplicate and pair.original:
        left = _paragraphs(pair.duplicate, seen.sharing.one, coloured=coloured)
        right = _paragraphs(pair.original, seen.sharing.other, coloured=coloured)
        rows = aligned(*(item.text[:LONGEST].split("\n") for item in (pair.duplicate, pair.original)))
        cells = [
            [Text() if at is None else side[at] for at, side in zip(row, (left, right), strict=True)] for row in rows
        ]
    else:
        cells = [[Text(_calm(one))] for item in _left(pair) for one in item.text[:LONGEST].split("\n")]
    for name, item in (("the duplicate", pair.duplicate), ("the original", pair.original)):
        if item:
            table.add_column(Text(name, "dim"), ratio=1, overflow="fold")
    if items := _left(pair):
        table.add_row(*(Text(plain(item.title), "bold") for item in items))
    for row in cells:
        table.add_row(*row)
    cut = [max(0, len(item.text) - LONGEST) for item in _left(pair)]
    if any(cut):
        table.add_row(*(f"… {count:,} characters more: see --json" if count else "" for count in cut))
    return table


def legend(*, coloured: bool) -> Text:
    """How to read the marks."""
    if coloured:
        return Text.assemble(("shared passages", SHARED_STYLE), ", ", ("figures that the other lacks", FIGURE_STYLE))
    shared, figures = (" and ".join(marks) for marks in (SHARED_MARKS, FIGURE_MARKS))
    return Text(f"between {shared}: shared passages; between {figures}: figures that the other lacks", "dim")


def as_json(pair: Pair, seen: Comparison | None) -> Value:
    """All of it for programs; spans are `[start, end)` in code points of the texts."""
    sides = {"duplicate": (pair.duplicate, 0), "original": (pair.original, 1)}
    return {
        "record": pair.record,
        "reason": reason(pair),
        **{name: item and {"title": item.title, "text": item.text} for name, (item, _) in sides.items()},
        "originalVersion": pair.version or None,
        "today": asdict(seen.judged) if seen and seen.judged else None,
        "shared": seen
        and {
            "shingles": seen.sharing.shingles,
            "figures": seen.sharing.figures,
            "duplicate": _side_as_json(seen.sharing.one),
            "original": _side_as_json(seen.sharing.other),
        },
        "notes": pair.notes,
    }


def _side_as_json(side: Side) -> Value:
    return {
        "passages": side.passages,
        "shingles": side.shingles,
        "ownFigures": [
            {"value": figure.value, "start": figure.start, "end": figure.end} for figure in side.own_figures
        ],
    }


def _seen(record: Value, seen: Comparison) -> Iterator[tuple[str, str]]:
    one, other, both = seen.sharing.one, seen.sharing.other, seen.sharing.shingles
    if record["method"] != SAME_TEXT:
        yield (
            "counted",
            (
                f"{both:,} shingles in both, {one.shingles:,} in the duplicate, {other.shingles:,} in the original "
                "(the score is an estimate of sketches)"
            ),
        )
    figures = [f"{seen.sharing.figures:,} in both"]
    figures += [
        f"only in the {name} {_named(side.own_figures)}"
        for name, side in (("duplicate", one), ("original", other))
        if side.own_figures
    ]
    yield "figures", "; ".join(figures)
    yield "today", _today(record, seen)


def _named(figures: Sequence[Part]) -> str:
    values = list(dict.fromkeys(figure.value for figure in figures))
    more = len(values) - FIGURES_NAMED
    return ", ".join(values[:FIGURES_NAMED]) + (f" and {more:,} more" if more > 0 else "")


def _today(record: Value, seen: Comparison) -> str:
    if seen.continues:
        return "with the code and settings of today it would be the next version of the original's story"
    if seen.judged is None:
        return f"with the code and settings of today it would be no duplicate but end as {seen.outcome}"
    judged = asdict(seen.judged)
    if all(judged[name] == record[name] for name in ("method", "score", "threshold")):
        return "judged again with the code and settings of today: the same"
    return "with the code and settings of today: {method}, score {score:g}, threshold {threshold:g}".format(**judged)


def _shorter(pair: Pair) -> tuple[str, str]:
    """Whose shingles are counted in a containment, and where they stand."""
    if not pair.duplicate or not pair.original:
        return "the shorter text's", "the longer"
    words, others = (unpack(item.fingerprint.sketch).words for item in (pair.duplicate, pair.original))
    return ("its", "the original") if words <= others else ("the original's", "it")


def _apart(earlier: str, later: str) -> str:
    one, other = times.parse(earlier), times.parse(later)
    if not one or not other:
        return ""
    left, said = int(abs((other - one).total_seconds())), []
    for unit, seconds in UNITS:
        count, left = divmod(left, seconds)
        said += [f"{count} {unit}"] if count else []
    return f"{' '.join(said[:2]) or '0 s'} {'later' if other < one else 'earlier'}"


def _left(pair: Pair) -> list[Prepared]:
    return [item for item in (pair.duplicate, pair.original) if item]


def _calm(text: str) -> str:
    """Text that cannot steer a terminal, as long as it was."""
    return CONTROLS.sub(" ", text).encode("utf-8", "replace").decode()


def _paragraphs(item: Prepared, side: Side, *, coloured: bool) -> list[Text]:
    figures = [(figure.start, figure.end) for figure in side.own_figures]
    made, start = [], 0
    for paragraph in item.text[:LONGEST].split("\n"):
        spans = [_within(found, start, start + len(paragraph)) for found in (side.passages, figures)]
        made.append(_styled(paragraph, *spans) if coloured else _marked(paragraph, *spans))
        start += len(paragraph) + 1
    return made


def _within(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The parts of spans that lie in `[start, end)`, counted from its start."""
    return [(max(one, start) - start, min(two, end) - start) for one, two in spans if one < end and two > start]


def _styled(paragraph: str, passages: Sequence[Span], figures: Sequence[Span]) -> Text:
    text = Text(_calm(paragraph))
    for style, spans in ((SHARED_STYLE, passages), (FIGURE_STYLE, figures)):
        for span in spans:
            text.stylize(style, *span)
    return text


def _marked(paragraph: str, passages: Sequence[Span], figures: Sequence[Span]) -> Text:
    calm = _calm(paragraph)
    marks = [
        (start, 1, opening)
        for (opening, _), spans in ((SHARED_MARKS, passages), (FIGURE_MARKS, figures))
        for start, _ in spans
    ]
    marks += [
        (end, 0, closing)
        for (_, closing), spans in ((SHARED_MARKS, passages), (FIGURE_MARKS, figures))
        for _, end in spans
    ]
    pieces, done = [], 0
    for place, _, mark in sorted(marks):
        pieces += [calm[done:place], mark]
        done = place
    return Text("".join([*pieces, calm[done:]]))

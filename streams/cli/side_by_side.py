"""Two texts side by side: what both say is in colour on a terminal and between marks elsewhere.

So are figures that only one of them has. Words about the decision are left to `streams.cli.decision`.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice, takewhile

from rich.console import Console
from rich.table import Column, Table
from rich.text import Text

from schemas.prepared import Prepared
from streams.cli.decision import names
from streams.cli.lines import CONTROLS, plain
from streams.desk.comparison import Comparison
from streams.ops.duplicates import Pair
from streams.stages.copies.passages import Side, Span, aligned

LONGEST = 200_000  # characters of a text that are shown; what is longer is not read as news either
SHARED_STYLE, FIGURE_STYLE = "green", "bold red"
SHARED_MARKS, FIGURE_MARKS = ("{", "}"), ("<", ">")


def in_colour(console: Console) -> bool:
    """Whether colours are seen; with NO_COLOR, in pipes and on dumb terminals they are not."""
    return console.is_terminal and not console.no_color and console.color_system is not None


def grid(lines: Iterable[tuple[str, str]]) -> Table:
    """Headings with what is said under each, as wide as the terminal."""
    table = Table.grid("", Column(overflow="fold"), padding=(0, 2, 0, 0))
    for heading, line in lines:
        table.add_row(Text(heading, "bold"), Text(line))
    table.add_row()
    return table


def texts(pair: Pair, seen: Comparison | None, *, coloured: bool) -> Table:
    """The texts, paragraphs that share most in one row; the one that is left where the other is gone."""
    items = [item for item in (pair.duplicate, pair.original) if item]
    table = Table(box=None, expand=True, padding=(0, 1), show_edge=False)
    for name, item in zip(names(pair), (pair.duplicate, pair.original), strict=True):
        if item:
            table.add_column(Text(f"the {name}", "dim"), ratio=1, overflow="fold")
    if items:
        table.add_row(*(Text(plain(item.title), "bold") for item in items))
    for row in _rows(items, seen, coloured=coloured):
        table.add_row(*row)
    cut = [max(0, len(item.text) - LONGEST) for item in items]
    if any(cut):
        table.add_row(*(f"… {count:,} characters more: see --json" if count else "" for count in cut))
    return table


def legend(*, coloured: bool) -> Text:
    """How to read the marks."""
    if coloured:
        return Text.assemble(("shared passages", SHARED_STYLE), ", ", ("figures that the other lacks", FIGURE_STYLE))
    shared, figures = (" and ".join(marks) for marks in (SHARED_MARKS, FIGURE_MARKS))
    return Text(f"between {shared}: shared passages; between {figures}: figures that the other lacks", "dim")


def _rows(items: Sequence[Prepared], seen: Comparison | None, *, coloured: bool) -> Iterator[list[Text]]:
    paragraphs = [item.text[:LONGEST].split("\n") for item in items]
    if seen is None:
        yield from ([Text(_calm(paragraph))] for side in paragraphs for paragraph in side)
        return
    sharing = (seen.sharing.one, seen.sharing.other)
    left, right = (_shown(*side, coloured=coloured) for side in zip(paragraphs, sharing, strict=True))
    for one, other in aligned(*paragraphs):
        yield [Text() if one is None else left[one], Text() if other is None else right[other]]


def _calm(text: str) -> str:
    """Text that cannot steer a terminal, as long as it was."""
    return CONTROLS.sub(" ", text).encode("utf-8", "replace").decode()


def _shown(paragraphs: Sequence[str], side: Side, *, coloured: bool) -> list[Text]:
    """The paragraphs of a text with its passages and own figures."""
    figures = [(figure.start, figure.end) for figure in side.own_figures]
    made, start = [], 0
    for paragraph in paragraphs:
        spans = [_within(found, start, start + len(paragraph)) for found in (side.passages, figures)]
        made.append((_styled if coloured else _marked)(_calm(paragraph), *spans))
        start += len(paragraph) + 1
    return made


def _within(spans: Sequence[Span], start: int, end: int) -> list[Span]:
    """The parts of spans that lie in `[start, end)`, counted from its start; spans are in order."""
    first = bisect_right(spans, start, key=lambda span: span[1])
    inside = takewhile(lambda span: span[0] < end, islice(spans, first, None))
    return [(max(one, start) - start, min(two, end) - start) for one, two in inside]


def _styled(paragraph: str, passages: Sequence[Span], figures: Sequence[Span]) -> Text:
    text = Text(paragraph)
    for style, spans in ((SHARED_STYLE, passages), (FIGURE_STYLE, figures)):
        for span in spans:
            text.stylize(style, *span)
    return text


def _marked(paragraph: str, passages: Sequence[Span], figures: Sequence[Span]) -> Text:
    marks = [
        (place, mark == opening, mark)
        for (opening, closing), spans in ((SHARED_MARKS, passages), (FIGURE_MARKS, figures))
        for span in spans
        for place, mark in zip(span, (opening, closing), strict=True)
    ]
    pieces, done = [], 0
    for place, _, mark in sorted(marks):  # where one span ends and another begins, it ends first
        pieces += [paragraph[done:place], mark]
        done = place
    return Text("".join([*pieces, paragraph[done:]]))

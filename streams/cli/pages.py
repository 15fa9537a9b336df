"""`wiredesk pages explain`: shows how a page is cut, why, and what is taken out."""

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from schemas.cut import Piece
from schemas.item import Item
from schemas.raw import Raw
from streams.cli.lines import plain
from streams.errors import ContentError
from streams.settings import Settings
from streams.sources.files import Claims, SourceError, check, documents
from streams.stages.clean import clean_item
from streams.stages.decode import decode
from streams.stages.segment import Explanation, Gap, explain

# A gap as doubtful as this is shown though it was not cut.
DOUBTFUL = 0.1
CONFIDENT = 80


@click.group("pages")
def command() -> None:
    """Pages of many stories."""


@command.command("explain")
@click.argument("file", metavar="FILE")
@click.option("--minimum", type=click.IntRange(0, 100), help="Confidence below which the page is left whole.")
@click.pass_obj
def explain_page(settings: Settings, file: str, minimum: int | None) -> None:
    """Show FILE (or `-`) with its cuts, the evidence for them, and struck-out repeats."""
    console = Console(highlight=False, markup=False, emoji=False)
    lowest = settings.page_confidence if minimum is None else minimum
    try:
        for item in pages(file):
            language = str(item.ninjs.get("language", ""))
            seen = explain(item.paragraphs, page=item.page, language=language, minimum_confidence=lowest)
            for line in shown(item.paragraphs, seen):
                console.print(line)
    except (ContentError, SourceError) as fault:
        raise click.ClickException(str(fault)) from fault


def pages(file: str) -> Iterator[Item]:
    """The items of a file, cleaned as intake does.

    Raises:
        ContentError: the file cannot be read as any format; SourceError: it is not there.
    """
    check([file])
    for found in documents([file], Claims(), stdin=click.get_binary_stream("stdin")):
        raw = Raw(value=found.value, origin=Path(found.path).name, content_type=found.content_type)
        yield from (clean_item(item) for item in decode(raw).items if isinstance(item, Item))


def shown(paragraphs: Sequence[str], seen: Explanation) -> Iterator[Text | Rule]:
    """The page in its order: a rule where a story begins, each paragraph with its number (from 1)."""
    if seen.confidence is not None:
        yield Text(f"{seen.confidence} % sure that this page holds several stories", "dim")
    gaps = {gap.paragraph: gap for gap in seen.gaps()}
    firsts = {piece.kept[0]: (number, piece) for number, piece in enumerate(seen.pieces, 1) if piece.kept}
    repeats = {repeat.paragraph: repeat.of for piece in seen.pieces for repeat in piece.repeats}
    for index, paragraph in enumerate(paragraphs):
        if index in firsts:
            yield _rule(*firsts[index])
        elif (gap := gaps.get(index)) and gap.probability >= DOUBTFUL:
            yield _not_cut(gap)
        if index in repeats:
            yield Text.assemble(
                (f"{index + 1:>4}  ", "dim"), (plain(paragraph), "strike dim"), f"  repeats {repeats[index] + 1}"
            )
        elif paragraph:
            yield Text.assemble((f"{index + 1:>4}  ", "dim"), plain(paragraph))


def _rule(number: int, piece: Piece) -> Rule:
    confidence = piece.confidence
    style = "green" if confidence is None or confidence >= CONFIDENT else "yellow"
    sure = "" if confidence is None else f" · {confidence} %"
    why = f" · {', '.join(piece.evidence)}" if piece.evidence else ""
    return Rule(Text(f"story {number}{sure}{why}", style), style=style)


def _not_cut(gap: Gap) -> Text:
    strongest = sorted(gap.reasons.items(), key=lambda reason: -abs(reason[1]))[:3]
    why = ", ".join(f"{name} {pull:+.1f}" for name, pull in strongest)
    return Text(f"      not cut here: {gap.probability:.0%}  ({why})", "yellow dim")

"""`wiredesk pages explain`: shows how a page is cut, why, and what is taken out."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from schemas.cut import Piece
from schemas.item import Item
from schemas.raw import Raw
from streams.cli.lines import plain
from streams.desk.intake import Intake
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
@click.option("--feed", default="", help="Cut by this feed's settings, whatever the document says.")
@click.option("--minimum", type=click.IntRange(0, 100), help="Confidence below which the page is left whole.")
@click.pass_obj
def explain_page(settings: Settings, file: str, feed: str, minimum: int | None) -> None:
    """Show FILE (or `-`) with its cuts, the evidence for them, and struck-out repeats and boilerplate."""
    console = Console(highlight=False, markup=False, emoji=False)
    intake = Intake(settings)
    try:
        for name, item in items([file], feed):
            rules = intake.rules(name)
            rules = rules if minimum is None else replace(rules, minimum_confidence=minimum)
            language = str(item.ninjs.get("language", ""))
            seen = explain(item.paragraphs, page=item.page, language=language, rules=rules)
            for line in shown(item.paragraphs, seen):
                console.print(line)
    except (ContentError, SourceError) as fault:
        raise click.ClickException(str(fault)) from fault


def items(files: Sequence[str], feed: str) -> Iterator[tuple[str, Item]]:
    """The items of files, cleaned as intake does, each with the name of its feed, which `feed` overrides.

    Raises:
        ContentError: a document cannot be read as any format; SourceError: a file is not there.
    """
    check(files)
    for found in documents(files, Claims(), stdin=click.get_binary_stream("stdin")):
        raw = Raw(value=found.value, origin=Path(found.path).name, content_type=found.content_type)
        document = decode(raw)
        name = feed or document.feed or found.feed
        yield from ((name, clean_item(item)) for item in document.items if isinstance(item, Item))


def shown(paragraphs: Sequence[str], seen: Explanation) -> Iterator[Text | Rule]:
    """The page in its order: a rule where a story begins, each paragraph with its number (from 1)."""
    if seen.confidence is not None:
        yield Text(f"{seen.confidence} % sure that this page holds several stories", "dim")
    if seen.left_whole:
        yield Text(f"left whole: {seen.left_whole}", "yellow")
    gaps = {gap.paragraph: gap for gap in seen.gaps()}
    firsts = {piece.kept[0]: (number, piece) for number, piece in enumerate(seen.pieces, 1) if piece.kept}
    struck = dict(_struck(seen.pieces))
    for index, paragraph in enumerate(paragraphs):
        if index in firsts:
            yield _rule(*firsts[index])
        elif (gap := gaps.get(index)) and gap.probability >= DOUBTFUL:
            yield _not_cut(gap)
        if index in struck:
            yield Text.assemble((f"{index + 1:>4}  ", "dim"), (plain(paragraph), "strike dim"), f"  {struck[index]}")
        elif paragraph:
            yield Text.assemble((f"{index + 1:>4}  ", "dim"), plain(paragraph))


def _struck(pieces: Sequence[Piece]) -> Iterator[tuple[int, str]]:
    """Every paragraph that was taken out, and what it is."""
    for piece in pieces:
        yield from ((repeat.paragraph, f"repeats {repeat.of + 1}") for repeat in piece.repeats)
        yield from ((index, "boilerplate") for index in piece.boilerplate)


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

"""`wiredesk pages`: shows how a page is cut, why, and what is taken out; learns what a feed prints under stories."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import TextIO

import click
from rich.console import Console
from rich.rule import Rule
from rich.text import Text

from schemas.boilerplate import written
from schemas.cut import Piece
from schemas.item import Item
from schemas.raw import Raw
from schemas.raw_record import raw_of
from schemas.topics import WIRE_RAW
from streams.cli.lines import CONTROLS
from streams.cli.progress import progress
from streams.desk.intake import Intake
from streams.errors import ContentError
from streams.ops.cluster import ClusterError, Connection
from streams.ops.tail import snapshot
from streams.settings import Settings
from streams.sources.files import Claims, SourceError, check, documents
from streams.stages.clean import clean_item
from streams.stages.decode import decode
from streams.stages.pages.boilerplate import LEAST_STORIES, Tally
from streams.stages.segment import Explanation, Gap, explain, segment

# A gap as doubtful as this is shown though it was not cut.
DOUBTFUL = 0.1
CONFIDENT = 80
UNKNOWN = "unknown"  # the feed of what says nothing of one


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
        for name, item in (found for raw in _filed([file]) for found in _items(raw, feed)):
            rules = intake.rules(name)
            rules = rules if minimum is None else replace(rules, minimum_confidence=minimum)
            language = str(item.ninjs.get("language", ""))
            seen = explain(item.paragraphs, page=item.page, language=language, rules=rules)
            for line in shown(item.paragraphs, seen):
                console.print(line)
    except (ContentError, SourceError) as fault:
        raise click.ClickException(str(fault)) from fault


@command.command("learn")
@click.argument("files", metavar="[FILE]...", nargs=-1)
@click.option("--feed", default="", help="Count all as this feed's, whatever the documents say.")
@click.option("--least", type=click.IntRange(2), default=LEAST_STORIES, show_default=True, help="Stories with a line.")
@click.option("--out", type=click.File("w", encoding="utf-8", lazy=True), default="-", help="Write the phrases here.")
@click.pass_obj
def learn(settings: Settings, files: tuple[str, ...], feed: str, least: int, out: TextIO) -> None:
    """Learn what ends story after story of a feed, from FILEs (`-`: standard input) or from the raw topic.

    Writes a small file, a phrase a line with its count, to be read over and then named by the feed's setting
    `boilerplate`. Nothing is taken out of stories before that.
    """
    tallies: defaultdict[str, Tally] = defaultdict(Tally)
    unread = 0
    try:
        for raw in progress("reading", _filed(files) if files else _received(settings)):
            try:
                for name, item in _items(raw, feed):
                    for story in stories(item):
                        tallies[name].add(story)
            except ContentError:
                unread += 1
    except (SourceError, ClusterError) as fault:
        raise click.ClickException(str(fault)) from fault
    phrases = [phrase for name, tally in tallies.items() for phrase in tally.learnt(name, least)]
    out.write(written(phrases))
    read = sum(tally.stories for tally in tallies.values())
    click.echo(f"feeds {len(tallies)}, stories {read}, phrases {len(phrases)}, unreadable documents {unread}", err=True)


def stories(item: Item) -> Iterator[Sequence[str]]:
    """The paragraphs of an item, or of each story of a page with what closes it."""
    pieces = segment(item.paragraphs, page=item.page, language=str(item.ninjs.get("language", "")))
    starts = [piece.kept[0] for piece in pieces]
    yield from (item.paragraphs[start:end] for start, end in pairwise([*starts, len(item.paragraphs)]))


def _filed(files: Sequence[str]) -> Iterator[Raw]:
    """The documents of files.

    Raises:
        SourceError: a file is not there.
    """
    check(files)
    for found in documents(files, Claims(), stdin=click.get_binary_stream("stdin")):
        origin = Path(found.path).name
        yield Raw(value=found.value, origin=origin, feed=found.feed, content_type=found.content_type)


def _received(settings: Settings) -> Iterator[Raw]:
    """The documents of the raw topic.

    Raises:
        ClusterError: the cluster does not answer.
    """
    topic = settings.prefix + WIRE_RAW.name
    for record in snapshot(Connection.of(settings), topic):
        origin = (topic, record.partition, record.offset)
        yield raw_of(origin, record.key, record.value, record.headers, record.timestamp)


def _items(raw: Raw, feed: str) -> Iterator[tuple[str, Item]]:
    """The items of a document, cleaned as intake does, each with the name of its feed, which `feed` overrides.

    Raises:
        ContentError: the document cannot be read as any format.
    """
    document = decode(raw)
    name = feed or document.feed or raw.feed or UNKNOWN
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
            yield Text.assemble((f"{index + 1:>4}  ", "dim"), (_calm(paragraph), "strike dim"), f"  {struck[index]}")
        elif paragraph:
            yield Text.assemble((f"{index + 1:>4}  ", "dim"), _calm(paragraph))


def _struck(pieces: Sequence[Piece]) -> Iterator[tuple[int, str]]:
    """Every paragraph that was taken out, and what it is."""
    for piece in pieces:
        for repeat in piece.repeats:
            yield repeat.paragraph, f"repeats {repeat.of + 1}{', boilerplate' if repeat.boilerplate else ''}"
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


def _calm(paragraph: str) -> str:
    """A paragraph that cannot steer the terminal."""
    return CONTROLS.sub(" ", paragraph).encode("utf-8", "replace").decode()

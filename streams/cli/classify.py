"""`wiredesk classify explain`: which topics a text gets, how sure, and what spoke for and against them."""

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import click
from rich.console import Console
from rich.text import Text

from schemas import codec
from schemas import origin as origins
from schemas.prepared import Prepared
from schemas.raw import Raw
from streams.cli.lines import CONTROLS, plain
from streams.desk import Intake
from streams.desk.explaining import Explained, Explainer, Told
from streams.errors import ContentError
from streams.ops.cluster import ClusterError
from streams.ops.published import ClusterPublished
from streams.settings import Settings
from streams.sources.files import Claims, SourceError, check, documents

URN = "urn:wiredesk:"
_ID = re.compile(rf"(?:{URN})?[0-9a-f]{{32}}")
# Shown of what spoke for and of what spoke against a topic.
SHOWN = 6
SURE, EVEN = 80, 50
# Words that move the confidence by less are noise to a person.
LEAST_POINTS = 2


@click.group("classify")
def command() -> None:
    """Topics of texts."""


@command.command("explain")
@click.argument("source", metavar="FILE|-|ID")
@click.option("--json", "as_json", is_flag=True, help="One JSON object a story, for programs.")
@click.pass_obj
def explain(settings: Settings, source: str, *, as_json: bool) -> None:
    """Explain the topics of the stories in FILE (or `-`), or of the story ID on the topic."""
    console = Console(highlight=False, markup=False, emoji=False)
    try:
        explainer = Explainer(settings)
        for story in _published(settings, source) if _ID.fullmatch(source) else _read(settings, source):
            told = explainer.explain(*story)
            if as_json:
                click.echo(for_programs(told))
            else:
                for line in for_people(told):
                    console.print(line)
    except (ClusterError, ContentError, SourceError, OSError) as fault:
        raise click.ClickException(str(fault)) from fault


Story = tuple[str, str, str, list[Mapping[str, Any]]]


def _read(settings: Settings, file: str) -> Iterator[Story]:
    """The items of a file as intake leaves them: pages are cut, repeats taken out.

    Raises:
        ContentError: an item cannot be read; SourceError: the file is not there.
    """
    check([file])
    intake = Intake(settings)
    for found in documents([file], Claims(), stdin=click.get_binary_stream("stdin")):
        raw = Raw(
            value=found.value,
            origin=origins.record(found.path, 0, found.line),
            feed=found.feed,
            content_type=found.content_type,
            received=found.received,
            arrived=found.arrived,
        )
        result = intake.take(raw)
        yield from (_item(item) for _, item in result.prepared)
        for ended in result.ended:
            click.echo(f"wiredesk: {plain(ended.origin)}: {ended.outcome}: {plain(ended.detail)}", err=True)


def _item(item: Prepared) -> Story:
    return item.title, item.text, str(item.ninjs.get("language", "")), item.ninjs.get("subjects", [])


def _published(settings: Settings, story_id: str) -> Iterator[Story]:
    """The newest version of a story on the topic.

    Raises:
        ClusterError: the cluster does not answer, or has no such story.
    """
    uri = URN + story_id.removeprefix(URN)
    newest = None
    for newest in ClusterPublished(settings).stories(uri):  # noqa: B007 - the last one
        pass
    if newest is None:
        raise ClusterError(f"there is no story {uri} on {settings.prefix}wire-stories")
    titled = newest["headlines"][0]["value"], newest["bodies"][0]["value"]
    yield (*titled, str(newest.get("language", "")), newest.get("subjects", []))


def for_programs(told: Explained) -> str:
    """One JSON object, with what could steer a terminal escaped."""
    value = {"title": told.title, "language": told.language, "topics": [_topic(one) for one in told.topics]}
    return CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", codec.dumps(value).decode())


def _topic(told: Told) -> dict[str, Any]:
    return {
        **told.subject.to_ninjs(),
        "phrases": [{"phrase": phrase, "strength": round(strength, 2)} for phrase, strength in told.phrases],
        "words": [{"word": word, "points": points} for word, points in told.words],
    }


def for_people(told: Explained) -> Iterator[Text]:
    """The title, then each topic with what spoke for it and against it."""
    yield Text.assemble((plain(told.title) or "without a title", "bold"), (f"  {plain(told.language)}", "dim"))
    if not told.topics:
        yield Text("  no topic is likely enough", "yellow")
    for one in told.topics:
        yield _heading(one)
        phrases = [(phrase, strength, f"{abs(strength):.1f}") for phrase, strength in one.phrases]
        words = [(word, float(points), f"{abs(points)}") for word, points in one.words if abs(points) >= LEAST_POINTS]
        yield from _line("evidence for", [pair for pair in phrases if pair[1] > 0], "green")
        yield from _line("against", [pair for pair in phrases if pair[1] < 0], "red")
        yield from _line("surer by words", [pair for pair in words if pair[1] > 0], "green")
        yield from _line("less sure by", [pair for pair in words if pair[1] < 0], "red")
    yield Text("")


def _heading(told: Told) -> Text:
    subject = told.subject
    confidence = subject.confidence
    style = "dim" if confidence is None or confidence < EVEN else "green" if confidence >= SURE else "yellow"
    sure = "     " if confidence is None else f"{confidence:>3} %"
    code = subject.uri.rpartition("/")[2]
    return Text.assemble(
        (f"{sure}  {plain(subject.name)}", style), (f"  {plain(code)}  {plain(subject.creator)}", "dim")
    )


def _line(name: str, found: Iterable[tuple[str, float, str]], style: str) -> Iterator[Text]:
    shown = [f"{plain(said)} {strength}" for said, _, strength in found][:SHOWN]
    if shown:
        yield Text.assemble((f"       {name:>14}  ", "dim"), (", ".join(shown), style))

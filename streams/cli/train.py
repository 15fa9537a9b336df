"""`wiredesk train topics`: refines the shipped topics on a newsroom's labelled archive."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from schemas import codec
from streams.cli.progress import progress
from streams.desk.training import Example, Gain, Pair, example, refine
from streams.errors import ContentError, Reason
from streams.settings import Settings
from streams.stages.classify import CREATOR
from streams.stages.topics.labels import Labels, alike

# Names under which archives have an item's parts; the first that says something counts.
TITLES = ("title", "headline", "headlines")
TEXTS = ("text", "body", "body_text", "bodies", "content", "description")
LABELS = ("topics", "topic", "labels", "label", "subjects", "subject", "categories", "category", "desk")
# Unknown labels shown, the most frequent ones.
SHOWN = 8


@click.group("train")
def command() -> None:
    """Models refined on a newsroom's own archive."""


@command.command("topics")
@click.option(
    "--labelled", type=click.Path(exists=True, dir_okay=False, path_type=Path), required=True,
    help="The archive: a JSON object a line, with title, text and topics.",
)  # fmt: skip
@click.option(
    "--out", type=click.Path(dir_okay=False, path_type=Path), default=Path("topics-model.json"), show_default=True,
    help="Where the refined model goes.",
)  # fmt: skip
@click.option("--label", "own", multiple=True, metavar="OWN=TOPIC", help="What a label of the newsroom's means.")
@click.option("--ignore-unknown", is_flag=True, help="Leave out labels that mean no Media Topic.")
@click.option("--json", "as_json", is_flag=True, help="The gain as one JSON object, for programs.")
@click.pass_obj
def topics(
    settings: Settings, labelled: Path, out: Path, own: tuple[str, ...], *, ignore_unknown: bool, as_json: bool
) -> None:
    """Learn from a labelled archive, measure the gain on a tenth of it, and write the refined model."""
    try:
        labels = Labels(dict(_pair(each) for each in own))
        examples = list(progress("reading", read(labelled, labels)))
        if labels.unknown and not ignore_unknown:
            raise click.ClickException(_unknown(labels))
        model, gain = refine(examples, settings.topics_evidence)
        if gain.scale:
            out.write_bytes(model)
    except (ContentError, ValueError, OSError) as fault:
        raise click.ClickException(fault.detail if isinstance(fault, ContentError) else str(fault)) from fault
    if as_json:
        click.echo(codec.dumps(asdict(gain)))
    else:
        show(Console(highlight=False, markup=False, emoji=False), gain)
    if not gain.scale:
        raise click.ClickException("nothing was gained, so no model was written: the shipped one is no worse here")
    click.echo(f'wiredesk: wrote {out}; workers use it with topics_model = "{out}" in wiredesk.toml', err=True)


def _pair(own: str) -> tuple[str, str]:
    label, equals, topic = own.rpartition("=")
    if not equals or not label.strip():
        raise click.BadParameter(f"{own!r} is not OWN=TOPIC", param_hint="--label")
    return label, topic.strip()


def read(archive: Path, labels: Labels) -> Iterator[Example]:
    """The items of an archive that have a text and a label that is known.

    Raises:
        ContentError: a line is no JSON object; OSError: the file cannot be read.
    """
    with archive.open("rb") as lines:
        for number, line in enumerate(lines, 1):
            if line.strip():
                item = _object(line, f"line {number} of {archive.name}")
                title, text = _said(item, TITLES), _said(item, TEXTS)
                codes = labels.codes(_labels(item))
                if codes and (title or text):
                    yield example(title, text, codes, str(item.get("language") or ""))


def _object(line: bytes, where: str) -> Mapping[str, Any]:
    try:
        item = codec.loads(line)
    except ValueError:
        item = None
    if not isinstance(item, dict):
        raise ContentError(Reason.INVALID_ITEM, f"{where} is no JSON object")
    return item


def _said(item: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((text for name in names if (text := _text(item.get(name)))), "")


def _text(value: object) -> str:
    """Text, or the `value` of the first of a list, as ninjs has it."""
    if isinstance(value, list) and value and isinstance(value[0], Mapping):
        value = value[0].get("value")
    return value if isinstance(value, str) else ""


def _labels(item: Mapping[str, Any]) -> Iterator[str]:
    for name in LABELS:
        value = item.get(name)
        for one in value if isinstance(value, list) else [value]:
            label = _label(one) if isinstance(one, Mapping) else one
            if isinstance(label, str) and label.strip():
                yield label


def _label(subject: Mapping[str, Any]) -> str:
    """What a subject as ninjs has it is called; our own say nothing new."""
    if subject.get("creator") == CREATOR:
        return ""
    return next((str(subject[part]) for part in ("uri", "code", "qcode", "name", "literal") if subject.get(part)), "")


def _unknown(labels: Labels) -> str:
    """One clear line: the commonest labels that mean nothing, and what they may mean."""
    shown = [
        f'"{label}" ({count:,}{"; " + " or ".join(near) + "?" if (near := alike(label)) else ""})'
        for label, count in labels.unknown.most_common(SHOWN)
    ]
    more = f" and {len(labels.unknown) - SHOWN} more" if len(labels.unknown) > SHOWN else ""
    return (
        f"no Media Topic is called {', '.join(shown)}{more}: say what they mean with --label OWN=TOPIC, "
        "or leave them out with --ignore-unknown"
    )


def show(console: Console, gain: Gain) -> None:
    """What was gained, in all and by branch."""
    table = Table("on the held-out tenth", "items", "before", "after", "gain", box=None, pad_edge=False)
    for column in table.columns[1:]:
        column.justify = "right"
    _row(table, "best-placed topic in the right branch", gain.held_out, gain.first)
    _row(table, "one of the first three branches right", gain.held_out, gain.three)
    _row(table, "all topics at even odds or more, F1", gain.held_out, gain.topics)
    for branch in gain.branches:
        _row(table, f"  {branch.name}", branch.items, branch.first)
    console.print(table)
    console.print(f"learned from {gain.learned:,} items; what was learned counts {gain.scale:g} times")


def _row(table: Table, name: str, items: int, pair: Pair) -> None:
    before, after = pair
    table.add_row(name, f"{items:,}", f"{before:.3f}", f"{after:.3f}", f"{after - before:+.3f}")

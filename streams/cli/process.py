"""`wiredesk process`: the very stages of the service in one process, without a broker, over files."""

from base64 import b64encode
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO, Self

import click

from schemas import codec, row, times
from schemas import origin as origins
from schemas.output import Output
from schemas.prepared import Prepared
from schemas.raw import Raw
from schemas.topics import desk
from streams.cli.progress import progress
from streams.desk import Decision, Deduplicate, Ended, Intake, Publish, Reader
from streams.outcomes import Outcome, Streak, TooManyDeadLettersError
from streams.settings import Settings
from streams.sources.files import Claims, Sourced, SourceError, check, documents
from streams.state import MemoryState

# The files a folder of results always has, each the values of the topic of its name.
TOPICS = ("wire-stories", "wire-duplicates", "wire-advisories", "wire-dead-letters")


# An item adds one row at the most, so with two the state keeps to its window.
EXPIRED_AN_ITEM = 2
# The headers of a dead letter that its line has as properties.
DEAD_LETTER = ("reason", "detail", "stage", "origin", "first-failed", "attempts", "feed", "content-type")


@click.command("process")
@click.argument("inputs", nargs=-1, required=True, metavar="INPUT...")
@click.option("--out", type=click.Path(file_okay=False, path_type=Path), help="Folder for the results.")
@click.option("--feed", default="", help="Feed of the inputs; by default the file's name without its suffix.")
@click.option("--content-type", default="", help="Content type of the inputs; by default the suffix and content say.")
@click.option("--received", default="", metavar="RFC3339", help="When the inputs were received.")
@click.pass_obj
def command(
    settings: Settings, inputs: tuple[str, ...], out: Path | None, feed: str, content_type: str, received: str
) -> None:
    """Read files (or `-`) and write stories, duplicates, advisories, dead letters and outcomes."""
    if received and not times.normal(received):
        raise click.BadParameter(f"{received!r} is no RFC 3339 time", param_hint="--received")
    try:
        with ExitStack() as stack:
            results = stack.enter_context(Results.into(out, settings.desks)) if out else Results.to_stdout()
            check(inputs)
            claims = Claims(feed=feed, content_type=content_type, received=times.normal(received), started=_now())
            found = documents(_once(inputs), claims, stdin=click.get_binary_stream("stdin"))
            counts = Process(settings, results).run(progress("reading", found))
    except (SourceError, TooManyDeadLettersError, OSError) as fault:
        raise click.ClickException(str(fault)) from fault
    click.echo(", ".join(f"{outcome} {counts[outcome]:,}" for outcome in Outcome), err=True)


def _once(inputs: Iterable[str]) -> list[str]:
    """An input named twice would be the same arrival twice."""
    return list(dict.fromkeys(inputs))


def _now() -> str:
    return times.rfc3339(datetime.now(UTC).replace(microsecond=0))


class Results:
    """Where values go: a file a topic, or stories alone to standard output."""

    def __init__(self, files: dict[str, BinaryIO]) -> None:
        """`files`: open files by the topic's name; what has none is not written."""
        self._files = files

    @classmethod
    def into(cls, folder: Path, desks: Iterable[str] = ()) -> "Results":
        """A file of each topic, those of `desks` too, and one of outcomes, in `folder`, made where it is missing."""
        folder.mkdir(parents=True, exist_ok=True)
        names = (*TOPICS, *(desk(name).name for name in desks), "wire-outcomes")
        return cls({name: (folder / f"{name.removeprefix('wire-')}.jsonl").open("wb") for name in names})

    @classmethod
    def to_stdout(cls) -> "Results":
        """Stories only."""
        return cls({"wire-stories": click.get_binary_stream("stdout")})

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_fault: object) -> None:
        for file in self._files.values():
            file.close()

    def write(self, topic: str, value: bytes) -> None:
        """One line."""
        if file := self._files.get(topic):
            file.write(value + b"\n")


@dataclass(frozen=True, slots=True)
class _End:
    """An item's end with the place that orders it in its document."""

    index: int
    ended: Ended


class Process:
    """Intake, deduplicate and publish in turn, over a state in memory."""

    def __init__(self, settings: Settings, results: Results) -> None:
        """The state is empty at each start."""
        self._results = results
        self._intake = Intake(settings)
        self._deduplicate = Deduplicate(settings, MemoryState())
        self._publish = Publish(settings, Reader(settings) if settings.reading else None)
        self._streak = Streak(settings.dead_letters_in_a_row, settings.dead_letters_share)
        self._counts: Counter[str] = Counter()
        self._decided = 0

    def run(self, documents: Iterable[Sourced]) -> Counter[str]:
        """Process all; how many items ended in which outcome.

        Raises:
            TooManyDeadLettersError: see `Streak`.
        """
        for document in documents:
            ends = sorted(self._one(document), key=lambda end: end.index)
            for end in ends:
                self._enter(end.ended)
        return self._counts

    def _one(self, document: Sourced) -> Iterator[_End]:
        result = self._intake.take(self._raw(document))
        for output in result.outputs:
            self._write(output)
        yield from (_End(_index(ended), ended) for ended in result.ended)
        for _, item in result.prepared:
            yield from (_End(_index(ended), ended) for ended in self._item(item))

    def _raw(self, document: Sourced) -> Raw:
        return Raw(
            value=document.value,
            origin=origins.record(document.path, 0, document.line),
            feed=document.feed,
            content_type=document.content_type,
            received=document.received,
            arrived=document.arrived,
        )

    def _item(self, item: Prepared) -> Iterator[Ended]:
        decision: Decision = self._deduplicate.decide(item, row.order(self._decided, 0))
        self._deduplicate.expire(EXPIRED_AN_ITEM)
        self._decided += 1
        if decision.change:
            click.echo(f"feed {decision.change.feed}: {decision.change.said}", err=True)
        if decision.output:
            self._write(decision.output)
        if decision.ended:
            yield decision.ended
        if decision.verdict:
            result = self._publish.publish(decision.verdict)
            for output in result.outputs:
                self._write(output)
            yield from result.ended

    def _write(self, output: Output) -> None:
        self._results.write(output.topic, _line(output))

    def _enter(self, ended: Ended) -> None:
        self._counts[ended.outcome] += 1
        line = {name: getattr(ended, name) for name in ("origin", "feed", "source", "outcome", "uri", "detail")}
        self._results.write("wire-outcomes", codec.dumps(line))
        self._streak.add(dead=ended.outcome == Outcome.DEAD_LETTER)


def _index(ended: Ended) -> int:
    _, _, index = ended.origin.rpartition("#")
    return int(index) if index.isdigit() else -1


def _line(output: Output) -> bytes:
    if output.topic == "wire-dead-letters":
        return _dead_letter(output)
    if output.value is None:
        return codec.dumps(
            {"key": output.key, **{name: value.decode() for name, value in output.headers}, "value": None}
        )
    return output.value


def _dead_letter(output: Output) -> bytes:
    found = {name: value.decode() for name, value in output.headers}
    named = {name: found[name] for name in DEAD_LETTER}
    return codec.dumps(
        {**named, "attempts": int(named["attempts"]), "valueBase64": b64encode(output.value or b"").decode()}
    )

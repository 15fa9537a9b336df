"""Measures what reading a story costs, part by part, and what loading the models takes.

`python tools/measure_reading.py [FILE.jsonl ...]`: JSON lines with a `text`, cut to items of an ordinary length, or
items of the samples' paragraphs in ever new orders. News of one's own tells more: the samples' words are few.
Prints a table, and last one JSON object with all figures, versions and the machine.
"""

import json
import math
import platform
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psutil

if TYPE_CHECKING:  # loading is measured, so nothing of ours is imported before
    from streams.desk.reading import Reader, Reading

LENGTH = 870  # characters of an ordinary item
ITEMS = 200
GOAL = 2000  # microseconds that all of reading such an item may take on one core
ROUNDS = 7  # the best of them counts: the machine has other work
TODAY = date(2025, 11, 24)
MIB = 1 << 20
SAMPLES = Path(__file__).parents[1] / "streams" / "samples"
PARAGRAPH = 80  # characters of a paragraph that is no title or credit, at least

Part = Callable[[int], object]


def main(files: list[Path]) -> None:
    """Print all figures."""
    texts = list(_texts(files))[:ITEMS] if files else list(_fiction())
    reader, loading = _loaded()
    read = _whole(reader, texts)
    whole = round(sum(_best({"read": read}, len(texts)).values()), 1)
    parts = {name: round(cost, 1) for name, cost in _best(_parts(texts), len(texts)).items()}
    print(f"{len(texts)} items of {LENGTH} characters, one core, CPU time, best of {ROUNDS}")
    for name, cost in parts.items():
        print(f"{name:<12}{cost:8.1f} µs an item")
    print(f"{'all of it':<12}{whole:8.1f} µs an item, as `Reader.read` does it; the goal is {GOAL}")
    print(f"loading: {loading['seconds']} s of CPU time, {loading['mebibytes']} MiB")
    figures = {"parts": parts, "read": whole, "goal": GOAL, "loading": loading, "models": read(0).models}
    print(json.dumps(figures | _circumstances(len(texts))))


def _loaded() -> "tuple[Reader, dict[str, float]]":
    """The reader, and what making it took, modules and all."""
    process = psutil.Process()
    memory, begun = process.memory_info().rss, time.process_time()
    from streams.desk.reading import Reader  # noqa: PLC0415 - the import is part of what is measured
    from streams.settings import Settings  # noqa: PLC0415 - as above

    reader = Reader(Settings())
    seconds, grown = time.process_time() - begun, process.memory_info().rss - memory
    from streams.desk import memory as collector  # noqa: PLC0415 - as above

    collector.settle()  # as the worker does
    return reader, {"seconds": round(seconds, 2), "mebibytes": round(grown / MIB)}


def _texts(files: list[Path]) -> Iterator[str]:
    """Items of one length, made of all texts one after another."""
    rest = ""
    for path in files:
        for line in path.read_text("utf-8").splitlines():
            rest += _text(line) + "\n"
            while len(rest) >= LENGTH:
                yield rest[:LENGTH]
                rest = ""


def _fiction() -> Iterator[str]:
    """Items of the samples' paragraphs, each as often as the others; no two items hold them in one order."""
    messages = [_text(line) for line in (SAMPLES / "wire.jsonl").read_text("utf-8").splitlines()]
    page = (SAMPLES / "harbour-page.txt").read_text("utf-8")
    lines = dict.fromkeys("\n".join([*messages, page]).splitlines())
    paragraphs = [line for line in lines if len(line) >= PARAGRAPH]
    for number in range(ITEMS):
        turn, first = divmod(number, len(paragraphs))
        taken = (paragraphs[(first + place * (turn + 1)) % len(paragraphs)] for place in range(LENGTH // PARAGRAPH + 1))
        yield "\n".join(taken)[:LENGTH]


def _text(line: str) -> str:
    """What an item's line says, if it says anything in plain text."""
    try:
        item = json.loads(line)
    except ValueError:
        return ""
    text = item.get("text") or item.get("content") if isinstance(item, dict) else ""
    return text if isinstance(text, str) and not text.lstrip().startswith("<") else ""


def _parts(texts: list[str]) -> dict[str, Part]:
    """Each part as the desk calls it, on what the parts before it found."""
    from streams.stages.classify import Classifier  # noqa: PLC0415 - see the first lines
    from streams.stages.date import dates  # noqa: PLC0415
    from streams.stages.figures.marking import mark  # noqa: PLC0415
    from streams.stages.genre import genres  # noqa: PLC0415
    from streams.stages.keywords import keywords  # noqa: PLC0415
    from streams.stages.language import identify_language  # noqa: PLC0415
    from streams.stages.locate import locate  # noqa: PLC0415
    from streams.stages.money import money  # noqa: PLC0415
    from streams.stages.name import Namer  # noqa: PLC0415
    from streams.stages.quantify import quantities  # noqa: PLC0415
    from streams.stages.quote import quotes  # noqa: PLC0415
    from streams.stages.source import sources  # noqa: PLC0415
    from streams.stages.speech.hearing import hear  # noqa: PLC0415
    from streams.stages.summarise import summary  # noqa: PLC0415
    from streams.vocabularies.places import Places  # noqa: PLC0415

    namer, classifier, places = Namer(), Classifier(), Places()
    marked, heard = [mark(text) for text in texts], [hear(text) for text in texts]
    called = [[(m.kind, m.start, m.end, m.name) for m in namer.names("", text).mentions] for text in texts]
    return {
        "language": lambda n: identify_language(texts[n], ""),
        "topics": lambda n: classifier.classify("", texts[n], "en", ()),
        "genres": lambda n: genres("", texts[n]),
        "names": lambda n: namer.names("", texts[n], language="en"),
        "dateline": lambda n: locate("", texts[n], places),
        "numbers": lambda n: mark(texts[n]),
        "money": lambda n: money(texts[n], marked=marked[n]),
        "quantities": lambda n: quantities(texts[n], today=TODAY, marked=marked[n]),
        "dates": lambda n: dates(texts[n], today=TODAY, marked=marked[n]),
        "hear": lambda n: hear(texts[n]),
        "quotes": lambda n: quotes(texts[n], called[n], heard[n]),
        "sources": lambda n: sources(texts[n], called[n], heard[n]),
        "keywords": lambda n: keywords("", texts[n]),
        "summary": lambda n: summary("", texts[n], heard[n]),
    }


def _whole(reader: "Reader", texts: list[str]) -> "Callable[[int], Reading]":
    from schemas.prepared import Prepared  # noqa: PLC0415 - see the first lines

    received = f"{TODAY}T09:00:00Z"
    empty = ("origin", "feed", "family", "uri", "source", "title", "content", "text_hash", "sketch")
    names: dict[str, Any] = dict.fromkeys(empty, "")
    items = [Prepared(**names, received=received, text=text) for text in texts]
    return lambda n: reader.read(items[n])


def _best(parts: Mapping[str, Part], items: int) -> dict[str, float]:
    """Microseconds an item of each part; an item goes through all of them before the next, as it does at the desk."""
    best = dict.fromkeys(parts, math.inf)
    for _ in range(ROUNDS):
        taken = dict.fromkeys(parts, 0.0)
        for number in range(items):
            for name, part in parts.items():
                begun = time.process_time()
                part(number)
                taken[name] += time.process_time() - begun
        best = {name: min(best[name], taken[name] / items * 1e6) for name in parts}
    return best


def _circumstances(items: int) -> dict[str, Any]:
    """What the figures hold for."""
    return {
        "items": items,
        "characters": LENGTH,
        "rounds": ROUNDS,
        "versions": {name: version(name) for name in ("wiredesk", "numpy")} | {"python": platform.python_version()},
        "machine": {"processor": _processor(), "cores": psutil.cpu_count(), "system": platform.system()},
    }


def _processor() -> str:
    """The processor's name, where the system says it."""
    known = Path("/proc/cpuinfo")
    lines = known.read_text("utf-8").splitlines() if known.exists() else []
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


if __name__ == "__main__":
    main([Path(argument) for argument in sys.argv[1:]])

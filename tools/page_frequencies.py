"""Counts in how many short news texts each word beginning stands, from texts whose licence lets the table ship.

Usage: page_frequencies.py [DATA], DATA being the developers' data (default: ../shared/data beside the project).
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from streams.stages.pages.words import STEM, STEP, TABLE

FEWEST_TEXTS = 8  # for a word to be in the table: rarer ones weigh almost the same as unknown ones
EVENTS = ("events_2002_2020", "events_2025_2026")
PASSAGE = 2  # sentences of a Wikinews text that make a short text


def texts(data: Path) -> Iterator[str]:
    """Wikipedia's current events, HuffPost's short descriptions, passages of Wikinews."""
    for name in EVENTS:
        yield from (str(row["text"]) for row in _rows(data / f"wikipedia_current_events/{name}.jsonl"))
    for row in _rows(data / "huffpost/huffpost_2018_2022_head.jsonl"):
        yield str(row["short_description"])
    for row in _rows(data / "gum_wikinews/gum_wikinews.jsonl"):
        sentences = row["sents_text"]
        assert isinstance(sentences, list)
        yield from (" ".join(sentences[at : at + PASSAGE]) for at in range(0, len(sentences), PASSAGE))


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def main() -> None:
    """Write the table."""
    data = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "shared" / "data"
    counts: Counter[str] = Counter()
    total = 0
    for text in texts(data):
        total += 1
        counts.update({token.casefold()[:STEM] for _, token in STEP.findall(text) if token[0].islower()})
    rows = sorted((row for row in counts.items() if row[1] >= FEWEST_TEXTS), key=lambda row: (-row[1], row[0]))
    head = f"# Word beginnings in lower case and in how many of {total} short news texts they stand. See README.md.\n"
    TABLE.write_text(head + "".join(f"{word}\t{count}\n" for word, count in rows), encoding="utf-8")


if __name__ == "__main__":
    main()

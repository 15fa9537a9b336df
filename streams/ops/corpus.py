"""A deterministic corpus of made-up items, for the bench and for ledgers: the same numbers give the same bytes."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from schemas import codec, times
from streams.sources.files import Sourced

CHARACTERS = 870  # the median length of a wire item in the evaluation data
PARAGRAPHS = 4
START = "2026-01-05T06:00:00Z"
_SYLLABLES = (
    "ba be bo da de do fa fi ga go ha he ka ke ki la le lo ma me mi na ne no pa pe ra re ri sa se so ta te to va"
).split()
_PLAIN = (
    "the a of to in and said for on that with was by it at from be has had not its after will new year would over week "
    "month plan city council board minister company market price report talks vote court storm harbour school hospital"
).split()


@dataclass(frozen=True, slots=True)
class Made:
    """An item of the corpus. `id` is its source id, `text` its body; poison has neither and is no JSON."""

    feed: str
    id: str
    text: str
    value: bytes


class Writer:
    """Writes texts of invented words in English order of magnitude; no two share more than common words."""

    def __init__(self, seed: int) -> None:
        """The same seed writes the same texts."""
        self._random = random.Random(seed)  # noqa: S311 - a corpus, not a secret
        self._names = ["".join(self._random.choices(_SYLLABLES, k=3)) for _ in range(4000)]

    def text(self, characters: int = CHARACTERS) -> str:
        """Paragraphs of sentences, some `characters` long altogether."""
        return "\n\n".join(self._paragraph(characters // PARAGRAPHS) for _ in range(PARAGRAPHS))

    def _paragraph(self, characters: int) -> str:
        sentences, size = [], 0
        while size < characters:
            sentences.append(self._sentence())
            size += len(sentences[-1]) + 1
        return " ".join(sentences)

    def _sentence(self) -> str:
        words = [
            self._random.choice(self._random.choice((self._names, _PLAIN))) for _ in range(self._random.randint(9, 19))
        ]
        return " ".join(words).capitalize() + "."


def enveloped(feed: str, identity: str, text: str, received: str) -> bytes:
    """A raw message of one item."""
    content = {"uri": identity, "type": "text", "headline": text.partition(".")[0], "body_text": text}
    return codec.dumps({"feed": feed, "received": received, "contentType": "application/json", "content": content})


def distinct(count: int, seed: int = 1) -> Iterator[Made]:
    """Items of which none is a copy of another: what the bench feeds."""
    writer = Writer(seed)
    for number in range(count):
        feed, identity, text = f"bench-{number % 4}", f"urn:bench:{seed}:{number}", writer.text()
        yield Made(feed, identity, text, enveloped(feed, identity, text, START))


def of_folder(folder: Path) -> Iterator[Made]:
    """The lines of all `.jsonl` files in a folder as items, a feed a file; a line's `text` or `body` is its body."""
    for path in sorted(folder.glob("*.jsonl")):
        with path.open("rb") as lines:
            for number, line in enumerate(lines):
                fields = codec.loads(line)
                text = str(fields.get("text") or fields.get("body") or "")
                identity = f"urn:bench:{path.stem}:{number}"
                if text.strip():
                    yield Made(path.stem, identity, text, enveloped(path.stem, identity, text, START))


def sourced(items: Sequence[Made] | Iterator[Made]) -> Iterator[Sourced]:
    """Items as the raw topic takes them."""
    for number, item in enumerate(items):
        yield Sourced(
            value=item.value, size=len(item.value), feed=item.feed, content_type="application/json",
            received=times.normal(START), arrived=START, path="corpus", line=number,
        )  # fmt: skip


def mixed(count: int, seed: int = 7) -> Iterator[Made]:
    """What a ledger feeds: of every ten items three are copies from other feeds, one an update, and 1 % is poison."""
    writer, chance = Writer(seed), random.Random(seed + 1)  # noqa: S311 - a corpus, not a secret
    known: list[Made] = []
    for number in range(count):
        feed, identity, draw = f"feed-{number % 6}", f"urn:made:{seed}:{number}", chance.random()
        if draw < 0.01:  # noqa: PLR2004 - the shares are those of the docstring
            yield Made(feed, "", "", b'{"feed": "%s", "content": %d' % (feed.encode(), number))
            continue
        text = writer.text()
        if known and draw < 0.31:  # noqa: PLR2004
            original = chance.choice(known[-500:])
            feed, text = f"feed-{(int(original.feed[-1]) + 1 + number % 5) % 6}", original.text
        elif known and draw < 0.41:  # noqa: PLR2004
            older = chance.choice(known[-500:])
            feed, identity = older.feed, older.id
        made = Made(feed, identity, text, enveloped(feed, identity, text, START))
        if draw >= 0.41:  # noqa: PLR2004
            known.append(made)
        yield made

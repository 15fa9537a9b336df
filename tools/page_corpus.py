"""Pages as they occur, made from the developers' data: stories one after another, tails repeated, with the truth.

Shared by the trainer and by the quality tests. Nothing of the data is kept: pages exist in memory only.
"""

import hashlib
import json
import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

FEWEST_WORDS = 30  # of a story: below that it is a headline or a table of contents
FEWEST_PARAGRAPHS = 2
PASSAGE = 25  # words in common that make two stories one for the split, so that no text is in two parts
SPLIT = (("train", 60), ("dev", 80), ("test", 100))  # upper ends of the hash, in percent
DESK_SHARE = 0.5  # of the pages hold stories of one desk
SHORTENED_SHARE = 0.7  # of the pages hold the first paragraphs of each story, as news digests do
LONGEST_STORY = 40
LONGEST_TAIL = 5
AFTER_LEAD_SHARE = 0.25  # of the pages repeat all of a story but its one or two first paragraphs
FEWEST_OF_ARTICLE, MOST_OF_ARTICLE = 5, 80  # paragraphs
CHANGED_SHARE = 0.1  # of the repeats: other typography; as many lose their last words
REUTERS_PARAGRAPH = re.compile(r"\n {4}(?=\S)")


@dataclass(frozen=True, slots=True)
class Story:
    """One article: where it comes from, its desk, its title where known, its paragraphs."""

    name: str
    source: str
    desk: str
    title: str
    paragraphs: tuple[str, ...]


@dataclass(slots=True)
class Page:
    """A page and its truth: the index of each story's first paragraph; each repeat's index and what it repeats."""

    paragraphs: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    repeats: dict[int, int] = field(default_factory=dict)
    kind: str = ""

    def add(self, paragraphs: Sequence[str], tail: int, change: Callable[[str], str]) -> None:
        """Append a story and, after it, its last `tail` paragraphs once more."""
        start = len(self.paragraphs)
        self.starts.append(start)
        self.paragraphs.extend(paragraphs)
        for place in range(len(paragraphs) - tail, len(paragraphs)):
            self.repeats[len(self.paragraphs)] = start + place
            self.paragraphs.append(change(paragraphs[place]))

    def close(self, line: str) -> None:
        """Append a line that stands after every story; from the second time it is a repeat of the first."""
        if line in self.paragraphs:
            self.repeats[len(self.paragraphs)] = self.paragraphs.index(line)
        self.paragraphs.append(line)


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def _lines(text: str) -> tuple[str, ...]:
    return tuple(" ".join(line.split()) for line in text.split("\n") if line.strip())


def _bbc(data: Path) -> Iterator[Story]:
    for row in _rows(data / "bbc/bbc.jsonl"):
        yield Story(f"bbc/{row['id']}", "bbc", str(row["label"]), str(row["title"]), _lines(str(row["text"])))


def _masakhanews(data: Path) -> Iterator[Story]:
    for row in _rows(data / "masakhanews/eng_dev.jsonl"):
        yield Story(
            f"mas/{row['url']}", "masakhanews", str(row["category"]), str(row["headline"]), _lines(str(row["text"]))
        )


def _polnear(data: Path) -> Iterator[Story]:
    for part in ("train", "dev"):
        for row in _rows(data / f"polnear/{part}.jsonl"):
            title, *lines = _lines(str(row["text"]))
            yield Story(f"pol/{row['id']}", "polnear", str(row["publisher"]), title, tuple(lines))


def _reuters(data: Path) -> Iterator[Story]:
    for row in _rows(data / "reuters21578/reuters21578.jsonl"):
        topics, body = row["topics"], str(row["body"] or "")
        if row["text_type"] != "NORM" or re.search(r"\S {3,}\S", body):
            continue  # tables
        body = re.sub(r"\n\s*(Reuter|REUTER)\s*$", "", body.rstrip())
        paragraphs = tuple(" ".join(part.split()) for part in REUTERS_PARAGRAPH.split(body) if part.strip())
        desk = str(topics[0]) if isinstance(topics, list) and topics else "none"
        yield Story(f"reu/{row['newid']}", "reuters", desk, str(row["title"]), paragraphs)


def _untokenised(tokens: Sequence[str]) -> str:
    text = re.sub(r" ([,.;:?!%)\]’]|'s|n't|'[a-z]{1,2}\b)", r"\1", " ".join(tokens))
    text = re.sub(r"([($\[£€]) ", r"\1", text)
    text = re.sub(r'" ([^"]*?) "', r'"\1"', text)
    return re.sub(r"(\w) - (\w)", r"\1-\2", text)


def _worldwide(data: Path) -> Iterator[Story]:
    for row in _rows(data / "en_worldwide_newswire/worldwide.jsonl"):
        sentences = row["sents"]
        assert isinstance(sentences, list)
        lines = tuple(_untokenised(sentence["tokens"]) for sentence in sentences)
        name = str(row["id"])
        yield Story(f"wor/{name}", "worldwide", name.partition("_")[0], "", lines)


def _passages(story: Story) -> Iterator[int]:
    words = re.findall(r"\w+", " ".join(story.paragraphs).casefold())
    yield from (hash_of(" ".join(words[at : at + PASSAGE])) for at in range(max(1, len(words) - PASSAGE + 1)))


def hash_of(text: str) -> int:
    """A hash that is the same on every machine and in every run."""
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest())


def _usable(story: Story) -> bool:
    words = sum(len(paragraph.split()) for paragraph in story.paragraphs)
    different = len({"".join(paragraph.split()).casefold() for paragraph in story.paragraphs})
    return len(story.paragraphs) >= FEWEST_PARAGRAPHS and words >= FEWEST_WORDS and different == len(story.paragraphs)


def _distinct(stories: Iterator[Story]) -> Iterator[Story]:
    seen: set[int] = set()
    for story in stories:
        passages = set(_passages(story))
        if not passages & seen:
            yield story
        seen |= passages


def french_stories(data: Path) -> list[Story]:
    """French stories, for measuring only: they come as one paragraph and are parted after every second sentence."""
    found = []
    for row in _rows(data / "masakhanews/fra_dev.jsonl"):
        sentences = re.split(r"(?<=[.!?]) +(?=[A-ZÀ-Þ«\"])", " ".join(str(row["text"]).split()))
        lines = tuple(" ".join(sentences[at : at + 2]) for at in range(0, len(sentences), 2))
        found.append(Story(str(row["url"]), "french", str(row["category"]), str(row["headline"]), lines))
    return [story for story in _distinct(iter(found)) if _usable(story)]


READERS: dict[str, Callable[[Path], Iterator[Story]]] = {
    "bbc": _bbc,
    "masakhanews": _masakhanews,
    "polnear": _polnear,
    "worldwide": _worldwide,
    "reuters": _reuters,
}
SPARE = 2_000  # stories
MOST_OF_A_SOURCE = 2_500  # stories: Reuters alone would outnumber the rest


def stories(data: Path, part: str) -> list[Story]:
    """The stories of one part (`train`, `dev`, `test`), no passage of which is in another story of any part."""
    found: list[Story] = []
    for reader in READERS.values():
        usable = [story for story in _distinct(reader(data)) if _usable(story)]
        usable.sort(key=lambda story: hash_of(story.name))
        found += [story for story in usable[:MOST_OF_A_SOURCE] if _part(story) == part]
    return found


def spare_stories(data: Path) -> list[Story]:
    """Reuters stories beyond those that pages are made of."""
    usable = [story for story in _distinct(_reuters(data)) if _usable(story)]
    return sorted(usable, key=lambda story: hash_of(story.name))[MOST_OF_A_SOURCE : MOST_OF_A_SOURCE + SPARE]


def _part(story: Story) -> str:
    percent = hash_of("part " + story.name) % 100
    return next(name for name, end in SPLIT if percent < end)


def _retyped(text: str, chance: random.Random) -> str:
    for old, new in chance.sample(
        [('"', "”"), ("'", "’"), (" - ", " — "), ("-", "\u2011"), (" ", "\u00a0"), ("...", "…"), (",", " ,")], 4
    ):
        text = text.replace(old, new)
    return text


def _cut(text: str, chance: random.Random) -> str:
    words = text.split()
    lost = chance.randint(1, max(1, min(4, len(words) // 4)))
    return " ".join(words[:-lost]) + chance.choice(["", "…", "..."]) if len(words) > lost + 2 else text


def _changer(chance: random.Random) -> Callable[[str], str]:
    def change(text: str) -> str:
        roll = chance.random()
        if roll < CHANGED_SHARE:
            return _retyped(text, chance)
        return _cut(text, chance) if roll < 2 * CHANGED_SHARE else text

    return change


def _chosen(pool: Sequence[Story], chance: random.Random) -> list[Story]:
    seed = chance.choice(pool)
    if chance.random() < DESK_SHARE:
        fitting = [story for story in pool if (story.source, story.desk) == (seed.source, seed.desk)]
    elif chance.random() < DESK_SHARE:
        fitting = [story for story in pool if story.source == seed.source]
    else:
        fitting = list(pool)
    wanted = chance.randint(5, 20)
    return chance.sample(fitting, wanted) if len(fitting) >= wanted else _chosen(pool, chance)


def _body(story: Story, chance: random.Random, *, shortened: bool) -> tuple[str, ...]:
    longest = chance.randint(2, 9) if shortened else LONGEST_STORY
    return story.paragraphs[:longest]


TAIL_CHANCE = {"every": 1.0, "half": 0.5, "none": 0.0}
DRESSES = ("titles", "titles and bylines", "boilerplate", "separators")
BOILERPLATE = (
    "Sign up for our morning newsletter to have the day's stories in your inbox.",
    "Copyright 2024 The Harbour Gazette. All rights reserved.",
    "Read more: what the day brought, in five minutes",
    "Follow our coverage throughout the week on the website and in the app.",
)


WRITERS = (
    "Ann Archer",
    "Tom Miller",
    "Ida Holm and Per Lund",
    "Our staff",
    "Nora Quist",
    "the Gazette's desk",
    "Lee Marsh",
)


def _dressed(story: Story, body: tuple[str, ...], dress: str) -> tuple[str, ...]:
    if dress.startswith("titles"):
        byline = ("By " + WRITERS[hash_of(story.name) % len(WRITERS)],) if dress == "titles and bylines" else ()
        return (*((story.title,) if story.title else ()), *byline, *body)
    return body


def page(pool: Sequence[Story], kind: str, seed: int, *, dress: str = "", closing: str = "") -> Page:
    """A page of 5 to 20 stories of `pool`; `kind` says after how many of them their tail stands again.

    A `dress` adds what newsrooms print around stories. Boilerplate counts as a repeat of its first occurrence.
    `closing` is a line that stands after every story, with a name of each story's own in place of `{}`.
    """
    chance = random.Random(f"{kind} {seed}")  # noqa: S311 - reproducible pages, no secrets
    made = Page(kind=kind)
    shortened = chance.random() < SHORTENED_SHARE
    after_lead = chance.random() < AFTER_LEAD_SHARE
    line = chance.choice(BOILERPLATE) if dress == "boilerplate" else "* * *"
    for story in _chosen(pool, chance):
        body = _body(story, chance, shortened=shortened)
        longest = len(body) - 1
        tail = max(1, longest - chance.randint(0, 1)) if after_lead else chance.randint(1, min(LONGEST_TAIL, longest))
        tail = tail if chance.random() < TAIL_CHANCE[kind] else 0
        made.add(_dressed(story, body, dress), tail, _changer(chance))
        if dress in {"boilerplate", "separators"}:
            made.close(line)
        if closing:
            made.paragraphs.append(closing.format(" ".join(body[0].split()[:3])))
    return made


def pages(pool: Sequence[Story], count: int, first: int = 0, *, dressed: float = 0.0) -> list[Page]:
    """`count` pages, the three kinds in turn, a share of them dressed."""
    kinds = list(TAIL_CHANCE)
    return [
        page(pool, kinds[seed % len(kinds)], seed, dress=_dress(seed, dressed)) for seed in range(first, first + count)
    ]


def _dress(seed: int, share: float) -> str:
    chance = random.Random(f"dress {seed}")  # noqa: S311 - as above
    return chance.choice(DRESSES) if chance.random() < share else ""


def small_page(pool: Sequence[Story], seed: int) -> Page:
    """A page of two to four stories."""
    made = page(pool, list(TAIL_CHANCE)[seed % 3], seed)
    end = made.starts[random.Random(seed).randint(2, 4)]  # noqa: S311 - as above
    starts = [start for start in made.starts if start < end]
    repeats = {place: of for place, of in made.repeats.items() if place < end}
    return Page(made.paragraphs[:end], starts, repeats, made.kind)


def articles(pool: Sequence[Story]) -> list[Story]:
    """Single articles of 5 to 80 paragraphs."""
    return [story for story in pool if FEWEST_OF_ARTICLE <= len(story.paragraphs) <= MOST_OF_ARTICLE]

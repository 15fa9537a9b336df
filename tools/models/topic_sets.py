"""The texts the topic model learns from, each with its branch: only sets whose licence lets weights be shipped."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from streams.stages.topics.evidence import read
from streams.vocabularies import mediatopics

# Labels of each set and the branch an editor would file them under.
WIKIPEDIA = {
    "Armed conflicts and attacks": "16", "Politics and elections": "11", "Law and crime": "02",
    "Disasters and accidents": "03", "International relations": "11", "Business and economy": "04", "Sports": "15",
    "Arts and culture": "01", "Science and technology": "13", "Religion": "12", "Media": "01", "Weather": "17",
    "Education": "05",
}  # fmt: skip
# Of HuffPost's desks, comedy and media are about politicians as often as not: they name no branch.
HUFFPOST = {
    "POLITICS": "11", "ENTERTAINMENT": "01", "CULTURE & ARTS": "01", "SPORTS": "15",
    "BUSINESS": "04", "MONEY": "04", "TECH": "13", "SCIENCE": "13", "ENVIRONMENT": "06", "EDUCATION": "05",
    "CRIME": "02", "RELIGION": "12", "WELLNESS": "07", "TRAVEL": "10", "FOOD & DRINK": "10", "HOME & LIVING": "10",
    "STYLE & BEAUTY": "10", "WEDDINGS": "10", "PARENTING": "14", "QUEER VOICES": "14", "WOMEN": "14",
}  # fmt: skip
UCI = {"b": "04", "e": "01", "t": "13", "m": "07"}
FIVE_PUBLISHERS = {"business": "04", "entertainment": "01", "science and technology": "13", "health": "07"}
SIB200 = {
    "science/technology": "13", "travel": "10", "politics": "11", "sports": "15", "health": "07", "entertainment": "01"
}  # fmt: skip
_ENVIRONMENT = re.compile(
    r"\b(climate|species|pollut\w*|emission\w*|environment\w*|conservation|whal\w+|wildlife|endangered|carbon|warming|"
    r"deforestation|oil spill|smog|extinct\w*|forest\w*|ocean|coral|ozone|animal\w*|glacier\w*|greenhouse|arctic)\b",
    re.IGNORECASE,
)
_DISEASE = re.compile(
    r"\b(disease|virus|cases|patients?|vaccin\w*|covid\w*|coronavirus|outbreak|ebola|health|hospital\w*|infect\w*|"
    r"cancer|flu|pandemic|epidemic|malaria|polio|hiv|aids|cholera|measles|drug|doctor\w*|medic\w*|quarantine|zika)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Text:
    """One text to learn from. `branch` is a code of eight digits, empty where the label names none.

    `weight` is how much the text counts.
    """

    title: str
    text: str
    branch: str
    weight: float = 1.0


def texts(data: Path, huffpost_until: str = "9999") -> list[Text]:
    """All of them, in a fixed order; HuffPost only before a date (for tests on later ones)."""
    return [
        *_wikipedia(data),
        *_huffpost(data, huffpost_until),
        *_uci(data),
        *_five_publishers(data),
        *_sib200(data),
        *_evidence(),
        *_definitions(data),
    ]


def _lines(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


# The portal is two thirds of all texts, but has the world's events and not a newsroom's mix: each of its texts counts
# for less (chosen on HuffPost's later months and on stories of UCI, both kept from training).
_WIKIPEDIA_WEIGHT = 0.5


def _wikipedia(data: Path) -> Iterator[Text]:
    for name in ("events_2002_2020", "events_2025_2026"):
        for event in _lines(data / "wikipedia_current_events" / f"{name}.jsonl"):
            if len(event["labels"]) == 1 and (branch := _event_branch(event)):
                yield Text("", event["text"], f"{branch}000000", _WIKIPEDIA_WEIGHT)


def _event_branch(event: dict[str, Any]) -> str:
    label = event["labels"][0]
    if label != "Health and environment":
        return WIKIPEDIA.get(label, "")
    environment, disease = len(_ENVIRONMENT.findall(event["text"])), len(_DISEASE.findall(event["text"]))
    return "06" if environment > disease else "07"


# HuffPost's headlines are the only ones of a general newsroom among the sets, so they count for more.
_HUFFPOST_WEIGHT = 3.0
# Evidence and definitions are lists of phrases, not texts.
_PHRASES_WEIGHT = 0.5


def _huffpost(data: Path, until: str) -> Iterator[Text]:
    for item in _lines(data / "huffpost" / "huffpost_2018_2022_head.jsonl"):
        if item["date"] < until:
            branch = f"{HUFFPOST[item['category']]}000000" if item["category"] in HUFFPOST else ""
            yield Text(item["headline"], item["short_description"], branch, _HUFFPOST_WEIGHT)


def _uci(data: Path) -> Iterator[Text]:
    for item in _lines(data / "uci_news_aggregator" / "uci_news_head.jsonl"):
        yield Text(item["TITLE"], "", f"{UCI[item['CATEGORY']]}000000")


def _five_publishers(data: Path) -> Iterator[Text]:
    for item in _lines(data / "uci_news_five_publishers" / "headlines.jsonl"):
        yield Text(item["title"], "", f"{FIVE_PUBLISHERS[item['labels'][0]]}000000")


def _sib200(data: Path) -> Iterator[Text]:
    for part in ("train", "dev"):
        for item in _lines(data / "sib200" / f"eng_Latn_{part}.jsonl"):
            if item["category"] in SIB200:
                yield Text("", item["text"], f"{SIB200[item['category']]}000000")


def _evidence() -> Iterator[Text]:
    for entry in read(mediatopics.EVIDENCE / "en"):
        phrases = " . ".join(" ".join(phrase) for phrase, strength in entry.phrases if strength > 1)
        yield Text("", phrases, _desk(entry.code), _PHRASES_WEIGHT)


def _definitions(data: Path) -> Iterator[Text]:
    for concept in _lines(data / "iptc_mediatopics" / "mediatopics_2025-10-09.jsonl"):
        yield Text(concept["name"], concept["definition"] or "", _desk(concept["qcode"][-8:]), _PHRASES_WEIGHT)


def _desk(code: str) -> str:
    desks = mediatopics.desks(code)
    return max(desks, key=lambda branch: desks[branch])

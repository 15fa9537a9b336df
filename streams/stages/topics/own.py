"""What a newsroom adds to the shipped topics, evidence and a refined model: checked, and named by its contents."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from streams.errors import ContentError
from streams.stages.topics import evidence
from streams.stages.topics.refinement import lexicon_of
from streams.vocabularies import mediatopics

# Hexadecimal digits of a hash that tell two versions apart.
_DIGITS = 8


def evidence_mistakes(path: Path) -> list[str]:
    """What is wrong with a file or folder of evidence; nothing where it can be used."""
    try:
        entries = evidence.read(path)
    except (ContentError, OSError, ValueError) as fault:
        return [_told(path, fault)]
    if not entries:
        return [f"{path}: there is no line of evidence"]
    return [f"{path}: {said}" for said in _unknown(entry.code for entry in entries)]


def model_mistakes(path: Path) -> list[str]:
    """What is wrong with a refined model; nothing where it can be used."""
    try:
        lexicon = lexicon_of(path.read_bytes())
    except KeyError as fault:
        return [f"{path}: {fault.args[0]} is no Media Topic"]
    except (ContentError, OSError) as fault:
        return [_told(path, fault)]
    return [f"{path}: {said}" for said in _unknown({code for postings in lexicon.topics for code in postings})]


def versions(shipped: str, own_evidence: Path | None = None, model: Path | None = None) -> dict[str, str]:
    """Name and version of all that decides on topics: `shipped` and what the files hold, by hash.

    Raises:
        OSError: a file cannot be read.
    """
    named = {"topics": f"{shipped}-{_digest([mediatopics.WEIGHTS])}"}
    if own_evidence:
        files = sorted(own_evidence.glob("*.txt")) if own_evidence.is_dir() else [own_evidence]
        named["topics-evidence"] = _digest(files)
    if model:
        named["topics-model"] = _digest([model])
    return named


def _digest(files: Iterable[Path]) -> str:
    found = sha256()
    for file in files:
        found.update(file.read_bytes())
    return found.hexdigest()[:_DIGITS]


def _unknown(codes: Iterable[str]) -> list[str]:
    return [said for code in sorted(set(codes)) if (said := _doubt(code))]


def _doubt(code: str) -> str:
    live = mediatopics.live(code)
    if live is None:
        return f"{code} is no Media Topic"
    return "" if live.code == code else f"{code} is retired: {live.code} ({live.name}) took its place"


def _told(path: Path, fault: Exception) -> str:
    said = fault.detail if isinstance(fault, ContentError) else getattr(fault, "strerror", None) or fault
    return f"{path}: {said}"

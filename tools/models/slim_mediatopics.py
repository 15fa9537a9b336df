"""Writes streams/vocabularies/mediatopics/concepts.tsv from IPTC's full files; run it as a script.

One line a concept: code, broader code, replacement code (retired concepts only), English, German, French, Spanish name.
"""

import json
import re
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT.parent / "shared" / "data" / "iptc_mediatopics"
TARGET = ROOT / "streams" / "vocabularies" / "mediatopics" / "concepts.tsv"
LANGUAGES = ("de", "fr", "es")
_USE = re.compile(r"[Uu]se (?:instead )?medtop:(\d{8})")


def main() -> None:
    """Read, slim, write; concepts in the order of their codes."""
    concepts = json.loads((SOURCE / "cptall-en-GB_2025-10-09.json").read_text("utf-8"))["conceptSet"]
    by_code = {_code(concept["qcode"]): concept for concept in concepts}
    table = SOURCE / "mediatopics_multilingual_from_pypi_iptc_mapper.jsonl"
    rows = (json.loads(line) for line in table.read_text("utf-8").splitlines())
    names = {_code(row["NewsCode-QCode (flat)"]): row for row in rows}
    lines = [_line(code, by_code, names.get(code, {})) for code in sorted(by_code)]
    TARGET.write_text("".join(f"{line}\n" for line in lines), "utf-8")


def _code(name: str) -> str:
    return re.split(r"[:/]", name)[-1]


def _line(code: str, concepts: dict[str, dict[str, Any]], names: dict[str, str]) -> str:
    concept = concepts[code]
    translated = [(names.get(f"Name ({language})") or "").strip() for language in LANGUAGES]
    return "\t".join(
        [code, _broader(concept), _replacement(code, concepts), concept["prefLabel"]["en-GB"], *translated]
    )


def _broader(concept: dict[str, Any]) -> str:
    return _code(concept["broader"][0]) if concept.get("broader") else ""


def _replacement(code: str, concepts: dict[str, dict[str, Any]]) -> str:
    """The code the change note names, else the nearest live broader one; empty for live concepts."""
    start = code
    while concepts[code].get("retired"):
        named = _USE.search(concepts[code].get("changeNote", {}).get("en-GB", ""))
        following = named.group(1) if named and named.group(1) in concepts else _broader(concepts[code])
        if not following:
            break
        code = following
    return "" if code == start else code


if __name__ == "__main__":
    main()

"""A provider's metadata as ninjs 3.1 wants it: coerced where its meaning is plain, dropped where it is not.

Shapes and limits are those of IPTC's ninjs 3.1 schema, formats included.
"""

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

from streams.formats.language import shortest_tag

# RFC 3986, appendix A, but for addresses in place of a host's name.
_CHAR = r"(?:[A-Za-z0-9._~!$&'()*+,;=-]|%[0-9A-Fa-f]{2})"
_PATH = rf"(?:{_CHAR}|[:@])"
_REST = rf"(?:{_PATH}|[/?])*"
_AUTHORITY = rf"//(?:(?:{_CHAR}|:)*@)?{_CHAR}*(?::[0-9]*)?(?:/{_PATH}*)*"
_URI = re.compile(rf"[A-Za-z][A-Za-z0-9+.-]*:(?:{_AUTHORITY}|/?{_PATH}+(?:/{_PATH}*)*)(?:\?{_REST})?(?:#{_REST})?")

SUBJECT = ("rel", "creator", "relevance", "confidence")
INFO_SOURCE = ("role",)
_PERCENTAGES = frozenset({"relevance", "confidence"})
_TEXTS = ("firstCreated", "by", "located", "slugline", "edNote", "copyrightHolder", "usageTerms")


def text(value: object) -> str:
    """Text, or empty for whatever is none: a number is its digits, since some providers count versions in numbers."""
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return ""


def whole(value: object, low: int, high: int) -> int | None:
    """A whole number from `low` to `high`, also where it is written as text or as `4.0`; None for all else."""
    if isinstance(value, str) and len(value) <= len(str(high)) and value.isascii() and value.isdigit():
        value = int(value)
    if isinstance(value, float) and math.isfinite(value) and value == int(value):
        value = int(value)
    if isinstance(value, int) and not isinstance(value, bool) and low <= value <= high:
        return value
    return None


def uri(value: object) -> str:
    """An absolute URI as RFC 3986 has it, else empty."""
    found = text(value)
    return found if _URI.fullmatch(found) else ""


def concepts(value: object, *, extra: tuple[str, ...]) -> list[dict[str, Any]]:
    """Subjects, genres and the like in ninjs 3.1's shape: `name`, `uri`, `literal`, and what `extra` names.

    ninjs 1.x's `scheme` and `code` become a `uri` where together they are one, and otherwise the `literal`; so does a
    `uri` that is none. A concept without name, uri and literal is dropped.
    """
    found = (_concept(entry, extra) for entry in _objects(value))
    return [concept for concept in found if concept.keys() & {"name", "uri", "literal"}]


def _objects(value: object) -> Iterable[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        return [value]
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def _concept(entry: Mapping[str, Any], extra: tuple[str, ...]) -> dict[str, Any]:
    code, identifier = text(entry.get("code")), text(entry.get("uri")) or text(entry.get("qcode"))
    scheme = text(entry.get("scheme"))
    identifier = identifier or (f"{scheme}{code}" if scheme.endswith(("/", "#", ":", "=")) and code else "")
    valid = uri(identifier)
    concept: dict[str, Any] = {
        "name": text(entry.get("name")),
        "uri": valid,
        "literal": text(entry.get("literal")) or ("" if valid else code or identifier),
    }
    for name in extra:
        found = entry.get(name)
        concept[name] = whole(found, 0, 100) if name in _PERCENTAGES else text(found)
    return {name: found for name, found in concept.items() if found not in ("", None)}


def valid(found: Mapping[str, object]) -> dict[str, Any]:
    """The properties among `found` (by their ninjs 3.1 names) that have something to say, each in its valid form."""
    kept: dict[str, Any] = {name: text(found.get(name)) for name in _TEXTS}
    kept["language"] = shortest_tag(text(found.get("language")))
    kept["urgency"] = whole(found.get("urgency"), 1, 9)
    kept["genres"] = concepts(found.get("genres"), extra=())
    kept["infoSources"] = concepts(found.get("infoSources"), extra=INFO_SOURCE)
    kept["subjects"] = concepts(found.get("subjects"), extra=SUBJECT)
    return {name: value for name, value in kept.items() if value}

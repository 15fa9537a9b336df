"""A provider's metadata as ninjs 3.1 wants it: a value is coerced where its meaning is plain, and dropped where it is not.

Shapes and limits are those of IPTC's ninjs 3.1 schema, formats included.
"""

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

_URI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~!$&'()*+,;=:@/?#\[\]-]|%[0-9A-Fa-f]{2})+")
_PRIMARY_SUBTAG = re.compile(r"([A-Za-z]{2,3})(?:[-_][A-Za-z0-9]{1,8})*")

_NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx"})
_SHORTEST = {
    # Withdrawn codes, by the IANA Language Subtag Registry.
    **{"iw": "he", "in": "id", "ji": "yi", "mo": "ro"},
    # ISO 639-2 codes of languages that have a two-letter one; BCP 47 allows only that. Those with much news.
    **dict(
        pair.split(":")
        for pair in (
            "afr:af alb:sq amh:am ara:ar arm:hy aze:az baq:eu bel:be ben:bn bos:bs bul:bg bur:my cat:ca ces:cs chi:zh cym:cy "
            "cze:cs dan:da deu:de dut:nl ell:el eng:en est:et eus:eu fao:fo fas:fa fin:fi fra:fr fre:fr geo:ka ger:de gle:ga "
            "glg:gl gre:el guj:gu hau:ha heb:he hin:hi hrv:hr hun:hu hye:hy ibo:ig ice:is ind:id isl:is ita:it jpn:ja kan:kn "
            "kat:ka kaz:kk khm:km kin:rw kir:ky kor:ko kur:ku lao:lo lav:lv lit:lt ltz:lb mac:mk mal:ml mar:mr may:ms mkd:mk "
            "mlt:mt mon:mn msa:ms mya:my nep:ne nld:nl nno:nn nob:nb nor:no orm:om pan:pa per:fa pol:pl por:pt pus:ps ron:ro "
            "rum:ro rus:ru sin:si slk:sk slo:sk slv:sl sme:se sna:sn som:so spa:es sqi:sq srp:sr swa:sw swe:sv tam:ta tat:tt "
            "tel:te tgk:tg tgl:tl tha:th tir:ti tuk:tk tur:tr uig:ug ukr:uk urd:ur uzb:uz vie:vi wel:cy xho:xh yid:yi yor:yo "
            "zho:zh zul:zu"
        ).split()
    ),
}


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
    """An absolute URI in RFC 3986's characters, else empty."""
    found = text(value)
    return found if _URI.fullmatch(found) else ""


def language(value: object) -> str:
    """The shortest BCP 47 tag that names the language: its primary subtag, with two letters where there are (RFC 5646).

    Region and script are dropped (`en-US` is `en`, `nb-NO` is `nb`, `zh-Hant` is `zh`): they tell how a text is written,
    which the text shows itself, and a reader who asks for a language wants all of it. Empty for what names no language.
    """
    match = _PRIMARY_SUBTAG.fullmatch(text(value))
    primary = match[1].lower() if match else ""
    return "" if primary in _NO_LANGUAGE else _SHORTEST.get(primary, primary)


def concepts(value: object, *, extra: tuple[str, ...], strict_uri: bool = True) -> list[dict[str, Any]]:
    """Subjects, genres and the like in ninjs 3.1's shape: `name`, `uri`, `literal`, and what `extra` names.

    ninjs 1.x's `scheme` and `code` become a `uri` where together they are one, and otherwise the `literal`; so does a
    `uri` that is none. A concept without name, uri and literal is dropped.
    """
    found = (_concept(entry, extra, strict_uri) for entry in _objects(value))
    return [concept for concept in found if concept.keys() & {"name", "uri", "literal"}]


def _objects(value: object) -> Iterable[Mapping[str, Any]]:
    if isinstance(value, Mapping):
        return [value]
    return [entry for entry in value if isinstance(entry, Mapping)] if isinstance(value, list) else []


def _concept(entry: Mapping[str, Any], extra: tuple[str, ...], strict_uri: bool) -> dict[str, Any]:
    code, identifier = text(entry.get("code")), text(entry.get("uri")) or text(entry.get("qcode"))
    scheme = text(entry.get("scheme"))
    identifier = identifier or (f"{scheme}{code}" if scheme.endswith(("/", "#", ":", "=")) and code else "")
    valid = uri(identifier) if strict_uri else identifier
    concept: dict[str, Any] = {
        "name": text(entry.get("name")),
        "uri": valid,
        "literal": text(entry.get("literal")) or ("" if valid else code or identifier),
    }
    for name in extra:
        found = entry.get(name)
        concept[name] = whole(found, 0, 100) if name in {"relevance", "confidence"} else text(found)
    return {name: found for name, found in concept.items() if found not in ("", None)}


SUBJECT = ("rel", "creator", "relevance", "confidence")
INFO_SOURCE = ("role",)


def valid(found: Mapping[str, object]) -> dict[str, Any]:
    """The properties among `found` (by their ninjs 3.1 names) that have something to say, each in its valid form."""
    kept: dict[str, Any] = {name: text(found.get(name)) for name in _TEXTS}
    kept["language"] = language(found.get("language"))
    kept["urgency"] = whole(found.get("urgency"), 1, 9)
    kept["genres"] = concepts(found.get("genres"), extra=(), strict_uri=False)
    kept["infoSources"] = concepts(found.get("infoSources"), extra=INFO_SOURCE)
    kept["subjects"] = concepts(found.get("subjects"), extra=SUBJECT)
    return {name: value for name, value in kept.items() if value}


_TEXTS = ("firstCreated", "by", "located", "slugline", "edNote", "copyrightHolder", "usageTerms")

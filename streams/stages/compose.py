"""A verdict as a story: the ninjs 3.1 object that subscribers read."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from schemas.verdict import Verdict

URN = "urn:wiredesk:"
NOTHING: Mapping[str, Any] = MappingProxyType({})
STANDARD = {"name": "ninjs", "version": "3.1", "schema": "urn:wiredesk:schema:story:1"}


def compose(
    verdict: Verdict,
    headline: str,
    models: Mapping[str, str],
    read: Mapping[str, Any] = NOTHING,
    facts: Mapping[str, Any] = NOTHING,
) -> dict[str, Any]:
    """The story of a verdict, a function of nothing else.

    `headline` is the item's own title or the one made for it; `models` are name and version of all that touched it;
    `read` are ninjs properties and `facts` properties of `wiredesk` that were read out of the text.
    """
    item = verdict.item
    created = item.created or item.received
    own = {name: item.ninjs[name] for name in PASSED_ON if name in item.ninjs}
    return {
        "uri": URN + item.uri,
        "type": "text",
        "standard": STANDARD,
        "version": str(verdict.version),
        "firstCreated": verdict.first_created,
        "versionCreated": created,
        "pubStatus": item.status,
        **({"embargoedUntil": item.embargoed} if item.embargoed else {}),
        **own,
        **read,
        "altIds": _alternative_ids(item.source, item.url),
        "headlines": [{"value": headline}],
        "bodies": [_body(item.text)],
        "wiredesk": {
            "feed": item.feed,
            "received": item.received,
            "origin": item.origin,
            "revision": _revision(verdict),
            "repeats": item.repeats,
            **({"boilerplate": item.boilerplate} if item.boilerplate else {}),
            **({"cut": item.cut} if item.cut else {}),
            **({"doubts": item.doubts} if item.doubts else {}),
            **facts,
            "copies": verdict.copies,
            "models": models,
        },
    }


PASSED_ON = (
    "language", "by", "located", "slugline", "edNote", "urgency", "genres", "copyrightHolder", "usageTerms",
    "infoSources", "subjects",
)  # fmt: skip


def _alternative_ids(source: str, url: str) -> list[dict[str, str]]:
    named = (("source", source), ("url", url))
    return [{"role": role, "value": value} for role, value in named if value]


def _body(text: str) -> dict[str, Any]:
    return {
        "role": "main",
        "contentType": "text/plain",
        "value": text,
        "charCount": len(text),
        "wordCount": len(text.split()),
    }


def _revision(verdict: Verdict) -> dict[str, Any]:
    older = {} if verdict.supersedes is None else {"supersedes": str(verdict.supersedes)}
    return {"kind": verdict.kind, **older, "changed": verdict.changed}

"""ninjs 1.x, 2.x and 3.x (IPTC News in JSON): one object, or an array of them.

The versions differ in the spelling of names (`versioncreated`, `versionCreated`) and in shapes (`body_text`,
`bodies[]`); names are compared in small letters, so one table reads them all.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from schemas.item import BadItem, Item
from schemas.times import normal
from streams.errors import ContentError, Reason
from streams.formats.format import Content, Format, Shape, read_each
from streams.formats.html_text import html_paragraphs
from streams.formats.paragraphs import paragraphs
from streams.formats.properties import text, valid

_MARKS = frozenset({"bodies", "headlines", "headline", "versioncreated", "pubstatus", "representationtype", "byline"})
_WITH_URI = frozenset({"type", "title", "version", "associations", "descriptions", "renditions", "profile"})
_TEXT_TYPES = frozenset({"text", "composite", ""})
_OTHER_TYPES = frozenset({"audio", "video", "picture", "graphic", "component", "event", "planning"})
_STATUS = {"": "usable", "usable": "usable", "withheld": "withheld", "canceled": "canceled", "cancelled": "canceled"}
_NAMES = {
    # ninjs 3.1's name, and those of other versions in small letters.
    "by": ("by", "byline"),
    "located": ("located",),
    "slugline": ("slugline",),
    "edNote": ("ednote",),
    "urgency": ("urgency",),
    "language": ("language",),
    "genres": ("genres", "genre"),
    "copyrightHolder": ("copyrightholder",),
    "usageTerms": ("usageterms",),
    "infoSources": ("infosources", "infosource"),
    "subjects": ("subjects", "subject"),
}
_HTML = frozenset({"text/html", "application/xhtml+xml", "html", "xhtml", "html5", "richtext"})
_PLAIN = frozenset({"text/plain", "text", "plain", "main"})
_FULL_ROLES = frozenset({"", "main"}) | _HTML | _PLAIN  # other roles are teasers, captions, broadcast scripts
_MARKUP = re.compile(
    r"</?(?:p|div|br|span|h[1-6]|ul|ol|li|em|strong|b|i|a|table|section|article|body)\b[^>]*>", re.IGNORECASE
)


def read(content: Content) -> list[Item | BadItem]:
    """Read one object or an array. `Item.created` is the time of this version, else that of the first.

    A `pubStatus` that is none of ninjs's is read as `withheld`, and so is an embargo that is no time: unsure means
    held. The body is the plain text one, or the marked-up one where that tells more paragraphs; a text item without a
    body has its description for one. Pictures, sound, video, graphics, events and plans are no text and are refused,
    as NO_TEXT; associated items are not read, for providers send them on their own.

    Raises:
        ContentError: INVALID_ITEM or NO_TEXT for an object by itself, TOO_MANY_ITEMS for an array.
    """
    if isinstance(content.value, list):
        return read_each(read_one, content.value)
    return [read_one(content.value)]


def claims(content: Content) -> bool:
    """Whether it looks like ninjs: an object with properties that ninjs alone has, or a list with at least one such."""
    value = content.value
    if isinstance(value, list):
        return not value or any(_is_ninjs(entry) for entry in value)
    return _is_ninjs(value)


def _is_ninjs(value: object) -> bool:
    if not isinstance(value, dict):
        return False
    names = {name.lower() for name in value}
    return bool(
        names & _MARKS
        or any(name.startswith(("body_", "headline_")) for name in names)
        or ("uri" in names and names & _WITH_URI)
    )


def read_one(value: Any) -> Item:  # noqa: ANN401 - any entry of an array
    """One ninjs object as an item.

    Raises:
        ContentError: INVALID_ITEM, where it is no ninjs object; NO_TEXT, where it has neither text nor headline.
    """
    if not _is_ninjs(value):
        raise ContentError(Reason.INVALID_ITEM, "The entry is no ninjs object.")
    given = {name.lower(): found for name, found in value.items()}
    _require_text_type(given)
    item = Item(
        paragraphs=_body(given),
        title=_headline(given),
        id=_uri(given),
        version=text(given.get("version")),
        url=_url(given),
        created=_time(given, "versioncreated") or _time(given, "firstcreated"),
        embargoed=_time(given, "embargoed", "embargoeduntil"),
        status=_status(given),
        ninjs=valid(_properties(given)),
    )
    if not item.paragraphs and not item.title:
        raise ContentError(Reason.NO_TEXT, "The ninjs object has neither a body nor a headline.")
    return item


def _require_text_type(given: Mapping[str, Any]) -> None:
    kind = text(given.get("type")).lower() or ("event" if "eventdetails" in given else "")
    if kind not in _TEXT_TYPES:
        named = f"of type {kind}" if kind in _OTHER_TYPES else "of an unknown type"
        raise ContentError(Reason.NO_TEXT, f"The ninjs object is {named}, not text.")


def _uri(given: Mapping[str, Any]) -> str:
    found = given.get("uri")
    if found is not None and not isinstance(found, str):
        raise ContentError(Reason.INVALID_ITEM, "The ninjs object's uri is not text.")
    return text(found)


def _time(given: Mapping[str, Any], *names: str) -> str:
    return next((moment for name in names if (moment := normal(text(given.get(name))))), "")


def _status(given: Mapping[str, Any]) -> str:
    stated = given.get("pubstatus")
    embargo = given.get("embargoed") or given.get("embargoeduntil")
    if embargo and not _time(given, "embargoed", "embargoeduntil"):
        return "withheld"
    return _STATUS.get("" if stated is None else str(stated).strip().lower() or "empty", "withheld")


def _properties(given: Mapping[str, Any]) -> dict[str, Any]:
    found = {name: next((given[other] for other in others if other in given), None) for name, others in _NAMES.items()}
    return {**found, "firstCreated": _time(given, "firstcreated")}


def _url(given: Mapping[str, Any]) -> str:
    ids = given.get("altids")
    if isinstance(ids, Mapping):
        return text(ids.get("url"))
    entries = [entry for entry in ids if isinstance(entry, Mapping)] if isinstance(ids, list) else []
    return next((text(entry.get("value")) for entry in entries if entry.get("role") == "url"), "")


def _headline(given: Mapping[str, Any]) -> str:
    return next((value for _, _, value in _texts(given, "headline")), "") or text(given.get("title"))


def _body(given: Mapping[str, Any]) -> list[str]:
    return _fullest(_texts(given, "body")) or _fullest(_texts(given, "description"))


def _fullest(found: Iterator[tuple[str, str, str]]) -> list[str]:
    """Of the bodies given, the plain one, unless a marked-up one has more paragraphs; other kinds are not read."""
    plain: list[str] = []
    marked: list[str] = []
    for role, kind, value in found:
        is_html = kind in _HTML or (kind not in _PLAIN and (role in _HTML or bool(_MARKUP.search(value))))
        if kind and kind not in _HTML and kind not in _PLAIN:
            continue
        if is_html and not marked:
            marked = html_paragraphs(value)
        elif not is_html and not plain:
            plain = paragraphs(value)
    return marked if len(marked) > len(plain) else plain


def _texts(given: Mapping[str, Any], name: str) -> Iterator[tuple[str, str, str]]:
    """(role, content type, text) of each body, headline or description, of any version; the full ones first."""
    plural = {"body": "bodies"}.get(name, name + "s")
    listed = given.get(plural)
    entries = [entry for entry in listed if isinstance(entry, Mapping)] if isinstance(listed, list) else []
    found = [(text(entry.get("role")), _kind(entry), text(entry.get("value"))) for entry in entries]
    found += [("", "", text(given.get(name)))]
    found += [
        (key.removeprefix(f"{name}_"), "", text(value)) for key, value in given.items() if key.startswith(f"{name}_")
    ]
    yield from sorted((entry for entry in found if entry[2]), key=lambda entry: entry[0].lower() not in _FULL_ROLES)


def _kind(entry: Mapping[str, Any]) -> str:
    lowered = {name.lower(): found for name, found in entry.items()}
    return text(lowered.get("contenttype")).lower().partition(";")[0].strip()


FORMAT = Format(name="ninjs", shape=Shape.JSON, claims=claims, read=read)

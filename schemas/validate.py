"""Whether a value is what its JSON Schema says, formats asserted, nothing ever fetched. Slow: for tests and tools."""

import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker, ValidationError
from referencing import Registry, Resource

from schemas import codec

FOLDER = Path(__file__).parent
STORY = "urn:wiredesk:schema:story:1"
NINJS = "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json"
GEOJSON = "urn:wiredesk:schema:geojson:1"
# Where ninjs looks for GeoJSON; ours stands in.
_GEOJSON_THERE = "https://geojson.org/schema/GeoJSON.json"

# RFC 3339, section 5.6, upper case as we write it. A leap second is left to the day check.
_DATE_TIME = re.compile(
    r"(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):[0-5]\d:([0-5]\d|60)(\.\d+)?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)", re.ASCII
)
_DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
# RFC 3986, appendix A: scheme ":" hier-part [ "?" query ] [ "#" fragment ].
_CHAR = r"(?:[A-Za-z0-9\-._~!$&'()*+,;=]|%[0-9A-Fa-f]{2})"
_PCHAR = rf"(?:{_CHAR}|[:@])"
_AUTHORITY = rf"(?:(?:{_CHAR}|:)*@)?(?:\[[0-9A-Fa-fv:.]+\]|{_CHAR}*)(?::\d*)?"
_ROOTLESS = rf"{_PCHAR}+(?:/{_PCHAR}*)*"
_HIER = rf"(?://{_AUTHORITY}(?:/{_PCHAR}*)*|/(?:{_ROOTLESS})?|{_ROOTLESS}|)"
_TAIL = rf"(?:{_PCHAR}|[/?])*"
_URI = re.compile(rf"[A-Za-z][A-Za-z0-9+.\-]*:{_HIER}(?:\?{_TAIL})?(?:#{_TAIL})?", re.ASCII)

# A message quotes the value; a body would bury it, and has no place in a log.
_SHOWN = 200

# jsonschema lets date-time and uri pass unless further packages are there, so these are ours.
FORMATS = FormatChecker(formats=())


@FORMATS.checks("date")
def is_date(value: object) -> bool:
    """A day of the calendar, `2026-05-18`."""
    if not isinstance(value, str):
        return True
    return bool(_DATE.fullmatch(value)) and _on_calendar(value)


@FORMATS.checks("date-time")
def is_date_time(value: object) -> bool:
    """A time as RFC 3339 has it, on a day of the calendar."""
    if not isinstance(value, str):
        return True
    found = _DATE_TIME.fullmatch(value)
    return bool(found) and _on_calendar(value[:10])


@FORMATS.checks("uri")
def is_uri(value: object) -> bool:
    """A URI as RFC 3986 has it: with a scheme, and ASCII alone."""
    return not isinstance(value, str) or bool(_URI.fullmatch(value))


def _on_calendar(day: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return True


def read(name: str) -> Any:  # noqa: ANN401 - whatever the file holds
    """The parsed file `name` below this folder."""
    return codec.loads((FOLDER / name).read_bytes())


@cache
def registry() -> Registry[Any]:
    """All schemas of the project by their `$id`; what is not in it is an error, for it has no way to fetch."""
    files = [*FOLDER.glob("*.schema.json"), *(FOLDER / "ninjs").glob("*schema*.json")]
    resources = [Resource.from_contents(codec.loads(path.read_bytes())) for path in files]
    found: Registry[Any] = Registry().with_resources((resource.id() or "", resource) for resource in resources)
    complete: Registry[Any] = found.with_resource(_GEOJSON_THERE, found[GEOJSON]).crawl()
    return complete


@cache
def validator(schema_id: str) -> Draft202012Validator:
    """The validator of a schema, built once.

    Raises:
        referencing.exceptions.NoSuchResource: there is no such schema.
    """
    schema = registry()[schema_id].contents
    return Draft202012Validator(schema, registry=registry(), format_checker=FORMATS)


def problems(value: object, schema_id: str) -> list[str]:
    """What is wrong with a parsed value by a schema of the project, as `path: sentence`; empty if it is valid."""
    errors = sorted(validator(schema_id).iter_errors(value), key=lambda error: error.json_path)
    return [_told(error) for error in errors]


def validate_story(story: Mapping[str, Any]) -> list[str]:
    """What is wrong with a story: by our schema, and without `wiredesk` by IPTC's own. Empty if it is valid."""
    plain = {name: value for name, value in story.items() if name != "wiredesk"}
    by_iptc = [f"ninjs: {problem}" for problem in problems(plain, NINJS)]
    return [*problems(dict(story), STORY), *by_iptc]


def _told(error: ValidationError) -> str:
    said = error.message
    return f"{error.json_path}: {said if len(said) <= _SHOWN else said[:_SHOWN] + '…'}"

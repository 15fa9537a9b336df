"""How records look in a terminal: a line or two for people, one JSON object for programs.

What a provider wrote never steers the terminal: control characters, and those that turn the direction of text, are
taken out for people and escaped for programs.
"""

import re
from base64 import b64encode
from typing import Any

from rich.text import Text

from schemas import codec
from streams.ops.tail import Record

# Controls (C0, DEL, C1), line and paragraph separators; what sets a direction (UAX 9).
CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")
LONGEST = 300  # characters of a headline or a detail: a hostile one is not to fill the screen
DAY = 86_400  # seconds
STORY_STYLE = {"new": "bold green", "update": "bold cyan", "correction": "bold yellow", "kill": "bold red"}


def for_programs(record: Record) -> str:
    """The line that `wiredesk process` would write: the value, or a dead letter's headers and its bytes in base64."""
    value = record.value
    parsed = None if "reason" in record.headers or value is None else _parsed(value)
    if parsed is None:
        key = (record.key or b"").decode("utf-8", "replace")
        rest = {"value": None} if value is None else {"valueBase64": b64encode(value).decode()}
        parsed = {"key": key, **record.headers, **rest}
    return CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", codec.dumps(parsed).decode())


def for_people(record: Record) -> Text:
    """One line that says what the record is about; a story's is its version, time and headline."""
    said = record.headers
    value = None if "reason" in said or record.value is None else _parsed(record.value)
    if "reason" in said:
        line = _dead_letter(said)
    elif isinstance(value, dict) and "duplicateOf" in value:
        line = _duplicate(value)
    elif isinstance(value, dict) and isinstance(value.get("headlines"), list):
        line = _story(value)
    else:
        line = _other(record)
    return Text.assemble((_clock(record.timestamp), "dim"), "  ", line, overflow="fold")


def plain(text: object) -> str:
    """Text that cannot steer a terminal, on one line, not longer than a few lines."""
    calm = CONTROLS.sub(" ", str(text)).encode("utf-8", "replace").decode()
    return calm if len(calm) <= LONGEST else calm[: LONGEST - 1] + "…"


def _story(story: dict[str, Any]) -> Text:
    ours = _inside(story, "wiredesk")
    kind = plain(_inside(ours, "revision").get("kind", "story"))
    headline = next((one.get("value") for one in story["headlines"] if isinstance(one, dict)), None)
    return Text.assemble(
        (f"{kind:<10} v{plain(story.get('version', '?'))}", STORY_STYLE.get(kind, "bold")),
        f"  {plain(story.get('versionCreated', ''))}  ",
        (plain(headline or ""), "bold"),
        (f"  {plain(ours.get('feed', ''))}", "dim"),
    )


def _duplicate(value: dict[str, Any]) -> Text:
    original = _inside(value, "duplicateOf")
    measure = f"{plain(value.get('score', '?'))} of {plain(value.get('threshold', '?'))} needed"
    return Text.assemble(
        ("duplicate", "bold magenta"),
        f"  {_named(value)} says what {_named(original)} had said ",
        (f"({plain(value.get('method', '?'))}, {measure})  {plain(original.get('uri', ''))}", "dim"),
    )


def _dead_letter(said: dict[str, str]) -> Text:
    return Text.assemble(
        (f"dead letter  {plain(said['reason'])}", "bold red"),
        f"  {plain(said.get('detail', ''))}",
        (f"  {plain(said.get('stage', '?'))}, {plain(said.get('origin', '?'))}, {plain(said.get('feed', '?'))}", "dim"),
    )


def _other(record: Record) -> Text:
    key = plain((record.key or b"").decode("utf-8", "replace"))
    size = "deleted" if record.value is None else f"{len(record.value):,} bytes"
    kind = plain(record.headers.get("content-type", "record"))
    return Text.assemble((kind, "bold"), f"  {key}  {size}", (f"  {record.partition}/{record.offset}", "dim"))


def _named(item: dict[str, Any]) -> str:
    """A feed and the provider's id in it, or what there is of them."""
    return " ".join(plain(item[name]) for name in ("feed", "source") if item.get(name)) or "an item"


def _inside(value: dict[str, Any], name: str) -> dict[str, Any]:
    found = value.get(name)
    return found if isinstance(found, dict) else {}


def _parsed(value: bytes) -> Any:  # noqa: ANN401 - whatever JSON can say
    try:
        return codec.loads(value)
    except ValueError:
        return None


def _clock(timestamp: int) -> str:
    """Time of day, UTC; whatever number a producer wrote."""
    minutes, seconds = divmod(timestamp // 1000 % DAY, 60)
    return f"{minutes // 60:02}:{minutes % 60:02}:{seconds:02}"

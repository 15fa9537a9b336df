"""Writes the reference page of the settings from their one table: `python tools/settings_page.py`."""

from pathlib import Path
from typing import Any

from annotated_types import Ge, Gt, Le, Lt, MinLen
from pydantic import SecretStr
from pydantic.fields import FieldInfo
from pydantic_core import PydanticUndefined

from streams.settings import DeskTable, FeedTable, Settings
from streams.settings_source import CONFIG, ENV_PREFIX, FILE_ONLY

PAGE = Path(__file__).resolve().parents[1] / "docs" / "settings.md"

_HEAD = f"""# Settings

Generated from `streams/settings.py` by `tools/settings_page.py`; a test keeps it current.

A setting is read from the environment, else from `wiredesk.toml` in the working directory (or the file that `{CONFIG}`
names), else it has its default. In the file it is written in lower case and without `{ENV_PREFIX}`: `partitions = 8`.
An empty variable counts as not set. At start everything is checked, and all mistakes are told at once: values, names
that do not exist, and settings that do not agree with each other.

On Kubernetes set `enableServiceLinks: false`: a service called `wiredesk-…` would put variables with our prefix into
the container.

| variable | default | unit | allowed | reason |
| --- | --- | --- | --- | --- |
"""
_FEEDS = """
## Feeds

A feed needs no entry; `[feeds.NAME]` in the file says what is special about it.

| key | default | unit | allowed | reason |
| --- | --- | --- | --- | --- |
"""
_EXAMPLE = """
```toml
[feeds.city-agency]
family = "city"          # shares its ids with the feed city-agency-mobile

[feeds.city-agency-mobile]
family = "city"
copies = false
```
"""
_DESKS = """
## Desks

`[desks.NAME]` in the file makes a topic `wire-desk-NAME`, with the stories that its rule picks. What rules can say is
in [desks.md](desks.md); `wiredesk topics --apply` makes the topic.

| key | default | unit | allowed | reason |
| --- | --- | --- | --- | --- |
"""
_DESK = """
```toml
[desks.markets]
rule = 'topic:business and (language:en or language:de) and not genre:opinion'
```
"""


def _default(value: Any) -> str:  # noqa: ANN401 - whatever a setting holds
    if isinstance(value, SecretStr) or value in (None, "", PydanticUndefined):
        return "none"
    return f"`{str(value).lower() if isinstance(value, bool) else value}`"


def _bound(check: Any) -> str:  # noqa: ANN401 - pydantic's metadata is untyped
    match check:
        case Ge(ge=low):
            return f"≥ {low}"
        case Gt(gt=low):
            return f"> {low}"
        case Le(le=high):
            return f"≤ {high}"
        case Lt(lt=high):
            return f"< {high}"
        case MinLen():
            return "not empty"
        case _:
            pattern = getattr(check, "pattern", None)
            return f"`{pattern}`" if pattern else ""


def _allowed(field: FieldInfo) -> str:
    choices = [str(choice) for choice in getattr(field.annotation, "__args__", ()) if isinstance(choice, str)]
    secret = ["secret, never printed"] if field.annotation is SecretStr else []
    return ", ".join([*choices, *secret, *filter(None, map(_bound, field.metadata))])


def _row(name: str, field: FieldInfo) -> str:
    extra = field.json_schema_extra if isinstance(field.json_schema_extra, dict) else {}
    cells = (f"`{name}`", _default(field.default), str(extra.get("unit", "")), _allowed(field), field.description or "")
    return "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |\n"


def page() -> str:
    """The whole page as Markdown."""
    rows = [
        _row(ENV_PREFIX + name.upper(), field) for name, field in Settings.model_fields.items() if name not in FILE_ONLY
    ]
    feeds = [_row(name, field) for name, field in FeedTable.model_fields.items()]
    desks = [_row(name, field) for name, field in DeskTable.model_fields.items()]
    return "".join((_HEAD, *rows, _FEEDS, *feeds, _EXAMPLE, _DESKS, *desks, _DESK))


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), encoding="utf-8")

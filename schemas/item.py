"""An item as a format read it: one piece of news (or a whole page of it) before anything is decided."""

from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True, kw_only=True)
class Item:
    """What formats return.

    `paragraphs` are the body's paragraphs as received, in order, plain text (HTML already taken off). `page` says that
    the body may hold several stories. `id`, `version`, `url` and `title` are the provider's own and empty where it gave
    none. `created` is the provider's time of this version and `embargoed` the time before which nobody may publish,
    both RFC 3339 in UTC (`schemas.times.normal`) or empty. `status` is ninjs's pubStatus: usable, withheld or canceled.
    `ninjs` holds further properties under their ninjs 3.1 names, valid as ninjs 3.1 wants them: `language`,
    `firstCreated`, `by`, `located`, `slugline`, `edNote`, `urgency`, `genres`, `copyrightHolder`, `usageTerms`,
    `infoSources`, `subjects`.
    """

    paragraphs: list[str]
    title: str = ""
    id: str = ""
    version: str = ""
    url: str = ""
    created: str = ""
    embargoed: str = ""
    status: str = "usable"
    page: bool = False
    ninjs: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class BadItem:
    """An item of a document that could not be read while its neighbours could: it becomes a dead letter of its own."""

    reason: str
    detail: str


@dataclass(slots=True, kw_only=True)
class Document:
    """A raw record taken apart: what its envelope said (empty where there was none) and its items in order."""

    items: list[Item | BadItem]
    feed: str = ""
    received: str = ""
    id: str = ""

"""A story as rules look at it: each part is made ready when the first rule asks for it, and then kept."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from streams.vocabularies import mediatopics
from streams.vocabularies.companies.keys import base
from streams.vocabularies.mediatopics import naming

OURS = "wiredesk"
# A topic without a confidence is a provider's, who has no doubt; a provider's topic beside which a number stands (ours,
# where we saw little of it) still counts as more likely than not.
_SURE, _EVEN = 100, 50
_WORDS = re.compile(r"\w+")


class Facts:
    """One story; the object is the ninjs value of `wire-stories`."""

    def __init__(self, story: Mapping[str, Any]) -> None:
        """Nothing is looked at yet."""
        self._story = story

    @cached_property
    def topics(self) -> dict[str, int]:
        """Confidence (0-100) by Media Topic; a broader topic has that of its surest narrower one."""
        surest: dict[str, int] = {}
        for subject in _objects(self._story, "subjects"):
            topic = naming.coded(_text(subject, "uri")) or naming.named(_text(subject, "name"))
            if topic:
                confidence = _confidence(subject)
                for code in (topic.code, *mediatopics.broader(topic.code)):
                    surest[code] = max(surest.get(code, 0), confidence)
        return surest

    @cached_property
    def language(self) -> tuple[str, ...]:
        """The language's tag and its beginnings: `de-at` and `de`."""
        parts = _text(self._story, "language").casefold().split("-")
        return tuple("-".join(parts[:end]) for end in range(1, len(parts) + 1))

    @cached_property
    def urgency(self) -> int | None:
        """1 (most urgent) to 9, where the provider said it."""
        stated = self._story.get("urgency")
        return stated if isinstance(stated, int) else None

    @cached_property
    def feed(self) -> tuple[str, ...]:
        """The feed's name."""
        return (folded(_text(_object(self._story, "wiredesk"), "feed")),)

    @cached_property
    def subjects(self) -> set[str]:
        """Subjects as they are called: names, literals, URIs."""
        return {folded(part) for subject in _objects(self._story, "subjects") for part in _called(subject)}

    @cached_property
    def genres(self) -> set[str]:
        """Genres by name, by literal, by the last part of their URI."""
        called = {part for genre in _objects(self._story, "genres") for part in _called(genre)}
        return {folded(form) for part in called for form in (part, part.rpartition("/")[2].replace("_", " "))}

    @cached_property
    def places(self) -> set[str]:
        """Places by name, and the dateline's."""
        located = _text(self._story, "located")
        return {*_names(self._story, "places"), *map(folded, (located, *located.split(",")))}

    @cached_property
    def people(self) -> set[str]:
        """People by name."""
        return set(_names(self._story, "people"))

    @cached_property
    def organisations(self) -> set[str]:
        """Organisations by name, with and without legal form."""
        return {form for one in _objects(self._story, "organisations") for form in company_forms(_text(one, "name"))}

    @cached_property
    def companies(self) -> set[str]:
        """Listed companies by name, by ticker, and by ticker with the exchange's MIC before it (`XNAS:NVDA`)."""
        listed = [one for one in _objects(self._story, "organisations") if one.get("symbols")]
        symbols = [symbol for one in listed for symbol in _objects(one, "symbols")]
        tickers = {form for symbol in symbols for form in _tickers(symbol)}
        return tickers | {form for one in listed for form in company_forms(_text(one, "name"))}

    @cached_property
    def about(self) -> set[str]:
        """The people, organisations and places that the story is about, as the parts above have them."""
        kinds = ("people", "organisations", "places")
        about = {kind: [one for one in _objects(self._story, kind) if one.get("rel") == "about"] for kind in kinds}
        within = Facts(about)
        return within.people | within.organisations | within.companies | within.places

    @cached_property
    def title(self) -> str:
        """The headline, as `phrase` looks into it."""
        return spaced(" ".join(_text(one, "value") for one in _objects(self._story, "headlines")))

    @cached_property
    def text(self) -> str:
        """The body, as `phrase` looks into it."""
        return spaced("\n".join(_text(one, "value") for one in _objects(self._story, "bodies")))

    @cached_property
    def words(self) -> str:
        """Headline and body; no phrase reaches from one into the other."""
        return f"{self.title}\n{self.text}"


def folded(text: str) -> str:
    """A name without regard to case and blanks."""
    return " ".join(text.casefold().split())


def spaced(text: str) -> str:
    """The words of a text, in small letters, each between blanks."""
    return f" {' '.join(_WORDS.findall(text.casefold()))} "


def company_forms(name: str) -> tuple[str, ...]:
    """How a company's or organisation's name is compared: as it is, and without its legal form."""
    return (folded(name), base(name)) if name else ()


def _confidence(subject: Mapping[str, Any]) -> int:
    stated = subject.get("confidence")
    if not isinstance(stated, int):
        return _SURE
    return stated if subject.get("creator") == OURS else max(stated, _EVEN)


def _tickers(symbol: Mapping[str, Any]) -> Iterator[str]:
    ticker, exchange = _text(symbol, "symbol"), _text(symbol, "exchange")
    if ticker:
        yield f"${ticker}"
        yield f"${exchange}:{ticker}"


def _names(story: Mapping[str, Any], kind: str) -> Iterator[str]:
    return (folded(name) for one in _objects(story, kind) if (name := _text(one, "name")))


def _called(concept: Mapping[str, Any]) -> Iterable[str]:
    return [part for name in ("name", "literal", "uri") if (part := _text(concept, name))]


def _text(holder: Mapping[str, Any], name: str) -> str:
    value = holder.get(name)
    return value if isinstance(value, str) else ""


def _object(holder: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    value = holder.get(name)
    return value if isinstance(value, Mapping) else {}


def _objects(holder: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    value = holder.get(name)
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []

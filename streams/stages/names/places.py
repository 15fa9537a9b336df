"""Resolves place names to coordinates and country, by population and by what else the text names."""

import math
from collections.abc import Mapping, Sequence

from streams.stages.names.fixed import Name
from streams.stages.names.tokens import Tokens
from streams.vocabularies.places import Place, Places

# Added to the logarithm of a population: what the words after a name, or the text's other places, say of it.
NAMED_AFTER = 6.0
IN_CONTEXT = 2.0
IN_REGION = 1.5


def resolved(
    names: Sequence[Name], found: Tokens, texts: Sequence[str], located: str, places: Places
) -> dict[str, Place]:
    """The place for each place name's text (`texts` goes with `names`), where the list knows one.

    `located` is the item's dateline or empty.
    """
    wanted = {text: places.named(text) for name, text in zip(names, texts, strict=True) if name.kind == "place"}
    if not wanted:
        return {}
    after: dict[str, set[tuple[str, str]]] = {}
    for index, name in enumerate(names):
        if name.kind == "place":
            after.setdefault(texts[index], set()).update(_after(index, names, found, texts, places))
    context = [*wanted.values(), *([places.named(part.strip()) for part in located.split(",")] if located else [])]
    countries = {found[0].country for found in context if found and found[0].country}
    regions = {(found[0].country, found[0].region) for found in context if found and found[0].level == "region"}
    sure = {found[0].country for found in context if len(found) == 1}
    return {
        text: choices[0]
        if len(choices) == 1
        else max(choices, key=lambda place: _score(place, after[text], sure or countries, regions))
        for text, choices in wanted.items()
        if choices
    }


def _after(
    index: int, names: Sequence[Name], found: Tokens, texts: Sequence[str], places: Places
) -> set[tuple[str, str]]:
    """Country and region that follow a name after a comma ("Paris, Texas")."""
    if index + 1 == len(names):
        return set()
    after = names[index + 1]
    apart = found.words[names[index].end : after.first]
    if after.kind != "place" or apart not in ([","], ["("]):
        return set()
    return {(place.country, place.region) for place in places.named(texts[index + 1])[:1] if place.level != "city"}


def _score(place: Place, after: set[tuple[str, str]], countries: set[str], regions: set[tuple[str, str]]) -> float:
    score = math.log10(max(place.weight, 1))
    if any(place.country == country and region in {"", place.region} for country, region in after):
        score += NAMED_AFTER
    score += IN_CONTEXT * (place.country in countries and place.level != "country")
    return score + IN_REGION * ((place.country, place.region) in regions)


def geo_json(place: Place) -> Mapping[str, object]:
    """A GeoJSON Point (RFC 7946): longitude, latitude."""
    return {"type": "Point", "coordinates": [place.longitude, place.latitude]}

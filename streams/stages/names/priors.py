"""What the lists of places and companies say of a name's kind, before any context."""

from collections.abc import Callable, Mapping
from functools import lru_cache

from streams.vocabularies.companies import Companies
from streams.vocabularies.places import Places

# In the unit of the tagger's scores. Countries and regions are hardly anything else; a city is also its team and many a
# family's name. Without them .744 on worldwide news, with them .749; on CoNLL's, full of teams, .724 and .722.
COUNTRY, REGION, LARGE_CITY, CITY = 6.0, 4.0, 1.0, 0.5
COMPANY = 2.0
LARGE = 100_000  # people
KEPT = 20_000  # names

Priors = Callable[[str], Mapping[str, float]]


def priors(places: Places, companies: Companies) -> Priors:
    """A function from a name, as it is written, to what speaks for each kind; it remembers what it was asked."""

    @lru_cache(maxsize=KEPT)
    def of(name: str) -> Mapping[str, float]:
        made = {}
        if found := places.named(name):
            size = LARGE_CITY if found[0].weight >= LARGE else CITY
            made["place"] = {"country": COUNTRY, "region": REGION}.get(found[0].level, size)
        if (named := companies.named(name)) and named.company.kind == "k":
            made["organisation"] = COMPANY
        return made

    return of


def none(name: str) -> Mapping[str, float]:
    """Nothing known."""
    del name
    return {}

"""Finds the country a story is sent from: by its `located`, else by the dateline that its text begins with."""

import re

from streams.vocabularies.places import Places

_DATE = (
    r"(?:(?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? [0-3]?[0-9]"
    r"|[0-3]?[0-9] (?:Jan|Feb|Mar|Apr|May|June?|July?|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.?)(?:,? 20[0-9]{2})?"
)
_REGION = rf"(?:, ?(?!{_DATE})[A-Z][^\n(),:–—]{{1,30}}?)?"
# Agencies stand in brackets, those of press releases between strokes or dashes.
_AGENCY = r" ?(?:\([^()\n]{2,30}\)|/[^/\n]{2,30}/)"
_DASH = r"(?:[ \u00a0]?(?:--?|[–—:])\s|--\([^()\n]{2,50}\)(?:--| - ))"
# SYDNEY (AP) — ; SYDNEY, Nov. 24 - ; VANCOUVER, British Columbia: . In small letters only with agency or date.
_DATELINE = re.compile(
    r"\s{0,9}(?:(?:By|BY) [^\n]{2,60}\n\s{0,9})?"
    rf"(?:(?P<capitals>[A-Z][A-Z.'’/ \u00a0-]{{1,40}}?{_REGION})(?:[,.]? {_DATE})?(?:{_AGENCY})?{_DASH}"
    rf"|(?P<small>[A-Z][^\n(),:–—]{{1,40}}?{_REGION})"
    rf"(?:[,.]? {_DATE}(?:{_AGENCY})?|,? ?\([A-Z][^()\n]{{1,30}}\)|(?=--\()){_DASH})"
)
_SMALL_WORDS = re.compile(r" (?:De|Da|Do|Del|Of|And|The|Upon|La|El)\b")


def locate(located: str, text: str, places: Places) -> str:
    """The country's ISO 3166 code; empty where neither says one. Of places of one name the largest is meant."""
    if located:
        return _country(located, places)
    found = _DATELINE.match(text)
    return _country(found["capitals"] or found["small"], places) if found else ""


def _country(place: str, places: Places) -> str:
    """By the last part that is known: in "London, Ontario" that is the province."""
    for part in reversed(place.split("/", maxsplit=1)[0].split(",")):
        name = part.strip()
        for form in (name, _cased(name)):
            if found := places.named(form):
                return found[0].country
    return ""


def _cased(name: str) -> str:
    """A name in capitals as it is written in text."""
    words = " ".join("-".join(part.capitalize() for part in word.split("-")) for word in name.split())
    return _SMALL_WORDS.sub(lambda found: found[0].lower(), words)

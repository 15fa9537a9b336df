"""Lists a story's people, organisations and places as ninjs wants them, each once, and says what it is about."""

from collections import Counter
from collections.abc import Sequence
from typing import Any, NamedTuple

from streams.stages.names.places import geo_json
from streams.vocabularies.companies import Company, Named
from streams.vocabularies.lists import line_list
from streams.vocabularies.places import Place

SYMBOL_TYPE = "http://cv.iptc.org/newscodes/financialinstrumentsymboltype/ticker"
# A story is about a name that the headline has, that its first sentence has and names again, or that it names this
# often and at least half as often as its most frequent one; a news outlet only if the headline has it. Where
# that is nobody, it is the first person or organisation of the first sentence.
OFTEN = 3

KINDS = ("person", "organisation", "place")

Entry = dict[str, Any]


class Called(NamedTuple):
    """A mention with what it is called and tied to; `start` in code points."""

    kind: str
    name: str
    text: str
    start: int
    place: Place | None
    named: Named | None


def listed(
    mentions: Sequence[Called], title: str, opening: int, owners: Sequence[Company]
) -> tuple[list[Entry], list[Entry], list[Entry]]:
    """People, organisations and places, in the order in which they come.

    `opening`: where the first sentence ends. `owners`: of products that the text names; owners of brands that are
    mentions are found from these. Each symbol stands once.
    """
    about = _about(mentions, title, opening)
    entries: dict[tuple[str, str], Entry] = {}
    symbols: set[tuple[str, str]] = set()
    for mention in mentions:
        named = (mention.kind, mention.name)
        entry = entries.setdefault(named, {"name": mention.name, "rel": "about" if named in about else "mentions"})
        if mention.place:
            entry["geoJSON"] = geo_json(mention.place)
        if mention.named and not mention.named.owner:
            _add(entry, mention.named.company, symbols)
    behind = [*owners, *(mention.named.company for mention in mentions if mention.named and mention.named.owner)]
    lists = {kind: [entry for (of, _), entry in entries.items() if of == kind] for kind in KINDS}
    for company in dict.fromkeys(behind):
        entry = {"name": company.name, "rel": "owner"}
        if _add(entry, company, symbols):
            lists["organisation"].append(entry)
    return lists["person"], lists["organisation"], lists["place"]


def _add(entry: Entry, company: Company, symbols: set[tuple[str, str]]) -> bool:
    """Give an entry a symbol unless another has it already."""
    symbol = (company.symbol, company.mic)
    if symbol in symbols:
        return False
    symbols.add(symbol)
    made = {"exchange": company.mic, "symbolType": SYMBOL_TYPE, "symbol": company.symbol}
    entry.setdefault("symbols", []).append(made)
    return True


def _about(mentions: Sequence[Called], title: str, opening: int) -> set[tuple[str, str]]:
    counts = Counter([(mention.kind, mention.name) for mention in mentions])
    most = max(counts.values(), default=0)
    headline = {(mention.kind, mention.name) for mention in mentions if mention.text in title} if title else set()
    often = {name for name, count in counts.items() if count >= OFTEN and 2 * count >= most}
    first = {(mention.kind, mention.name) for mention in mentions if mention.start < opening}
    named = often | {name for name in first if counts[name] > 1}
    about = headline | {(kind, name) for kind, name in named if name not in line_list("names/outlets")}
    subject = [(m.kind, m.name) for m in mentions if m.start < opening and m.kind != "place"]
    return about or set(subject[:1])

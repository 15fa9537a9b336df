"""What is read out of a story once it is to be published: topics, names, figures, speech.

A fault in here is a bug of ours on somebody's words: the story goes out unread, and says so, rather than stop the wire.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any

from schemas import times
from schemas.prepared import Prepared
from streams.settings import Settings
from streams.stages.classify import Classifier
from streams.stages.date import dates
from streams.stages.figures import own as own_figures
from streams.stages.figures.foreign import is_english
from streams.stages.figures.marking import mark
from streams.stages.genre import genres
from streams.stages.keywords import keywords
from streams.stages.language import UNDETERMINED, identify_language
from streams.stages.locate import locate
from streams.stages.money import money
from streams.stages.name import Extra, Namer, Names
from streams.stages.names import own as own_names
from streams.stages.quantify import quantities
from streams.stages.quote import quotes
from streams.stages.source import sources
from streams.stages.speech.hearing import hear
from streams.stages.summarise import summary
from streams.stages.topics.own import versions

# Versions of the rule sets and weights that touch a story.
TOPICS, FIGURES, SPEECH, KEYWORDS = "2", "3", "3", "2"


@dataclass(frozen=True, slots=True)
class Reading:
    """What was read: properties of ninjs, properties of `wiredesk`, the models that did it, and what went wrong."""

    ninjs: Mapping[str, Any] = field(default_factory=dict)
    wiredesk: Mapping[str, Any] = field(default_factory=dict)
    models: Mapping[str, str] = field(default_factory=dict)
    fault: str = ""


NOTHING = Reading()


class Reader:
    """Holds the models; reading is a function of the item alone."""

    def __init__(self, settings: Settings) -> None:
        """Loads the models: a second or two. `settings` name what a newsroom adds to them.

        Raises:
            ContentError, LookupError, OSError, ValueError: its files cannot be read, or its tagger is not there.
        """
        evidence, model = settings.topics_evidence, settings.topics_model
        self._classifier = Classifier(evidence, model.read_bytes() if model else None)
        named = {
            "companies": settings.names_companies, "places": settings.names_places, "known": settings.names_known,
        }  # fmt: skip
        self._namer = Namer(Extra(**{name: [path] for name, path in named.items() if path}, tagger=settings.tagger))
        tables = {"currencies": settings.figures_currencies, "units": settings.figures_units}
        self._words = own_figures.load(tables)
        self._models = {
            **versions(TOPICS, evidence, model), **own_names.versions(named),
            **own_figures.versions(FIGURES, tables),
        }  # fmt: skip

    def read(self, item: Prepared) -> Reading:
        """Read an item's title and text."""
        try:
            return self._read(item)
        except Exception as fault:  # noqa: BLE001 - see the module's first lines
            return Reading(models={"reading": "failed"}, fault=type(fault).__name__)

    def _read(self, item: Prepared) -> Reading:
        language, _ = identify_language(f"{item.title}\n{item.text}", str(item.ninjs.get("language", "")))
        named = self._namer.names(item.title, item.text, language=language, located=str(item.ninjs.get("located", "")))
        topics = self._classifier.classify(item.title, item.text, language, item.ninjs.get("subjects", ()))
        ninjs = {
            "language": "" if language == UNDETERMINED else language,
            "subjects": [topic.to_ninjs() for topic in topics],
            "genres": item.ninjs.get("genres") or genres(item.title, item.text),
            "people": named.people,
            "organisations": named.organisations,
            "places": named.places,
        }
        facts = {**_facts(item, named), **self._figures(item, language)}
        models = {**self._models, "names": self._namer.version_in(language), **_versions(language)}
        return Reading({name: value for name, value in ninjs.items() if value}, facts, models)

    def _figures(self, item: Prepared, language: str) -> dict[str, Any]:
        text, today = item.text, _today(item)
        country = locate(str(item.ninjs.get("located", "")), text, self._namer.places)
        marked = mark(text, country=country, language=language, vocabulary=self._words.currencies)
        counted = quantities(text, today=today, vocabulary=self._words.units, marked=marked)
        return {
            "money": _listed(money(text, marked=marked)),
            "quantities": [{"change": None, **one} for one in _listed(counted)],
            "dates": _listed(dates(text, today=today, marked=marked)),
        }


def _versions(language: str) -> dict[str, str]:
    """What read the language: in other languages than English only what needs no words of theirs."""
    if is_english(language):
        return {"figures": FIGURES, "speech": SPEECH, "keywords": KEYWORDS}
    return {"figures": f"{FIGURES}-digits", "speech": f"{SPEECH}-marks", "keywords": f"{KEYWORDS}-english-stop-words"}


def _facts(item: Prepared, named: Names) -> dict[str, Any]:
    text = item.text
    heard = hear(text)
    called = [(mention.kind, mention.start, mention.end, mention.name) for mention in named.mentions]
    return {
        "mentions": _listed(named.mentions),
        "keywords": keywords(item.title, text),
        "summary": summary(item.title, text, heard),
        "quotes": _listed(quotes(text, called, heard)),
        "sources": _listed(sources(text, called, heard)),
    }


def _today(item: Prepared) -> date:
    moment = times.parse(item.created) or times.parse(item.received) or datetime(1971, 1, 1, tzinfo=UTC)
    return moment.date()


_NAMES = {"from_": "from", "speaker_start": "speakerStart", "speaker_end": "speakerEnd"}


def _listed(records: Iterable[Any]) -> list[dict[str, Any]]:
    """Records (named tuples, or with slots) as the story has them: without what is empty, days as ISO 8601."""
    return [
        {
            _NAMES.get(name, name): value.isoformat() if isinstance(value, date) else value
            for name in getattr(record, "_fields", None) or record.__slots__
            if (value := getattr(record, name)) is not None and value != ""
        }
        for record in records
    ]

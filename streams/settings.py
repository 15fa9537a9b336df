"""The one table of settings: name, default, unit, reason and check of each; `docs/settings.md` is generated from it.

Reading and explaining is left to `streams.settings_source`, longer checks to `streams.settings_checks`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, FilePath, SecretStr

from schemas.topic import DAY, MIB
from schemas.topics import TOPICS, WIRE_DEAD_LETTERS, WIRE_RAW
from streams.settings_checks import AGREEMENTS, addresses, desk_name, listed_phrases, phrases_of
from streams.settings_source import SettingsError, gather, mistakes

__all__ = ["FeedSettings", "FeedTable", "Settings", "SettingsError"]

# Feed names come from outside: so many that are not in the settings are remembered, the rest is built each time.
FEEDS_REMEMBERED = 1000
_CLOSED = ConfigDict(
    frozen=True, extra="forbid", allow_inf_nan=False, str_strip_whitespace=True, hide_input_in_errors=True
)
# Kafka's rule for names of topics and groups; the longest name of ours is added to the prefix (Kafka allows 249).
_GROUP = r"^[A-Za-z0-9._-]{0,150}$"


def _setting(default: Any, reason: str, unit: str = "", **checks: Any) -> Any:  # noqa: ANN401 - as pydantic's Field
    """One row of the table."""
    return Field(default, description=reason, json_schema_extra={"unit": unit}, **checks)


class FeedTable(BaseModel):
    """What `[feeds.NAME]` in the file may say of a feed."""

    model_config = _CLOSED

    family: str = _setting(
        "", "feeds of one family share ids: one may update another's stories; empty = the feed's name"
    )
    scope: str = _setting(
        "default", "items meet and are compared within a scope only; a scope is one partition", min_length=1
    )
    identity: Literal["id", "url", "title-time", "text"] = _setting(
        "id", "by what an item is known again: the provider's id, its address, its title and first time, or its text"
    )
    copies: bool = _setting(True, "whether copies of other items are looked for")
    fuller: Literal["link", "update"] = _setting(
        "link", "a copy that carries more is listed with the story, or becomes its next version"
    )
    near_threshold: float | None = _setting(None, "overrides `near_threshold`", "share", gt=0, le=1)
    containment_threshold: float | None = _setting(None, "overrides `containment_threshold`", "share", gt=0, le=1)
    figures_threshold: float | None = _setting(None, "overrides `figures_threshold`", "share", ge=0, le=1)
    live_blogs: Literal["whole", "entries"] | None = _setting(None, "`whole` or `entries`; overrides `live_blogs`")
    boilerplate: Annotated[str | tuple[str, ...] | None, AfterValidator(listed_phrases)] = _setting(
        None, "lines to take out of its stories: a file of `wiredesk pages learn`, or a list of phrases"
    )


class DeskTable(BaseModel):
    """What `[desks.NAME]` in the file says of a desk."""

    model_config = _CLOSED

    rule: str = _setting(..., "which stories go on `wire-desk-NAME`, in the language of [desks.md](desks.md)")


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """What holds for one feed, defaults filled in.

    Thresholds are shares of shingles and of figures, 0 to 1; `boilerplate` are phrases as in `schemas.boilerplate`.
    """

    name: str
    family: str
    scope: str
    copies: bool
    near_threshold: float
    containment_threshold: float = 0.8
    figures_threshold: float = 0.55
    identity: str = "id"
    fuller: str = "link"
    live_blogs: str = "whole"
    boilerplate: tuple[str, ...] = ()


class Settings(BaseModel):
    """All settings, checked and frozen. Times are seconds and sizes bytes unless the name says otherwise."""

    model_config = _CLOSED

    broker: Annotated[str, AfterValidator(addresses)] = _setting(
        "127.0.0.1:9092", "Kafka's addresses; the default is what `wiredesk broker` listens on", "host:port[,host:port]"
    )
    prefix: str = _setting(
        "", "put before every topic's name, so that several desks share a cluster", pattern=r"^[A-Za-z0-9._-]{0,100}$"
    )
    partitions: int = _setting(
        4, "of every topic; more than twice the workers gain nothing", "partitions", ge=1, le=1000
    )
    group: str = _setting("", "consumer group, and Faust's app id; empty = the prefix and `wiredesk`", pattern=_GROUP)
    state_dir: Path = _setting(
        Path(".wiredesk/state"),
        "local tables, a folder in it for each worker; may be deleted, the changelog brings it back",
    )
    cache_dir: Path | None = _setting(None, "where the embedded Kafka's jars are kept; empty = the user's cache folder")
    metrics_host: str = _setting(
        "127.0.0.1", "metrics and health listen here; loopback, since they ask for no password", min_length=1
    )
    metrics_port: int = _setting(9464, "taken: the next free one, up to 50 further; 0 = any", "port", ge=0, le=65535)
    log_format: Literal["auto", "json", "console"] = _setting("auto", "auto = console on a terminal, else JSON")
    log_level: Literal["debug", "info", "warning", "error"] = _setting(
        "info", "of our own lines; libraries stay at info or above"
    )

    security_protocol: Literal["PLAINTEXT", "SSL", "SASL_PLAINTEXT", "SASL_SSL"] = _setting(
        "PLAINTEXT", "how the broker is spoken to"
    )
    tls_ca: FilePath | None = _setting(None, "certificates to trust; empty = the system's", "PEM file")
    tls_certificate: FilePath | None = _setting(None, "our own certificate, where the broker asks for one", "PEM file")
    tls_key: FilePath | None = _setting(None, "its key", "PEM file")
    tls_key_password: SecretStr = _setting(SecretStr(""), "opens the key")
    sasl_mechanism: Literal["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512"] = _setting(
        "SCRAM-SHA-512", "the strongest both clients speak"
    )
    sasl_username: str = _setting("", "needed with SASL")
    sasl_password: SecretStr = _setting(SecretStr(""), "needed with SASL")

    replication: int = _setting(
        1, "copies of each partition; 3 in production, 1 is all a single broker can do", "brokers", ge=1, le=32
    )
    min_insync: int = _setting(
        1, "copies that must have a record before it is acknowledged; 2 with 3 replicas", "brokers", ge=1, le=32
    )
    retention_raw_days: float = _setting(7, "how far back `replay` reaches", "days", gt=0, le=3650)
    retention_prepared_days: float = _setting(
        7, "how long the deduplicator may stand still and lose nothing", "days", gt=0, le=3650
    )
    retention_unique_days: float = _setting(
        1, "how long the publisher may stand still; it can be made again from raw", "days", gt=0, le=3650
    )
    retention_duplicates_days: float = _setting(
        30, "as long as a story is known by its identity", "days", gt=0, le=3650
    )
    retention_advisories_days: float = _setting(30, "as duplicates", "days", gt=0, le=3650)
    retention_dead_letters_days: float = _setting(30, "time to mend the cause and requeue", "days", gt=0, le=3650)
    max_raw_bytes: int = _setting(
        32 * MIB, "largest document taken; a larger one is a dead letter", "bytes", ge=1024, le=512 * MIB
    )
    max_dead_letter_bytes: int = _setting(33 * MIB, "a raw document and its headers", "bytes", ge=1024, le=513 * MIB)
    max_record_bytes: int = _setting(
        8 * MIB, "largest value on every other topic; a larger item is a dead letter", "bytes", ge=1024, le=512 * MIB
    )

    compression: Literal["none", "snappy", "lz4", "zstd"] = _setting(
        "none", "of what workers send; the broker compresses anyway, and cheaper: only where the network is dear"
    )
    session_timeout: float = _setting(
        10,
        "after so long without a sign of life a worker's partitions move; brokers allow 6 at least",
        "seconds",
        ge=6,
        le=1800,
    )
    send_deadline: float = _setting(
        120, "shorter, and a broker that hangs for 30 s makes sends fail", "seconds", ge=1, le=3600
    )
    stop_deadline: float = _setting(
        25, "an orderly stop, then a hard exit; supervisors kill at 30", "seconds", ge=1, le=600
    )
    commit_interval: float = _setting(
        0.25, "fewer repeats after a kill than with 1 (1,128 against 2,280 or more)", "seconds", ge=0.01, le=60
    )
    instance_id: str = _setting(
        "",
        "names this worker to the group for ever, so that a quick restart moves nothing; empty = no fixed name",
        pattern=r"^[A-Za-z0-9._-]{0,150}$",
    )
    block_items: int = _setting(
        100,
        "largest block on the internal topics, as Faust's price is per record; a row numbers 4096",
        "items",
        ge=1,
        le=4096,
    )
    block_bytes: int = _setting(MIB, "a block is closed when it has grown past this", "bytes", ge=1024, le=512 * MIB)
    near_window_days: float = _setting(7, "how long copies are looked for, by the items' time", "days", gt=0, le=3650)
    identity_window_days: float = _setting(
        30, "how long a story is known by its identity, by the items' time", "days", gt=0, le=3650
    )
    near_threshold: float = _setting(
        0.5, "from this share of word shingles in common on, two texts are one", "share", gt=0, le=1
    )
    containment_threshold: float = _setting(
        0.8, "from this share of the shorter text's shingles in the longer on, one is a part of the other", "share",
        gt=0, le=1,
    )  # fmt: skip
    figures_threshold: float = _setting(
        0.55, "where fewer of the numbers agree, the same words are another issue of a table; 0 = whatever the numbers",
        "share", ge=0, le=1,
    )  # fmt: skip
    dead_letters_in_a_row: int = _setting(
        1000, "so many without one good item between stop the worker", "dead letters", ge=1
    )
    dead_letters_share: float = _setting(
        0.9, "of twice as many items; more is a fault of ours, not of the content", "share", gt=0, le=1
    )

    page_confidence: int = _setting(
        80, "a page is cut only if it holds several stories with so much confidence; else it is left whole", "percent",
        ge=0, le=100,
    )  # fmt: skip
    live_blogs: Literal["whole", "entries"] = _setting(
        "whole", "whether a live blog is one item, or each of its entries, parted at the times, is one"
    )
    reading: bool = _setting(
        True, "whether topics, names, figures and quotes are read out of stories; without, publishing is far cheaper"
    )
    topics_model: FilePath | None = _setting(
        None, "what `wiredesk train topics` learned from an archive; empty = the shipped model alone", "file"
    )
    topics_evidence: Path | None = _setting(
        None, "the newsroom's own lines of evidence for topics, see [desks.md](desks.md)", "file or folder of .txt"
    )
    figures_currencies: FilePath | None = _setting(
        None, "currencies of one's own, see [figures.md](figures.md); empty = the shipped ones alone", ".tsv"
    )
    figures_units: FilePath | None = _setting(
        None, "units of one's own, see [figures.md](figures.md); empty = the shipped ones alone", ".tsv"
    )
    names_companies: FilePath | None = _setting(
        None, "companies and brands of one's own, see [names.md](names.md); empty = the shipped ones alone", ".tsv"
    )
    names_places: FilePath | None = _setting(
        None, "places of one's own, see [names.md](names.md); empty = the shipped ones alone", ".tsv"
    )
    names_known: FilePath | None = _setting(
        None, "names of one's own that are of one kind, and their full forms, see [names.md](names.md)", ".tsv"
    )
    tagger: str = _setting(
        "", "an installed tagger of names in place of ours, see [taggers.md](taggers.md)", "name of an entry point"
    )

    feeds: Mapping[str, FeedTable] = _setting({}, "a table `[feeds.NAME]` a feed, in the file only")
    desks: Mapping[Annotated[str, AfterValidator(desk_name)], DeskTable] = _setting(
        {}, "a table `[desks.NAME]` a desk, in the file only"
    )

    @classmethod
    def load(
        cls, environ: Mapping[str, str] | None = None, toml: Path | None = None,
        *, further: Callable[["Settings"], list[str]] = lambda _: [],
    ) -> Self:  # fmt: skip
        """Settings from the environment (`os.environ` unless given), the file, and the defaults, in this order.

        The file is `toml`, else the one WIREDESK_CONFIG names, else `wiredesk.toml` if there is one. `further` tells
        the mistakes that only the stages can see.

        Raises:
            SettingsError: with every mistake found, not only the first.
        """
        found = gather(environ, toml, tuple(cls.model_fields))
        settings, problems = mistakes(cls, found, AGREEMENTS, (*FeedTable.model_fields, *DeskTable.model_fields))
        problems += further(settings)
        if problems:
            raise SettingsError(problems)
        return settings

    @cached_property
    def _feeds(self) -> dict[str, FeedSettings]:
        return {name: self._resolve(name, table) for name, table in self.feeds.items()}

    def _resolve(self, name: str, table: FeedTable) -> FeedSettings:
        thresholds = {
            key: getattr(self, key) if (own := getattr(table, key)) is None else own
            for key in ("near_threshold", "containment_threshold", "figures_threshold")
        }
        return FeedSettings(
            name, table.family or name, table.scope, table.copies, **thresholds,
            identity=table.identity, fuller=table.fuller, live_blogs=table.live_blogs or self.live_blogs,
            boilerplate=phrases_of(name, table.boilerplate),
        )  # fmt: skip

    def feed(self, name: str) -> FeedSettings:
        """What holds for the feed `name`, which need not be in the file. Cheap: one look-up."""
        known = self._feeds.get(name)
        if known is None:
            known = self._resolve(name, _PLAIN_FEED)
            if len(self._feeds) < FEEDS_REMEMBERED + len(self.feeds):
                self._feeds[name] = known
        return known

    @property
    def app_id(self) -> str:
        """Faust's app id, which is the consumer group's name; by default of this prefix alone, so that none mix."""
        return self.group or f"{self.prefix}wiredesk"

    @property
    def retentions(self) -> dict[str, float]:
        """Seconds by topic, as `schemas.topics.declared` takes them."""
        kinds = {topic.name: topic.name.removeprefix("wire-").replace("-", "_") for topic in TOPICS if topic.retention}
        return {name: DAY * float(getattr(self, f"retention_{kind}_days")) for name, kind in kinds.items()}

    @property
    def sizes(self) -> dict[str, int]:
        """Bytes of the largest value by topic, as `schemas.topics.declared` takes them."""
        special = {WIRE_RAW.name: self.max_raw_bytes, WIRE_DEAD_LETTERS.name: self.max_dead_letter_bytes}
        return {topic.name: special.get(topic.name, self.max_record_bytes) for topic in TOPICS}

    @property
    def secrets(self) -> tuple[str, ...]:
        """The secrets that are set, so that logs can mask them."""
        values = (getattr(self, name) for name in type(self).model_fields)
        return tuple(text for value in values if isinstance(value, SecretStr) and (text := value.get_secret_value()))

    def describe(self) -> dict[str, Any]:
        """Every setting as JSON can say it, secrets as asterisks: for logs and `doctor`."""
        return self.model_dump(mode="json")


_PLAIN_FEED = FeedTable()

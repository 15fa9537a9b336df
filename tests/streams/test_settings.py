from pathlib import Path
from timeit import timeit

import pytest
from pydantic import ValidationError

from schemas.row import INDEX_BITS
from streams.settings import FEEDS_REMEMBERED, FeedSettings, Settings, SettingsError
from streams.stages.compare import Thresholds


def load(toml: Path | None = None, **variables: str) -> Settings:
    return Settings.load({f"WIREDESK_{name}": value for name, value in variables.items()}, toml)


def problems(toml: Path | None = None, **variables: str) -> list[str]:
    with pytest.raises(SettingsError) as caught:
        load(toml, **variables)
    return caught.value.problems


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "desk.toml"


def test_defaults_are_the_contracts() -> None:
    """Without environment and file everything has the value the contract names."""
    settings = Settings.load({})

    assert (settings.partitions, settings.app_id, settings.metrics_host, settings.metrics_port) == (
        4,
        "wiredesk",
        "127.0.0.1",
        9464,
    )
    assert (settings.max_raw_bytes, settings.max_dead_letter_bytes, settings.max_record_bytes) == (
        32 * 2**20,
        33 * 2**20,
        8 * 2**20,
    )
    assert settings.retentions == {
        "wire-raw": 7 * 86_400,
        "wire-prepared": 7 * 86_400,
        "wire-unique": 86_400,
        "wire-duplicates": 30 * 86_400,
        "wire-advisories": 30 * 86_400,
        "wire-dead-letters": 30 * 86_400,
    }


def test_environment_wins_over_file(file: Path) -> None:
    """What both say is taken from the environment, what only the file says from the file."""
    file.write_text('partitions = 8\ngroup = "night"\n')

    settings = load(file, PARTITIONS="2")

    assert (settings.partitions, settings.group) == (2, "night")


def test_file_named_by_variable(file: Path) -> None:
    """WIREDESK_CONFIG names the file."""
    file.write_text("partitions = 8\n")

    assert load(CONFIG=str(file)).partitions == 8


def test_file_in_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A `wiredesk.toml` in the working directory is read, and none is no mistake."""
    monkeypatch.chdir(tmp_path)
    before = load().partitions
    (tmp_path / "wiredesk.toml").write_text("partitions = 3\n")

    assert (before, load().partitions) == (4, 3)


def test_named_file_must_exist(file: Path) -> None:
    """A file somebody named and that is not there is a mistake."""
    assert problems(CONFIG=str(file)) == [f"{file}: there is no such file"]


@pytest.mark.parametrize("content", [b"partitions = ", b"\xff\xfe"])
def test_unreadable_file_is_one_mistake(file: Path, content: bytes) -> None:
    """A file that is no TOML is told as such, not as a traceback."""
    file.write_bytes(content)

    [problem] = problems(file)

    assert problem.startswith(f"{file}: ")


def test_empty_variable_counts_as_not_set() -> None:
    """Compose files pass empty variables for what is not set."""
    assert load(METRICS_PORT="", TLS_CA="").metrics_port == 9464


def test_every_mistake_is_told_at_once(file: Path) -> None:
    """One message lists bad values, unknown names and disagreements, each with its place."""
    file.write_text('replication = 1\nlog_levle = "info"\n[feeds.city]\nfamly = "x"\nnear_threshold = 2\n')

    with pytest.raises(SettingsError) as caught:
        load(file, PARTITIONS="four", PORT="1", MIN_INSYNC="2", BROKER="a, b:1", NEAR_THRESHOLD="nan")

    assert str(caught.value).splitlines() == [
        "8 mistakes in the settings:",
        "  - WIREDESK_PORT: there is no such setting; did you mean WIREDESK_METRICS_PORT?",
        f"  - log_levle in {file}: there is no such setting; did you mean log_level?",
        "  - WIREDESK_BROKER = 'a, b:1': 'a' is no host:port",
        "  - WIREDESK_PARTITIONS = 'four': Input should be a valid integer, unable to parse string as an integer",
        "  - WIREDESK_NEAR_THRESHOLD = 'nan': Input should be a finite number",
        f"  - feeds.city.near_threshold in {file} = 2: Input should be less than or equal to 1",
        f"  - feeds.city.famly in {file}: there is no such setting; did you mean family?",
        "  - min_insync is larger than replication: nothing could be written",
    ]


@pytest.mark.parametrize(
    ("variables", "word"),
    [
        ({"NEAR_WINDOW_DAYS": "31"}, "identity_window_days"),
        ({"MAX_RAW_BYTES": str(33 * 2**20)}, "max_dead_letter_bytes"),
        ({"BLOCK_BYTES": str(9 * 2**20)}, "block_bytes"),
        ({"SECURITY_PROTOCOL": "SASL_SSL", "SASL_USERNAME": "desk"}, "sasl_password"),
        ({"SASL_USERNAME": "desk"}, "without SASL"),
        ({"TLS_CA": __file__}, "without SSL"),
        ({"SECURITY_PROTOCOL": "SSL", "TLS_KEY": __file__}, "tls_certificate"),
    ],
)
def test_settings_that_do_not_agree(variables: dict[str, str], word: str) -> None:
    """Settings that are right alone and wrong together are told."""
    assert any(word in problem for problem in problems(**variables))


@pytest.mark.parametrize(
    "variables",
    [
        {"BROKER": "localhost"},
        {"BROKER": "localhost:0"},
        {"BROKER": "localhost:65536"},
        {"BROKER": "localhost:٣"},
        {"BROKER": "a:1,,b:2"},
        {"PREFIX": "a b"},
        {"PARTITIONS": "0"},
        {"METRICS_PORT": "65536"},
        {"SESSION_TIMEOUT": "1"},
        {"LOG_FORMAT": "xml"},
        {"TLS_CA": "no/such/file.pem"},
        {"FEEDS": "{}"},
    ],
)
def test_bad_values(variables: dict[str, str]) -> None:
    """Each is one mistake that names its variable."""
    [problem] = problems(**variables)

    assert problem.startswith(f"WIREDESK_{next(iter(variables))}")


@pytest.mark.parametrize("broker", ["localhost:9092", "a:1,b:2", "[::1]:9092"])
def test_good_brokers(broker: str) -> None:
    """One address, several, and IPv6."""
    assert load(BROKER=broker).broker == broker


def test_broker_loses_its_blanks() -> None:
    """Blanks after commas are no part of a host's name."""
    assert load(BROKER=" a:1, b:2 ").broker == "a:1,b:2"


def test_secrets_are_never_shown(file: Path) -> None:
    """A secret is in no repr, no description and no message, even where it is wrong."""
    file.write_text("sasl_password = 4711\n")
    settings = load(SASL_PASSWORD="hush", SASL_USERNAME="desk", SECURITY_PROTOCOL="SASL_SSL")

    assert settings.secrets == ("hush",)
    assert "hush" not in f"{settings!r} {settings} {settings.describe()}"
    assert settings.describe()["sasl_password"] == "**********"
    assert not any("4711" in problem for problem in problems(file))


def test_settings_are_frozen() -> None:
    """Nobody changes a setting after the start."""
    with pytest.raises(ValidationError):
        Settings.load({}).partitions = 5


def test_feed_without_entry_has_defaults() -> None:
    """A feed nobody spoke of is its own family, in the one scope, compared with all."""
    assert load(NEAR_THRESHOLD="0.7").feed("city") == FeedSettings(
        "city", "city", "default", copies=True, near_threshold=0.7
    )


def test_feed_with_entry(file: Path) -> None:
    """What the file says of a feed holds for it alone."""
    file.write_text('[feeds."city mobile"]\nfamily = "city"\nscope = "local"\ncopies = false\nnear_threshold = 0.9\n')
    settings = load(file)

    assert settings.feed("city mobile") == FeedSettings(
        "city mobile", "city", "local", copies=False, near_threshold=0.9
    )
    assert settings.feed("city").scope == "default"


def test_copies_are_looked_for_as_they_were_measured() -> None:
    """The floors of quality hold for the defaults."""
    feed, limits = load().feed("city"), Thresholds()
    assert (feed.near_threshold, feed.containment_threshold, feed.figures_threshold) == (
        limits.resemblance,
        limits.containment,
        limits.figures,
    )


def test_a_feed_may_choose_identity_and_thresholds(file: Path) -> None:
    """Each over the defaults of all."""
    file.write_text(
        'containment_threshold = 0.7\n[feeds.city]\nidentity = "url"\nfuller = "update"\nfigures_threshold = 0\n'
        '[feeds.hills]\nidentity = "guid"\n'
    )
    assert any("feeds.hills.identity" in problem for problem in problems(file))
    file.write_text(file.read_text().partition("[feeds.hills]")[0])
    feed = load(file).feed("city")
    assert (feed.identity, feed.fuller, feed.containment_threshold, feed.figures_threshold) == ("url", "update", 0.7, 0)


def test_feed_names_do_not_fill_memory() -> None:
    """Names come from outside, so only so many are remembered, and the rest still gets its answer."""
    settings = load()
    for number in range(2 * FEEDS_REMEMBERED):
        assert settings.feed(f"feed {number}").family == f"feed {number}"

    assert len(settings._feeds) == FEEDS_REMEMBERED


def test_feed_is_cheap() -> None:
    """The look-up is made for every item: well under 10 microseconds even on a busy machine."""
    settings = load()

    assert timeit(lambda: settings.feed("city"), number=10_000) / 10_000 < 10e-6


def test_blocks_fit_the_rows_numbering() -> None:
    """A block larger than a row can number would give two items one place in the order."""
    assert load(BLOCK_ITEMS=str(2**INDEX_BITS)).block_items == 2**INDEX_BITS
    assert problems(BLOCK_ITEMS=str(2**INDEX_BITS + 1))


def test_boilerplate_of_a_feed_is_a_list_or_its_rows_of_a_file(file: Path, tmp_path: Path) -> None:
    """Rows of other feeds are left out, those of any feed are taken."""
    phrases = tmp_path / "phrases.tsv"
    phrases.write_text("# learnt\n9\tcoast\tGood night.\n8\tinland\tGood day.\n0\t*\tRead more: *\n", "utf-8")
    file.write_text(
        f'[feeds.coast]\nboilerplate = "{phrases}"\n[feeds.hills]\nboilerplate = ["Good evening"]\n', "utf-8"
    )

    settings = load(file)

    assert settings.feed("coast").boilerplate == ("Good night.", "Read more: *")
    assert settings.feed("hills").boilerplate == ("Good evening",)
    assert settings.feed("other").boilerplate == ()


@pytest.mark.parametrize(
    ("said", "told"), [('"none.tsv"', "No such file"), ('["*"]', "fewer than 4 letters"), ("7", "valid string")]
)
def test_wrong_boilerplate_is_told(file: Path, said: str, told: str) -> None:
    """With the feed's name, before anything starts."""
    file.write_text(f"[feeds.coast]\nboilerplate = {said}\n", "utf-8")

    assert any("feeds.coast.boilerplate" in problem and told in problem for problem in problems(file))


def test_live_blogs_are_set_for_all_and_for_a_feed(file: Path) -> None:
    """The feed's own word wins."""
    file.write_text('[feeds.coast]\nlive_blogs = "whole"\n', "utf-8")

    settings = load(file, LIVE_BLOGS="entries")

    assert (settings.feed("coast").live_blogs, settings.feed("other").live_blogs) == ("whole", "entries")

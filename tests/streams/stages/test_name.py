"""The finder of names as a whole."""

from importlib.metadata import EntryPoint, EntryPoints
from itertools import pairwise
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from streams.stages.name import Extra, Namer, Names
from streams.stages.names.tagger import Span
from streams.stages.names.tokens import Tokens

STORY = (
    "Tesla CEO Elon Musk said on Monday that Tesla would build a plant near Nairobi, Kenya.\n"
    "Musk met officials from Google in Nairobi. Shares of Tesla fell."
)


@pytest.fixture(scope="module")
def namer() -> Namer:
    """One for all tests."""
    return Namer()


def test_a_story_from_end_to_end(namer: Namer) -> None:
    """Mentions in order, one name a person, the role as stated, symbols, owners, coordinates."""
    names = namer.names("Tesla plans Kenyan plant", STORY)
    assert [(m.text, m.name, m.role) for m in names.mentions if m.kind == "person"] == [
        ("Elon Musk", "Elon Musk", "Tesla CEO"),
        ("Musk", "Elon Musk", ""),
    ]
    tesla = next(entry for entry in names.organisations if entry["name"] == "Tesla")
    assert tesla["rel"] == "about"
    assert [(s["exchange"], s["symbol"]) for s in tesla["symbols"]] == [("XNAS", "TSLA")]
    owner = next(entry for entry in names.organisations if entry["rel"] == "owner")
    assert [s["symbol"] for s in owner["symbols"]] == ["GOOGL"]
    nairobi = next(entry for entry in names.places if entry["name"] == "Nairobi")
    assert nairobi["geoJSON"]["type"] == "Point"


@settings(max_examples=60, suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(text=st.text(st.sampled_from("Tesla Musk.,$’-\n (X)AB’s İß𝕏é"), max_size=120))
def test_any_text_is_read_and_offsets_hold(namer: Namer, text: str) -> None:
    """Mentions are in order, apart, and stand at their offsets."""
    mentions = namer.names("", text).mentions
    assert all(text[mention.start : mention.end] == mention.text != "" for mention in mentions)
    assert all(before.end <= after.start for before, after in pairwise(mentions))


def test_a_text_s_own_short_form_is_no_ticker(namer: Namer) -> None:
    """AMC is whom the text calls so, whatever trades under the sign."""
    text = "Traders of the Assembly of Mako Chiefs (AMC) bought shares. AMC shares and calls rose, traders said."
    names = namer.names("", text)
    assert {m.name for m in names.mentions if m.text == "AMC"} == {"Assembly of Mako Chiefs"}
    assert not any(entry.get("symbols") for entry in names.organisations)
    assert symbols(namer.names("", "I bought AMC calls and shares, then sold the stock.")) == {"AMC"}


def symbols(names: Names) -> set[str]:
    """All tickers."""
    return {symbol["symbol"] for entry in names.organisations for symbol in entry.get("symbols", ())}


def test_other_languages_pass_with_tickers_alone(namer: Namer) -> None:
    """No English model is let loose on German."""
    names = namer.names("", "Die Aktie von Siemens (ETR: SIE) fiel in München.", language="de")
    assert [mention.text for mention in names.mentions] == ["SIE"]


def test_the_same_text_gives_the_same_names(namer: Namer) -> None:
    """What was read before leaves no trace."""
    first = namer.names("", STORY)
    namer.names("", "Something else by Ann Osei of Kivu Bank in Goma.")
    assert namer.names("", STORY) == first == Namer().names("", STORY)


def test_a_newsroom_adds_its_own(tmp_path: Path) -> None:
    """Companies, brands and known names of a user's own tables are found."""
    companies, known = tmp_path / "companies.tsv", tmp_path / "known.tsv"
    companies.write_text("Kivu Mines\tKVU\tXTSE\nKivucola\tKVU\tXTSE\tbrand\n", "utf-8")
    known.write_text("Zibo Rangers\torganisation\tZibo Rangers FC\n", "utf-8")
    made = Namer(Extra(companies=[companies], known=[known])).names("", "Kivu Mines sponsors the Zibo Rangers.")
    assert {entry["name"] for entry in made.organisations} == {"Kivu Mines", "Zibo Rangers FC"}
    assert made.organisations[0]["symbols"][0]["symbol"] == "KVU"


@pytest.mark.parametrize(
    "text", ["Ann Lee and " * 8_000, "A " * 40_000, "Al X1 said. " * 8_000, "$TSLA TSLA: calls " * 5_000]
)
def test_hostile_texts_cost_what_their_length_costs(text: str, namer: Namer) -> None:
    """A text that is nothing but names takes linear time: microseconds a character, with room for slow machines."""
    began = process_time()
    namer.names("", text)
    assert process_time() - began < 100e-6 * len(text)


class OwnTagger:
    """A newsroom's tagger that knows one name."""

    version = "own-1"
    languages = frozenset({"en", "sw"})

    def spans(self, text: str, found: Tokens, *, language: str) -> list[Span]:
        """Its one name, wherever it first stands."""
        del found, language
        return [Span(text.index("zibolo"), text.index("zibolo") + 6, "place")] if "zibolo" in text else []


def test_a_newsroom_plugs_in_its_own_tagger(monkeypatch: pytest.MonkeyPatch) -> None:
    """An entry point of the group wiredesk.taggers takes the place of our model, and its version is told."""
    offered = EntryPoints([EntryPoint("own", f"{__name__}:OwnTagger", "wiredesk.taggers")])
    monkeypatch.setattr(EntryPoint, "load", lambda _: OwnTagger)
    monkeypatch.setattr("streams.stages.names.tagger.entry_points", lambda group: offered.select(group=group))
    namer = Namer(Extra(tagger="own"))
    assert namer.version == "own-1"
    assert [mention.text for mention in namer.names("", "Near zibolo, Barack Obama spoke.").mentions] == ["zibolo"]

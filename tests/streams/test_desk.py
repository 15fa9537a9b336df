"""The three steps: what becomes of an item, the first time and at a replay."""

from collections.abc import Iterable
from pathlib import Path

import pytest

from schemas import codec, row
from schemas.raw import Raw
from schemas.validate import validate_story
from streams.desk import Deduplicate, Ended, Intake, Publish
from streams.outcomes import Outcome
from streams.settings import Settings
from streams.state import MemoryState

RECEIVED = "2025-11-24T10:00:00Z"
TEXT = (
    "The harbour board of Port Ellery voted on Monday to deepen the northern channel by two metres, a plan that "
    "fishermen had fought for three years. Work is to begin in spring and to cost 40 million crowns, said its chair, "
    "Ingrid Vale. Two council members abstained, and one asked for a new survey of the seabed before any dredger sails."
)
OTHER = (
    "A storm that had been forecast for the weekend turned north before it reached the coast, and the ferry company "
    "put its boats back into service on Saturday evening. Some four hundred passengers had waited in the terminal "
    "since Friday, where volunteers from the village handed out soup, blankets and a great many packs of cards."
)


class Wire:
    """Intake, deduplicate and publish, with what came out."""

    def __init__(self, settings: Settings | None = None) -> None:
        settings = settings or Settings.load({})
        self.intake, self.publish = Intake(settings), Publish(settings)
        self.state = MemoryState()
        self.deduplicate = Deduplicate(settings, self.state)
        self.offset = self.decided = 0
        self.stories: list[dict] = []
        self.duplicates: list[dict] = []

    def put(self, content: object, feed: str = "ferry", offset: int | None = None, **envelope: object) -> list[Ended]:
        value = codec.dumps({"feed": feed, "received": RECEIVED, "content": content, **envelope})
        place = self.offset if offset is None else offset
        self.offset = max(self.offset, place + 1)
        return list(self.take(Raw(value=value, origin=f"wire-raw/0/{place}")))

    def take(self, raw: Raw) -> Iterable[Ended]:
        result = self.intake.take(raw)
        yield from result.ended
        for _, item in result.prepared:
            decision = self.deduplicate.decide(item, row.order(self.decided, 0))
            self.decided += 1
            if decision.output:
                self.duplicates.append(codec.loads(decision.output.value))
            if decision.ended:
                yield decision.ended
            if decision.verdict:
                published = self.publish.publish(decision.verdict)
                self.stories += [codec.loads(output.value) for output in published.outputs]
                assert all(validate_story(story) == [] for story in self.stories[-1:])
                yield from published.ended


def item(text: str = TEXT, **more: object) -> dict[str, object]:
    return {"uri": "urn:ferry:1", "type": "text", "body_text": text, "headline": "Channel to be deepened", **more}


def outcomes(ended: Iterable[Ended]) -> list[str]:
    return [end.outcome for end in ended]


def test_a_new_item_becomes_a_story() -> None:
    """Version 1, kind new, with the provider's id kept."""
    wire = Wire()
    assert outcomes(wire.put(item())) == [Outcome.STORY]
    (story,) = wire.stories
    assert story["version"] == "1"
    assert story["wiredesk"]["revision"] == {"kind": "new", "changed": []}
    assert {"role": "source", "value": "urn:ferry:1"} in story["altIds"]


def test_the_same_version_again_is_ignored() -> None:
    """By text where there is no version, by number where there is one."""
    wire = Wire()
    wire.put(item())
    assert outcomes(wire.put(item())) == [Outcome.IGNORED]
    wire.put(item(uri="urn:ferry:2", version="3"))
    assert outcomes(wire.put(item(OTHER, uri="urn:ferry:2", version="3"))) == [Outcome.IGNORED]


@pytest.mark.parametrize(("first", "second"), [(None, None), ("1", "2"), ("9", "10")])
def test_other_text_under_a_known_id_is_the_next_version(first: str | None, second: str | None) -> None:
    """With a higher version of the provider's, or without any."""
    wire = Wire()
    wire.put(item(**({"version": first} if first else {})))
    assert outcomes(wire.put(item(OTHER, **({"version": second} if second else {})))) == [Outcome.STORY]
    assert [story["version"] for story in wire.stories] == ["1", "2"]
    assert wire.stories[0]["uri"] == wire.stories[1]["uri"]
    assert wire.stories[1]["wiredesk"]["revision"] == {"kind": "update", "supersedes": "1", "changed": ["bodies"]}


def test_an_older_version_is_ignored() -> None:
    """Numbers are compared as numbers."""
    wire = Wire()
    wire.put(item(version="10"))
    assert outcomes(wire.put(item(OTHER, version="9"))) == [Outcome.IGNORED]


def test_the_same_text_from_elsewhere_is_a_duplicate_of_the_first() -> None:
    """Another family's copy has a uri of its own and names the original."""
    wire = Wire()
    wire.put(item())
    assert outcomes(wire.put(item(uri="urn:gull:7"), feed="gull")) == [Outcome.DUPLICATE]
    (duplicate,) = wire.duplicates
    assert duplicate["duplicateOf"]["uri"] == wire.stories[0]["uri"] != duplicate["uri"]
    assert duplicate["method"] == "same-text"
    assert duplicate["duplicateOf"]["feed"] == "ferry"


def test_a_near_copy_is_a_duplicate() -> None:
    """A changed word makes no other story."""
    wire = Wire()
    wire.put(item())
    wire.put(item(TEXT.replace("fought", "opposed"), uri="urn:gull:7"), feed="gull")
    assert [duplicate["method"] for duplicate in wire.duplicates] == ["near-text"]


def test_an_update_names_the_copies_known_by_then() -> None:
    """The source ids of the duplicates, in the order they came."""
    wire = Wire()
    wire.put(item())
    wire.put(item(uri="urn:gull:7"), feed="gull")
    wire.put(item(OTHER))
    assert [story["wiredesk"]["copies"] for story in wire.stories] == [[], ["urn:gull:7"]]


def test_a_feed_cannot_touch_the_stories_of_another() -> None:
    """The same id under another family is another story."""
    wire = Wire()
    wire.put(item())
    wire.put(item(OTHER), feed="gull")
    assert len({story["uri"] for story in wire.stories}) == 2


@pytest.mark.parametrize("held", [{"pubstatus": "withheld"}, {"embargoed": "2025-11-25T10:00:00Z"}])
def test_what_may_not_be_published_is_held(held: dict[str, str]) -> None:
    """And it is no original for a copy that may be."""
    wire = Wire()
    assert outcomes(wire.put(item(**held))) == [Outcome.HELD]
    assert outcomes(wire.put(item(uri="urn:gull:7"), feed="gull")) == [Outcome.STORY]


@pytest.mark.parametrize("version", ["", "3"])
@pytest.mark.parametrize("held", [{"pubstatus": "withheld"}, {"embargoed": "2025-11-25T10:00:00Z"}])
def test_what_was_held_is_let_out(held: dict[str, str], version: str) -> None:
    """By the same text and number without what held it, or once the embargo is over; and once."""
    wire = Wire()
    numbered = {"version": version} if version else {}
    assert outcomes(wire.put(item(**held, **numbered))) == [Outcome.HELD]
    assert outcomes(wire.put(item(**held, **numbered))) == [Outcome.IGNORED]
    assert outcomes(wire.put(item(**numbered))) == [Outcome.STORY]
    assert (wire.stories[-1]["pubStatus"], wire.stories[-1]["version"]) == ("usable", "2")
    assert outcomes(wire.put(item(**numbered))) == [Outcome.IGNORED]


def test_an_embargoed_item_that_comes_again_after_its_embargo_is_published() -> None:
    """Received before it, it is held however often it comes."""
    wire, embargoed = Wire(), {"embargoed": "2025-11-25T10:00:00Z"}
    assert outcomes(wire.put(item(**embargoed))) == [Outcome.HELD]
    assert outcomes(wire.put(item(**embargoed), received="2025-11-25T09:59:59Z")) == [Outcome.IGNORED]
    assert outcomes(wire.put(item(**embargoed), received="2025-11-25T10:00:00Z")) == [Outcome.STORY]


def test_a_kill_before_its_story_lets_nothing_out() -> None:
    """The killed text may come late, by another way; and so may what is dated before it was withheld."""
    wire = Wire()
    assert outcomes(wire.put(item(pubstatus="canceled"))) == [Outcome.HELD]
    assert outcomes(wire.put(item())) == [Outcome.IGNORED]
    later, sooner = {"versioncreated": "2025-11-24T09:00:00Z"}, {"versioncreated": "2025-11-24T08:00:00Z"}
    assert outcomes(wire.put(item(OTHER, uri="urn:x:2", pubstatus="withheld", **later))) == [Outcome.HELD]
    assert outcomes(wire.put(item(OTHER, uri="urn:x:2", **sooner))) == [Outcome.IGNORED]
    assert wire.stories == []


@pytest.mark.parametrize("out", [False, True])
def test_what_was_held_when_a_kill_came_stays_in(out: bool) -> None:
    """Whether or not something was published: the kill, in words of its own, is of that text too."""
    wire = Wire()
    if out:
        wire.put(item(OTHER))
    assert outcomes(wire.put(item(embargoed="2025-11-25T10:00:00Z"))) == [Outcome.HELD]
    wire.put(item("Kill it.", pubstatus="canceled"))
    before = len(wire.stories)
    assert outcomes(wire.put(item())) == [Outcome.IGNORED]
    assert outcomes(wire.put(item(headline="Another headline"))) == [Outcome.IGNORED]
    assert len(wire.stories) == before


def test_an_update_held_back_is_let_out_as_the_next_version() -> None:
    """Of the story that is out."""
    wire = Wire()
    wire.put(item())
    assert outcomes(wire.put(item(OTHER, embargoed="2025-11-25T10:00:00Z"))) == [Outcome.HELD]
    assert outcomes(wire.put(item(OTHER))) == [Outcome.STORY]
    revision = wire.stories[-1]["wiredesk"]["revision"]
    assert (revision["kind"], revision["supersedes"]) == ("update", "1")


def test_a_kill_takes_back_what_was_published() -> None:
    """Once, as the story's next version, whatever it says; and it is nobody's original."""
    wire = Wire()
    wire.put(item())
    assert outcomes(wire.put(item("Kill it.", pubstatus="canceled"))) == [Outcome.STORY]
    killed = wire.stories[-1]
    assert (killed["version"], killed["pubStatus"]) == ("2", "canceled")
    assert killed["wiredesk"]["revision"]["kind"] == "kill"
    assert killed["wiredesk"]["revision"]["supersedes"] == "1"
    assert outcomes(wire.put(item("Kill it.", pubstatus="canceled"))) == [Outcome.IGNORED]
    assert outcomes(wire.put(item("Kill it now.", pubstatus="canceled"))) == [Outcome.HELD]
    assert outcomes(wire.put(item(pubstatus="withheld"))) == [Outcome.IGNORED]
    assert outcomes(wire.put(item())) == [Outcome.IGNORED]
    assert len(wire.stories) == 2


def test_a_kill_with_the_text_of_a_held_version_takes_the_story_back() -> None:
    """What is on the topic counts, not what came last."""
    wire = Wire()
    wire.put(item())
    assert outcomes(wire.put(item(OTHER, embargoed="2025-11-25T10:00:00Z"))) == [Outcome.HELD]
    assert outcomes(wire.put(item(OTHER, pubstatus="canceled"))) == [Outcome.STORY]
    assert wire.stories[-1]["wiredesk"]["revision"]["kind"] == "kill"


def test_a_kill_follows_a_withdrawal() -> None:
    """And may have the text of what it takes back."""
    wire = Wire()
    wire.put(item())
    for status, kind in (("withheld", "withdrawal"), ("canceled", "kill")):
        assert outcomes(wire.put(item(pubstatus=status))) == [Outcome.STORY]
        assert (wire.stories[-1]["pubStatus"], wire.stories[-1]["wiredesk"]["revision"]["kind"]) == (status, kind)


def test_a_kill_is_not_read() -> None:
    """Nobody needs the names in it."""

    class Reader:
        def read(self, _: object) -> None:
            raise AssertionError("read")

    wire = Wire()
    wire.put(item())
    wire.publish = Publish(Settings.load({}), Reader())  # type: ignore[arg-type]
    assert outcomes(wire.put(item(pubstatus="canceled"))) == [Outcome.STORY]


def test_an_embargo_that_has_ended_holds_nothing() -> None:
    """It ended before the item was received."""
    wire = Wire()
    assert outcomes(wire.put(item(embargoed="2025-11-23T10:00:00Z"))) == [Outcome.STORY]


def test_a_replay_gives_the_same_records_again() -> None:
    """Everything from the first raw record on, in the same order, byte for byte; and nothing new."""
    wire = Wire()
    puts = [
        (item(), "ferry"), (item(uri="urn:gull:7"), "gull"), (item(), "ferry"), (item(OTHER), "ferry"),
        (item(), "ferry"),
    ]  # fmt: skip
    first = [outcomes(wire.put(content, feed, offset)) for offset, (content, feed) in enumerate(puts)]
    stories, duplicates = list(wire.stories), list(wire.duplicates)
    again = [outcomes(wire.put(content, feed, offset)) for offset, (content, feed) in enumerate(puts)]
    assert again == first
    assert wire.stories == stories * 2
    assert wire.duplicates == duplicates * 2


def test_a_desk_that_learnt_the_rows_decides_alike() -> None:
    """What is kept in memory follows from the rows alone."""
    wire = Wire()
    wire.put(item())
    wire.put(item(uri="urn:gull:7"), feed="gull")
    rebuilt = Deduplicate(Settings.load({}), wire.state)
    for at in range(2):
        known = wire.state.decided(row.order(at, 0))
        assert known is not None
        rebuilt.learn(known)
    wire.deduplicate = rebuilt
    assert outcomes(wire.put(item(uri="urn:tern:9"), feed="tern")) == [Outcome.DUPLICATE]
    assert outcomes(wire.put(item(), offset=0)) == [Outcome.STORY]


def test_stories_cut_from_a_page_are_known_by_their_text() -> None:
    """The same page an hour later, with a new story on top, gives the old story its old uri."""
    wire = Wire()
    wire.put(TEXT)
    wire.put(OTHER)
    first = {story["uri"] for story in wire.stories}
    wire.put(OTHER)
    assert {story["uri"] for story in wire.stories} == first


def test_bad_content_is_a_dead_letter_with_its_bytes() -> None:
    """And one outcome."""
    wire = Wire()
    result = wire.intake.take(Raw(value=b'{"broken', origin="wire-raw/0/0", feed="ferry", received=RECEIVED))
    assert [end.outcome for end in result.ended] == [Outcome.DEAD_LETTER]
    (output,) = result.outputs
    headers = dict(output.headers)
    assert output.value == b'{"broken'
    assert headers["reason"] == b"invalid-json"
    assert headers["origin"] == b"wire-raw/0/0"
    assert result.found == 1


def test_an_item_larger_than_a_record_is_a_dead_letter() -> None:
    """Before it meets a topic that would refuse it."""
    wire = Wire(Settings.load({"WIREDESK_MAX_RECORD_BYTES": "20000", "WIREDESK_BLOCK_BYTES": "10000"}))
    assert outcomes(wire.put(item("word " * 5000))) == [Outcome.DEAD_LETTER]
    assert outcomes(wire.put(item())) == [Outcome.STORY]


def at(day: int) -> str:
    return f"2025-11-{day:02d}T10:00:00Z"


def test_a_copy_is_found_within_its_window_only() -> None:
    """By the items' own time, not by ours."""
    wire = Wire(Settings.load({"WIREDESK_NEAR_WINDOW_DAYS": "7"}))
    wire.put(item(), received=at(1))
    assert outcomes(wire.put(item(uri="urn:gull:1"), feed="gull", received=at(7))) == [Outcome.DUPLICATE]
    assert outcomes(wire.put(item(uri="urn:gull:2"), feed="gull", received=at(9))) == [Outcome.STORY]


def test_an_item_is_known_within_its_window_only() -> None:
    """Afterwards it starts anew, whether or not its row was dropped in between."""
    for drop in (0, 100):
        wire = Wire(Settings.load({"WIREDESK_IDENTITY_WINDOW_DAYS": "10"}))
        wire.put(item(), received=at(1))
        wire.put(item(OTHER), received=at(3))
        wire.put(item(OTHER, uri="urn:ferry:9"), received=at(20))
        wire.deduplicate.expire(drop)
        assert outcomes(wire.put(item(OTHER + " More."), received=at(20))) != [Outcome.IGNORED]
        assert wire.stories[-1]["version"] == "1" or wire.duplicates


@pytest.mark.parametrize("wild", ["1970-01-01T00:00:00Z", "2099-01-01T00:00:00Z"])
def test_wild_dates_neither_empty_nor_fill_the_windows(wild: str) -> None:
    """They are left out and named; what is known stays known, and they are known again themselves."""
    wire = Wire()
    wire.put(item(), received=RECEIVED)
    value = codec.dumps(
        {"feed": "tern", "received": wild, "content": item(OTHER, uri="urn:tern:1", versioncreated=wild)}
    )
    raw = Raw(value=value, origin="wire-raw/0/50", arrived=RECEIVED)
    assert outcomes(wire.take(raw)) == [Outcome.STORY]
    assert wire.stories[-1]["wiredesk"]["doubts"] == ["received", "versionCreated"]
    assert wire.stories[-1]["versionCreated"] == RECEIVED
    assert outcomes(wire.put(item(uri="urn:gull:1"), feed="gull", offset=60)) == [Outcome.DUPLICATE]
    assert outcomes(wire.take(Raw(value=value, origin="wire-raw/0/70", arrived=RECEIVED))) == [Outcome.IGNORED]


def test_what_was_ignored_stays_ignored_when_it_comes_again_behind_an_update() -> None:
    """It left no row; the row of the update, which came by another raw partition, says that it was seen."""
    wire = Wire(Settings.load({}))
    wire.put(item())
    again = Raw(value=codec.dumps({"feed": "ferry", "received": RECEIVED, "content": item()}), origin="wire-raw/0/5")
    newer = Raw(
        value=codec.dumps({"feed": "ferry", "received": RECEIVED, "content": item(OTHER)}), origin="wire-raw/1/0"
    )
    assert outcomes(wire.take(again)) == [Outcome.IGNORED]
    assert outcomes(wire.take(newer)) == [Outcome.STORY]
    rebuilt = Deduplicate(Settings.load({}), wire.state)
    for known in wire.state.versions(f"{wire.stories[0]['uri']}".removeprefix("urn:wiredesk:")):
        rebuilt.learn(known)
    wire.deduplicate = rebuilt
    assert outcomes(wire.take(again)) == [Outcome.IGNORED]
    assert len(wire.stories) == 2


def test_a_dead_letter_put_back_does_not_roll_a_story_back() -> None:
    """Without version and date it is as old as when it was first received."""
    wire = Wire()
    wire.put(item(OTHER), received=at(9))
    value = codec.dumps({"feed": "ferry", "received": at(3), "content": item()})
    assert outcomes(wire.take(Raw(value=value, origin="wire-raw/0/7", attempts=2))) == [Outcome.IGNORED]
    assert outcomes(wire.take(Raw(value=value, origin="wire-raw/0/8"))) == [Outcome.STORY]


def test_scopes_do_not_meet(tmp_path: Path) -> None:
    """Not even where they share a partition."""
    toml = tmp_path / "wiredesk.toml"
    toml.write_text('[feeds.gull]\nscope = "sea"\n', "utf-8")
    wire = Wire(Settings.load({}, toml))
    wire.put(item())
    assert outcomes(wire.put(item(uri="urn:gull:7"), feed="gull")) == [Outcome.STORY]


def test_a_feed_s_boilerplate_is_listed_and_in_no_body(tmp_path: Path) -> None:
    """The story is the same with and without it."""
    file = tmp_path / "desk.toml"
    file.write_text('[feeds.ferry]\nboilerplate = ["Sign up for our newsletter."]\n', "utf-8")
    wire = Wire(Settings.load({}, file))
    wire.put(f"{TEXT}\nSign up for our newsletter!")
    assert wire.stories[0]["bodies"][0]["value"] == TEXT
    assert wire.stories[0]["wiredesk"]["boilerplate"] == [{"text": "Sign up for our newsletter!", "paragraph": 1}]
    assert outcomes(wire.put(TEXT)) == ["ignored"]


@pytest.mark.parametrize(("setting", "count"), [("whole", 1), ("entries", 4)])
def test_live_blogs_are_parted_where_the_setting_says_so(setting: str, count: int) -> None:
    """The head and three entries."""
    wire = Wire(Settings.load({"WIREDESK_LIVE_BLOGS": setting}))
    entries = "\n".join(f"{hour}:15 - {sentence}." for hour, sentence in enumerate(TEXT.split(". ")))
    assert outcomes(wire.put(f"Live: the harbour board meets\n{entries}")) == ["story"] * count

"""What `[feeds.NAME]` says of identity and copies, as a user of `wiredesk process` sees it."""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import pytest
from click.testing import CliRunner

from streams.cli import root
from streams.ops.corpus import Writer

LEAD = (
    "The harbour board of Tarnwick voted on Tuesday to buy two electric tugs, ending a dispute of four years over "
    "smoke in the old town. The boats cost 14.2 million crowns each and will be delivered in the spring of 2027. Odd "
    "Lervik, who chairs the board, had asked for three."
)
REST = (
    "Fishermen had asked for a smaller model that can work in the inner basin, where the depth is 3.5 metres at low "
    "tide. Lervik said the yard would lengthen the warranty to 12 years instead. The vote was nine to four, and those "
    "against want the matter put before the council of Tarnwick, which meets again in June."
)
OTHER = (
    "Heavy snow closed the mountain road between Odelby and Norby for the third night running, and drivers were told "
    "to wait at the inn until the plough came at six. The county has spent 9 million crowns on clearing since "
    "November, twice what it had set aside, said Kari Moe of the roads office."
)
DATES = ["2025-11-24T08:00:00Z", "2025-11-24T09:00:00Z", "2025-11-24T10:00:00Z"]

Line = dict[str, Any]


class Desk:
    """A folder in which messages are processed, and what came out."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.said = ""

    def run(self, messages: Iterable[Line], settings: str = "") -> "Desk":
        (self._folder / "wiredesk.toml").write_text(f"reading = false\n{settings}")
        (self._folder / "in.jsonl").write_text("\n".join(map(json.dumps, messages)))
        return self.process(self._folder / "in.jsonl")

    def process(self, document: Path, feed: str = "ferry") -> "Desk":
        arguments = ["process", str(document), "--out", str(self._folder / "out"), "--feed", feed]
        environment = {"WIREDESK_CONFIG": str(self._folder / "wiredesk.toml")}
        result = CliRunner().invoke(root, [*arguments, "--received", DATES[-1]], env=environment)
        assert result.exit_code == 0, result.output
        self.said = result.stderr
        return self

    def lines(self, name: str) -> list[Line]:
        return [json.loads(line) for line in (self._folder / "out" / f"{name}.jsonl").read_bytes().splitlines()]

    @property
    def outcomes(self) -> list[str]:
        return [line["outcome"] for line in self.lines("outcomes")]

    @property
    def versions(self) -> list[int]:
        """How many versions each story has, in the order of the stories."""
        return list(Counter(story["uri"] for story in self.lines("stories")).values())


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def message(text: str, source: str = "urn:ferry:1", feed: str = "ferry", **more: object) -> Line:
    title = str(more.pop("title", "Tugs for Tarnwick"))
    content = {"uri": source, "type": "text", "headline": title, "body_text": text, **more}
    return {"feed": feed, "received": DATES[-1], "content": content}


def texts(count: int) -> list[str]:
    """So many that have nothing in common."""
    writer = Writer(11)
    return [writer.text() for _ in range(count)]


ALIKE = 24
MERGED = 5  # texts that came under an id before it was noticed, at most


@pytest.mark.parametrize(
    "more",
    [
        pytest.param(lambda _: {}, id="nothing else"),
        pytest.param(lambda _: {"version": "1"}, id="and one version"),
        pytest.param(lambda at: {"versioncreated": f"2025-11-23T{ALIKE - at - 1:02}:00:00Z"}, id="newest first"),
        pytest.param(lambda at: {"versioncreated": f"2025-11-23T{at:02}:00:00Z"}, id="oldest first"),
    ],
)
def test_a_feed_whose_ids_are_all_alike_is_known_by_its_texts(desk: Desk, more: Callable[[int], Line]) -> None:
    """After the first few each text is a story of its own, and one line says why."""
    desk.run(message(text, title=text[:30], **more(at)) for at, text in enumerate(texts(ALIKE)))
    assert len(desk.versions) >= ALIKE - MERGED
    assert desk.said.count("ids are alike") == 1


def test_in_one_document_ids_that_are_all_alike_merge_nothing(desk: Desk, tmp_path: Path) -> None:
    """Versions of an item hardly stand beside each other."""
    entries = "".join(
        f'<item><guid isPermaLink="false">1</guid><title>{escape(text[:30])}</title>'
        f"<description>{escape(text)}</description></item>"
        for text in texts(ALIKE)
    )
    feed = f'<rss version="2.0"><channel><title>F</title><link>http://f.example/</link>{entries}</channel></rss>'
    (tmp_path / "feed.xml").write_text(feed)
    desk.run([])
    assert desk.process(tmp_path / "feed.xml").versions == [1] * ALIKE


def test_ids_that_some_items_share_leave_the_others_theirs(desk: Desk) -> None:
    """Every third item comes under one id; the rest are updated as ever."""
    made = texts(90)
    first = [message(text, "none" if at % 3 == 0 else f"urn:ferry:{at}") for at, text in enumerate(made)]
    later = [message(text + " More was said.", f"urn:ferry:{at}") for at, text in enumerate(made) if at % 3]
    desk.run([*first, *later])
    assert Counter(desk.versions)[2] == 60
    assert len(desk.versions) >= 90 - MERGED


def test_a_feed_of_updates_is_left_alone(desk: Desk) -> None:
    """Flash, story, and a rewriting without a sentence of it; thrice a text that shares nothing is not enough."""
    messages = []
    for at in range(20):
        names = {"Tarnwick": f"Tarnwick{at}", "Lervik": f"Lervik{at}"}
        for text in (LEAD[:90], LEAD, REST, REST + " " + LEAD):
            for old, new in names.items():
                text = text.replace(old, new)  # noqa: PLW2901
            messages.append(message(text, f"urn:ferry:{at}"))
    rewritten = texts(60)
    messages += [message(text, f"urn:ferry:r{at % 20}") for at, text in enumerate(rewritten)]
    desk.run(messages)
    assert desk.versions == [4] * 20 + [3] * 20
    assert "ids" not in desk.said


def test_a_feed_that_mends_its_ids_is_trusted_again(desk: Desk) -> None:
    """Once its last two hundred items speak for them."""
    bad = [message(text) for text in texts(10)]
    good = [message(text, f"urn:ferry:{at}") for at, text in enumerate(texts(230)[10:])]
    desk.run([*bad, *good, message(OTHER, "urn:ferry:219")])
    assert desk.said.count("ids are trusted again") == 1
    assert desk.versions[-1] == 2


def test_ids_that_change_with_the_headline_make_updates(desk: Desk) -> None:
    """Not stories, nor duplicates of their own first version: the same text in the same feed is the same story."""
    made = texts(20)
    desk.run(
        message(text, f"urn:ferry:{at}-{turn}", title=f"{turn} {text[:20]}")
        for at, text in enumerate(made)
        for turn in ("First", "Second")
    )
    assert Counter(desk.versions)[2] >= 20 - 3
    assert desk.said.count("ids change") == 1
    assert desk.lines("stories")[-1]["wiredesk"]["revision"]["changed"] == ["headlines"]


def test_ids_that_change_with_every_poll_repeat_nothing(desk: Desk) -> None:
    """Also where copies are not looked for."""
    polls = [message(text, f"urn:{poll}:{at}") for poll in range(4) for at, text in enumerate(texts(20))]
    assert desk.run(polls).versions == [1] * 20
    assert Counter(desk.outcomes)["ignored"] >= 60 - 3
    desk.run(polls, "[feeds.ferry]\ncopies = false")
    assert len(desk.versions) <= 20 + 3


def test_a_kill_holds_where_ids_change(desk: Desk) -> None:
    """The text is what was killed: under a new id and headline it stays away."""
    made = texts(12)
    told = [
        message(text, f"urn:{turn}:{at}", title=f"{turn} {text[:20]}") for at, text in enumerate(made) for turn in "AB"
    ]
    kill = message(made[-1], "urn:C:11", title="Kill", pubstatus="canceled")
    desk.run([*told, kill, message(made[-1], "urn:D:11", title="Again")])
    assert desk.outcomes[-2:] == ["story", "ignored"]
    assert desk.lines("stories")[-1]["pubStatus"] == "canceled"


def test_versions_that_the_provider_numbers_are_versions(desk: Desk) -> None:
    """However little they share, and in whatever order."""
    desk.run([message(text, version=str(number)) for number, text in zip((5, 6, 4, 7, 8, 9), texts(6), strict=True)])
    assert desk.versions == [5]
    assert desk.outcomes[2] == "ignored"


def test_an_address_names_an_item(desk: Desk) -> None:
    """In whatever form, and whatever the id; an item without one is known by its text."""
    links = ["http://www.f.example/tugs?utm_source=letter", "https://f.example/tugs/#top", "https://f.example/snow", ""]
    made = [LEAD, LEAD + " More was said.", OTHER, REST]
    messages = [
        {"feed": "ferry", "contentType": "application/feed+json", "content": {
            "version": "https://jsonfeed.org/version/1.1", "title": "F",
            "items": [{"id": f"i{at}", "url": link, "content_text": text}],
        }}
        for at, (link, text) in enumerate(zip(links, made, strict=True))
    ]  # fmt: skip
    desk.run([*messages, messages[-1]], '[feeds.ferry]\nidentity = "url"')
    assert desk.versions == [2, 1, 1]
    assert desk.outcomes[-1] == "ignored"


def test_title_and_time_name_an_item(desk: Desk) -> None:
    """Of its first version; either alone does not."""
    messages = [
        message(LEAD, "a", firstcreated=DATES[0], versioncreated=DATES[0]),
        message(
            LEAD + " More was said.", "b", firstcreated=DATES[0], versioncreated=DATES[1], title="TUGS for Tarnwick"
        ),
        message(OTHER, "a", firstcreated=DATES[1]),
        message(REST, "a"),
    ]
    desk.run(messages, '[feeds.ferry]\nidentity = "title-time"')
    assert desk.versions == [2, 1, 1]


def test_a_text_names_an_item(desk: Desk) -> None:
    """Then one id for all is no matter."""
    desk.run([message(text) for text in (LEAD, OTHER, REST, LEAD)], '[feeds.ferry]\nidentity = "text"')
    assert desk.versions == [1, 1, 1]
    assert desk.outcomes[-1] == "ignored"


EDITED = LEAD.replace("voted", "decided").replace("dispute", "quarrel").replace("asked", "hoped")


@pytest.mark.parametrize(
    ("settings", "thresholds"),
    [
        ("", [0.5]),
        ("near_threshold = 0.3", [0.3]),
        ("near_threshold = 0.9", []),
        ("near_threshold = 0.9\n[feeds.gull]\nnear_threshold = 0.4", [0.4]),
        ("[feeds.gull]\nnear_threshold = 0.95", []),
        ("[feeds.gull]\ncopies = false", []),
    ],
)
def test_thresholds_are_a_feeds_own(desk: Desk, settings: str, thresholds: list[float]) -> None:
    """The later item's feed decides, and a duplicate says what it was held against."""
    desk.run([message(LEAD), message(EDITED, "urn:gull:1", "gull")], settings)
    assert [line["threshold"] for line in desk.lines("duplicates")] == thresholds


def test_containment_and_figures_have_thresholds_too(desk: Desk) -> None:
    """For a part of a text, and for the numbers in it."""
    part = f"{LEAD[:200]} and that is all that anyone would say of it"
    pair = [message(f"{LEAD}\n{REST}"), message(part, "urn:gull:1", "gull")]
    desk.run(pair, "[feeds.gull]\ncontainment_threshold = 0.6")
    assert [(line["method"], line["threshold"]) for line in desk.lines("duplicates")] == [("contained", 0.6)]
    assert desk.run(pair, "containment_threshold = 0.99").lines("duplicates") == []
    table = "Closing prices in Tarnwick: " + ", ".join(f"share {word} at {{}}" for word in "one two three four".split())
    pair = [
        message(table.format(1.5, 2.5, 3.5, 4.5) * 2),
        message(table.format(1.5, 2.5, 3.5, 9.5) * 2, "urn:gull:1", "gull"),
    ]
    assert desk.run(pair, "figures_threshold = 0.9").lines("duplicates") == []
    assert (
        len(desk.run(pair, "figures_threshold = 0.9\n[feeds.gull]\nfigures_threshold = 0.5").lines("duplicates")) == 1
    )


FULLER = '[feeds.gull]\nfuller = "update"'
FULL = f"{LEAD}\n{REST}"


def test_a_fuller_copy_is_linked(desk: Desk) -> None:
    """Unless its feed says otherwise: the story stands."""
    desk.run([message(LEAD), message(FULL, "urn:gull:1", "gull")])
    assert desk.outcomes == ["story", "duplicate"]


def test_a_fuller_copy_may_become_the_next_version(desk: Desk) -> None:
    """Of the original's story; seen again it is ignored, and the original's own old text is no update."""
    fuller = message(FULL, "urn:gull:1", "gull")
    desk.run([message(LEAD), fuller, fuller, message(LEAD), message(LEAD, "urn:coot:1", "coot")], FULLER)
    assert desk.outcomes == ["story", "story", "ignored", "ignored", "duplicate"]
    assert desk.versions == [2]
    newest = desk.lines("stories")[-1]
    assert newest["bodies"][0]["value"] == FULL
    assert newest["wiredesk"]["revision"] == {"kind": "update", "supersedes": "1", "changed": ["bodies"]}
    assert {"role": "source", "value": "urn:gull:1"} in newest["altIds"]
    assert desk.lines("duplicates")[0]["duplicateOf"]["uri"] == newest["uri"]


@pytest.mark.parametrize(
    "between",
    [
        pytest.param([message(LEAD + " Kill.", pubstatus="canceled")], id="killed"),
        pytest.param([message(LEAD, pubstatus="canceled")], id="killed with its own text"),
        pytest.param([message(LEAD, pubstatus="withheld")], id="withheld"),
        pytest.param(
            [message(LEAD + " Kill.", pubstatus="canceled"), message(LEAD)], id="killed, and the old text again"
        ),
        pytest.param([message(f"{FULL} And more, much more, was said of it in Tarnwick.")], id="updated since"),
        pytest.param([message(OTHER, "urn:coot:2", "coot"), None], id="with another story in it"),
    ],
)
def test_a_fuller_copy_never_brings_a_story_back_or_down(desk: Desk, between: list[Line | None]) -> None:
    """It is linked, and that is all."""
    text = f"{FULL}\n{OTHER}" if between[-1] is None else FULL
    before = [message(LEAD), *(one for one in between if one)]
    desk.run([*before, message(text, "urn:gull:1", "gull")], FULLER)
    assert desk.outcomes[-1] == "duplicate"


def test_a_fuller_text_that_is_killed_takes_the_story_along(desk: Desk) -> None:
    """Its text is what was published; nothing of it comes back through a third."""
    kill = message(FULL, "urn:gull:1", "gull", pubstatus="canceled")
    again = message(f"{FULL} {REST}", "urn:coot:1", "coot")
    desk.run(
        [message(LEAD), message(FULL, "urn:gull:1", "gull"), kill, again], FULLER + '\n[feeds.coot]\nfuller = "update"'
    )
    assert desk.outcomes == ["story", "story", "story", "duplicate"]
    assert desk.lines("stories")[-1]["wiredesk"]["revision"]["kind"] == "kill"
    assert desk.lines("outcomes")[2]["uri"] == desk.lines("stories")[0]["uri"]

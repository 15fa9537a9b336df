"""Stories on desks' topics: what a desk gets of each version, and that none keeps what is no longer true."""

from typing import Any

import pytest

from schemas import codec
from schemas.headers import Kind
from schemas.output import Output
from schemas.prepared import Prepared
from schemas.verdict import Verdict
from streams.desk import Publish
from streams.desk.routing import desks_of
from streams.settings import Settings, SettingsError

DESKS = {"sea": {"rule": '"ferry"'}, "english": {"rule": "language:en"}, "sport": {"rule": "topic:sport"}}
SETTINGS = Settings.model_validate({"desks": DESKS})
FERRY = "The ferry sailed on time for once, and nobody could remember when it last had."
TRAIN = "The train left on time for once, and nobody could remember when it last had."


def verdict(text: str = FERRY, **more: Any) -> Verdict:
    status = more.pop("status", "usable")
    item = Prepared(
        origin="wire-raw/0/7#0", feed="coast", family="coast", uri="0" * 32, source="urn:coast:1", status=status,
        received="2025-11-25T09:00:00Z", title="On time", text=text, content="", text_hash="", sketch="",
        ninjs={"language": "en"},
    )  # fmt: skip
    stated = {"outcome": "story", "version": 1, "kind": "new", "first_created": item.received, **more}
    return Verdict(item=item, **stated)


def on_desks(made: Verdict, settings: Settings = SETTINGS) -> dict[str, Output]:
    story, *routed = Publish(settings).publish(made).outputs
    assert story.topic == "wire-stories"
    assert all(output.key == story.key for output in routed)
    assert all(output.value in {story.value, None} for output in routed)
    return {output.topic: output for output in routed}


def taken(outputs: dict[str, Output]) -> set[str]:
    return {topic for topic, output in outputs.items() if output.value}


def test_a_story_goes_to_every_desk_that_wants_it() -> None:
    """The same key, value and headers; desks that never had it hear nothing."""
    outputs = on_desks(verdict())
    assert set(outputs) == {"wire-desk-sea", "wire-desk-english"}
    assert taken(outputs) == set(outputs)
    assert dict(outputs["wire-desk-sea"].headers)["ce_type"] == b"wiredesk.story"


def test_a_version_that_no_longer_matches_takes_the_story_off() -> None:
    """A record without value, whose headers name the version that did it; a desk may have had an earlier one."""
    outputs = on_desks(verdict(TRAIN, version=2, kind="correction", supersedes=1))
    assert taken(outputs) == {"wire-desk-english"}
    assert set(outputs) == {"wire-desk-sea", "wire-desk-english", "wire-desk-sport"}
    headers = dict(outputs["wire-desk-sea"].headers)
    assert headers["ce_type"] == f"wiredesk.{Kind.LEFT}".encode() == b"wiredesk.story-left"
    assert headers["ce_id"] == b"0" * 32 + b"/2"
    assert headers["origin"] == b"wire-raw/0/7#0"


def test_a_later_version_that_matches_goes_there_again() -> None:
    """So an update that comes back is the truth again."""
    assert taken(on_desks(verdict(version=3, kind="update", supersedes=2))) == {"wire-desk-sea", "wire-desk-english"}


@pytest.mark.parametrize(
    "more", [{"kind": "kill"}, {"kind": "withdrawal"}, {"kind": "update", "status": "canceled"}, {"status": "withheld"}]
)
def test_what_takes_a_story_back_goes_to_every_desk(more: dict[str, str]) -> None:
    """Whatever it says, since its text may be a notice alone; with its value, so that nobody misses the reason."""
    outputs = on_desks(verdict("Kill the story on the boat.", version=2, **more))
    assert taken(outputs) == {"wire-desk-sea", "wire-desk-english", "wire-desk-sport"}


def test_a_kill_of_what_is_forgotten_goes_to_every_desk() -> None:
    """After the identity window numbers begin anew, but the desks still have the story."""
    assert len(taken(on_desks(verdict(TRAIN, version=1, kind="kill")))) == len(DESKS)


def test_without_desks_nothing_more_goes_out() -> None:
    """The story alone."""
    assert on_desks(verdict(version=2, kind="kill"), Settings.load({})) == {}


def test_the_same_verdict_gives_the_same_records() -> None:
    """A replay writes the same bytes again."""
    one, two = (Publish(SETTINGS).publish(verdict(version=2, kind="update")).outputs for _ in range(2))
    assert one == two


def test_rules_that_cannot_be_read_are_refused() -> None:
    """Also where nobody looked at the settings before."""
    wrong = Settings.model_validate({"desks": {"sea": {"rule": "topic:"}}})
    with pytest.raises(SettingsError, match=r"desks\.sea\.rule: at character 7"):
        Publish(wrong)
    with pytest.raises(SettingsError, match="2 mistakes"):
        desks_of({"one": "(", "two": ")"})


def test_a_rule_sees_what_was_given_where_nothing_is_read() -> None:
    """A provider's topics, with reading switched off."""
    made = verdict()
    made.item.ninjs["subjects"] = [{"uri": "http://cv.iptc.org/newscodes/mediatopic/20001065", "name": "football"}]
    outputs = on_desks(made)
    assert "wire-desk-sport" in taken(outputs)
    assert codec.loads(outputs["wire-desk-sport"].value or b"")["headlines"][0]["value"] == "On time"

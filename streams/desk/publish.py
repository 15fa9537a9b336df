"""Publish: verdicts in, stories out; the heavy reading is done here, only for what survived. Without memory so far."""

from typing import Any

from schemas import codec
from schemas.headers import Kind, headers
from schemas.output import Output
from schemas.verdict import TAKING_BACK, Verdict
from streams.desk.reading import NOTHING, Reader, Reading
from streams.desk.results import Result, ended
from streams.desk.routing import Routing
from streams.outcomes import Outcome
from streams.settings import Settings
from streams.stages.compose import URN, compose
from streams.stages.headline import headline

# Name and version of what touched every story, read or not.
MODELS = {"pages": "1", "copies": "1"}
# A longer text is a document, not news: it is published unread, within the size of a record.
LONGEST_READ = 200_000


class Publish:
    """Composes stories."""

    def __init__(self, settings: Settings, reader: Reader | None = None) -> None:
        """`settings` give the desks and the limit of a record's size; without a reader stories go out unread.

        Raises:
            SettingsError: a desk's rule cannot be read.
        """
        self._settings = settings
        self._reader = reader
        self._routing = Routing(settings)

    def publish(self, verdict: Verdict) -> Result:
        """The story of a verdict; what may not be published is held. What takes a story back is not read."""
        item = verdict.item
        if verdict.outcome == Outcome.HELD:
            why = f"pubStatus is {item.status}" if item.status != "usable" else f"embargoed until {item.embargoed}"
            return Result(ended=[ended(item, Outcome.HELD, why)])
        reading = self._read(verdict)
        story = self._compose(verdict, reading)
        value = codec.dumps(story)
        if len(value) > self._settings.max_record_bytes:
            reading = NOTHING
            story = self._compose(verdict, reading)
            value = codec.dumps(story)
        head = headers(Kind.STORY, f"{item.uri}/{verdict.version}", item.feed, item.received, item.origin)
        detail = f"version {verdict.version}, {verdict.kind}{reading.fault and f', not read: {reading.fault}'}"
        output = Output("wire-stories", f"{URN}{item.uri}", value, head)
        routed = self._routing.outputs(story, verdict, output)
        return Result(outputs=[output, *routed], ended=[ended(item, Outcome.STORY, detail)])

    def _read(self, verdict: Verdict) -> Reading:
        if self._reader is None or verdict.kind in TAKING_BACK.values() or len(verdict.item.text) > LONGEST_READ:
            return NOTHING
        return self._reader.read(verdict.item)

    def _compose(self, verdict: Verdict, reading: Reading) -> dict[str, Any]:
        item = verdict.item
        models = {**MODELS, **reading.models}
        return compose(verdict, item.title or headline(item.text), models, reading.ninjs, reading.wiredesk)

"""The same three steps on quixstreams: `python quix.py BROKER PREFIX ITEMS STATE [blocks]`.

The way its users write it, one item is a record on every topic; at least once, state with a changelog, outputs flushed
before offsets are committed: quixstreams' own defaults. With `blocks`, items travel in blocks like ours. A dataframe
takes one message at a time, so blocks are gathered in memory, and what is in there at a crash is lost: it shows what
blocks would save, not a service. Prints one JSON object: CPU seconds of this process from its first record to its end,
and seconds to the last story.
"""

import json
import sys
import time
from collections.abc import Iterator
from typing import Any

from quixstreams import Application
from quixstreams.state import State as QuixState

from schemas import codec, prepared, row, verdict
from schemas.prepared import Prepared
from schemas.raw import Raw
from schemas.row import Row
from schemas.verdict import Verdict
from streams.desk import MODELS, Deduplicate, Intake
from streams.settings import Settings
from streams.stages.compose import compose
from streams.stages.headline import headline

# As ours waits for company on its way out: for the records of one bundle.
PRODUCER = {"linger.ms": 10, "compression.type": "lz4"}
BLOCK = 100  # items, as ours
IDLE_S = 8.0  # longer than the interval of its commits (5 s)


def fields(record: Any) -> dict[str, Any]:
    """A record of ours as the dictionary that quixstreams serialises."""
    return {name: getattr(record, name) for name in record.__slots__}


class KeyedState:
    """Our `State` over a quixstreams state: the newest version by uri, any version by its order of decision."""

    def __init__(self) -> None:
        self.state: QuixState

    def latest(self, uri: str) -> Row | None:
        return self._row(f"u{uri}")

    def versions(self, uri: str) -> Iterator[Row]:
        known = self.latest(uri)
        return iter([known] if known else [])

    def decided(self, at: int) -> Row | None:
        return self._row(f"a{at}")

    def copies(self, uri: str) -> list[str]:
        return list(self.state.get(f"c{uri}") or [])

    def put(self, known: Row) -> None:
        fields = codec.loads(row.encode(known))
        self.state.set(f"u{known.uri}", fields)
        self.state.set(f"a{known.at}", f"u{known.uri}")
        if known.duplicate:
            of = known.duplicate["of"]
            self.state.set(f"c{of}", [*self.copies(of), known.source])

    def forget(self, uri: str) -> None:
        self.state.delete(f"u{uri}")

    def expire(self, before: int, limit: int) -> int:
        return 0

    def _row(self, key: str) -> Row | None:
        found = self.state.get(key)
        if isinstance(found, str):
            found = self.state.get(found)
        return Row(**found) if found else None


class Peer:
    """The application and its count."""

    def __init__(self, broker: str, prefix: str, items: int, folder: str) -> None:
        settings = Settings.load({})
        self.intake = Intake(settings)
        self.known = KeyedState()
        self.deduplicate = Deduplicate(settings, self.known)
        self.items, self.left = items, items
        self.started: tuple[float, float] | None = None
        self.last = 0.0
        self.app = Application(
            broker, consumer_group=f"{prefix}quix", auto_offset_reset="earliest", state_dir=folder,
            producer_extra_config=PRODUCER, loglevel="WARNING",
        )  # fmt: skip
        self.wire(prefix)

    def wire(self, prefix: str) -> None:
        raw = self.app.topic(f"{prefix}wire-raw", value_deserializer="bytes", key_deserializer="str")
        ready, unique, stories = (
            self.app.topic(
                f"{prefix}quix-{name}", value_serializer="json", value_deserializer="json", key_serializer="str"
            )
            for name in ("prepared", "unique", "stories")
        )
        self.app.dataframe(raw).apply(self.take, metadata=True, expand=True).to_topic(ready, key=lambda _: "default")
        self.app.dataframe(ready).apply(self.decide, stateful=True, expand=True).to_topic(
            unique, key=lambda made: made["item"]["uri"]
        )
        self.app.dataframe(unique).apply(self.compose, expand=True).to_topic(stories, key=lambda story: story["uri"])

    def take(self, value: bytes, _key: Any, timestamp: int, _headers: Any) -> list[dict[str, Any]]:
        if self.started is None:
            self.started = time.process_time(), time.monotonic()
        number = self.items - self.left
        result = self.intake.take(Raw(value=value, origin=f"wire-raw/0/{number}", appended_ms=timestamp))
        self.left -= 1
        return [fields(item) for _, item in result.prepared]

    def decide(self, value: dict[str, Any], state: QuixState) -> list[dict[str, Any]]:
        self.known.state = state
        item = Prepared(**value)
        at = int(item.origin.rpartition("/")[2].partition("#")[0])
        made = self.deduplicate.decide(item, row.order(at, 0)).verdict
        return [{**fields(made), "item": value}] if made else []

    def compose(self, value: dict[str, Any]) -> list[dict[str, Any]]:
        self.last = time.monotonic()
        made = Verdict(**{**value, "item": Prepared(**value["item"])})
        return [compose(made, made.item.title or headline(made.item.text), MODELS)]

    def run(self) -> dict[str, float]:
        self.app.run(timeout=IDLE_S)
        assert self.started is not None
        cpu, began = self.started
        return {"cpu_s": time.process_time() - cpu, "seconds": self.last - began}


class Blocks(Peer):
    """The same with our blocks of items between the steps."""

    def wire(self, prefix: str) -> None:
        self.gathered: list[Prepared] = []
        raw = self.app.topic(f"{prefix}wire-raw", value_deserializer="bytes", key_deserializer="str")
        ready, unique = (
            self.app.topic(
                f"{prefix}quix-{name}", value_serializer="bytes", value_deserializer="bytes", key_serializer="str"
            )
            for name in ("prepared", "unique")
        )
        stories = self.app.topic(f"{prefix}quix-stories", value_serializer="json", key_serializer="str")
        self.app.dataframe(raw).apply(self.gather, metadata=True, expand=True).to_topic(ready, key=lambda _: "default")
        self.app.dataframe(ready).apply(self.decide_block, stateful=True).to_topic(unique, key=lambda _: "default")
        self.app.dataframe(unique).apply(self.compose_block, expand=True).to_topic(
            stories, key=lambda story: story["uri"]
        )

    def gather(self, value: bytes, key: Any, timestamp: int, headers: Any) -> list[bytes]:
        self.gathered += [Prepared(**item) for item in self.take(value, key, timestamp, headers)]
        if len(self.gathered) < BLOCK and self.left:
            return []
        block, self.gathered = prepared.encode_block(self.gathered), []
        return [block]

    def decide_block(self, value: bytes, state: QuixState) -> bytes:
        self.known.state = state
        made = [
            self.deduplicate.decide(item, row.order(int(item.origin.rpartition("/")[2].partition("#")[0]), 0)).verdict
            for item in prepared.decode_block(value)
        ]
        return verdict.encode_block([one for one in made if one])

    def compose_block(self, value: bytes) -> list[dict[str, Any]]:
        self.last = time.monotonic()
        return [
            compose(made, made.item.title or headline(made.item.text), MODELS) for made in verdict.decode_block(value)
        ]


if __name__ == "__main__":
    broker, prefix, items, folder = sys.argv[1:5]
    kind = Blocks if "blocks" in sys.argv[5:] else Peer
    print(json.dumps(kind(broker, prefix, int(items), folder).run()))

"""Finds who the facts are attributed to, named or not; what they say is left to the reader of quotes."""

from collections.abc import Sequence
from dataclasses import dataclass

from streams.stages.speech.cast import Cast, Mention
from streams.stages.speech.hearing import Heard, hear


@dataclass(frozen=True, slots=True)
class Source:
    """Someone cited at `[start, end)` in code points. `name` is the full name where `named`, else the words there."""

    name: str
    start: int
    end: int
    named: bool


def sources(text: str, mentions: Sequence[Mention], heard: Sequence[Heard] | None = None) -> list[Source]:
    """Sources in order, each place once; linear in the text's length. `mentions` and `heard` as for quotes."""
    cast = Cast(text, mentions)
    found: dict[tuple[int, int], Source] = {}
    for one in hear(text) if heard is None else heard:
        sentence = one.sentence
        for attribution in one.attributions:
            if sentence.lows[attribution.source[0]] != "it" and not attribution.secondhand:
                voice = cast.of(attribution)
                start, end = cast.place(attribution)
                found[start, end] = Source(voice.name, start, end, voice.named)
    return sorted(found.values(), key=lambda source: source.start)

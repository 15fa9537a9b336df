"""Finds what people say, word for word and in the paper's words, who says it, and the verb that attributes it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from streams.stages.speech.attribution import Attribution
from streams.stages.speech.cast import Cast, Mention, Voice
from streams.stages.speech.hearing import Heard, hear
from streams.stages.speech.marks import Region
from streams.stages.speech.sentences import QUOTE, Sentence
from streams.stages.speech.unattributed import beside, is_speech
from streams.vocabularies import verbs


@dataclass(frozen=True, slots=True)
class Quote:
    """What is said at `[start, end)` in code points, without quotation marks.

    `direct`: in quotation marks. `speaker` is a name of the item or a description, empty where nobody is named; it
    stands at `[speaker_start, speaker_end)`, both None where there is none. `cue`: the words that attribute it, if any.
    """

    text: str
    start: int
    end: int
    direct: bool
    speaker: str
    speaker_start: int | None
    speaker_end: int | None
    cue: str


@dataclass(slots=True)
class _Saying:
    voice: Voice | None
    cue: str


_VERBS = verbs.shipped()
_UNKNOWN = _Saying(None, "")


def quotes(text: str, mentions: Sequence[Mention], heard: Sequence[Heard] | None = None) -> list[Quote]:
    """Quotes in order; linear in the text's length.

    `mentions` are the item's names as (kind, start, end, full name); without them speakers are named as they stand.
    `heard` is what `hear` made of the text, where that is at hand.
    """
    cast = Cast(text, mentions)
    names = {start: end for kind, start, end, _ in mentions if kind != "place"}
    found: list[Quote] = []
    last = _UNKNOWN
    heard = hear(text) if heard is None else heard
    for one in heard:
        if not one.attributions and not one.sentence.quotes:
            last = last if last is _UNKNOWN or _is_alone(one.sentence) else _UNKNOWN
            continue
        alone = _is_alone(one.sentence)
        made, said = _sentence(text, cast, one)
        rest = [region for index, region in one.sentence.quotes.items() if index not in made]
        found += _unattributed(text, rest, cast, names, last if alone else None)
        found += [quote for several in made.values() for quote in several]
        last = said[-1] if said else last if alone else _UNKNOWN
    found.sort(key=lambda quote: (quote.start, quote.end))
    return _continued(found, {region.start for one in heard for region in one.sentence.quotes.values() if region.open})


def _is_alone(sentence: Sentence) -> bool:
    """Whether a sentence is nothing but quotations."""
    return all(low == QUOTE or not low[0].isalnum() for low in sentence.lows)


def _unattributed(
    text: str, regions: Iterable[Region], cast: Cast, names: Mapping[int, int], last: _Saying | None
) -> Iterator[Quote]:
    """Quotations of a sentence in which nobody is said to speak; `last`: who did last, where they are all of it."""
    for region in regions:
        if spoken := beside(text, region, names):
            start, cue = spoken
            yield _direct(text, region, _Saying(cast.voice(start, names[start]), cue))
        elif last or is_speech(text, region):
            yield _direct(text, region, last or _UNKNOWN)


def _continued(found: list[Quote], goes_on: set[int]) -> list[Quote]:
    """Quotes over several paragraphs, at whose last only the speaker may be named, with the speaker in each."""
    for index in range(len(found) - 2, -1, -1):
        quote, after = found[index], found[index + 1]
        if quote.start in goes_on and not quote.speaker:
            found[index] = replace(
                quote,
                speaker=after.speaker,
                speaker_start=after.speaker_start,
                speaker_end=after.speaker_end,
                cue=after.cue,
            )
    return found


def _sentence(text: str, cast: Cast, heard: Heard) -> tuple[dict[int, list[Quote]], list[_Saying]]:
    """The quotes of a sentence by the token they begin with, and who spoke in it."""
    made: dict[int, list[Quote]] = {}
    said: list[_Saying] = []
    near: dict[int, int] = {}
    sentence = heard.sentence
    for attribution in heard.attributions:
        saying = _saying(text, cast, attribution)
        for start, end in attribution.contents:
            inside = [index for index in sentence.quotes if start <= index < end]
            for index in inside:
                distance = abs(index - attribution.cue[0])
                if distance < near.get(index, len(sentence)):
                    near[index] = distance
                    made[index] = [_direct(text, sentence.quotes[index], saying)]
                    said.append(saying)
            if not inside:
                made.setdefault(start, []).append(_indirect(text, sentence, start, end, saying))
                if _speaks(attribution):
                    said.append(saying)
        if not attribution.contents or sentence.lows[-1] == ":":
            said.append(saying)
    return made, said


def _speaks(attribution: Attribution) -> bool:
    """Whether the words reported were spoken, so that a quotation alone behind them is the same speaker's."""
    verb = _VERBS.get(attribution.sentence.lows[attribution.cue[0]])
    return verb is None or "speech" in verb.takes


def _saying(text: str, cast: Cast, attribution: Attribution) -> _Saying:
    sentence = attribution.sentence
    cue = text[sentence.starts[attribution.cue[0]] : sentence.ends[attribution.cue[1] - 1]]
    return _Saying(cast.of(attribution), cue)


def _direct(text: str, region: Region, saying: _Saying) -> Quote:
    return _quote(text, region.start, region.end, saying, direct=True)


def _indirect(text: str, sentence: Sentence, start: int, end: int, saying: _Saying) -> Quote:
    return _quote(text, sentence.starts[start], sentence.ends[end - 1], saying, direct=False)


def _quote(text: str, start: int, end: int, saying: _Saying, *, direct: bool) -> Quote:
    voice = saying.voice
    if voice is None:
        return Quote(text[start:end], start, end, direct, "", None, None, saying.cue)
    return Quote(text[start:end], start, end, direct, voice.name, voice.start, voice.end, saying.cue)

"""What an attribution is: somebody, the words that say so, and what is attributed."""

from dataclasses import dataclass, field

from streams.stages.speech.sentences import Sentence

# Tokens of a sentence, from the first to before the last.
Range = tuple[int, int]


@dataclass(slots=True)
class Attribution:
    """`source`, `cue` and `contents` are ranges of tokens of `sentence`; contents may be empty.

    `named`: where the source is "who", the phrase it stands for. `secondhand`: somebody else tells what this source
    thinks or wants, so that it is no source of the item's.
    """

    sentence: Sentence
    source: Range
    cue: Range
    contents: list[Range] = field(default_factory=list)
    named: Range | None = None
    secondhand: bool = False

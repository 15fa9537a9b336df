"""The outcomes an item can end in. Each item ends in exactly one."""

from enum import StrEnum


class Outcome(StrEnum):
    """Contract names, labels of a metric."""

    STORY = "story"
    DUPLICATE = "duplicate"
    ADVISORY = "advisory"
    DEAD_LETTER = "dead-letter"
    IGNORED = "ignored"
    HELD = "held"

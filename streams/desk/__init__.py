"""The pure heart: three steps that compose the stages, for the agents and for `wiredesk process` alike.

A step takes values and returns values. What it remembers is a `State` handed in; what goes out is `Output`; how each
item ended is `Ended`. No I/O, no clock, no broker.
"""

from streams.desk.deduplicate import Deduplicate
from streams.desk.intake import Intake
from streams.desk.publish import MODELS, Publish
from streams.desk.reading import Reader
from streams.desk.results import Decision, Ended, Result
from streams.desk.trust import Change

__all__ = ["MODELS", "Change", "Decision", "Deduplicate", "Ended", "Intake", "Publish", "Reader", "Result"]
